// One run of one policy: cases arrive, parties work, deadlines fall due.
import { type Label, label } from '../random/luck.js'
import { derive, deriveInto, type Key } from '../random/threefry.js'
import { isOfMoments } from '../scenario/rule-moments.js'
import { arrivalTimesOf } from './arrival-times.js'
import { arrivalsOf, oneByOne } from './arrivals.js'
import { atHand } from './at-hand.js'
import { notedLuck } from './brought.js'
import { groupingFor } from './case-marks.js'
import type { CaseRun, Cases, Setting, Watch, WorkItem, WorkItems } from './case-run.js'
import type { CaseTimes } from './case-times.js'
import { eventList, type Happening, ranks } from './event-list.js'
import { openWaitsIn } from './open-waits.js'
import { addOvertime } from './overtime.js'
import { homesOf } from './persons/roster.js'
import { withPersons } from './persons/with-persons.js'
import { plainCases } from './plain-cases.js'
import { replicationResult } from './replication-result.js'
import { isEligible, NotSequential, refuse } from './sequential/eligible.js'
import { sequentialRun } from './sequential/sequential-run.js'
import { plantSessions } from './sessions.js'
import type { Slowest } from './slowest.js'
import { type Staff, type StaffPorts, staffing } from './staff.js'
import { staffOptionsOf } from './staff-options.js'
import { plantStaffing } from './staffing.js'
import { startedIn } from './started.js'
import { isOfMoment } from './tabled/moment.js'
import { tabledCases } from './tabled/tabled-cases.js'
import { tablesIn } from './tabled/tables.js'
import { endsStretch, type ReplicationResult, tally } from './tally.js'
import { addWasted } from './wasted.js'
import { workItems } from './work-items.js'
import { workloadIn } from './workload.js'
import type { World } from './world.js'

export type { Watch } from './case-run.js'

const eventsBetweenPauses = 5000

/** What else a replication may be told. */
export interface ReplicationOptions {
  /** Hears of every entry. */
  readonly watch?: Watch | undefined
  /** Hears how long measured cases took. */
  readonly sample?: CaseTimes | undefined
  /** Hears of measured cases that took long. */
  readonly slowest?: Slowest | undefined
  /** Each case is decided by itself, whatever was found out about others. */
  readonly isPlain?: boolean | undefined
  /** Cases in which one duty follows another are run as all others are. */
  readonly isGeneral?: boolean | undefined
}

/**
 * Runs one replication; pauses now and then, so that a host can show how far it is, or stop.
 *
 * @throws ConvokeError `simulate/endless` where parties go on doing things for ever within one instant
 */
export function* replicate(
  world: World,
  replication: number,
  luck: Key,
  options: ReplicationOptions = {},
): Generator<number, ReplicationResult> {
  try {
    return yield* anyway(world, replication, luck, options)
  } catch (thrown) {
    if (!isOfMoment(thrown)) throw thrown
    // A case type that looks at the clock tells cases apart that are the same otherwise.
    tablesIn(world).fill(undefined)
    options.sample?.clear()
    options.slowest?.clear()
    return yield* attempt(world, replication, luck, options)
  }
}

/** In one loop where one duty follows another; otherwise, and where that turns out not to be so, in the general way. */
function* anyway(
  world: World,
  replication: number,
  luck: Key,
  options: ReplicationOptions,
): Generator<number, ReplicationResult> {
  const { watch, isPlain = watch !== undefined || isOneByOne(world), isGeneral = isPlain } = options
  if (!isGeneral && isEligible(world)) {
    try {
      return yield* sequentialRun(world, replication, luck, options)
    } catch (thrown) {
      if (!(thrown instanceof NotSequential)) throw thrown
      refuse(world)
      options.sample?.clear()
      options.slowest?.clear()
    }
  }
  return yield* attempt(world, replication, luck, options)
}

