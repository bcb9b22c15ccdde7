// One party with its persons and its queue.
import { type Dated, type EventList, type Happening, ranks } from './event-list.js'
import type { Shifts } from './shifts.js'

/** Work on a case, as far as whoever does it needs to know. */
export interface Job extends Happening {
  readonly priority: number
  /** Working time of a person of speed 1, ms. */
  readonly effort: number
  /** When the delay is over. */
  readonly readyAt: number
  /** −1: nobody has begun. */
  startedAt: number
  isQueued: boolean
  /** Whether it has taken up a person. */
  hasPerson: boolean
  /** Counts what makes a planned completion void. */
  generation: number
}

/** How a party works. */
export interface StaffOptions {
  readonly party: string
  /** `null`: always somebody free. */
  readonly persons: number | null
  readonly shifts: Shifts
  readonly speed: number
  readonly shiftEnd: 'pause' | 'finish'
}

/** The persons of a party, and what waits for them. */
export interface Staff extends Happening {
  readonly options: StaffOptions
  /** Puts a job into the queue, to be looked at once the instant's facts are known. */
  enqueue(job: Job, now: number): void
  /** Takes a job out of the queue, or from whoever works on it. */
  withdraw(job: Job, now: number): void
  /** Whoever worked on it is free again. */
  release(job: Job, now: number): void
  /** So many persons more; fewer leave as they become free. */
  resize(persons: number, now: number): void
}

/** What staff tells. */
export interface StaffPorts {
  begun(job: Job, now: number): void
  /** Working time spent on a job, ended or not. */
  spent(from: number, to: number, worked: number): void
}

/** Those who wait with one priority, the first to be served at `head`. */
interface Line {
  readonly priority: number
  jobs: Job[]
  head: number
}

export function staffOf(
  options: StaffOptions,
  events: Pick<EventList<Dated>, 'add'>,
  { begun, spent }: StaffPorts,
): Staff {
  const { party, shifts, speed, shiftEnd } = options
  const isEndless = options.persons === null
  let free = options.persons ?? 0
  /** The highest priority first. */
  const lines: Line[] = []
  /** Jobs in the lines, without those that were withdrawn. */
  let waiting = 0
  let gone = 0
  let planned = Number.POSITIVE_INFINITY

  const seize = (job: Job, now: number) => {
    job.startedAt = now
    begun(job, now)
    const effort = job.effort / speed
    if (effort === Number.POSITIVE_INFINITY) return
    const at = shiftEnd === 'finish' ? now + Math.round(effort) : shifts.after(now, Math.round(effort))
    job.generation++
    events.add(at, ranks.completion, job, job.generation)
  }

  const plan = (at: number) => {
    if (at >= planned) return
    planned = at
    events.add(at, ranks.dispatch, staff, 0)
  }

  const dispatch = (now: number) => {
    if (waiting === 0 || free <= 0) return
    if (!shifts.isOn(now)) {
      plan(shifts.nextOn(now))
      return
    }
    for (const line of lines) {
      while (line.head < line.jobs.length) {
        const job = line.jobs[line.head++] as Job
        if (!job.isQueued) continue
        job.isQueued = false
        job.hasPerson = true
        waiting--
        free--
        seize(job, now)
        if (waiting === 0 || free <= 0) {
          tidy(line)
          return
        }
      }
      tidy(line)
    }
  }

  const released = (job: Job, now: number) => {
    const { startedAt } = job
    if (startedAt >= 0) spent(startedAt, now, shiftEnd === 'finish' ? now - startedAt : shifts.between(startedAt, now))
    job.startedAt = -1
    job.generation++
    if (!job.hasPerson) return
    job.hasPerson = false
    free++
    if (waiting > 0) plan(now)
  }

  const staff: Staff = {
    source: -1,
    i: 0,
    party,
    purpose: 'dispatch',
    n: 0,
    options,
    happen(at) {
      // An earlier one may have been planned since; then this one has nothing to do.
      if (planned !== at) return
      planned = Number.POSITIVE_INFINITY
      dispatch(at)
    },
    enqueue(job, now) {
      if (isEndless) {
        seize(job, now)
        return
      }
      const { jobs, head } = lineOf(lines, job.priority)
      let at = jobs.length
      while (at > head && isBefore(job, jobs[at - 1] as Job)) at--
      if (at === jobs.length) jobs.push(job)
      else jobs.splice(at, 0, job)
      job.isQueued = true
      waiting++
      if (free > 0) plan(now)
    },
    withdraw(job, now) {
      if (!job.isQueued) {
        released(job, now)
        return
      }
      job.isQueued = false
      waiting--
      gone++
      // Who left stands in a line until it is looked at, and where nobody serves it never is.
      if (gone > 1000 && gone > waiting) {
        gone = 0
        for (const line of lines) {
          line.jobs = line.jobs.filter((one, at) => at >= line.head && one.isQueued)
          line.head = 0
        }
      }
    },
    release: released,
    resize(persons, now) {
      free += persons
      if (persons > 0 && waiting > 0) plan(now)
    },
  }
  return staff
}

function lineOf(lines: Line[], priority: number): Line {
  let at = 0
  while (at < lines.length && (lines[at] as Line).priority > priority) at++
  const found = lines[at]
  if (found?.priority === priority) return found
  const line = { priority, jobs: [], head: 0 }
  lines.splice(at, 0, line)
  return line
}

/** Forgets who was served, now and then. */
function tidy(line: Line): void {
  if (line.head === line.jobs.length) {
    line.jobs.length = 0
    line.head = 0
  } else if (line.head > 1000 && line.head * 2 > line.jobs.length) {
    line.jobs = line.jobs.slice(line.head)
    line.head = 0
  }
}

/** Who has been ready for longer; then by what it is. */
function isBefore(a: Job, b: Job): boolean {
  const order = a.readyAt - b.readyAt || a.source - b.source || a.i - b.i
  return order === 0 ? a.purpose < b.purpose || (a.purpose === b.purpose && a.n < b.n) : order < 0
}
