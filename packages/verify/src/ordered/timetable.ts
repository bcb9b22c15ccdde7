// How the deadlines that run in a state lie to each other and to now, on each scale, and what a step makes of that.
import type { CompiledDeadline, Duration } from '@convoke/core'
import { dueIn, type Layout, layoutOf } from './layout.js'
import { day, endsNoLater, isPlain, rungLength, type Scale } from './lengths.js'
import { comesFirst, lengthOf, type Rules } from './rules.js'
import type { Running, Timed } from './running.js'
import type { Origin, TimedStep } from './timed-step.js'
import { atMost, type Bound, close, freeZone, lessThan, restrict, roundBetween, unbounded, type Zone } from './zone.js'

/** What is left of a deadline that stands still, on each scale: at least, and at most. */
export interface Left {
  readonly deadline: number
  readonly key: string
  readonly bounds: readonly { readonly least: number; readonly most: Bound }[]
}

/** The clocks of a state. Deadlines that started in one step by one rule fall due together: they share a clock. */
export interface Timetable {
  /** For each deadline that runs, in order: its clock. */
  readonly clocks: readonly number[]
  /** For each clock: whether it ran from its start on without a break, for the period that is declared. */
  readonly isPlain: readonly boolean[]
  readonly left: readonly Left[]
  /** For each scale, how far instants lie apart. */
  readonly zones: readonly Zone[]
}

/** When a case begins. */
export function firstTimetable(rules: Rules, first: Timed): Timetable {
  const none: Timed = { running: [], standing: [] }
  const origins = first.running.map((): Origin => 'starts')
  const stood = first.standing.map(() => 'starts' as const)
  const empty: Timetable = { clocks: [], isPlain: [], left: [], zones: rules.scales.map(() => freeZone(1)) }
  return after(rules, empty, { before: none, after: first, reached: -1, origins, stood }) as Timetable
}

/**
 * What a step makes of a timetable; undefined where it cannot be taken, whenever that is tried: a deadline falls due only
 * where none is due before it, and nothing else happens where one is due. Time has passed in the result, as far as it can.
 */
export function after(rules: Rules, table: Timetable, step: TimedStep): Timetable | undefined {
  const layout = layoutOf(rules, step.before.running, table)
  const zones = rules.scales.map((_, scale) => atMoment(rules, table, layout, step, scale))
  if (zones.includes(undefined)) return undefined
  return led(rules, table, layout, step, zones as readonly Zone[])
}

/** The moment at which a step is taken, on one scale. */
function atMoment(rules: Rules, table: Timetable, layout: Layout, step: TimedStep, scale: number): Zone | undefined {
  const { size, waits } = layout
  const zone = (table.zones[scale] as Zone).slice()
  const isWhole = layout.isWhole(scale)
  const { isStrict } = rules.scales[scale] as Scale
  const { running } = step.before
  const { reached } = step
  if (reached < 0) {
    for (const due of waits)
      if (due > 0 && !restrict(zone, size, 0, due, isStrict || isWhole[due] === true ? lessThan(0) : atMost(0)))
        return undefined
  } else {
    const due = waits[reached] as number
    if (!restrict(zone, size, due, 0, atMost(0))) return undefined
    for (const [n, other] of waits.entries()) {
      if (n === reached || other === 0) continue
      const isFirst = comesFirst(rules, running[reached] as Running, running[n] as Running)
      if (other === due) {
        if (!isFirst) return undefined
        continue
      }
      const isTold = isStrict || (isWhole[due] === true && isWhole[other] === true)
      if (!restrict(zone, size, due, other, isFirst || !isTold ? atMost(0) : lessThan(0))) return undefined
    }
  }
  return roundBetween(zone, size, isWhole, day) ? zone : undefined
}

/** How a clock of the timetable after a step comes about. */
interface Clock {
  readonly deadline: number
  readonly how: 'runs' | 'starts' | 'resumes' | 'unknown'
  /** Which clock it was. */
  readonly was: number
  readonly isPlain: boolean
  readonly left: Left | undefined
}

