// Persons who are followed one by one: each comes and goes, has so many things in hand, and hands over, goes on or is interrupted.
import type { WorkingCalendar } from '@convoke/core'
import { type Dated, type EventList, type Happening, ranks } from '../event-list.js'
import type { Person, Task } from './person-and-task.js'

/** What becomes of persons is told to whoever gives them work. */
export interface PersonPorts {
  /** There is somebody who could take something up. */
  came(person: Person, now: number): void
  /** What somebody has begun is for others to go on with. */
  handedOver(person: Person, task: Task, now: number): void
  /** Adds a time that was worked or could have been to sums, where it is measured. */
  count(slots: readonly number[], from: number, to: number): void
  /** How much of a time is measured, ms. */
  measured(from: number, to: number): number
}

export interface Persons {
  person(
    of: Omit<
      Person,
      keyof Happening | 'isOn' | 'onUntil' | 'tasks' | 'since' | 'planned' | 'plannedAt' | 'day' | 'isAway' | 'missed'
    >,
    order: number,
  ): Person
  /** They begin with a task, or go on with it. */
  begin(person: Person, task: Task, now: number): void
  /** A task is nothing of theirs any more: what is left of it is what it takes a person of speed 1. */
  end(person: Person, task: Task, now: number): void
}

const never = Number.POSITIVE_INFINITY

export function persons(
  events: Pick<EventList<Dated>, 'enter' | 'add'>,
  calendar: WorkingCalendar,
  origin: number,
  ports: PersonPorts,
): Persons {
  /** Brings up to now how far things are: whoever has several in hand gives each the same share. */
  const goOn = (person: Person, now: number) => {
    const { tasks, since } = person
    if (now <= since) return
    person.since = now
    if (tasks.length === 0 || !isWorking(person)) return
    const share = ports.measured(since, now) / tasks.length
    for (const task of tasks) {
      task.left = Math.max(0, task.left - (now - since) / tasks.length)
      task.worked += share
    }
    ports.count(person.workSlots, since, now)
    if (!person.isOn) ports.count(person.overtimeSlots, since, now)
  }

  /** Plans the end of what will be done first, if it is done before they leave. */
  const plan = (person: Person, now: number) => {
    const { tasks } = person
    let first: Task | undefined
    for (const task of tasks) if (first === undefined || task.left < first.left) first = task
    let at = first === undefined || !isWorking(person) ? never : now + Math.ceil(first.left * tasks.length)
    if (at > person.onUntil && !isFinishing(person)) at = never
    if (at < never && person.planned === first && person.plannedAt === at) return
    if (person.planned !== undefined) person.planned.item.generation++
    person.planned = at === never ? undefined : first
    person.plannedAt = at
    if (at === never) return
    const { item } = first as Task
    item.generation++
    item.mentions++
    events.add(at, ranks.completion, item.id, item.generation)
  }

  const end = (person: Person, task: Task, now: number) => {
    goOn(person, now)
    person.tasks = person.tasks.filter(one => one !== task)
    if (person.planned === task) {
      task.item.generation++
      person.planned = undefined
    }
    task.effort = task.left * person.member.speed
    if (task.worked > 0) task.before.set(person.member.party, (task.before.get(person.member.party) ?? 0) + task.worked)
    task.worked = 0
    task.person = undefined
    plan(person, now)
  }

  const handOver = (person: Person, now: number) => {
    for (const task of [...person.tasks]) {
      end(person, task, now)
      task.effort *= 1 + (person.home.declared.handOver?.loss ?? 0)
      ports.handedOver(person, task, now)
    }
  }

  /** Looks whether they are there, and when to look again. */
  const look = (person: Person, at: number) => {
    const { member } = person
    const { shifts } = member
    const date = calendar.localDate(at)
    const dayEnd = calendar.endOf(date)
    if (date !== person.day) {
      person.day = date
      person.isAway = person.isAwayOn(date)
      // Days of rest neither count nor end an absence.
      if (shifts.between(at, dayEnd) > 0) person.missed = person.isAway ? person.missed + 1 : 0
      if (!isWorking(person) && isMissed(person, date)) handOver(person, at)
    }
    if (person.isAway || !shifts.isOn(at)) {
      if (person.isOn) events.add(at, ranks.shiftEnd, person.id, 0)
      if (date <= member.until)
        events.add(person.isAway ? dayEnd : Math.min(shifts.nextOn(at), dayEnd), ranks.shift, person.id, 0)
      return
    }
    const until = Math.min(shifts.closesAt(at), dayEnd)
    goOn(person, at)
    person.isOn = true
    person.onUntil = until
    ports.count(person.capacitySlots, at, until)
    plan(person, at)
    events.add(until, ranks.shift, person.id, 0)
    ports.came(person, at)
  }

  /** They leave at the end of an instant: what was done by then is done. */
  const go = (person: Person, at: number) => {
    goOn(person, at)
    person.isOn = false
    const { member, home } = person
    const next = member.shifts.nextOn(at)
    const isForToday = person.isAway || next >= calendar.endOf(calendar.localDate(at - 1))
    const isGiven = isMissed(person, calendar.localDate(next)) || (home.declared.shiftEnd === 'handOver' && isForToday)
    if (isGiven && !isFinishing(person)) handOver(person, at)
    plan(person, at)
  }

  function happen(this: Person, at: number, rank: number): void {
    if (rank === ranks.shiftEnd) go(this, at)
    else look(this, at)
  }

  return {
    person(of, order) {
      const made = events.enter<Person>(id => ({
        ...of,
        ...{ id, source: -1, i: order, party: of.member.party, purpose: 'person', n: 0, happen },
        ...{ isOn: false, onUntil: -1, tasks: [], since: origin, planned: undefined, plannedAt: never },
        ...{ day: '', isAway: false, missed: 0 },
      }))
      events.add(origin, ranks.shift, made.id, 0)
      return made
    },
    begin(person, task, now) {
      goOn(person, now)
      task.person = person
      task.left = Math.round(task.effort / person.member.speed)
      person.tasks.push(task)
      plan(person, now)
    },
    end,
  }
}

/** Whether what they have in hand goes on: those who finish first do so after hours as well. */
function isWorking(person: Person): boolean {
  return person.isOn || (isFinishing(person) && person.tasks.length > 0)
}

/** Whether nobody waits for them any more: they are no longer in office, or have been absent for too long. */
function isMissed({ member, home, missed }: Person, date: string): boolean {
  return date > member.until || missed > (home.declared.handOver?.absentDays ?? never)
}

function isFinishing({ home }: Person): boolean {
  return home.declared.shiftEnd === 'finish'
}
