// The states of a case with the order in which deadlines fall due: an exploration in which any deadline may be reached at any
// moment, less what no order of due instants allows. Guards never see a time, so that nothing else differs.

import type { Exploration } from '../explore/explore.js'
import { noLimits } from '../explore/limits.js'
import type { Steps } from '../explore/search.js'
import { Numbers } from '../tables/numbers.js'
import { type InTime, inTimeOver, nothingFound } from './in-time.js'
import { type Rules, rulesOf } from './rules.js'
import type { Timed } from './running.js'
import { ending, rulesWith, type Stopwatch, stepWith, timedWith } from './stopwatch.js'
import { tablesInTime } from './tables-in-time.js'
import type { TimedStep } from './timed-step.js'
import { after, firstTimetable, type Timetable } from './timetable.js'
import { timingsOf } from './timings.js'

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
  const timings = timingsOf(exploration)
  const rules = stopwatch === undefined ? plainRules : rulesWith(plainRules, stopwatch)
  const { expanded } = exploration
  const edges = nothingFound()
  const { states, firstEdge, targets, labels, parents, parentMoves, cut } = edges
  const timetables = tablesInTime(rules)
  /** For each state its timetable, −1 where it has none. */
  const tables = new Numbers()
  /** For each state, 1 where the stopwatch runs. */
  const watched = new Numbers()
  const overruns: number[] = []
  /** Of each state, whether the stopwatch runs and shape of timetable, the states with time there are. */
  const known = new Map<number, number[]>()
  const blurs = new Set<number>()

  const runs = (state: number, ran: boolean): boolean => stopwatch?.runsIn(state, ran) === true
  /** What there is to time in a state without time, where the stopwatch runs or does not. */
  const timed = (state: number, isWatched: boolean): Timed => {
    const plain = timings.timedOf(timings.kindIn(state))
    return isWatched ? timedWith(stopwatch as Stopwatch, rules, plain) : plain
  }
  /** The same as a number. */
  const kindOf = (state: number, isWatched: boolean): number => 2 * timings.kindIn(state) + (isWatched ? 1 : 0)

  const stateOf = (state: number, isWatched: boolean, table: number, parent: number, move: number): number => {
    const shape = table < 0 ? 0 : 1 + timetables.shapeOf(table)
    const name = 2 * (state + shape * exploration.states) + (isWatched && table >= 0 ? 1 : 0)
    let alike = known.get(name)
    if (alike === undefined) {
      alike = []
      known.set(name, alike)
    }
    for (const one of alike) if (table < 0 || timetables.contains(tables.data[one] as number, table)) return one
    let kept = table
    if (table >= 0 && alike.length >= maxOrders) {
      kept = timetables.blurred(table, kindOf(state, isWatched), () => timed(state, isWatched))
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
  const firstTable = expanded > 0 ? timetables.numberOf(firstTimetable(rules, timed(0, isWatchedFirst))) : -1
  stateOf(0, isWatchedFirst, firstTable, -1, -1)
  let loops = 0
  let at = 0
  let isStopped = false
  for (; at < states.length; at++) {
    if ((at & 255) === 0 && (yield { states: states.length, waiting: states.length - at }) === false) isStopped = true
    firstEdge.push(targets.length)
    const state = states.data[at] as number
    const table = tables.data[at] as number
    if (exploration.cut.has(state) || state >= expanded || table < 0) cut.add(at)
    if (table < 0 || state >= expanded) continue
    if (isStopped || states.length > maxStates) {
      cut.add(at)
      continue
    }
    const isWatched = watched.data[at] === 1
    if (isWatched && stopwatch?.kind === 'limit') {
      const isOver = after(rules, timetables.at(table), ending(timed(state, isWatched))) !== undefined
      if (isOver) overruns.push(at)
      if (overruns.length === mostOverruns) isStopped = true
    }
    const steps = exploration.stepsFrom(state)
    const kinds = timings.stepKindsFrom(state)
    for (let n = 0; n < steps.length; n++) {
      const { label, target } = steps[n] as (typeof steps)[number]
      if (isTaken?.(state, label) === false) continue
      const isOn = runs(target, isWatched)
      const next = timetables.after(table, watchedKind(kinds[n] as number, isWatched, isOn), () =>
        stepOf(kinds[n] as number, isWatched, isOn),
      )
      if (next === undefined) continue
      const reached = stateOf(target, isOn, target >= expanded ? -1 : next, at, label)
      if (reached === at) loops += 1
      targets.push(reached)
      labels.push(label)
    }
  }
  firstEdge.push(targets.length)
  // It is as large as all the rest, and nobody looks anything up in it any more.
  known.clear()

  const limits = noLimits(exploration.limits)
  const over = inTimeOver(exploration, edges, { loops, limits, isStopped, maxStates })
  const was = (state: number): number => over.untimed[state] as number
  return {
    ...over,
    isBlurred: blurs.size > 0,
    isBlurredIn: state => blurs.has(state),
    rules,
    timetableOf(state) {
      const table = tables.data[state] as number
      return table < 0 ? undefined : timetables.at(table)
    },
    timedIn: state => timed(was(state), watched.data[state] === 1),
    overruns,
    isWatched: state => watched.data[state] === 1,
    timedStep(from, label, to) {
      const steps = exploration.stepsFrom(was(from))
      const n = steps.findIndex(step => step.label === label && step.target === was(to))
      if (n < 0) throw new Error(`no such step leads from ${from} to ${to}`)
      const ran = watched.data[from] === 1
      return stepOf(timings.stepKindsFrom(was(from))[n] as number, ran, runs(was(to), ran))
    },
  }

  /** A step of a kind beside which the stopwatch ran, and runs after it. */
  function stepOf(kind: number, ran: boolean, isOn: boolean): TimedStep {
    const step = timings.stepOf(kind)
    return stopwatch === undefined ? step : stepWith(stopwatch, rules, step, ran, isOn)
  }

  function watchedKind(kind: number, ran: boolean, isOn: boolean): number {
    return 4 * kind + (ran ? 2 : 0) + (isOn ? 1 : 0)
  }
}
