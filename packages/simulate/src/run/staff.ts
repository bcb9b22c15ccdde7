// Parties with their persons and their queues.
import { type Dated, type EventList, type Happening, ranks } from './event-list.js'
import type { Shifts } from './shifts.js'

/** Work on a case, as far as whoever does it needs to know. */
export interface Job extends Happening {
  readonly priority: number
  /** Working time of a person of speed 1, ms. */
  readonly effort: number
  /** Of those with one priority what has less goes first; 0 for all where whoever has waited longest does. */
  readonly dueAt: number
  /** When the delay is over. */
  readonly readyAt: number
  /** −1: nobody has begun. */
  startedAt: number
  /** The working time it takes whoever began, and when that is over unless something comes between. */
  working: number
  endsAt: number
  isQueued: boolean
  /** Whether it has taken up a person. */
  hasPerson: boolean
  /** From when on a session is about it; −1: none is. */
  satFrom: number
  /** Counts what makes a planned completion void. */
  generation: number
  /** How often it is planned or stands in a queue, though it may have been withdrawn: until then it is looked at again. */
  mentions: number
}

/** How a party works. */
export interface StaffOptions {
  readonly party: string
  /** `null`: always somebody free. */
  readonly persons: number | null
  readonly shifts: Shifts
  readonly speed: number
  readonly shiftEnd: 'pause' | 'finish'
  /** What is due first goes first, of what has one priority. */
  readonly isByDue?: boolean
  /** Whoever has begun with what becomes obsolete goes on to the end. */
  readonly isFinishingOvertaken?: boolean
}

/** The persons of a party, and what waits for them. */
export interface Staff extends Happening {
  readonly options: StaffOptions
  /** The sums of what its jobs waited, and of the time spent on them. */
  readonly waitSlot: number
  readonly workSlot: number
  readonly isEndless: boolean
  free: number
  /** The highest priority first. */
  readonly lines: Line[]
  /** Jobs in the lines, without those that were withdrawn. */
  waiting: number
  /** Jobs that were withdrawn while they waited, since the lines were last cleared of them. */
  gone: number
  /** When it next looks at its queue; `Infinity`: not planned. */
  lookAt: number
  /** Up to when it works without a break, as it was looked up last. */
  onUntil: number
}

/** Those who wait with one priority, the first to be served at `head`. */
interface Line {
  readonly priority: number
  readonly jobs: Job[]
  head: number
  end: number
}

/** What staff tells. */
export interface StaffPorts {
  begun(staff: Staff, job: Job, now: number): void
  /** A job was withdrawn that nobody had begun. */
  neverBegun(staff: Staff, job: Job): void
  /** Working time spent on a job, ended or not; with `vain`, in vain, and why. */
  spent(staff: Staff, from: number, to: number, worked: number, vain: string | undefined): void
  /** A session was about a job in vain. */
  satInVain(staff: Staff, from: number, to: number, vain: string): void
  /** A job that had been withdrawn has left its queue. */
  left(job: Job): void
}

/** What all parties of a replication do with jobs. */
export interface Staffing {
  /** @param order its place among the parties, by name */
  newStaff(options: StaffOptions, order: number, waitSlot: number, workSlot: number): Staff
  /** Puts a job into the queue, to be looked at once the instant's facts are known. */
  enqueue(staff: Staff, job: Job, now: number): void
  /** Takes a job out of the queue, or from whoever works on it; with `vain`, what was worked on it was in vain, and why. */
  withdraw(staff: Staff, job: Job, now: number, vain?: string): void
  /** Whoever worked on it is free again; `vain` as above. */
  release(staff: Staff, job: Job, now: number, vain?: string): void
  /** Whether somebody has begun with a job and goes on with it, outside of sessions. */
  isWorkedOn(staff: Staff, job: Job): boolean
  /** How many jobs wait for it. */
  waitingFor(staff: Staff): number
  /** So many persons more; fewer leave as they become free. */
  resize(staff: Staff, persons: number, now: number): void
  /** Takes up so many jobs at most in one session, all of which are done when it ends: after so long and the effort of each. */
  sit(staff: Staff, most: number, lasts: number, now: number): { readonly jobs: number; readonly until: number }
}

