// How long ago a stopwatch may have been started at most, in every state: a bound, for cases whose orders are too many to be told
// apart. Of each state and its deadlines one zone is kept, which holds all that were met.
import { anyEdge, componentsOf } from '../explore/cycles.js'
import type { Exploration } from '../explore/explore.js'
import type { Steps } from '../explore/search.js'
import type { Rules } from './rules.js'
import { rulesWith, type Stopwatch, stepWith, timedWith } from './stopwatch.js'
import { after, firstTimetable, type Left, type Timetable } from './timetable.js'
import { timingsOf } from './timings.js'
import { type Bound, unbounded } from './zone.js'

/** How often what is known of a state may become more before it is given up. */
const mostRounds = 24

/** A state with its deadlines, as late as it may be. */
export interface Late {
  readonly state: number
  /** How long ago the stopwatch was started at most, in minutes; infinite where a circle lets it be any time. */
  readonly minutes: number
  /** Whether nothing falls due there. */
  readonly isIdle: boolean
  /** By which step it may be so late; undefined at the beginning. */
  readonly from: { readonly late: Late; readonly label: number } | undefined
}

interface Node {
  readonly state: number
  table: Timetable
  minutes: number
  from: { readonly node: Node; readonly label: number } | undefined
  rounds: number
  isWaiting: boolean
}

/** All states in which a stopwatch runs, with how long it may have run; never less than by any order of deadlines. */
export function* latestIn(exploration: Exploration, plainRules: Rules, stopwatch: Stopwatch): Steps<readonly Late[]> {
  const timings = timingsOf(exploration)
  const rules = rulesWith(plainRules, stopwatch)
  const component = componentsOf(exploration, anyEdge)
  const nodes = new Map<string, Node>()
  /** What is to be looked at, by component: what leads on has a higher number than where it leads. */
  const waiting: Node[][] = []
  const wait = (node: Node): void => {
    if (node.isWaiting) return
    node.isWaiting = true
    const number = component[node.state] as number
    waiting[number] ??= []
    waiting[number].push(node)
  }
  const met = (state: number, table: Timetable, from: Node['from']): void => {
    const name = `${state} ${nameOf(table)}`
    const minutes = sinceIn(table)
    const known = nodes.get(name)
    if (known === undefined) {
      const node = { state, table, minutes, from, rounds: 0, isWaiting: false }
      nodes.set(name, node)
      wait(node)
      return
    }
    const all = allOf(known.table, table)
    if (all === undefined) return
    known.table = known.rounds < mostRounds ? all : anyTime(all)
    if (minutes > known.minutes || sinceIn(known.table) > known.minutes) {
      known.minutes = sinceIn(known.table)
      known.from = from
    }
    known.rounds += 1
    wait(known)
  }
  const first = timings.timedOf(timings.kindIn(0))
  met(0, firstTimetable(rules, timedWith(stopwatch, rules, first)), undefined)
  let looked = 0
  for (let number = waiting.length - 1; number >= 0; number--) {
    const list = waiting[number] ?? []
    for (let node = list.shift(); node !== undefined; node = list.shift()) {
      node.isWaiting = false
      const { state } = node
      looked += 1
      if ((looked & 63) === 0 && (yield { states: nodes.size, waiting: list.length }) === false) return []
      const kinds = timings.stepKindsFrom(state)
      for (const [n, { label, target }] of exploration.stepsFrom(state).entries()) {
        // Once the stopwatch has ended, nothing is looked for.
        if (target >= exploration.expanded || !stopwatch.runsIn(target, true)) continue
        const step = stepWith(stopwatch, rules, timings.stepOf(kinds[n] as number), true, true)
        const next = after(rules, node.table, step)
        if (next !== undefined) met(target, next, { node, label })
      }
    }
  }
  // Nothing holds on to their timetables.
  const all = new Map<Node, { -readonly [Key in keyof Late]: Late[Key] }>()
  for (const node of nodes.values()) {
    const { state, minutes } = node
    const { running } = timedWith(stopwatch, rules, timings.timedOf(timings.kindIn(state)))
    all.set(node, { state, minutes, isIdle: running.every(({ isAside }) => isAside === true), from: undefined })
  }
  for (const [{ from }, late] of all)
    if (from !== undefined) late.from = { late: all.get(from.node) as Late, label: from.label }
  return [...all.values()]
}

/** The steps by which it may be so late, from the beginning on, with those of a circle where one is gone: the state before each, and its label. */
export function latestWayTo(late: Late): readonly { readonly state: number; readonly label: number }[] {
  const way: { readonly state: number; readonly label: number }[] = []
  const seen = new Set<Late>()
  for (let at: Late | undefined = late; at?.from !== undefined && !seen.has(at); at = at.from.late) {
    seen.add(at)
    way.push({ state: at.from.late.state, label: at.from.label })
  }
  return way.reverse()
}

/** Timetables of one name are of the same deadlines. */
function nameOf({ clocks, isPlain, left }: Timetable): string {
  return `${clocks.join()}|${isPlain.map(Number).join('')}|${left.map(({ deadline, key }) => `${deadline} ${key}`).join()}`
}

/** The stopwatch is the last instant of a zone. */
function sinceIn({ zones }: Timetable): number {
  const zone = zones[0] as Int32Array
  const bound = zone[Math.sqrt(zone.length) - 1] as Bound
  return bound >= unbounded ? Number.POSITIVE_INFINITY : bound >> 1
}

/** A timetable that holds two; undefined where the first holds the other. */
function allOf(one: Timetable, other: Timetable): Timetable | undefined {
  let isMore = false
  const larger = (first: number, second: number): number => {
    isMore ||= second > first
    return Math.max(first, second)
  }
  const zones = one.zones.map((zone, scale) =>
    zone.map((bound, n) => larger(bound, (other.zones[scale] as Int32Array)[n] as Bound)),
  )
  const left = one.left.map(({ deadline, key, bounds }, n): Left => {
    const others = (other.left[n] as Left).bounds
    const both = bounds.map(({ least, most }, scale) => {
      const { least: less, most: more } = others[scale] as Left['bounds'][number]
      return { least: -larger(-least, -less), most: larger(most, more) }
    })
    return { deadline, key, bounds: both }
  })
  return isMore ? { ...one, zones, left } : undefined
}

/** A timetable of which nobody knows how long ago the stopwatch was started. */
function anyTime(table: Timetable): Timetable {
  const zones = table.zones.map(zone => {
    const size = Math.sqrt(zone.length)
    return zone.map((bound, n) => (n % size === size - 1 && n !== zone.length - 1 ? unbounded : bound))
  })
  return { ...table, zones }
}
