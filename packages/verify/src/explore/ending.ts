// How a search for states ends: what is kept of one that was ended half-way, and the numbers its states have in the end.
import { breadthFirst } from './renumbering.js'
import type { Search } from './search.js'

/** Looks into these states and no others, the first of the case in front: what was worked out of them is known. */
export function lookIntoOnly(search: Search, states: readonly number[]): void {
  search.keepOnly(states)
  const within = search.tables.vectors.count
  while (search.found.expanded < within) search.expandNext()
}

/** Where more would have to be told or tried, no state that was looked into is known to lead nowhere else. */
export function leaveOpen(search: Search): void {
  search.tables.settle()
  if (!search.isToBegin()) return
  for (let state = 0; state < search.found.expanded; state++) search.found.cut.add(state)
}

/** Numbers states by how far they are from the first, those that were looked into before the others. */
export function numberAnew({ tables, found }: Search): void {
  found.firstEdge.push(found.targets.length)
  const { order, ...renumbered } = breadthFirst(tables.vectors.count, found.expanded, found)
  const isBeyond = (state: number) => state >= found.expanded
  const expanded = order.findIndex(isBeyond)
  const cut = new Set([...order.keys()].filter(number => found.cut.has(order[number] as number)))
  Object.assign(found, { ...renumbered, cut, expanded: expanded < 0 ? order.length : expanded })
  tables.renumber(order)
}
