// The oracle of persons: what they do, minute by minute, as the scenario says it in words. Slow, and without a plan of what comes next.
import type { Key } from '../../src/random/threefry.js'
import { awayOn, type Home, homesOf, type Member } from '../../src/run/persons/roster.js'
import type { World } from '../../src/run/world.js'

/** A piece of work: when it comes, for whom, what it takes (minutes), and after how long nobody wants it any more. */
export interface Work {
  readonly at: number
  readonly party: string
  readonly skills?: readonly string[] | undefined
  readonly priority: number
  readonly effort: number
  readonly gone?: number | undefined
}

/** When each was begun and done, minutes after the start; and sums by what they are called and their party, some by what people know as well. */
export interface Done {
  readonly begun: readonly (number | undefined)[]
  readonly done: readonly (number | undefined)[]
  readonly sums: Readonly<Record<string, number>>
}

const minute = 60_000

interface Someone {
  readonly n: number
  readonly member: Member
  readonly home: Home
  isAwayOn(date: string): boolean
  isAway: boolean
  isOn: boolean
  day: string
  missed: number
  task: Task | undefined
}

interface Task {
  readonly i: number
  readonly work: Work
  effort: number
  left: number
  hasBegun: boolean
  state: 'coming' | 'waiting' | 'inHand' | 'over'
  who: Someone | undefined
  /** Minutes that were worked on it, by the party of whoever worked, as far as they are measured. */
  readonly worked: Map<string, number>
}

