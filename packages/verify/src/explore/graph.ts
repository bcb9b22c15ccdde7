// The explored states as a graph: its edges, and the ways along them.
import type { Move } from '../model/case-model.js'
import { nameOfMove } from '../model/move-names.js'
import type { Exploration } from './explore.js'

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
    const name = nameOfMove(move)
    const first = known.get(name) ?? number
    known.set(name, first)
    return first
  })
  sameKnown.set(moves, same)
  return same
}
