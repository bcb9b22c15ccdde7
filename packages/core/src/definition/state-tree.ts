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

/** A state as sentences name it: `the root` or `state "a.b"`. */
export function nameOf(entry: StateEntry): string {
  return entry.path === '' ? 'the root' : `state "${entry.path}"`
}

/** The final states at the top whose outcome is their own name. */
export function ownOutcomes(config: AnyState): readonly string[] {
  return Object.entries(childrenOf(config)).flatMap(([name, state]) => {
    const { outcome = name } = (state.meta ?? {}) as StateMeta
    return state.type === 'final' && outcome === name ? [name] : []
  })
}

/**
 * The config in which every final state at the top that declares no outcome has its own name as outcome: a case that
 * can go no further is settled, and its label is the state's.
 */
export function withOwnOutcomes(config: AnyState): AnyState {
  const own = ownOutcomes(config)
  if (own.length === 0) return config
  const states = Object.entries(childrenOf(config)).map(([name, state]) =>
    own.includes(name) ? [name, { ...state, meta: { ...(state.meta as object), outcome: name } }] : [name, state],
  )
  return { ...config, states: Object.fromEntries(states) }
}

/** A transition as written, and where in words. `event` is null for `always` and `onDone`. */
export interface MoveEntry {
  readonly where: string
  readonly event: string | null
  readonly move: unknown
}

/** Every transition a state declares, in the order it is written. */
export function* movesOf(state: StateEntry): Generator<MoveEntry> {
  for (const [event, moves] of Object.entries((state.config.on ?? {}) as AnyState)) {
    for (const move of listOf(moves)) yield { where: `${nameOf(state)} on "${event}"`, event, move }
  }
  for (const kind of ['always', 'onDone'] as const) {
    for (const move of listOf(state.config[kind])) yield { where: `${nameOf(state)} ${kind}`, event: null, move }
  }
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