const never = Number.POSITIVE_INFINITY

export function staffing(events: Pick<EventList<Dated>, 'enter' | 'add' | 'soon'>, ports: StaffPorts): Staffing {
  const seize = (staff: Staff, job: Job, now: number) => {
    const { speed, shiftEnd, shifts } = staff.options
    job.startedAt = now
    ports.begun(staff, job, now)
    const effort = job.effort / speed
    if (effort === never) {
      job.endsAt = never
      return
    }
    const working = Math.round(effort)
    const isToEnd = shiftEnd === 'finish' || (now < staff.onUntil && now + working <= staff.onUntil)
    const at = isToEnd ? now + working : shifts.after(now, working)
    job.working = working
    job.endsAt = at
    job.generation++
    job.mentions++
    events.add(at, ranks.completion, job.id, job.generation)
  }

  /** It looks at its queue at this instant, once all else is known. */
  const planNow = (staff: Staff, now: number) => {
    if (now >= staff.lookAt) return
    staff.lookAt = now
    events.soon(staff.id, now)
  }

  const dispatch = (staff: Staff, now: number) => {
    if (staff.waiting === 0 || staff.free <= 0) return
    if (now >= staff.onUntil) {
      const { shifts } = staff.options
      staff.onUntil = shifts.until(now)
      if (staff.onUntil === 0) {
        const at = shifts.nextOn(now)
        if (at >= staff.lookAt) return
        staff.lookAt = at
        events.add(at, ranks.dispatch, staff.id, 0)
        return
      }
    }
    const { lines } = staff
    for (let i = 0; i < lines.length; i++) {
      const line = lines[i] as Line
      while (line.head < line.end) {
        const job = line.jobs[line.head++] as Job
        job.mentions--
        if (!job.isQueued) {
          ports.left(job)
          continue
        }
        job.isQueued = false
        job.hasPerson = true
        staff.waiting--
        staff.free--
        seize(staff, job, now)
        if (staff.waiting === 0 || staff.free <= 0) {
          tidy(line)
          return
        }
      }
      tidy(line)
    }
  }

  const release = (staff: Staff, job: Job, now: number, vain?: string, isDone = true) => {
    const { startedAt } = job
    if (startedAt >= 0) {
      const { shiftEnd, shifts } = staff.options
      // What is not over when the run is may be planned to end just then: of that only what was done counts.
      const worked =
        isDone && now === job.endsAt
          ? job.working
          : shiftEnd === 'finish'
            ? now - startedAt
            : shifts.between(startedAt, now)
      ports.spent(staff, startedAt, now, worked, vain)
      job.startedAt = -1
    }
    if (job.satFrom >= 0) {
      // Sessions last as long as was planned: they are about it to the end, also where it is withdrawn meanwhile.
      if (vain !== undefined) ports.satInVain(staff, job.satFrom, job.satFrom + job.working, vain)
      job.satFrom = -1
    }
    job.generation++
    if (!job.hasPerson) return
    job.hasPerson = false
    staff.free++
    if (staff.waiting > 0) planNow(staff, now)
  }

  /** Clears the lines of those who were withdrawn: they stand there until they are looked at, and where nobody serves they never are. */
  const clear = (staff: Staff) => {
    staff.gone = 0
    for (const line of staff.lines) {
      let end = 0
      for (let at = line.head; at < line.end; at++) {
        const job = line.jobs[at] as Job
        if (job.isQueued) line.jobs[end++] = job
        else {
          job.mentions--
          ports.left(job)
        }
      }
      line.jobs.length = end
      line.end = end
      line.head = 0
    }
  }

  function look(this: Staff, at: number): void {
    // An earlier one may have been planned since; then this one has nothing to do.
    if (this.lookAt !== at) return
    this.lookAt = never
    dispatch(this, at)
  }

  return {
    newStaff: (options, order, waitSlot, workSlot) =>
      events.enter(id => ({
        id,
        source: -1,
        i: order,
        party: options.party,
        purpose: 'dispatch',
        n: 0,
        happen: look,
        options,
        waitSlot,
        workSlot,
        isEndless: options.persons === null,
        free: options.persons ?? 0,
        lines: [],
        waiting: 0,
        gone: 0,
        lookAt: never,
        onUntil: 0,
      })),
    enqueue(staff, job, now) {
      if (staff.isEndless) {
        seize(staff, job, now)
        return
      }
      const line = lineOf(staff.lines, job.priority)
      const { jobs, head } = line
      let at = line.end++
      for (; at > head && isBefore(job, jobs[at - 1] as Job); at--) jobs[at] = jobs[at - 1] as Job
      jobs[at] = job
      job.mentions++
      job.isQueued = true
      staff.waiting++
      if (staff.free > 0) planNow(staff, now)
    },
    withdraw(staff, job, now, vain) {
      if (!job.isQueued) {
        release(staff, job, now, vain, false)
        return
      }
      job.isQueued = false
      ports.neverBegun(staff, job)
      staff.waiting--
      staff.gone++
      if (staff.gone > 1000 && staff.gone > staff.waiting) clear(staff)
    },
    release: (staff, job, now, vain) => release(staff, job, now, vain),
    // What takes for ever is never finished.
    isWorkedOn: (_, { startedAt, endsAt }) => startedAt >= 0 && endsAt < never,
    waitingFor: ({ waiting }) => waiting,
    resize(staff, persons, now) {
      staff.free += persons
      if (persons > 0 && staff.waiting > 0) planNow(staff, now)
    },
    sit(staff, most, lasts, now) {
      const jobs: Job[] = []
      let until = now + lasts
      for (const line of staff.lines) {
        while (line.head < line.end && jobs.length < most) {
          const job = line.jobs[line.head++] as Job
          job.mentions--
          if (!job.isQueued) {
            ports.left(job)
            continue
          }
          job.isQueued = false
          staff.waiting--
          job.satFrom = until
          job.working = Math.round(job.effort)
          until += job.working
          jobs.push(job)
        }
        tidy(line)
      }
      for (const job of jobs) {
        ports.begun(staff, job, now)
        job.endsAt = until
        job.generation++
        job.mentions++
        events.add(until, ranks.completion, job.id, job.generation)
      }
      return { jobs: jobs.length, until }
    },
  }
}

function lineOf(lines: Line[], priority: number): Line {
  let at = 0
  while (at < lines.length && (lines[at] as Line).priority > priority) at++
  const found = lines[at]
  if (found?.priority === priority) return found
  const line = { priority, jobs: [], head: 0, end: 0 }
  lines.splice(at, 0, line)
  return line
}

/** Forgets who was served, now and then. */
function tidy(line: Line): void {
  if (line.head === line.end) {
    line.head = 0
    line.end = 0
  } else if (line.head > 1000 && line.head * 2 > line.end) {
    line.jobs.copyWithin(0, line.head, line.end)
    line.end -= line.head
    line.head = 0
    line.jobs.length = line.end
  }
}

/** Who is due first, or has been ready for longer; then by what it is. */
function isBefore(a: Job, b: Job): boolean {
  // Two without a deadline differ by no number.
  const order =
    (a.dueAt === b.dueAt ? 0 : a.dueAt - b.dueAt) || a.readyAt - b.readyAt || a.source - b.source || a.i - b.i
  return order === 0 ? a.purpose < b.purpose || (a.purpose === b.purpose && a.n < b.n) : order < 0
}
