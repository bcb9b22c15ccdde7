// The states of a case with the order in which deadlines fall due: an exploration in which any deadline may be reached at any
// moment, less what no order of due instants allows. Guards never see a time, so that nothing else differs.

import type { Exploration, Step } from '../explore.js'
import { cancelled, noLimits, stoppedInOrder } from '../limits.js'
import { Numbers } from '../numbers.js'
import type { Steps } from '../search.js'
import type { Sentence } from '../verdict.js'
import { type Rules, rulesOf } from './rules.js'
import { type Timed, timedIn } from './running.js'
import { ending, rulesWith, type Stopwatch, stepWith, timedWith } from './stopwatch.js'
import { type TimedStep, timedSteps } from './timed-step.js'
import { after, blurred, firstTimetable, shapeOf, type Timetable } from './timetable.js'
import { isWithin } from './zone.js'

/** An exploration whose states tell how the deadlines that run lie to each other. */
export interface Ordered extends Exploration {
  /** The state without time that each state is one of. */
  readonly untimed: Int32Array
  /** Whether for some states no more is told than how long each deadline runs at most. */
  readonly isBlurred: boolean
  /** Whether that is so of a state. */
  isBlurredIn(state: number): boolean
  readonly rules: Rules
  /** Deadlines that can be reached if that may be at any moment. */
  readonly atAnyMoment: ReadonlySet<string>
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
  const states = new Numbers()
  const tables: (Timetable | undefined)[] = []
  const [firstEdge, targets, labels, parents, parentMoves] = [0, 1, 2, 3, 4].map(() => new Numbers()) as [
    Numbers,
    Numbers,
    Numbers,
    Numbers,
    Numbers,
  ]
  /** For each state, 1 where the stopwatch runs. */
  const watched = new Numbers()
  const overruns: number[] = []
  const cut = new Set<number>()
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

  const untimed = states.data.slice(0, states.length)
  const limits = noLimits(exploration.limits)
  if (isStopped) limits.add(cancelled)
  if (states.length > maxStates) limits.add(stoppedInOrder(maxStates))
  const was = (state: number): number => untimed[state] as number
  return {
    ...exploration,
    tables: Object.assign(Object.create(exploration.tables) as typeof exploration.tables, {
      contentIn: (state: number, cell: Parameters<typeof exploration.tables.contentIn>[1]) =>
        exploration.tables.contentIn(was(state), cell),
    }),
    states: states.length,
    expanded: states.length,
    transitions: targets.length - loops,
    cut,
    limits: limits.all,
    isExhausted: exploration.isExhausted && !isStopped && states.length <= maxStates,
    firstEdge: firstEdge.data.subarray(0, firstEdge.length),
    targets: targets.data.subarray(0, targets.length),
    labels: labels.data.subarray(0, labels.length),
    parents: parents.data.subarray(0, parents.length),
    parentMoves: parentMoves.data.subarray(0, parentMoves.length),
    configurationOf: state => exploration.configurationOf(was(state)),
    answers: (state, ask) => exploration.answers(was(state), ask),
    answersAnywhere: (state, ask) => exploration.answersAnywhere(was(state), ask),
    untimed,
    isBlurred: blurs.size > 0,
    isBlurredIn: state => blurs.has(state),
    rules,
    atAnyMoment: reachedIn(exploration),
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

function reachedIn({ labels, moves }: Exploration): ReadonlySet<string> {
  const met = [...new Set(labels)].map(label => moves[label])
  return new Set(met.flatMap(move => (move?.kind === 'clock' ? [move.name] : [])))
}

/** Deadlines that could be reached at any moment, and are not in any order in which they fall due. */
export function neverReached(exploration: Exploration | Ordered): readonly string[] {
  if (!('rules' in exploration)) return []
  const reached = reachedIn(exploration)
  return [...exploration.atAnyMoment].filter(name => !reached.has(name))
}

/** How time was taken in an exploration, in words. */
export function ordersIn(exploration: Exploration | Ordered): Sentence {
  if (!('rules' in exploration)) return { 'zh-CN': '期限可在任何时刻届满', en: 'deadlines at any moment' }
  const { rules, isBlurred } = exploration
  const counted = rules.scales.map(({ kind }) => kind)
  const free = rules.deadlines
    .filter(
      ({ name, due, extended }, n) =>
        rules.isActing(name) && (rules.periods[n] === undefined || due !== undefined || extended !== undefined),
    )
    .map(({ name }) => name)
  const zh = ['期限按届满先后']
  const en = ['deadlines in the order in which they fall due']
  if (counted.length > 1) {
    zh.push('不同单位之间只按最短和最长比较')
    en.push('those of different units compared by their shortest and longest length alone')
  }
  if (free.length > 0) {
    zh.push(`日期可由办件改定的（${free.join('、')}）不限届满时刻`)
    en.push(`those that the case may date or extend (${free.join(', ')}) as late as may be`)
  }
  if (isBlurred) {
    zh.push('有些状态的先后没有一一区分')
    en.push('in some states not every order told apart')
  }
  return { 'zh-CN': zh.join('，'), en: en.join(', ') }
}

function contains(one: Timetable, other: Timetable): boolean {
  return one.zones.every((zone, n) => isWithin(other.zones[n] as never, zone))
}
