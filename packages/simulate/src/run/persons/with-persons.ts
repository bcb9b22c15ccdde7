// Parties whose persons are followed one by one, beside those whose persons are only counted: who of them gets which work.
import type { Key } from '../../random/threefry.js'
import type { CaseRun, WorkItem } from '../case-run.js'
import type { Dated, EventList, Happening } from '../event-list.js'
import type { Staff, Staffing, StaffPorts } from '../staff.js'
import type { Tally } from '../tally.js'
import { addWasted } from '../wasted.js'
import type { World } from '../world.js'
import { type Person, type Queue, skillJoint, type Task } from './person-and-task.js'
import { persons } from './persons.js'
import { awayOn, type Home } from './roster.js'
import { goesBefore, join, leave, nextIn, take } from './waiting.js'

const never = Number.POSITIVE_INFINITY

/** Persons who share work, with what waits for them. */
interface Team extends Happening {
  /** The parties for which they work. */
  readonly members: ReadonlySet<string>
  readonly persons: readonly Person[]
  readonly queues: Queue[]
  /** When it next looks at what waits; `Infinity`: not planned. */
  lookAt: number
}

/**
 * Does with jobs what `counted` does, and follows the persons of `homes` where a job is theirs. Whoever had a case is remembered with
 * the case, and forgotten with it.
 */
