// Cases that are too large to look into every state: the normal course of a case from beginning to end, and every way
// that leaves it so many times. A way that leaves it once shows most of what can go wrong; looking at all states that are
// a few steps from the beginning shows none of what comes later.
import type { CaseModel, Configuration, Move } from './case-model.js'
import { Numbers } from './numbers.js'
import type { Ending, Trial } from './step-trees.js'

/** What an exploration along normal courses needs to know. */
export interface Course {
  readonly model: CaseModel
  readonly moveOf: (trial: Trial) => Move | undefined
  readonly trialsAt: (state: number) => readonly Trial[]
  /** What becomes of it there; undefined where something has to be tracked first. */
  readonly endingOf: (trial: Trial, state: number) => Ending | undefined
  readonly follow: (state: number, ending: Ending & { readonly kind: 'goes' }) => number
  /** Told after each state; returning true ends it. */
  readonly isOver: (looked: number) => boolean
}

/** Moves that are nobody's duty come last; what the clock does comes once no duty is done. */
const ranks = { link: 900_000, clock: 1_000_000, aside: 2_000_000 }

/**
 * Finds every state on a way that leaves the normal course so many times. In each state the normal course goes on by the
 * first command of the first duty that leads on, in the order in which they are declared; where nobody does one, by what
 * linked cases answer or the clock; and last by what is nobody's duty. States are numbered as they are found, from 0.
 */
export function findAlong(course: Course, departures: number): void {
  const used: number[] = [0]
  const layers: number[][] = [[0]]
  const inOrder = ordered(course)
  let looked = 0
  for (let layer = 0; layer <= departures; layer++) {
    const further: number[] = []
    layers.push(further)
    const queue = layers[layer] as number[]
    for (let at = 0; at < queue.length; at++) {
      const state = queue[at] as number
      if (used[state] !== layer) continue
      let left = layer
      for (const trial of inOrder(course.trialsAt(state))) {
        if (left > departures) break
        const ending = course.endingOf(trial, state)
        if (ending?.kind !== 'goes') continue
        const next = course.follow(state, ending)
        if (next === state) continue
        const before = used[next]
        if (before === undefined || before > left) {
          used[next] = left
          if (left === layer) queue.push(next)
          else further.push(next)
        }
        left = layer + 1
      }
      looked += 1
      if (course.isOver(looked)) return
    }
  }
}

function ordered({ model, moveOf }: Course): (trials: readonly Trial[]) => readonly Trial[] {
  const ranked = new Map<Trial, number>()
  const rankOf = (trial: Trial): number => {
    let rank = ranked.get(trial)
    if (rank === undefined) {
      rank = rankIn(model, trial.configuration, moveOf(trial))
      ranked.set(trial, rank)
    }
    return rank
  }
  const sorted = new WeakMap<readonly Trial[], readonly Trial[]>()
  return trials => {
    let known = sorted.get(trials)
    if (known === undefined) {
      known = [...trials].sort((one, other) => rankOf(one) - rankOf(other))
      sorted.set(trials, known)
    }
    return known
  }
}

function rankIn({ configurations, definition }: CaseModel, configuration: number, move: Move | undefined): number {
  // What is only looked at leads nowhere.
  if (move === undefined) return 0
  if (move.kind !== 'command') return ranks[move.kind]
  const { nodes } = configurations[configuration] as Configuration
  const commands = nodes.flatMap(node => definition.duties.get(node) ?? []).flatMap(duty => duty.commands)
  const rank = commands.indexOf(move.type)
  return rank < 0 ? ranks.aside : rank
}

/** States and edges in the order in which they are found breadth first. */
export interface Renumbered {
  /** For each state the number it had before. */
  readonly order: readonly number[]
  readonly firstEdge: Numbers
  readonly targets: Numbers
  readonly labels: Numbers
  readonly parents: Numbers
  readonly parentMoves: Numbers
}

/**
 * Numbers states anew, so that the way to each is the shortest among the edges that are known. What was not looked into
 * comes last; what no edge leads to is left out.
 */
export function breadthFirst(
  states: number,
  expanded: number,
  edges: { readonly firstEdge: Numbers; readonly targets: Numbers; readonly labels: Numbers },
): Renumbered {
  const edgesOf = (state: number): readonly [number, number] =>
    state >= expanded ? [0, 0] : [edges.firstEdge.data[state] as number, edges.firstEdge.data[state + 1] as number]
  const from = new Int32Array(states).fill(-1)
  const by = new Int32Array(states).fill(-1)
  const found = [0]
  for (let at = 0; at < found.length; at++) {
    const state = found[at] as number
    const [first, end] = edgesOf(state)
    for (let edge = first; edge < end; edge++) {
      const target = edges.targets.data[edge] as number
      if (target === 0 || (from[target] as number) >= 0) continue
      from[target] = state
      by[target] = edges.labels.data[edge] as number
      found.push(target)
    }
  }
  const order = [...found.filter(state => state < expanded), ...found.filter(state => state >= expanded)]
  const numbers = new Int32Array(states).fill(-1)
  for (const [number, state] of order.entries()) numbers[state] = number
  const made = {
    firstEdge: new Numbers(),
    targets: new Numbers(),
    labels: new Numbers(),
    parents: new Numbers(),
    parentMoves: new Numbers(),
  }
  for (const state of order) {
    const before = from[state] as number
    made.parents.push(before < 0 ? -1 : (numbers[before] as number))
    made.parentMoves.push(by[state] as number)
    if (state >= expanded) continue
    made.firstEdge.push(made.targets.length)
    const [first, end] = edgesOf(state)
    for (let edge = first; edge < end; edge++) {
      made.targets.push(numbers[edges.targets.data[edge] as number] as number)
      made.labels.push(edges.labels.data[edge] as number)
    }
  }
  made.firstEdge.push(made.targets.length)
  return { order, ...made }
}
