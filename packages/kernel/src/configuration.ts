import { freezeDeep } from './freeze.js'
import type { Node, Snapshot, StateValue, Transition } from './xstate-internals.js'

/**
 * The transitions of active nodes that could answer one event type, arranged as XState asks them: the regions first,
 * and the node's own candidates only when no region took the event.
 */
export interface Plan {
  readonly regions: readonly Plan[]
  readonly candidates: readonly Transition[]
}

/** What depends on the set of active nodes alone and is therefore worked out once for all states that share it. */
export interface Configuration {
  readonly value: StateValue
  /** Ids in document order. */
  readonly nodes: readonly string[]
  /** Event types and wildcards as written, in document order, without those XState makes itself. */
  readonly events: readonly string[]
  /** The active nodes and their value in document order; the snapshot's own list where it has that order already. */
  readonly ordered: { readonly nodes: readonly Node[]; readonly value: StateValue }
  /** What could answer an event of this type, or undefined when nothing does. */
  plan(type: string): Plan | undefined
}

// Only machines with very many parallel arrangements reach it, and only a verifier walks them all.
const most = 20_000

/**
 * Finds the configuration of a snapshot, always the same object for the same arrangement of active nodes.
 *
 * Snapshots are told apart by the *order* of their active nodes too, since XState asks parallel regions in that order.
 */
export function configurationsOf(): (snapshot: Snapshot) => Configuration {
  const byArray = new WeakMap<readonly Node[], Configuration>()
  const byOrder = new Map<string, Configuration>()
  return snapshot => {
    const known = byArray.get(snapshot._nodes)
    if (known !== undefined) return known
    let key = ''
    for (const node of snapshot._nodes) key += `${node.order},`
    let configuration = byOrder.get(key)
    if (configuration === undefined) {
      configuration = configurationOf(snapshot)
      if (byOrder.size >= most) byOrder.clear()
      byOrder.set(key, configuration)
    }
    byArray.set(snapshot._nodes, configuration)
    return configuration
  }
}

function configurationOf(snapshot: Snapshot): Configuration {
  // Not the snapshot itself: a configuration outlives it and must not keep its context.
  const { _nodes: listed, machine } = snapshot
  const { root } = machine
  const value = freezeDeep(snapshot.value)
  const nodes = inDocumentOrder(listed)
  const plans = new Map<string, Plan | undefined>()
  let events: readonly string[] | undefined
  let ordered: Configuration['ordered'] | undefined
  return {
    value,
    get ordered() {
      ordered ??= orderedOf(root, listed, value)
      return ordered
    },
    nodes: Object.freeze(nodes.map(node => node.id)),
    get events() {
      events ??= Object.freeze([
        ...new Set(nodes.flatMap(node => [...node.transitions.keys()].filter(type => !type.startsWith('xstate.')))),
      ])
      return events
    },
    plan(type) {
      const known = plans.get(type)
      if (known !== undefined || plans.has(type)) return known
      const plan = planOf(root, value, type)
      // Types come from outside; a stream of invented ones must not fill the memory.
      if (plans.size >= 512) plans.clear()
      plans.set(type, plan)
      return plan
    },
  }
}

function inDocumentOrder(nodes: readonly Node[]): readonly Node[] {
  return [...nodes].sort((a, b) => a.order - b.order)
}

function orderedOf(root: Node, listed: readonly Node[], value: StateValue): Configuration['ordered'] {
  const nodes = inDocumentOrder(listed)
  const already = nodes.every((node, i) => node === listed[i])
  return already ? { nodes: listed, value } : { nodes, value: freezeDeep(orderedValue(root, value)) }
}

function orderedValue(node: Node, value: StateValue): StateValue {
  if (typeof value === 'string') return value
  const active = Object.values(node.states).filter(child => Object.hasOwn(value, child.key))
  return Object.fromEntries(active.map(child => [child.key, orderedValue(child, value[child.key] ?? {})]))
}

function planOf(node: Node, value: StateValue | undefined, type: string): Plan | undefined {
  const regions: Plan[] = []
  for (const key of typeof value === 'string' ? [value] : Object.keys(value ?? {})) {
    const child = node.states[key]
    const inner = child && planOf(child, typeof value === 'object' ? value[key] : undefined, type)
    if (inner !== undefined) regions.push(inner)
  }
  const candidates = candidatesOf(node, type)
  return regions.length === 0 && candidates.length === 0 ? undefined : { regions, candidates }
}

function candidatesOf(node: Node, type: string): readonly Transition[] {
  const byWildcard = [...node.transitions.keys()]
    .filter(descriptor => descriptor !== type && wildcardMatches(descriptor, type))
    .sort((a, b) => b.length - a.length)
  return [type, ...byWildcard].flatMap(descriptor => node.transitions.get(descriptor) ?? [])
}

/** `*` matches every type, `order.*` matches `order`, `order.paid` and `order.paid.late`; a `*` elsewhere, nothing. */
function wildcardMatches(descriptor: string, type: string): boolean {
  if (descriptor === '*') return true
  if (!descriptor.endsWith('.*')) return false
  const prefix = descriptor.slice(0, -2)
  return !prefix.split('.').includes('*') && (type === prefix || type.startsWith(`${prefix}.`))
}