export function withPersons(
  counted: Staffing,
  homes: readonly Home[],
  world: World,
  events: Pick<EventList<Dated>, 'enter' | 'add' | 'soon'>,
  { add }: Pick<Tally, 'add'>,
  luck: Key,
  { begun, neverBegun }: Pick<StaffPorts, 'begun' | 'neverBegun'>,
): Staffing {
  const { arm, calendar, ledger, parties, origin, measuredFrom, measuredTo } = world
  const slot = (id: string, party: string) => ledger.slot(id, 'party', party, undefined)
  const measured = (from: number, to: number) => Math.max(0, Math.min(to, measuredTo) - Math.max(from, measuredFrom))
  const own = persons(events, calendar, origin, {
    measured,
    came(person, now) {
      const team = teamOf(person)
      if (team.queues.some(({ waiting }) => waiting > 0)) soon(team, now)
    },
    handedOver(person, task, now) {
      occurred('handOvers', person, now)
      wait(task, now)
    },
    count(to, from, until) {
      const time = measured(from, until)
      if (time > 0) for (const sum of to) add(sum, time, 0)
    },
  })
  const everybody: Person[] = []
  for (const home of homes) {
    const { party } = home
    const isAway = awayOn(home, arm, calendar, luck)
    const overtimeSlots = [slot('overtime', party)]
    add(slot('capacity', party), 0, 0)
    for (const member of home.members) {
      const isAwayOn = (date: string) => isAway(member, date)
      const withSkills = (sum: number) => [sum, ...[...member.skills].map(skill => ledger.within(sum, 'skill', skill))]
      const [workSlots, capacitySlots] = [withSkills(slot('work', party)), withSkills(slot('capacity', party))]
      // Told even of those who are never there.
      for (const sum of capacitySlots) add(sum, 0, 0)
      everybody.push(own.person({ member, home, workSlots, overtimeSlots, capacitySlots, isAwayOn }, everybody.length))
    }
  }
  const homeOf = new Map(homes.map(home => [home.party, home]))
  const teams = teamsOf(homes).map((members, i) =>
    events.enter<Team>(id => ({
      ...{ id, source: -1, i, party: [...members][0] as string, purpose: 'dispatch', n: 0 },
      happen(at) {
        if (this.lookAt !== at) return
        this.lookAt = never
        dispatch(this, at)
      },
      members,
      persons: everybody.filter(({ member }) => members.has(member.party)),
      queues: [],
      lookAt: never,
    })),
  )
  const teamByParty = new Map(homes.map(({ party }) => [party, teams.find(one => one.members.has(party)) as Team]))
  const teamOf = ({ member }: Person) => teamByParty.get(member.party) as Team
  const queues: (Queue | undefined)[] = []
  const tasks = new Map<WorkItem, Task>()
  const hadLast = new WeakMap<CaseRun, { readonly source: number; readonly i: number; readonly person: Person }>()

  function queueOf(staff: Staff): Queue | undefined {
    const home = homeOf.get(staff.options.party)
    if (home === undefined) return undefined
    const known = queues[staff.i]
    if (known !== undefined) return known
    const { party } = home
    const skills = parties.skills[staff.i] ?? []
    const team = teamByParty.get(party) as Team
    const forSkills = (sum: number) =>
      skills.length === 0 ? sum : ledger.within(sum, 'skill', skills.join(skillJoint))
    const made: Queue = {
      staff,
      eligible: team.persons.filter(
        ({ member }) => member.serves.includes(party) && skills.every(skill => member.skills.has(skill)),
      ),
      assign: home.declared.assign ?? 'leastLoaded',
      skillSlot: skills.length === 0 ? undefined : forSkills(slot('wait', party)),
      kindSlot: forSkills(slot('workOfKind', party)),
      ...{ lines: [], waiting: 0, turn: -1 },
    }
    while (queues.length <= staff.i) queues.push(undefined)
    queues[staff.i] = made
    team.queues.push(made)
    team.queues.sort((a, b) => a.staff.i - b.staff.i)
    return made
  }

  function occurred(id: string, { member }: Person, now: number): void {
    if (now >= measuredFrom && now < measuredTo) add(slot(id, member.party), 1, 0)
  }

  /** The team looks at what waits at this instant, once all else is known. */
  function soon(team: Team, now: number): void {
    if (now >= team.lookAt) return
    team.lookAt = now
    events.soon(team.id, now)
  }

  function wait(task: Task, now: number): void {
    join(task.queue, task)
    soon(teamByParty.get(task.queue.staff.options.party) as Team, now)
  }

  function isFree({ isOn, onUntil, tasks: inHand, home }: Person, now: number): boolean {
    return isOn && now < onUntil && inHand.length < (home.declared.limit ?? 1)
  }

  /** Who takes up a task; undefined where nobody can. */
  function whoTakes(queue: Queue, { item }: Task, now: number): Person | undefined {
    const { eligible, assign } = queue
    if (assign === 'affinity') {
      const last = hadLast.get(item.run)
      if (last !== undefined && last.i === item.i && last.source === item.source)
        if (eligible.includes(last.person) && isFree(last.person, now)) return last.person
    }
    let best: Person | undefined
    for (const person of eligible) {
      if (!isFree(person, now)) continue
      if (best === undefined || (assign === 'roundRobin' ? isNext(person, best, queue.turn) : isLighter(person, best)))
        best = person
    }
    return best
  }

  function dispatch(team: Team, now: number): void {
    for (;;) {
      let first: Task | undefined
      let who: Person | undefined
      for (const queue of team.queues) {
        const task = nextIn(queue)
        if (task === undefined || (first !== undefined && !goesBefore(task, first))) continue
        const person = whoTakes(queue, task, now)
        if (person === undefined) continue
        first = task
        who = person
      }
      if (first === undefined || who === undefined) {
        if (!interrupts(team, now)) return
        continue
      }
      give(who, first, now)
    }
  }

  function give(person: Person, task: Task, now: number): void {
    const { queue, item } = task
    take(queue, task)
    queue.turn = person.i
    if (!task.hasBegun) {
      task.hasBegun = true
      begun(queue.staff, item, now)
      const { run } = item
      if (queue.skillSlot !== undefined && (run.isMeasured || run.isStarted === true))
        add(queue.skillSlot, now - item.readyAt, 1)
    }
    // What is finished in vain is no case's any more.
    if (queue.assign === 'affinity' && item.vain === undefined)
      hadLast.set(item.run, { source: item.source, i: item.i, person })
    own.begin(person, task, now)
  }

  /** Lets what is most urgent of what can interrupt something do so, with what is least urgent there; false where nothing can. */
  function interrupts(team: Team, now: number): boolean {
    let first: Task | undefined
    let victim: Task | undefined
    for (const queue of team.queues) {
      const task = nextIn(queue)
      if (task === undefined || (first !== undefined && !goesBefore(task, first))) continue
      const least = leastUrgent(queue, task, now)
      if (least === undefined) continue
      first = task
      victim = least
    }
    if (first === undefined || victim === undefined) return false
    const person = victim.person as Person
    own.end(person, victim, now)
    if (person.home.declared.preempt === 'restart') victim.effort = victim.whole
    join(victim.queue, victim)
    occurred('interruptions', person, now)
    give(person, first, now)
    return true
  }

  /** What is least urgent of what those have in hand who could do a task instead, and less urgent than it. */
  function leastUrgent({ eligible }: Queue, task: Task, now: number): Task | undefined {
    let least: Task | undefined
    for (const { home, isOn, onUntil, tasks: inHand } of eligible) {
      if (home.declared.preempt === undefined || !isOn || now >= onUntil) continue
      for (const one of inHand) if (one.priority < (least ?? task).priority) least = one
    }
    return least
  }

  function over(item: WorkItem, now: number, vain: string | undefined): void {
    const task = tasks.get(item)
    if (task === undefined) return
    tasks.delete(item)
    const { person, queue } = task
    if (person === undefined) {
      if (!task.hasBegun) neverBegun(queue.staff, item)
      leave(queue, task)
      if (vain !== undefined) wasted(task, vain)
      return
    }
    own.end(person, task, now)
    if (vain !== undefined) wasted(task, vain)
    if (now >= measuredFrom && now <= measuredTo)
      add(queue.kindSlot, Math.max(0, Math.round(task.whole - task.effort)), 1)
    const team = teamOf(person)
    if (team.queues.some(({ waiting }) => waiting > 0)) soon(team, now)
  }

  /** What persons worked on it is told of the parties they are of. In whole ms, rounded down: together no more than they worked. */
  function wasted({ before }: Task, vain: string): void {
    for (const [party, ms] of before) addWasted(world, { add }, party, vain, Math.floor(ms))
  }

  return {
    ...counted,
    enqueue(staff, job, now) {
      const queue = queueOf(staff)
      if (queue === undefined) {
        counted.enqueue(staff, job, now)
        return
      }
      const item = job as WorkItem
      const { source, i, purpose, n, priority, dueAt, readyAt } = item
      const task: Task = {
        ...{ source, i, purpose, n, priority, dueAt, readyAt },
        ...{ item, queue, effort: item.effort, whole: item.effort, left: 0, worked: 0 },
        ...{ person: undefined, hasBegun: false, isGone: false, before: new Map<string, number>() },
      }
      tasks.set(item, task)
      join(queue, task)
      soon(teamByParty.get(staff.options.party) as Team, now)
    },
    isWorkedOn(staff, job) {
      if (queueOf(staff) === undefined) return counted.isWorkedOn(staff, job)
      return tasks.get(job as WorkItem)?.person !== undefined
    },
    waitingFor: staff => queueOf(staff)?.waiting ?? counted.waitingFor(staff),
    withdraw(staff, job, now, vain) {
      if (queueOf(staff) === undefined) counted.withdraw(staff, job, now, vain)
      else over(job as WorkItem, now, vain)
    },
    release(staff, job, now, vain) {
      if (queueOf(staff) === undefined) counted.release(staff, job, now, vain)
      else over(job as WorkItem, now, vain)
    },
  }
}

/** Whoever has less in hand; then whoever knows less else, so that those who know much are kept for it. */
function isLighter(one: Person, other: Person): boolean {
  const order = one.tasks.length - other.tasks.length || one.member.skills.size - other.member.skills.size
  return order < 0
}

/** Whose turn comes first after that of `turn`. */
function isNext(one: Person, other: Person, turn: number): boolean {
  const [a, b] = [one.i > turn, other.i > turn]
  return a === b ? one.i < other.i : a
}

/** The parties that have persons in common, directly or by others. */
function teamsOf(homes: readonly Home[]): readonly ReadonlySet<string>[] {
  let teams: Set<string>[] = []
  for (const { party, members } of homes) {
    const joined = new Set([party, ...members.flatMap(({ serves }) => serves)])
    const apart = teams.filter(team => ![...joined].some(one => team.has(one)))
    for (const team of teams) if (!apart.includes(team)) for (const one of team) joined.add(one)
    teams = [...apart, joined]
  }
  return teams
}
