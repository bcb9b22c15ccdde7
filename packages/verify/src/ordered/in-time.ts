// An exploration whose states are those of another at some time: in an order of due instants, or on dates.
import type { Exploration, Step } from '../explore/explore.js'
import { cancelled, type Limits, stoppedInOrder } from '../explore/limits.js'
import type { Move } from '../model/case-data.js'
import { Numbers } from '../tables/numbers.js'

/** An exploration in time. */
export interface InTime extends Exploration {
  /** The state without time that each state is one of. */
  readonly untimed: Int32Array
  /** Deadlines that can be reached if that may be at any moment. */
  readonly atAnyMoment: ReadonlySet<string>
}

/** States in time with their edges, as they are found. */
export interface FoundInTime {
  /** Of each, the state without time that it is one of. */
  readonly states: Numbers
  readonly firstEdge: Numbers
  readonly targets: Numbers
  readonly labels: Numbers
  readonly parents: Numbers
  readonly parentMoves: Numbers
  readonly cut: Set<number>
}

/** How a search in time ended. */
export interface EndInTime {
  /** How many of the edges lead from a state to itself. */
  readonly loops: number
  readonly limits: Limits
  readonly isStopped: boolean
  readonly maxStates: number
}

export function nothingFound(): FoundInTime {
  return {
    states: new Numbers(),
    firstEdge: new Numbers(),
    targets: new Numbers(),
    labels: new Numbers(),
    parents: new Numbers(),
    parentMoves: new Numbers(),
    cut: new Set(),
  }
}

/** What was found in time, as an exploration: each state tells what the state without time does. */
export function inTimeOver(
  exploration: Exploration,
  found: FoundInTime,
  { loops, limits, isStopped, maxStates }: EndInTime,
): InTime {
  const { states, targets, cut } = found
  const isTooMany = states.length > maxStates
  if (isStopped) limits.add(cancelled)
  if (isTooMany) limits.add(stoppedInOrder(maxStates))
  const untimed = states.data.slice(0, states.length)
  const was = (state: number): number => untimed[state] as number
  const whole = ({ data, length }: Numbers) => data.subarray(0, length)
  const { firstEdge, labels } = found
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
    isExhausted: exploration.isExhausted && !isStopped && !isTooMany,
    firstEdge: whole(firstEdge),
    targets: whole(targets),
    labels: whole(labels),
    parents: whole(found.parents),
    parentMoves: whole(found.parentMoves),
    configurationOf: state => exploration.configurationOf(was(state)),
    stepsFrom(state) {
      const plain = exploration.stepsFrom(was(state))
      const steps: Step[] = []
      for (let edge = firstEdge.data[state] as number; edge < (firstEdge.data[state + 1] as number); edge++) {
        const [label, target] = [labels.data[edge] as number, targets.data[edge] as number]
        const way = plain.find(step => step.label === label && step.target === was(target))?.way ?? -1
        steps.push({ label, target, way })
      }
      return steps
    },
    answers: (state, ask) => exploration.answers(was(state), ask),
    asked: (state, ask) => exploration.asked(was(state), ask),
    firstAnswering: (ask, answer, among = untimed) => exploration.firstAnswering(ask, answer, among),
    untimed,
    atAnyMoment: reachedIn(exploration),
  }
}

/** Deadlines that could be reached at any moment, and are not in any order in which they fall due, or on these dates. */
export function neverReached(exploration: Exploration | InTime): readonly string[] {
  if (!isInTime(exploration)) return []
  const reached = reachedIn(exploration)
  return [...exploration.atAnyMoment].filter(name => !reached.has(name))
}

export function isInTime(exploration: Exploration | InTime): exploration is InTime {
  return 'atAnyMoment' in exploration
}

function reachedIn({ labels, moves }: Exploration): ReadonlySet<string> {
  const isMet = new Uint8Array(moves.length)
  const names = new Set<string>()
  for (let edge = 0; edge < labels.length; edge++) {
    const label = labels[edge] as number
    if (isMet[label] === 1) continue
    isMet[label] = 1
    const move = moves[label]
    if (move?.kind === 'clock') names.add(move.name)
  }
  return names
}

/** The states along these moves, from the beginning on; undefined where they cannot be made in time one after the other. */
export function statesAlong(
  { firstEdge, labels, targets, moves }: InTime,
  way: readonly Move[],
): { readonly states: readonly number[]; readonly labels: readonly number[] } | undefined {
  let at = 0
  const states = [at]
  const taken: number[] = []
  for (const move of way) {
    let edge = firstEdge[at] as number
    const end = firstEdge[at + 1] as number
    while (edge < end && moves[labels[edge] as number] !== move) edge += 1
    if (edge === end) return undefined
    at = targets[edge] as number
    states.push(at)
    taken.push(labels[edge] as number)
  }
  return { states, labels: taken }
}
