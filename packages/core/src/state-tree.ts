import type { StateMeta } from './case-type.js'

/** The config of a state before anything about it is known to be right. */
export type AnyState = Readonly<Record<string, unknown>>

/** One state of a config, with its place in the tree. The root has the empty path. */
export interface StateEntry {
  readonly path: string
  readonly key: string
  readonly config: AnyState
  readonly parent: StateEntry | undefined
  readonly children: readonly StateEntry[]
}

/** The kind of a state as XState reads its config. */
export type StateKind = 'atomic' | 'compound' | 'parallel' | 'final' | 'history'

/** All states of a config in document order, the root first. */
export function stateTree(config: AnyState): readonly StateEntry[] {
  const all: StateEntry[] = []
  const visit = (key: string, own: AnyState, parent: StateEntry | undefined): StateEntry => {
    const children: StateEntry[] = []
    const entry = { path: joined(parent, key), key, config: own, parent, children }
    all.push(entry)
    for (const [name, child] of Object.entries(childrenOf(own))) children.push(visit(name, child, entry))
    return entry
  }
  visit('', config, undefined)
  return all
}

/** The kind of a state. */
export function kindOf({ config, children }: StateEntry): StateKind {
  const type = config.type
  if (type === 'parallel' || type === 'final' || type === 'history') return type
  return children.length > 0 ? 'compound' : 'atomic'
}

/** What a state says about itself; empty where it says nothing. */
export function metaOf({ config }: StateEntry): StateMeta {
  return (config.meta ?? {}) as StateMeta
}

/** The outcome of a state or of the nearest state around it. */
export function settledBy(entry: StateEntry): string | undefined {
  for (let at: StateEntry | undefined = entry; at !== undefined; at = at.parent) {
    const { outcome } = metaOf(at)
    if (outcome !== undefined) return outcome
  }
  return undefined
}

/** The state and everything around it, innermost first. */
export function* ancestors(entry: StateEntry): Generator<StateEntry> {
  for (let at: StateEntry | undefined = entry; at !== undefined; at = at.parent) yield at
}

/** Whether one state is the other, or holds it, or lies in it. */
export function related(a: string, b: string): boolean {
  return a === '' || b === '' || a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`)
}

/** The states as sentences name them: `the root` or their path. */
export function nameOf(entry: StateEntry): string {
  return entry.path === '' ? 'the root' : `state "${entry.path}"`
}

/**
 * The config in which every final state at the top that declares no outcome has its own name as outcome: a case that
 * can go no further is settled, and its label is the state's.
 */
export function withOwnOutcomes(config: AnyState): AnyState {
  const states: Record<string, AnyState> = {}
  for (const [name, state] of Object.entries(childrenOf(config))) {
    const meta = (state.meta ?? {}) as StateMeta
    states[name] =
      state.type === 'final' && meta.outcome === undefined ? { ...state, meta: { ...meta, outcome: name } } : state
  }
  return Object.keys(states).length === 0 ? config : { ...config, states }
}

/** A value that may be absent, single or a list, as a list. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value]
}

function childrenOf(config: AnyState): Readonly<Record<string, AnyState>> {
  return (config.states ?? {}) as Readonly<Record<string, AnyState>>
}

function joined(parent: StateEntry | undefined, key: string): string {
  if (parent === undefined) return ''
  return parent.path === '' ? key : `${parent.path}.${key}`
}
