import type { Node, StateValue } from './xstate-internals.js'

export function isLeaf(node: Node): boolean {
  return node.type === 'atomic' || node.type === 'final'
}

export function inDocumentOrder(nodes: Iterable<Node>): Node[] {
  return [...nodes].sort((a, b) => a.order - b.order)
}

/** Children that can be active. */
export function regionsOf(node: Node): readonly Node[] {
  return Object.values(node.states).filter(child => child.type !== 'history')
}

/** Whether a node stands anywhere below another; below no node in particular, everything does. */
export function isBelow(node: Node, ancestor: Node | undefined): boolean {
  let at: Node | undefined = node.parent
  while (at !== undefined && at !== ancestor) at = at.parent
  return at === ancestor
}

/** The nodes between a node and one of its ancestors, the innermost first. */
export function between(node: Node, ancestor?: Node): Node[] {
  const found: Node[] = []
  if (node === ancestor) return found
  for (let at = node.parent; at !== undefined && at !== ancestor; at = at.parent) found.push(at)
  return found
}

/** A node with everything active in it at first. */
export function initialNodes(node: Node, found = new Set<Node>()): Set<Node> {
  if (found.has(node)) return found
  found.add(node)
  if (node.type === 'compound') initialNodes(node.initial.target[0] as Node, found)
  else if (node.type === 'parallel') for (const child of regionsOf(node)) initialNodes(child, found)
  return found
}

/**
 * The state value of active nodes, its keys in the order of the list, as XState has them. Where the list is no whole
 * configuration, which XState can reach, the gaps are filled as XState fills them.
 */
export function stateValueOf(root: Node, nodes: readonly Node[]): StateValue {
  const all = new Set(nodes)
  for (const node of all) {
    if (node.type === 'compound') {
      if (!nodes.some(child => child.parent === node)) for (const inner of initialNodes(node)) all.add(inner)
    } else if (node.type === 'parallel') {
      for (const child of regionsOf(node)) if (!all.has(child)) for (const inner of initialNodes(child)) all.add(inner)
    }
  }
  for (const node of all) for (const outer of between(node)) all.add(outer)
  return valueIn(root, [...all])
}

function valueIn(node: Node, all: readonly Node[]): StateValue {
  const active = all.filter(child => child.parent === node)
  const [first] = active
  if (node.type === 'compound' && first !== undefined && isLeaf(first)) return first.key
  return Object.freeze(Object.fromEntries(active.map(child => [child.key, valueIn(child, all)])))
}
