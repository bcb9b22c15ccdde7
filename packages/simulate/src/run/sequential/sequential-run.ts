// One run of a policy in whose cases one duty follows another, and nothing falls due: the same as the general way comes to, down
// to the last byte, several times as fast. What no such case can have is not looked for; where one has it after all,
// `NotSequential` says so, and the run is made again in the general way.
import { label } from '../../random/luck.js'
import { derive, type Key } from '../../random/threefry.js'
import { arrivalTimesOf } from '../arrival-times.js'
import { arrivalsOf } from '../arrivals.js'
import type { CaseTimes } from '../case-times.js'
import { addOvertime } from '../overtime.js'
import { replicationResult } from '../replication-result.js'
import type { Slowest } from '../slowest.js'
import type { StaffOptions } from '../staff.js'
import { type ReplicationResult, tally } from '../tally.js'
import type { World } from '../world.js'
import {
  columnsFor,
  grow,
  nowhere,
  one,
  party as partyIn,
  row,
  source as sourceIn,
  widthOfCase,
  widthOfParty,
  widthOfRow,
  widthOfSource,
} from './columns.js'
import { atOnce, comeNext, type Origin } from './coming.js'
import { NotSequential } from './eligible.js'
import { happening, kept, keptNumbers } from './happening.js'
import { partiesOf } from './parties.js'
import { type Entry, mostStages, planOf, type Stage } from './stages.js'

const never = Number.POSITIVE_INFINITY
/** Between two pauses. Sums of so many times stay exact. */
const events = 2048
/**
 * So much happens in one call. Where the machine has given up what it compiled, it goes on with what begins in the middle of the loop, which
 * makes objects of numbers, and only what is called often is compiled anew from its beginning.
 */
const atATime = 16
/** Thirty years: see above. */
const longest = 2 ** 40

