// Circles in a graph of states: where one can go round for ever, and one way round.
import type { Move } from '../model/case-model.js'
import type { Exploration } from './explore.js'
import { edgesOf } from './graph.js'

/** Which edges count. */
export type Along = (state: number, move: Move, target: number) => boolean

/** All of them. */
export const anyEdge: Along = () => true

/** The components among all edges, of explorations of which somebody asked for them. */
const amongAll = new WeakMap<Exploration, Int32Array>()

/**
 * For each state the number of its strongly connected component among these edges: two states have the same where each
 * leads to the other. Tarjan's algorithm, without recursion.
 */
export function componentsOf(exploration: Exploration, along: Along): Int32Array {
  const known = along === anyEdge ? amongAll.get(exploration) : undefined
  if (known !== undefined) return known
  const { states, expanded, firstEdge, labels, moves, targets } = exploration
  const component = new Int32Array(states).fill(-1)
  const index = new Int32Array(states).fill(-1)
  const low = new Int32Array(states)
  const isOpen = new Uint8Array(states)
  const open: number[] = []
  let next = 0
  let components = 0
  for (let begin = 0; begin < states; begin++) {
    if ((index[begin] as number) >= 0) continue
    const path: { readonly state: number; edge: number; readonly end: number }[] = []
    const enter = (state: number): void => {
      index[state] = next
      low[state] = next
      next += 1
      open.push(state)
      isOpen[state] = 1
      const isKnown = state < expanded
      path.push({
        state,
        edge: isKnown ? (firstEdge[state] as number) : 0,
        end: isKnown ? (firstEdge[state + 1] as number) : 0,
      })
    }
    enter(begin)
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const { state } = top
      if (top.edge < top.end) {
        const edge = top.edge++
        const target = targets[edge] as number
        if (target === state || !along(state, moves[labels[edge] as number] as Move, target)) continue
        if ((index[target] as number) < 0) enter(target)
        else if (isOpen[target] === 1) low[state] = Math.min(low[state] as number, index[target] as number)
        continue
      }
      path.pop()
      const above = path.at(-1)
      if (above !== undefined) low[above.state] = Math.min(low[above.state] as number, low[state] as number)
      if (low[state] !== index[state]) continue
      for (let member = open.pop(); member !== undefined; member = open.pop()) {
        isOpen[member] = 0
        component[member] = components
        if (member === state) break
      }
      components += 1
    }
  }
  if (along === anyEdge) amongAll.set(exploration, component)
  return component
}

/** States one component after the other. */
export interface InOrder {
  readonly order: Int32Array
  /** Where each component begins in it, and where the last ends. */
  readonly first: Int32Array
}

/** The same in that order, of explorations of which somebody asked for it. */
const orders = new WeakMap<Exploration, InOrder>()

/** All states by their components among all edges, whatever leads on after that to which it leads. */
export function componentsInOrder(exploration: Exploration): InOrder {
  const known = orders.get(exploration)
  if (known !== undefined) return known
  const component = componentsOf(exploration, anyEdge)
  const components = component.reduce((most, number) => Math.max(most, number + 1), 0)
  const first = new Int32Array(components + 1)
  for (const number of component) first[number + 1] = (first[number + 1] as number) + 1
  for (let n = 0; n < components; n++) first[n + 1] = (first[n + 1] as number) + (first[n] as number)
  const next = first.slice()
  const order = new Int32Array(component.length)
  // The last found first: it lies nearer to where the component is left.
  for (let state = component.length - 1; state >= 0; state--) {
    const number = component[state] as number
    const place = next[number] as number
    order[place] = state
    next[number] = place + 1
  }
  const made = { order, first }
  orders.set(exploration, made)
  return made
}

/** The shortest way from one state to another along these edges; undefined where there is none. */
export function wayBetween(
  exploration: Exploration,
  along: Along,
  from: number,
  to: number,
): readonly Move[] | undefined {
  const before = new Map<number, { readonly state: number; readonly move: Move }>()
  const waiting = [from]
  const seen = new Set(waiting)
  for (let state = waiting.shift(); state !== undefined; state = waiting.shift()) {
    if (state === to) break
    for (const { move, target } of edgesOf(exploration, state)) {
      if (seen.has(target) || !along(state, move, target)) continue
      seen.add(target)
      before.set(target, { state, move })
      waiting.push(target)
    }
  }
  if (!seen.has(to)) return undefined
  const way: Move[] = []
  for (let at = to; at !== from; ) {
    const step = before.get(at) as { readonly state: number; readonly move: Move }
    way.push(step.move)
    at = step.state
  }
  return way.reverse()
}

/** A circle: where it begins, and the moves that lead round. */
export interface Circle {
  readonly state: number
  readonly round: readonly Move[]
}

/** The first circle along these edges that goes through an edge of a kind; the nearest to the beginning of a case. */
export function circleThrough(exploration: Exploration, along: Along, through: Along): Circle | undefined {
  const component = componentsOf(exploration, along)
  const { expanded, firstEdge, labels, moves, targets } = exploration
  for (let state = 0; state < expanded; state++) {
    for (let edge = firstEdge[state] as number; edge < (firstEdge[state + 1] as number); edge++) {
      const target = targets[edge] as number
      if (target === state || component[state] !== component[target]) continue
      const move = moves[labels[edge] as number] as Move
      if (!along(state, move, target) || !through(state, move, target)) continue
      const back = wayBetween(exploration, along, target, state)
      if (back !== undefined) return { state, round: [move, ...back] }
    }
  }
  return undefined
}
