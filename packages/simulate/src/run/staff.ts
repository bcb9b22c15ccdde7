// One party with its persons and its queue.
import type { WorkItem } from './case-run.js'
import { compareText, type EventList, ranks } from './event-list.js'
import type { Shifts } from './shifts.js'

/** A person of a party. */
interface Person {
  readonly name: string
  busy: WorkItem | undefined
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
export interface Staff {
  readonly options: StaffOptions
  /** Puts an item into the queue, to be looked at once the instant's facts are known. */
  enqueue(item: WorkItem, now: number): void
  /** Takes an item out of the queue, or from whoever works on it. */
  withdraw(item: WorkItem, now: number): void
  /** Whoever worked on it is free again. */
  release(item: WorkItem, now: number): void
}

/** What staff tells, and what it needs. */
export interface StaffPorts {
  readonly events: EventList
  begun(item: WorkItem, now: number): void
  completed(item: WorkItem, now: number): void
  /** Working time spent on an item, ended or not. */
  spent(party: string, from: number, to: number, worked: number): void
}

export function staffOf(options: StaffOptions, { events, begun, completed, spent }: StaffPorts): Staff {
  const { party, shifts, speed } = options
  const people: Person[] = Array.from({ length: options.persons ?? 0 }, (_, i) => ({
    name: `${party}#${i + 1}`,
    busy: undefined,
  }))
  const free: Person[] = [...people]
  /** Waiting items, the first to be served first. */
  const queue: WorkItem[] = []
  let planned = Number.POSITIVE_INFINITY

  const workedOn = (from: number, to: number): number =>
    options.shiftEnd === 'finish' ? to - from : shifts.between(from, to)

  const seize = (item: WorkItem, person: Person | undefined, now: number) => {
    if (person !== undefined) {
      person.busy = item
      item.person = person
    }
    item.startedAt = now
    begun(item, now)
    const effort = item.effort / speed
    if (effort === Number.POSITIVE_INFINITY) return
    const at = options.shiftEnd === 'finish' ? now + Math.round(effort) : shifts.after(now, Math.round(effort))
    const generation = ++item.generation
    events.add({
      at,
      rank: ranks.completion,
      source: item.run.source,
      i: item.run.i,
      party,
      purpose: item.label,
      n: item.n,
      happen() {
        if (item.generation === generation) completed(item, at)
      },
    })
  }

  const dispatch = (now: number) => {
    if (queue.length === 0 || free.length === 0) return
    if (!shifts.isOn(now)) {
      plan(shifts.nextOn(now))
      return
    }
    while (queue.length > 0 && free.length > 0) seize(queue.shift() as WorkItem, free.shift() as Person, now)
  }

  const plan = (at: number) => {
    if (at >= planned) return
    planned = at
    events.add({
      at,
      rank: ranks.dispatch,
      source: -1,
      i: 0,
      party,
      purpose: 'dispatch',
      n: 0,
      happen() {
        // An earlier one may have been planned since; then this one has nothing to do.
        if (planned !== at) return
        planned = Number.POSITIVE_INFINITY
        dispatch(at)
      },
    })
  }

  const released = (item: WorkItem, now: number) => {
    if (item.startedAt !== undefined) spent(party, item.startedAt, now, workedOn(item.startedAt, now))
    item.startedAt = undefined
    item.generation++
    const person = item.person as Person | undefined
    if (person === undefined) return
    item.person = undefined
    person.busy = undefined
    // The one who has been free for longest goes first: work goes round.
    free.push(person)
    if (queue.length > 0) plan(now)
  }

  return {
    options,
    enqueue(item, now) {
      if (options.persons === null) {
        seize(item, undefined, now)
        return
      }
      let at = queue.length
      while (at > 0 && isBefore(item, queue[at - 1] as WorkItem)) at--
      queue.splice(at, 0, item)
      if (free.length > 0) plan(now)
    },
    withdraw(item, now) {
      const at = queue.indexOf(item)
      if (at >= 0) queue.splice(at, 1)
      else released(item, now)
    },
    release: released,
  }
}

/** Higher priority first; then who has been ready for longer; then by what it is. */
function isBefore(a: WorkItem, b: WorkItem): boolean {
  return (
    (b.priority - a.priority ||
      a.readyAt - b.readyAt ||
      a.run.source - b.run.source ||
      a.run.i - b.run.i ||
      compareText(a.label, b.label) ||
      a.n - b.n) < 0
  )
}
