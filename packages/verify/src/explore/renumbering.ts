// The numbers of states, given anew once all edges are known.
import { Numbers } from '../tables/numbers.js'

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
