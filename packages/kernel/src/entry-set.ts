import { between, initialNodes, isBelow, regionsOf } from './value.js'
import type { HistoryValue, Machine, Node, Transition } from './xstate-internals.js'

// Which nodes a move leaves and enters: the procedures of SCXML (removeConflictingTransitions, computeExitSet,
// computeEntrySet), in the form XState 5.33 gives them, where the two differ.

/** A transition as far as moving is concerned. */
export type Arc = Pick<Transition, 'source' | 'target' | 'reenter'>

/** The moves of one machine from any set of active nodes. Slow and exact; every answer is remembered by a place. */
export function movesOf(machine: Machine) {
  const { root } = machine

  /** The arc that enters the machine. */
  const start: Transition = { source: root, target: [...initialNodes(root)], reenter: true, eventType: '', actions: [] }

  /** Where a history node leads when it remembers nothing. */
  function fallback(history: Node): { readonly target: readonly Node[]; readonly initial: boolean } {
    const parent = history.parent as Node
    const { target } = history.config
    if (target === undefined || target === '') {
      if (parent.type === 'parallel') return { target: [parent], initial: false }
      return { target: parent.initial.target, initial: true }
    }
    const base = [root.id, ...parent.path].map(key => key.replaceAll(/[\\.]/g, '\\$&')).join('.')
    const found = [target].flat().map(name => {
      if (typeof name !== 'string') return name
      return machine.getStateNodeById(name.startsWith('#') ? name : `#${base}.${name}`)
    })
    return { target: found, initial: false }
  }

  function effectiveTargets(arc: Pick<Arc, 'target'>, history: HistoryValue): readonly Node[] {
    const found = (arc.target ?? []).flatMap(node =>
      node.type === 'history' ? (history[node.id] ?? effectiveTargets(fallback(node), history)) : [node],
    )
    return [...new Set(found)]
  }

  /** The innermost node that a transition does not leave; undefined when it leaves even the root. */
  function domainOf(arc: Arc, history: HistoryValue): Node | undefined {
    const { source, reenter } = arc
    const targets = effectiveTargets(arc, history)
    if (!reenter && targets.every(node => node === source || isBelow(node, source))) return source
    const [head, ...tail] = [...targets, source]
    const common = between(head as Node).find(outer => tail.every(node => isBelow(node, outer)))
    return common ?? (reenter ? undefined : root)
  }

  function exitSet(arcs: readonly Arc[], active: ReadonlySet<Node>, history: HistoryValue): Set<Node> {
    const left = new Set<Node>()
    for (const arc of arcs) {
      if (!arc.target?.length) continue
      const domain = domainOf(arc, history)
      for (const node of active) if (isBelow(node, domain)) left.add(node)
    }
    return left
  }

  /** Of arcs that would leave the same node, the one whose source lies deeper, else the earlier. */
  function withoutConflicts<A extends Arc>(arcs: readonly A[], active: ReadonlySet<Node>, history: HistoryValue): A[] {
    const kept = new Set<A>()
    for (const arc of arcs) {
      const left = exitSet([arc], active, history)
      const rivals = [...kept].filter(other => [...exitSet([other], active, history)].some(node => left.has(node)))
      if (!rivals.every(other => isBelow(arc.source, other.source))) continue
      for (const other of rivals) kept.delete(other)
      kept.add(arc)
    }
    return [...kept]
  }

  /** What is entered, and which of it by default, so that its initial transition acts. */
  function entrySet(arcs: readonly Arc[], history: HistoryValue) {
    const entered = new Set<Node>()
    const byDefault = new Set<Node>()

    const enterRegions = (node: Node, isDefault: boolean): void => {
      for (const child of regionsOf(node)) {
        if ([...entered].some(inner => isBelow(inner, child))) continue
        entered.add(child)
        if (isDefault) byDefault.add(child)
        enterBelow(child)
      }
    }
    const enterAbove = (outers: readonly Node[], domain?: Node): void => {
      for (const outer of outers) {
        if (domain === undefined || isBelow(outer, domain)) entered.add(outer)
        if (outer.type === 'parallel') enterRegions(outer, false)
      }
    }
    const enterBelow = (node: Node): void => {
      if (node.type === 'history') {
        const remembered = history[node.id]
        const { target, initial } = remembered ? { target: remembered, initial: false } : fallback(node)
        for (const inner of target) {
          entered.add(inner)
          if (initial) byDefault.add(node.parent as Node)
          enterBelow(inner)
        }
        for (const inner of target) enterAbove(between(inner, node.parent))
      } else if (node.type === 'compound') {
        const first = node.initial.target[0] as Node
        if (first.type !== 'history') {
          entered.add(first)
          byDefault.add(first)
        }
        enterBelow(first)
        enterAbove(between(first, node))
      } else if (node.type === 'parallel') enterRegions(node, true)
    }

    for (const arc of arcs) {
      const { source, reenter } = arc
      const domain = domainOf(arc, history)
      for (const node of arc.target ?? []) {
        if (node.type !== 'history' && (node !== source || source !== domain || reenter)) {
          entered.add(node)
          byDefault.add(node)
        }
        enterBelow(node)
      }
      for (const node of effectiveTargets(arc, history)) {
        const outers = between(node, domain)
        if (domain?.type === 'parallel') outers.push(domain)
        enterAbove(outers, source.parent === undefined && reenter ? undefined : domain)
      }
    }
    return { entered, byDefault }
  }

  return { start, exitSet, withoutConflicts, entrySet }
}