function led(
  rules: Rules,
  table: Timetable,
  layout: Layout,
  step: TimedStep,
  moment: readonly Zone[],
): Timetable | undefined {
  const made: Clock[] = []
  const names = new Map<string, number>()
  const clocks = step.after.running.map(({ deadline, key }, n) => {
    const origin = step.origins[n] as Origin
    const plain = isPlain(rules.deadlines[deadline] as CompiledDeadline)
    let name: string
    let clock: Clock
    if (typeof origin === 'object') {
      const was = table.clocks[origin.from] as number
      name = `runs ${was}`
      clock = { deadline, how: 'runs', was, isPlain: table.isPlain[was] === true, left: undefined }
    } else {
      name = `${origin} ${deadline} ${origin === 'starts' && plain ? '' : key}`
      const left = table.left.find(one => one.deadline === deadline && one.key === key)
      clock = { deadline, how: origin, was: -1, isPlain: origin === 'starts' && plain, left }
    }
    const known = names.get(name)
    if (known !== undefined) return known
    names.set(name, made.length)
    return made.push(clock) - 1
  })
  const next = { clocks, isPlain: made.map(one => one.isPlain) }
  const there = layoutOf(rules, step.after.running, next)
  const zones: Zone[] = []
  for (const scale of rules.scales.keys()) {
    const zone = continued(rules, made, layout, there, moment[scale] as Zone, scale)
    if (!close(zone, there.size) || !roundBetween(zone, there.size, there.isWhole(scale), day)) return undefined
    pass(zone, there)
    zones.push(zone)
  }
  const left = step.after.standing.map(({ deadline, key }, n): Left => {
    const stood = step.stood[n] as TimedStep['stood'][number]
    const before = table.left.find(one => one.deadline === deadline && one.key === key)
    if (stood === 'stood' && before !== undefined) return before
    const bounds = rules.scales.map((_, scale) => {
      if (typeof stood !== 'number') {
        const { least, most } = lengthOf(rules, deadline, scale)
        return { least: stood === 'starts' ? least : 0, most }
      }
      const { at, first } = layout.clocks[table.clocks[stood] as number] as Layout['clocks'][number]
      const due = at + rules.rungsOf(deadline).indexOf('due') - first
      const zone = moment[scale] as Zone
      return { least: Math.max(0, -((zone[due] as number) >> 1)), most: zone[due * layout.size] as Bound }
    })
    return { deadline, key, bounds }
  })
  return { ...next, left, zones }
}

/** Instants as they lie after a step, at its moment, before all conclusions are drawn. */
function continued(
  rules: Rules,
  made: readonly Clock[],
  before: Layout,
  there: Layout,
  moment: Zone,
  scale: number,
): Zone {
  const { size } = there
  const zone = freeZone(size)
  // What runs on lies as it lay.
  const was = new Int32Array(size).fill(-1)
  was[0] = 0
  for (const [n, clock] of made.entries()) {
    if (clock.how !== 'runs') continue
    const from = before.clocks[clock.was] as Layout['clocks'][number]
    const to = there.clocks[n] as Layout['clocks'][number]
    const rungs = rules.rungsOf(clock.deadline).length
    for (let rung = to.first; rung < rungs; rung++) was[to.at + rung - to.first] = from.at + rung - from.first
  }
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++)
      if ((was[i] as number) >= 0 && (was[j] as number) >= 0)
        zone[i * size + j] = moment[(was[i] as number) * before.size + (was[j] as number)] as number
  const bound = (i: number, j: number, most: Bound): void => {
    zone[i * size + j] = Math.min(zone[i * size + j] as number, most)
  }
  for (const [n, clock] of made.entries()) {
    const { at, first } = there.clocks[n] as Layout['clocks'][number]
    const { how, deadline, left } = clock
    if (how === 'runs') continue
    const rungs = rules.rungsOf(deadline)
    const due = rungs.indexOf('due')
    const dueAt = at + due - first
    bound(0, at, atMost(0))
    for (let rung = first; rung + 1 < rungs.length; rung++) bound(at + rung - first, at + rung - first + 1, atMost(0))
    if (due < first) continue
    const { least, isLonger, most } = lengthOf(rules, deadline, scale)
    if (how === 'resumes' && left !== undefined) {
      const { least: shortest, most: longest } = rounded(
        rules.scales[scale] as Scale,
        left.bounds[scale] as Left['bounds'][number],
      )
      bound(dueAt, 0, longest)
      bound(0, dueAt, atMost(-shortest))
      continue
    }
    bound(dueAt, 0, most)
    if (how !== 'starts') continue
    bound(0, dueAt, isLonger ? lessThan(-least) : atMost(-least))
    ladder(rules, clock, there.clocks[n] as Layout['clocks'][number], scale, bound)
  }
  // Of two that count alike, the one that started no later and runs no longer ends no later.
  for (const [n, clock] of made.entries()) {
    if (clock.how !== 'starts' || !clock.isPlain) continue
    for (const [m, other] of made.entries()) {
      if (m === n || !other.isPlain || (other.how !== 'runs' && other.how !== 'starts')) continue
      const [one, two] = [other, clock].map(({ deadline }) => rules.periods[deadline]) as [
        Duration | undefined,
        Duration | undefined,
      ]
      const [desk, same] = [other, clock].map(({ deadline }) => rules.deadlines[deadline]?.desk)
      if (one === undefined || two === undefined || desk !== same || !endsNoLater(one, two)) continue
      const [early, late] = [m, n].map(at => dueIn(rules, there.clocks[at] as Layout['clocks'][number])) as [
        number,
        number,
      ]
      if (early > 0 && late > 0) bound(early, late, atMost(0))
    }
  }
  return zone
}