function* attempt(
  world: World,
  replication: number,
  luck: Key,
  { watch, sample, slowest, isPlain = watch !== undefined || isOneByOne(world) }: ReplicationOptions,
): Generator<number, ReplicationResult> {
  const { origin, measuredFrom, measuredTo, end, until, ledger } = world
  const events = eventList<CaseRun>()
  const counts = tally(ledger)
  /** By case type, which sources may have in common. */
  const types = [...new Set(world.sources.map(({ type }) => type.name))]
  const typeOf = Int32Array.from(world.sources, ({ type }) => types.indexOf(type.name))
  const arrivedSlots = Int32Array.from(types, name => ledger.slot('arrived', '', '', name))
  const openNow = new Int32Array(types.length)
  const openAt = types.map((): number[] => [])
  let oldest: CaseRun | undefined
  let newest: CaseRun | undefined
  let unsettled = 0
  let arrived = 0
  let came = 0
  let areArrivalsMeasuredOver = false

  const staff: Staff[] = []
  const hand = world.arm.control === 'workload' ? atHand(origin) : undefined
  const begun: StaffPorts['begun'] = (staff, job, now) => {
    hand?.begun(staff, job, now)
    const { waitSlot, isEndless } = staff
    const { run } = job as WorkItem
    if (!isEndless && (run.isMeasured || run.isStarted === true)) counts.add(waitSlot, now - job.readyAt, 1)
  }
  const openWait = openWaitsIn(world, counts)
  const ports: StaffPorts = {
    begun:
      openWait === undefined
        ? begun
        : (staff, job, now) => {
            begun(staff, job, now)
            const { run } = job as WorkItem
            if (!staff.isEndless && (run.isMeasured || run.isStarted === true)) openWait(staff, job.readyAt, now)
          },
    neverBegun({ options }, job) {
      const { run } = job as WorkItem
      if (run.isMeasured || run.isStarted === true)
        counts.add(ledger.slot('neverBegun', 'party', options.party, undefined), 1, 0)
    },
    spent({ workSlot, options }, from, to, worked, vain) {
      const [start, stop] = [Math.max(from, measuredFrom), Math.min(to, measuredTo)]
      if (stop <= start) return
      const isFinishing = options.shiftEnd === 'finish'
      const isWhole = start === from && stop === to
      const measured = isWhole ? worked : isFinishing ? stop - start : options.shifts.between(start, stop)
      counts.add(workSlot, measured, 0)
      if (vain !== undefined) addWasted(world, counts, options.party, vain, measured)
      if (isFinishing) addOvertime(world, counts, options, start, stop)
    },
    satInVain({ options: { party } }, from, to, vain) {
      const sat = Math.max(0, Math.min(to, measuredTo) - Math.max(from, measuredFrom))
      addWasted(world, counts, party, vain, sat * (world.arm.parties[party]?.staff as number))
    },
    left: job => items.left(job as WorkItem),
  }
  const counted = staffing(events, ports)
  const homes = homesOf(world)
  const served = homes === undefined ? counted : withPersons(counted, homes, world, events, counts, luck, ports)
  const staffed = hand === undefined ? served : hand.watching(served)
  const isFollowed = (party: string) => homes?.some(home => home.party === party) === true
  const items: WorkItems = workItems(events, staffed)
  const staffFor = (number: number): Staff => {
    while (staff.length <= number) {
      const party = world.parties.names[staff.length] as string
      const [wait, work] = [
        ledger.slot('wait', 'party', party, undefined),
        ledger.slot('work', 'party', party, undefined),
      ]
      staff.push(staffed.newStaff(staffOptionsOf(world, party), staff.length, wait, work))
    }
    return staff[number] as Staff
  }
  for (const party of Object.keys(world.arm.parties)) staffFor(world.parties.of(party))
  const attendanceOf = (party: string) => {
    const own = staffFor(world.parties.of(party))
    return { shifts: own.options.shifts, resize: (persons: number, now: number) => staffed.resize(own, persons, now) }
  }
  const away = plantStaffing(world, luck, events, attendanceOf, isFollowed)
  plantSessions(world, events, staffed, party => staffFor(world.parties.of(party)), counts)

  const include = (run: CaseRun) => {
    run.older = newest
    run.newer = undefined
    if (newest === undefined) oldest = run
    else newest.newer = run
    newest = run
    const type = typeOf[run.source] as number
    openNow[type] = (openNow[type] as number) + 1
  }
  const crowd = (party: number) => {
    const own = staffFor(party)
    const { persons, speed } = own.options
    return persons === null ? 0 : staffed.waitingFor(own) / (Math.max(1, persons) * speed)
  }
  const { brought, gap } =
    hand === undefined ? notedLuck(world, counts, crowd) : workloadIn(world, counts, hand, staffFor)
  const setting: Setting = {
    ...{ world, counts, events, items, staffFor, brought, watch, sample, slowest },
    rests(run) {
      if (run.isMeasured) unsettled++
    },
    rested(run, isOpen) {
      if (isOpen) include(run)
      else if (run.isMeasured) unsettled--
    },
    *open() {
      for (let run = oldest; run !== undefined; run = run.newer) yield run
    },
    opened(run) {
      include(run)
      const type = typeOf[run.source] as number
      if (!run.isMeasured) return
      unsettled++
      arrived++
      counts.add(arrivedSlots[type] as number, 1, 0)
      groupingFor(world, counts, run.groups, run.arrivedAt)?.(arrivedSlots[type] as number, 1, 0)
    },
    settled(run) {
      const { older, newer } = run
      if (older === undefined) oldest = newer
      else older.newer = newer
      if (newer === undefined) newest = older
      else newer.older = older
      const type = typeOf[run.source] as number
      openNow[type] = (openNow[type] as number) - 1
      if (run.isMeasured) unsettled--
    },
  }
  const plain = plainCases(setting)
  const tabled = tabledCases(setting)
  const known = tablesIn(world)
  const casesOf = (source: number): Cases => (isPlain || known[source] === undefined ? plain : tabled)

  for (const index of world.arm.cases.keys()) plant(index)
  const started = startedIn(world, luck)
  for (const one of started?.cases ?? []) plain.resumed?.(one, origin)
  adopt()
  observe('day', 0)
  // After the last of them: what ends with it must not end before it.
  observe('measured', world.dayEnds.length)

  // Once in each, however short it is.
  yield 0
  const reached = (run: CaseRun, at: number) => run.cases.reached(run, at)
  for (;;) {
    if (isOver()) return result()
    for (const [source, tables] of known.entries()) if (tables?.isWorthIt() === false) known[source] = undefined
    yield (Math.min(events.nextAt(), end) - origin) / (measuredTo - origin)
  }

  /** Lets a number of things happen; true where nothing counts any more. */
  function isOver(): boolean {
    for (let done = 0; done < eventsBetweenPauses; done++) {
      if (areArrivalsMeasuredOver && unsettled === 0) return true
      if (!events.happen(until, reached)) return true
    }
    return false
  }

  /** The cases of one source, one after the other. */
  function plant(source: number): void {
    const { opened, source: declared } = world.sources[source] as (typeof world.sources)[number]
    const own = below(below(luck, label('source')), { w0: 0, w1: source })
    const next = oneByOne(arrivalsOf(declared, own, arrivalTimesOf(world, declared.type)))
    const luckOfCases = below(luck, label(`case of ${source}`))
    const key = { k0: 0, k1: 0 }
    const arrival = events.enter<Happening & { i: number }>(id => ({
      id,
      source,
      i: 0,
      party: '',
      purpose: 'arrival',
      n: 0,
      happen(at) {
        const { i } = arrival
        deriveInto(key, luckOfCases, Math.floor(i / 0x100000000) | 0, i | 0)
        const isMeasured = at >= measuredFrom && at < measuredTo
        if (isMeasured) {
          came++
          gap?.(source, own, i, at)
        }
        casesOf(source).arrived(source, i, key, at, isMeasured, opened(key, at))
        arrival.i++
        plan()
      },
    }))
    const plan = () => {
      let at = next()
      // A run that begins in the middle of a day knows nobody who came before.
      while (at !== undefined && at < origin) {
        arrival.i++
        at = next()
      }
      if (at !== undefined) events.add(at, ranks.arrival, arrival.id, 0)
    }
    plan()
  }

  /** Brings open cases under the policy, where it comes into force during the run and is for open ones as well. */
  function adopt(): void {
    if (world.first === undefined || world.arm.effective?.cases !== 'open') return
    const adoption = events.enter<Happening>(id => ({
      ...{ id, source: -1, i: 0, party: '', purpose: 'adopted', n: 0 },
      happen() {
        for (let run = oldest; run !== undefined; run = run.newer) run.cases.adopted?.(run)
      },
    }))
    events.add(world.effectiveFrom, ranks.shift, adoption.id, 0)
  }

  /** Looks at the end of each measured day, and when no more arrivals are measured. */
  function observe(purpose: 'day' | 'measured', i: number): void {
    const at = purpose === 'measured' ? measuredTo : world.dayEnds[i]
    if (at === undefined) return
    const observer = events.enter<Happening>(id => ({
      id,
      source: -1,
      i,
      party: '',
      purpose,
      n: 0,
      happen() {
        if (purpose === 'measured') {
          areArrivalsMeasuredOver = true
          return
        }
        for (const [type, number] of openNow.entries()) openAt[type]?.push(number)
        if (hand !== undefined && endsStretch(i + 1, world.dayEnds.length)) counts.endStretch()
        observe('day', i + 1)
      },
    }))
    events.add(at, ranks.observer, observer.id, 0)
  }

  function result(): ReplicationResult {
    let censored = 0
    for (let run = oldest; run !== undefined; run = run.newer) {
      if (run.isMeasured) censored++
      // Work that goes on counts as far as it has come.
      run.cases.cut(run, measuredTo, end)
    }
    items.cut(measuredTo)
    const ofAll = staff.map(({ options }) => options).filter(({ party }) => !isFollowed(party))
    return replicationResult(world, counts, {
      ...{ replication, staff: ofAll, away, censored, arrived, came },
      openAt: new Map(types.map((type, i) => [type, openAt[i] as number[]])),
      started: started?.result,
    })
  }
}

/** Whether cases remember what tells them apart beyond where they stand, so that each is decided by itself. */
function isOneByOne({ arm }: World): boolean {
  const { reactions = [], segments, measures, evaluations, effective, start } = arm
  if (Object.values(arm.parties).some(({ queue }) => queue === 'due')) return true
  if (arm.behaviour.some(({ when = {} }) => isOfMoments(when))) return true
  if ([start, arm.residents, arm.reopening].some(one => one !== undefined) || arm.links === true) return true
  return reactions.length > 0 || [segments, measures, evaluations, effective].some(one => one !== undefined)
}

function below(key: Key, { w0, w1 }: Label): Key {
  return derive(key, w0, w1)
}
