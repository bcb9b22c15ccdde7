// The states of a case with the order in which deadlines fall due: an exploration in which any deadline may be reached at any
// moment, less what no order of due instants allows. Guards never see a time, so that nothing else differs.

import type { Exploration, Step } from '../explore/explore.js'
import { noLimits } from '../explore/limits.js'
import type { Steps } from '../explore/search.js'
import { Numbers } from '../tables/numbers.js'
import { type InTime, inTimeOver, nothingFound } from './in-time.js'
import { type Rules, rulesOf } from './rules.js'
import { type Timed, timedIn } from './running.js'
import { ending, rulesWith, type Stopwatch, stepWith, timedWith } from './stopwatch.js'
import { type TimedStep, timedSteps } from './timed-step.js'
import { after, blurred, firstTimetable, shapeOf, type Timetable } from './timetable.js'
import { isWithin } from './zone.js'

/** An exploration whose states tell how the deadlines that run lie to each other. */
export interface Ordered extends InTime {
  /** Whether for some states no more is told than how long each deadline runs at most. */
  readonly isBlurred: boolean
  /** Whether that is so of a state. */
  isBlurredIn(state: number): boolean
  readonly rules: Rules
  timetableOf(state: number): Timetable | undefined
  /** What there is to time in a state, with the stopwatch where it runs. */
  timedIn(state: number): Timed
  /** The first few states in which the end of the stopwatch is reached. */
  readonly overruns: readonly number[]
  /** Whether the stopwatch runs in a state. */
  isWatched(state: number): boolean
  /** A step from one state to another, as far as time goes. */
  timedStep(from: number, label: number, to: number): TimedStep
}

/** How far that goes. */
export interface OrderedOptions {
  readonly maxStates: number
  /** How many orders of one state are told apart. */
  readonly maxOrders?: number | undefined
  readonly stopwatch?: Stopwatch | undefined
  /** Whether a move is taken in a state without time; default: all there are. */
  readonly isTaken?: ((state: number, label: number) => boolean) | undefined
}

/** How many ways that take too long are looked for. */
const mostOverruns = 8

/** Puts time into what was explored, breadth first, so that the ways stay the shortest. */
export function* orderedOver(
  exploration: Exploration,
  { maxStates, maxOrders = 24, stopwatch, isTaken }: OrderedOptions,
  plainRules: Rules = rulesOf(exploration),
): Steps<Ordered> {
  const plain = timedIn(exploration)
  const timedStep = timedSteps(exploration)
  const rules = stopwatch === undefined ? plainRules : rulesWith(plainRules, stopwatch)
  const { expanded } = exploration
  const edges = nothingFound()
  const { states, firstEdge, targets, labels, parents, parentMoves, cut } = edges
  const tables: (Timetable | undefined)[] = []
  /** For each state, 1 where the stopwatch runs. */
  const watched = new Numbers()
  const overruns: number[] = []
  /** Of each state and shape of timetable, the states with time there are. */
  const known = new Map<string, number[]>()
  const blurs = new Set<number>()

  const runs = (state: number, ran: boolean): boolean => stopwatch?.runsIn(state, ran) === true
  /** What there is to time in a state without time, where the stopwatch runs or does not. */
  const timed = (state: number, isWatched: boolean): Timed =>
    isWatched ? timedWith(stopwatch as Stopwatch, rules, plain(state)) : plain(state)

  const stateOf = (
    state: number,
    isWatched: boolean,
    table: Timetable | undefined,
    parent: number,
    move: number,
  ): number => {
    const name = `${state} ${table === undefined ? '' : `${isWatched} ${shapeOf(table)}`}`
    const alike = known.get(name) ?? []
    known.set(name, alike)
    const found = alike.find(one => table === undefined || contains(tables[one] as Timetable, table))
    if (found !== undefined) return found
    let kept = table
    if (table !== undefined && alike.length >= maxOrders) {
      kept = blurred(rules, timed(state, isWatched), table)
      blurs.add(states.length)
    }
    const made = states.length
    states.push(state)
    tables.push(kept)
    watched.push(isWatched ? 1 : 0)
    parents.push(parent)
    parentMoves.push(move)
    alike.push(made)
    return made
  }

  const isWatchedFirst = runs(0, false)
  stateOf(0, isWatchedFirst, expanded > 0 ? firstTimetable(rules, timed(0, isWatchedFirst)) : undefined, -1, -1)
  let loops = 0
  let at = 0
  let isStopped = false
  for (; at < states.length; at++) {
    if ((at & 255) === 0 && (yield { states: states.length, waiting: states.length - at }) === false) isStopped = true
    firstEdge.push(targets.length)
    const state = states.data[at] as number
    const table = tables[at]
    if (exploration.cut.has(state) || state >= expanded || table === undefined) cut.add(at)
    if (table === undefined || state >= expanded) continue
    if (isStopped || states.length > maxStates) {
      cut.add(at)
      continue
    }
    const isWatched = watched.data[at] === 1
    const before = timed(state, isWatched)
    if (isWatched && stopwatch?.kind === 'limit' && after(rules, table, ending(before)) !== undefined) {
      overruns.push(at)
      if (overruns.length === mostOverruns) isStopped = true
    }
    for (const step of before.steps) {
      if (isTaken?.(state, step.label) === false) continue
      const target = arrived(state, table, step, at)
      if (target === undefined) continue
      if (target === at) loops += 1
      targets.push(target)
      labels.push(step.label)
    }
  }
  firstEdge.push(targets.length)

  const limits = noLimits(exploration.limits)
  const over = inTimeOver(exploration, edges, { loops, limits, isStopped, maxStates })
  const was = (state: number): number => over.untimed[state] as number
  return {
    ...over,
    isBlurred: blurs.size > 0,
    isBlurredIn: state => blurs.has(state),
    rules,
    timetableOf: state => tables[state],
    timedIn: state => timed(was(state), watched.data[state] === 1),
    overruns,
    isWatched: state => watched.data[state] === 1,
    timedStep(from, label, to) {
      const found = plain(was(from)).steps.find(step => step.label === label && step.target === was(to))
      if (found === undefined) throw new Error(`no such step leads from ${from} to ${to}`)
      return stepFrom(was(from), found, watched.data[from] === 1)
    },
  }

  function stepFrom(state: number, step: Step, ran: boolean): TimedStep {
    const { target } = step
    const there: Timed = target >= expanded ? { steps: [], running: [], standing: [] } : plain(target)
    const made = timedStep(state, plain(state), there, step)
    return stopwatch === undefined ? made : stepWith(stopwatch, rules, made, ran, runs(target, ran))
  }

  function arrived(state: number, table: Timetable, step: Step, from: number): number | undefined {
    const { target } = step
    const ran = watched.data[from] === 1
    const next = after(rules, table, stepFrom(state, step, ran))
    if (next === undefined) return undefined
    return stateOf(target, runs(target, ran), target >= expanded ? undefined : next, from, step.label)
  }
}

function contains(one: Timetable, other: Timetable): boolean {
  return one.zones.every((zone, n) => isWithin(other.zones[n] as never, zone))
}
