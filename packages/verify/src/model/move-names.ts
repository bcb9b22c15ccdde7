// What a move is called: the same for the same move, in whatever place it is made.
import type { Move } from './case-data.js'

const names = new WeakMap<Move, string>()

/** A move in words; worked out once, as nobody changes one. */
export function nameOfMove(move: Move): string {
  let name = names.get(move)
  if (name === undefined) {
    name = JSON.stringify(move)
    names.set(move, name)
  }
  return name
}