/** What becomes of work where each person has one thing in hand at a time, up to `until` minutes. */
export function minuteByMinute(world: World, works: readonly Work[], luck: Key, until: number): Done {
  const { calendar, origin, measuredTo } = world
  const persons: Someone[] = []
  for (const home of homesOf(world) ?? []) {
    const isAway = awayOn(home, world.arm, calendar, luck)
    for (const member of home.members)
      persons.push({
        ...{ n: persons.length, member, home, isAwayOn: date => isAway(member, date) },
        ...{ isAway: false, isOn: false, day: '', missed: 0, task: undefined },
      })
  }
  const tasks = works.map((work, i): Task => {
    return {
      i,
      work,
      effort: work.effort,
      left: 0,
      hasBegun: false,
      state: 'coming',
      who: undefined,
      worked: new Map(),
    }
  })
  const begun: (number | undefined)[] = []
  const done: (number | undefined)[] = []
  const sums: Record<string, number> = {}
  const turns = new Map<string, number>()
  let now = 0
  let at = origin
  const count = (what: string, party: string) => {
    if (at < measuredTo) sums[`${what} ${party}`] = (sums[`${what} ${party}`] ?? 0) + 1
  }

  const finishes = ({ home }: Someone) => home.declared.shiftEnd === 'finish'
  const goesOn = (one: Someone) => one.isOn || (finishes(one) && one.task !== undefined)
  const isThere = (one: Someone) => one.isOn && !one.isAway && one.member.shifts.isOn(at)
  const queueOf = ({ work: { party, skills = [] } }: Task) => `${party} ${[...skills].sort().join()}`
  const may = ({ work: { party, skills = [] } }: Task, { member }: Someone) =>
    member.serves.includes(party) && skills.every(skill => member.skills.has(skill))
  const isMissed = ({ member, home, missed }: Someone, date: string) =>
    date > member.until || missed > (home.declared.handOver?.absentDays ?? Number.POSITIVE_INFINITY)

  const give = (one: Someone, task: Task) => {
    Object.assign(task, { state: 'inHand', who: one, left: Math.round(task.effort / one.member.speed) })
    one.task = task
    turns.set(queueOf(task), one.n)
    if (!task.hasBegun) begun[task.i] = now
    task.hasBegun = true
  }
  const putBack = (one: Someone, effort: (task: Task) => number) => {
    const { task } = one
    if (task === undefined) return
    one.task = undefined
    Object.assign(task, { state: 'waiting', who: undefined, effort: effort(task) })
  }
  const handOver = (one: Someone) => {
    if (one.task === undefined) return
    putBack(one, ({ left }) => left * one.member.speed * (1 + (one.home.declared.handOver?.loss ?? 0)))
    count('handOvers', one.member.party)
  }
  const complete = (): boolean => {
    const over = persons.filter(one => goesOn(one) && one.task !== undefined && one.task.left <= 0)
    for (const one of over) {
      const task = one.task as Task
      done[task.i] = now
      task.state = 'over'
      one.task = undefined
    }
    return over.length > 0
  }
  /** The most urgent first, then what was begun, then what has waited longest. */
  const inOrder = (a: Task, b: Task) =>
    b.work.priority - a.work.priority || Number(b.hasBegun) - Number(a.hasBegun) || a.work.at - b.work.at || a.i - b.i
  const taken = (task: Task): boolean => {
    const able = persons.filter(one => may(task, one) && isThere(one) && one.task === undefined)
    const declared = world.arm.parties[task.work.party]
    const turn = turns.get(queueOf(task)) ?? -1
    const who =
      declared?.assign === 'roundRobin'
        ? (able.find(({ n }) => n > turn) ?? able[0])
        : able.toSorted((a, b) => a.member.skills.size - b.member.skills.size || a.n - b.n)[0]
    if (who !== undefined) give(who, task)
    return who !== undefined
  }
  const interrupting = (task: Task): boolean => {
    const urgency = (one: Someone) => (one.task as Task).work.priority
    const [who] = persons
      .filter(one => may(task, one) && isThere(one) && one.home.declared.preempt !== undefined)
      .filter(one => one.task !== undefined && urgency(one) < task.work.priority)
      .toSorted((a, b) => urgency(a) - urgency(b) || a.n - b.n)
    if (who === undefined) return false
    const isAnew = who.home.declared.preempt === 'restart'
    putBack(who, ({ work, left }) => (isAnew ? work.effort : left * who.member.speed))
    count('interruptions', who.member.party)
    give(who, task)
    return true
  }
  const dispatch = () => {
    const waiting = () => tasks.filter(({ state }) => state === 'waiting').sort(inOrder)
    while (waiting().some(taken) || waiting().some(interrupting) || complete());
  }

  for (; now < until; now++, at += minute) {
    const date = calendar.localDate(at)
    for (const one of persons) {
      if (one.day !== date) {
        one.day = date
        one.isAway = one.isAwayOn(date)
        if (one.member.shifts.between(at, calendar.endOf(date)) > 0) one.missed = one.isAway ? one.missed + 1 : 0
        if (!goesOn(one) && isMissed(one, date)) handOver(one)
      }
      if (!one.isAway && one.member.shifts.isOn(at)) one.isOn = true
    }
    complete()
    for (const task of tasks) if (task.work.at === now) task.state = 'waiting'
    for (const task of tasks) {
      const { work, state, who } = task
      if (work.gone === undefined || work.at + work.gone !== now || state === 'over') continue
      if (who !== undefined) who.task = undefined
      for (const [party, n] of task.worked)
        sums[`wasted ${party} overtaken`] = (sums[`wasted ${party} overtaken`] ?? 0) + n
      Object.assign(task, { state: 'over', who: undefined })
    }
    dispatch()
    for (const one of persons) {
      if (!one.isOn || isThere(one)) continue
      one.isOn = false
      const next = one.member.shifts.nextOn(at)
      const isForToday = one.isAway || next >= calendar.endOf(calendar.localDate(at - 1))
      const isMissedThen = isMissed(one, calendar.localDate(next))
      const isGiven = isMissedThen || (one.home.declared.shiftEnd === 'handOver' && isForToday)
      if (isGiven && !finishes(one)) handOver(one)
    }
    dispatch()
    for (const one of persons) {
      const { party, skills } = one.member
      const known = [party, ...[...skills].map(skill => `${party} ${skill}`)]
      if (one.isOn) for (const of of known) count('capacity', of)
      if (one.task === undefined || !goesOn(one)) continue
      one.task.left -= 1
      if (at < measuredTo) one.task.worked.set(party, (one.task.worked.get(party) ?? 0) + 1)
      for (const of of known) count('work', of)
      if (!one.isOn) count('overtime', party)
    }
  }
  return { begun, done, sums }
}
