import type { AnyCaseType, Migration } from './case-type.js'
import { type AnyState, kindOf, type StateEntry, stateTree } from './state-tree.js'

const known = new WeakMap<object, ReadonlyMap<string, StateEntry>>()

/** The states of a machine by path, without those that only remember; the root has the empty path. */
export function statesByPath({ machine }: AnyCaseType): ReadonlyMap<string, StateEntry> {
  let states = known.get(machine)
  if (states === undefined) {
    const tree = stateTree((machine as { readonly config: AnyState }).config)
    states = new Map(tree.filter(state => kindOf(state) !== 'history').map(state => [state.path, state]))
    known.set(machine, states)
  }
  return states
}

/** What is said of a state, or of the nearest state around it; undefined where nothing is. */
export function moveOf(moves: Migration['states'], path: string): Migration['states'][string] | undefined {
  const around = aroundWithMove(moves, path)
  return around === undefined ? undefined : moves[around]
}

/** The path of the nearest state around a state, or its own, of which something is said. */
function aroundWithMove(moves: Migration['states'], path: string): string | undefined {
  for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.'))))
    if (Object.hasOwn(moves, at)) return at
  return undefined
}

/** Where a state goes whose move is a path, or that has none: the same place below, where there is one. */
export function targetOf(moves: Migration['states'], path: string, own: { has(path: string): boolean }): string {
  const around = aroundWithMove(moves, path)
  const move = around === undefined ? undefined : moves[around]
  if (around === undefined || typeof move !== 'string') return path
  const below = `${move}${path.slice(around.length)}`
  return own.has(below) ? below : move
}
