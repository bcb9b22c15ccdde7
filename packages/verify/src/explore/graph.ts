// The explored states as a graph: from where one can come to an end, whatever the clock does.
import type { Move } from '../model/case-model.js'
import type { Exploration } from './explore.js'

/** Which edges exist for a question: all but those of somebody who is silent. */
export type Admits = (move: Move) => boolean

/** For each state: 1 where an end can be reached for certain, 2 where it can be reached if deadlines fall due in a lucky order, 0 where it cannot. */
export type Reach = Uint8Array

/** Edges turned round. */
export interface Backward {
  readonly first: Int32Array
  readonly sources: Int32Array
  readonly edges: Int32Array
}

/** The edges of an exploration turned round, by counting. */
export function backward({ states, targets, firstEdge, expanded }: Exploration): Backward {
  const first = new Int32Array(states + 1)
  for (const target of targets) first[target + 1] = (first[target + 1] as number) + 1
  for (let i = 0; i < states; i++) first[i + 1] = (first[i + 1] as number) + (first[i] as number)
  const next = first.slice()
  const sources = new Int32Array(targets.length)
  const edges = new Int32Array(targets.length)
  for (let source = 0; source < expanded; source++) {
    for (let edge = firstEdge[source] as number; edge < (firstEdge[source + 1] as number); edge++) {
      const target = targets[edge] as number
      const slot = next[target] as number
      next[target] = slot + 1
      sources[slot] = source
      edges[slot] = edge
    }
  }
  return { first, sources, edges }
}

/**
 * From which states an end can be reached.
 *
 * Parties act when they like, so that one edge of theirs is enough. What the clock or another case does next is not ours
 * to choose: it counts for certain only where each of the things that may happen next leads there.
 *
 * @param isEnd the states to be reached
 * @param isUnknown states that were not looked into; they count as ends, so that what cannot be reached is so for sure
 */
export function reach(
  exploration: Exploration,
  back: Backward,
  admits: Admits,
  isEnd: (state: number) => boolean,
  isUnknown: (state: number) => boolean,
): Reach {
  const { states, expanded, firstEdge, labels, targets, moves } = exploration
  const admitted = moves.map(admits)
  const isOurs = moves.map(({ kind }) => kind === 'command')
  const reached: Reach = new Uint8Array(states)
  const waiting: number[] = []

  // For certain.
  const open = new Int32Array(states)
  for (let state = 0; state < expanded; state++) {
    let count = 0
    for (let edge = firstEdge[state] as number; edge < (firstEdge[state + 1] as number); edge++) {
      const label = labels[edge] as number
      if (isOurs[label] !== true && targets[edge] !== state) count += 1
    }
    open[state] = count
  }
  const mark = (state: number, how: number): void => {
    if (reached[state] !== 0) return
    reached[state] = how
    waiting.push(state)
  }
  for (let state = 0; state < states; state++) if (isEnd(state)) mark(state, 1)
  spread(1, (source, label) => {
    if (isOurs[label] === true) return admitted[label] === true
    const left = (open[source] as number) - 1
    open[source] = left
    return left === 0
  })
  // With luck.
  for (let state = 0; state < states; state++) {
    if (reached[state] === 1) waiting.push(state)
    else if (isUnknown(state)) mark(state, 2)
  }
  spread(2, (_, label) => isOurs[label] !== true || admitted[label] === true)
  return reached

  function spread(how: number, counts: (source: number, label: number) => boolean): void {
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      for (let slot = back.first[at] as number; slot < (back.first[at + 1] as number); slot++) {
        const source = back.sources[slot] as number
        if (source === at || reached[source] !== 0) continue
        if (counts(source, labels[back.edges[slot] as number] as number)) mark(source, how)
      }
    }
  }
}

/** The most questions that {@link reachOfEach} takes at once. */
export const mostAtOnce = 30

/**
 * The same as {@link reach} for several questions at once: for each state, one bit for each question, from the lowest.
 *
 * @param each which edges exist, {@link mostAtOnce} of them at most
 */