/** Runs one replication. Pauses now and then, with how far it is. */
export function* sequentialRun(
  world: World,
  replication: number,
  luck: Key,
  { sample, slowest }: { readonly sample?: CaseTimes | undefined; readonly slowest?: Slowest | undefined },
): Generator<number, ReplicationResult> {
  const { origin, measuredFrom, measuredTo, end, until, ledger, dayEnds } = world
  if (end - origin > longest) throw new NotSequential('longer than sums are exact')
  const plan = planOf(world)
  const counts = tally(ledger)
  const types = [...new Set(world.sources.map(({ type }) => type.name))]
  const closes = types.map(name => ledger.slot('timeToClose', '', '', name))
  const slowestOf = types.map(name => slowest?.of(name))
  const slots = 2 * (ledger.names.length + ledger.bundles.length) + 256
  const columns = columnsFor({
    parties: plan.parties.length + 64,
    lines: plan.lines.length + 128,
    stages: mostStages,
    entries: 2 * mostStages,
    slots,
    types: types.length,
    sources: world.arm.cases.length,
    coming: atOnce,
    events,
  })
  const { at } = columns
  const parties = partiesOf(world, plan, columns)
  const openAt = new Map(types.map((type): [string, number[]] => [type, []]))

  const below = (key: Key, name: string, i?: number): Key => {
    const { w0, w1 } = label(name)
    const named = derive(key, w0, w1)
    return i === undefined ? named : derive(named, 0, i)
  }
  const origins = world.arm.cases.map((declared, source): Origin => {
    columns.w[at.sources + source * widthOfSource + sourceIn.type] = types.indexOf(declared.type)
    const arrivals = arrivalsOf(declared, below(luck, 'source', source), arrivalTimesOf(world, declared.type))
    return { source, arrivals, luckOfCases: below(luck, `case of ${source}`) }
  })
  const state = new Float64Array(keptNumbers)
  state[kept.now] = origin
  state[kept.dispatching] = nowhere
  let observed = 0
  const observerAt = (n: number): number => {
    const due = n < dayEnds.length ? (dayEnds[n] as number) : n === dayEnds.length ? measuredTo : never
    return due < until ? due : never
  }
  state[kept.horizon] = Math.min(observerAt(0) + 1, until)

  /** What is measured of what a party spent on work, a part of which may not be; of people who finish what they began, what was after hours is told as well. */
  const clipped = (party: number, from: number, to: number): number => {
    const start = Math.max(from, measuredFrom)
    const stop = Math.min(to, measuredTo)
    if (stop <= start) return 0
    const options = parties.options[party] as (typeof parties.options)[number]
    // It is told even where it is nothing.
    counts.add(columns.w[party * widthOfParty + partyIn.workSlot] as number, 0, 0)
    if (options.shiftEnd !== 'finish') return options.shifts.between(start, stop)
    addOvertime(world, counts, options, start, stop)
    return stop - start
  }
  const happen = happening({
    world,
    plan,
    parties,
    columns,
    counts,
    origins,
    state,
    events: { between: events, atATime },
    clipped,
    moreOf(source) {
      comeNext(columns, origins[source] as Origin, moment => {
        // What is learnt before is not learnt in the loop: the machine gives up what it compiled at the first call of each study.
        plan.lookAhead(source, moment)
        return plan.first(source, moment)
      })
      parties.learn()
    },
    isEnded(moment, unsettled) {
      if (observerAt(observed) >= moment) return true
      if (observed < dayEnds.length)
        for (const [type, name] of types.entries()) openAt.get(name)?.push(columns.w[at.openNow + type] as number)
      else state[kept.isMeasuredOver] = 1
      observed++
      state[kept.horizon] = Math.min(observerAt(observed) + 1, until)
      return state[kept.isMeasuredOver] === 1 && unsettled === 0
    },
  })

  yield 0
  for (;;) {
    let isOver = false
    for (let n = 0; n < events && !isOver; n += atATime) {
      if (columns.spares === 0) grow(columns)
      const { f, w, rows, cases, spare } = columns
      state[kept.spares] = columns.spares
      isOver = happen(f, w, rows, cases, spare)
      columns.spares = state[kept.spares] as number
    }
    flush()
    if (isOver) return result()
    yield (Math.min(state[kept.now] as number, end) - origin) / (measuredTo - origin)
  }

  /** Hands to the tally what was counted since the last pause. */
  function flush(): void {
    const { f, w } = columns
    const { names, bundles } = ledger
    if (names.length > slots || bundles.length > slots) throw new NotSequential('very many sums')
    for (let bundle = 0; bundle < bundles.length; bundle++)
      if (f[at.added + bundle] !== 0) counts.addBundle(bundle, f[at.added + bundle])
    for (let slot = 0; slot < names.length; slot++)
      if (f[at.sums + slot] !== 0 || f[at.numbers + slot] !== 0)
        counts.add(slot, f[at.sums + slot] as number, f[at.numbers + slot] as number)
    f.fill(0, at.sums, at.added + slots)
    for (const [type, slot] of closes.entries()) {
      const from = at.closed + type * events
      const number = w[at.closedOf + type] as number
      counts.addTimes(slot, f.subarray(from, from + number))
      if (sample !== undefined)
        for (let i = type * events; i < type * events + number; i++)
          sample.note(
            types[type] as string,
            w[at.closedKey + i] as number,
            f[at.closedFrom + i] as number,
            f[at.closed + i] as number,
            true,
          )
      const slow = slowestOf[type]
      if (slow !== undefined)
        for (let i = type * events; i < type * events + number; i++) {
          const ms = f[at.closed + i] as number
          if (ms < slow.least) continue
          const { outcome } = (plan.entries[w[at.closedEntry + i] as number] as Entry).standing
          const arrivedAt = f[at.closedFrom + i] as number
          slow.note(w[at.closedSource + i] as number, f[at.closedNumber + i] as number, arrivedAt, ms, outcome)
        }
      w[at.closedOf + type] = 0
    }
  }

  function result(): ReplicationResult {
    const { f, w, rows, cases, capacity } = columns
    let censored = 0
    for (let c = 0; c < capacity; c++) {
      const own = cases + c * widthOfCase
      const from = rows + c * widthOfRow
      const id = w[own + one.stage] as number
      if (id === nowhere) continue
      const { slot, staff, situation } = plan.stages[id] as Stage
      // Work that goes on counts as far as it has come.
      const started = f[from + row.started] as number
      const worked = slot >= 0 && started >= 0 ? clipped(staff, started, measuredTo) : 0
      if (worked > 0) counts.add(w[staff * widthOfParty + partyIn.workSlot] as number, worked, 0)
      if (w[own + one.measured] !== 1) continue
      censored++
      const isWaiting = slot >= 0 && started < 0 && (f[from + row.ready] as number) < end
      if (isWaiting && w[staff * widthOfParty + partyIn.isEndless] !== 1)
        counts.add(ledger.slot('neverBegun', 'party', (parties.options[staff] as StaffOptions).party, undefined), 1, 0)
      const source = w[own + one.source] as number
      const type = w[at.sources + source * widthOfSource + sourceIn.type] as number
      const arrivedAt = f[from + row.arrived] as number
      sample?.note(types[type] as string, w[own + one.k0] as number, arrivedAt, 0, false)
      const left = Math.max(0, end - arrivedAt)
      slowestOf[type]?.note(source, f[from + row.number] as number, arrivedAt, left, null)
      counts.addTime(closes[type] as number, left, false)
      for (const [i, sum] of situation.standing.pathSlots.entries())
        counts.add(sum, Math.max(0, end - (f[from + row.since + i] as number)), 0)
    }
    const arrived = state[kept.arrived] as number
    const staff = parties.options
    return replicationResult(world, counts, { replication, staff, openAt, censored, arrived, came: arrived })
  }
}