/** The rungs of a deadline that starts, as far as their distance is known. */
function ladder(
  rules: Rules,
  { deadline, isPlain: plain }: Clock,
  { at, first }: Layout['clocks'][number],
  scale: number,
  bound: (i: number, j: number, most: Bound) => void,
): void {
  if (!plain) return
  const { ladder: steps = [], desk } = rules.deadlines[deadline] as CompiledDeadline
  const rungs = rules.rungsOf(deadline)
  const dueAt = at + rungs.indexOf('due') - first
  for (const [n, name] of rungs.entries()) {
    const rung = steps.find(one => one.rung === name)
    const length = rungLength(rules.scales[scale] as Scale, rung, rules.periods[deadline], desk)
    if (length === undefined) continue
    const from = length.of === 'start' ? 0 : dueAt
    bound(at + n - first, from, atMost(length.most))
    bound(from, at + n - first, atMost(-length.least))
  }
}

/** What is left is counted in whole days, where it is counted in days. */
function rounded(
  { kind }: Scale,
  { least, most }: { readonly least: number; readonly most: Bound },
): { readonly least: number; readonly most: Bound } {
  if (kind === 'real' || kind === 'working-hour' || kind === 'every-day') return { least, most }
  return {
    least: Math.floor(least / day) * day,
    most: most >= unbounded ? most : atMost(Math.ceil((most >> 1) / day) * day),
  }
}

/** Time passes, until the first instant that is waited for. Where it is taken, and nothing is waited for, it stands. */
function pass(zone: Zone, { size, waits, clocks }: Layout): void {
  for (const { at, isAside } of clocks) {
    if (!isAside) continue
    // How long it has run at least is nobody's question, and would tell states apart.
    for (let other = 0; other < size; other++) if (other !== at) zone[at * size + other] = unbounded
  }
  if (clocks.some(({ isAside }) => isAside) && waits.every(due => due === 0)) return
  for (let other = 1; other < size; other++) zone[other] = unbounded
  for (const due of waits) if (due > 0) restrict(zone, size, 0, due, atMost(0))
}

/** A timetable of which no more is known than which deadlines run, how long they run at most, and how long ago at most a stopwatch started. */
export function blurred(rules: Rules, { running }: Timed, table: Timetable): Timetable {
  const { clocks, isPlain: plain, left } = table
  const next = { clocks, isPlain: plain }
  const layout = layoutOf(rules, running, next)
  const zones = rules.scales.map((_, scale) => {
    const zone = freeZone(layout.size)
    for (const clock of layout.clocks) {
      const { deadline, at, first, isAside } = clock
      if (isAside) {
        for (let i = 0; i < layout.size; i++)
          zone[i * layout.size + at] = (table.zones[scale] as Zone)[i * layout.size + at] as Bound
        continue
      }
      zone[at] = atMost(0)
      const rungs = rules.rungsOf(deadline).length
      for (let rung = first; rung + 1 < rungs; rung++)
        zone[(at + rung - first) * layout.size + at + rung - first + 1] = atMost(0)
      const due = dueIn(rules, clock)
      if (due > 0) zone[due * layout.size] = lengthOf(rules, deadline, scale).most
    }
    close(zone, layout.size)
    return zone
  })
  const bounds = (deadline: number) =>
    rules.scales.map((_, scale) => ({ least: 0, most: lengthOf(rules, deadline, scale).most }))
  return { ...next, left: left.map(({ deadline, key }) => ({ deadline, key, bounds: bounds(deadline) })), zones }
}

/** Timetables of one name differ in nothing but how far instants lie apart. */
export function shapeOf({ clocks, isPlain: plain, left }: Timetable): string {
  return `${clocks.join()}|${plain.map(Number).join('')}|${JSON.stringify(left)}`
}