export function reachOfEach(
  exploration: Exploration,
  back: Backward,
  each: readonly Admits[],
  isEnd: (state: number) => boolean,
  isUnknown: (state: number) => boolean,
): { readonly forCertain: Int32Array; readonly withLuck: Int32Array } {
  const { states, expanded, firstEdge, labels, targets, moves } = exploration
  const all = 2 ** each.length - 1
  const admitted = Int32Array.from(moves, move => each.reduce((bits, admits, n) => bits | (+admits(move) << n), 0))
  const isOurs = Uint8Array.from(moves, ({ kind }) => +(kind === 'command'))
  const forCertain = new Int32Array(states)
  const waiting = new Int32Array(states)
  const isWaiting = new Uint8Array(states)
  let count = 0
  const wait = (state: number): void => {
    if (isWaiting[state] === 1) return
    isWaiting[state] = 1
    waiting[count++] = state
  }
  /** In which questions all that may happen next without us leads to an end. */
  const whateverHappens = (state: number): number => {
    let bits = -1
    for (let edge = firstEdge[state] as number; edge < (firstEdge[state + 1] as number); edge++) {
      const target = targets[edge] as number
      if (isOurs[labels[edge] as number] === 0 && target !== state) bits &= forCertain[target] as number
    }
    return bits & all
  }
  const spread = (reached: Int32Array, bitsOf: (source: number, label: number, bits: number) => number): void => {
    while (count > 0) {
      const at = waiting[--count] as number
      isWaiting[at] = 0
      const bits = reached[at] as number
      for (let slot = back.first[at] as number; slot < (back.first[at + 1] as number); slot++) {
        const source = back.sources[slot] as number
        if (source === at || source >= expanded) continue
        const before = reached[source] as number
        if (before === all) continue
        const after = before | bitsOf(source, labels[back.edges[slot] as number] as number, bits)
        if (after === before) continue
        reached[source] = after
        wait(source)
      }
    }
  }
  for (let state = 0; state < states; state++) {
    if (!isEnd(state)) continue
    forCertain[state] = all
    wait(state)
  }
  spread(forCertain, (source, label, bits) =>
    isOurs[label] === 1 ? bits & (admitted[label] as number) : whateverHappens(source),
  )
  const withLuck = forCertain.slice()
  for (let state = 0; state < states; state++) {
    if (isUnknown(state)) withLuck[state] = all
    if (withLuck[state] !== 0) wait(state)
  }
  spread(withLuck, (_, label, bits) => (isOurs[label] === 1 ? bits & (admitted[label] as number) : bits))
  return { forCertain, withLuck }
}

/** The moves that lead from the beginning to a state, by the way it was found first: the shortest. */
export function wayTo({ parents, parentMoves, moves, exchanged }: Exploration, state: number): readonly Move[] {
  if (exchanged !== undefined) return exchanged.wayTo(state)
  const way: Move[] = []
  for (let at = state; (parents[at] as number) >= 0; at = parents[at] as number)
    way.push(moves[parentMoves[at] as number] as Move)
  return way.reverse()
}

/** The edges out of a state. */
export function* edgesOf(
  { firstEdge, labels, targets, moves, expanded }: Exploration,
  state: number,
): Generator<{ readonly move: Move; readonly target: number }> {
  if (state >= expanded) return
  for (let edge = firstEdge[state] as number; edge < (firstEdge[state + 1] as number); edge++)
    yield { move: moves[labels[edge] as number] as Move, target: targets[edge] as number }
}

const sameKnown = new WeakMap<readonly Move[], Int32Array>()

/** For each move the number of the first that is the same: it is tried in several places. */
export function sameMoves({ moves }: Exploration): Int32Array {
  const before = sameKnown.get(moves)
  if (before?.length === moves.length) return before
  const known = new Map<string, number>()
  const same = Int32Array.from(moves, (move, number) => {
    const name = JSON.stringify(move)
    const first = known.get(name) ?? number
    known.set(name, first)
    return first
  })
  sameKnown.set(moves, same)
  return same
}
