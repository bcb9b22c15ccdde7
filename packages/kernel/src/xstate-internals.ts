// The parts of XState 5.33 that its declarations hide or type too closely for code that serves every machine.
// Nothing of this file is exported from the package.

export interface Event {
  readonly type: string
}

export type StateValue = string | { readonly [key: string]: StateValue }

/** A guard as written: a name, `{ type, params }`, a function, or one of `and`, `or`, `not`, `stateIn`. */
export type Guard = string | { readonly type: string; readonly params?: unknown } | GuardFunction

export interface GuardFunction {
  (args: { context: unknown; event: Event }, params: unknown): boolean
  /** Only on XState's own `and`, `or`, `not`, `stateIn`. */
  readonly check?: (snapshot: Snapshot, args: { context: unknown; event: Event }, self: GuardFunction) => boolean
  readonly guards?: readonly Guard[]
  readonly stateValue?: unknown
}

/** An action as written: a name, `{ type, params }`, a plain function, or a built-in action. */
export type Action = string | { readonly type: string; readonly params?: unknown } | ActionFunction

export interface ActionFunction {
  (...args: never[]): unknown
  readonly type?: string
  readonly resolve?: (...args: ResolveArguments) => ResolveResult
  readonly assignment?: unknown
  readonly delay?: unknown
}

export type ResolveArguments = [scope: unknown, snapshot: Snapshot, ...rest: unknown[]]
export type ResolveResult = [snapshot: Snapshot, params: unknown, actions: Action[] | undefined]

export interface Transition {
  readonly source: Node
  readonly target: readonly Node[] | undefined
  readonly guard?: Guard
  readonly reenter: boolean
  readonly eventType: string
  readonly delay?: number | string
  readonly description?: string
  readonly meta?: unknown
  actions: readonly Action[]
}

export interface Node {
  readonly id: string
  readonly key: string
  readonly path: readonly string[]
  readonly order: number
  readonly type: 'atomic' | 'compound' | 'parallel' | 'final' | 'history'
  readonly history: 'shallow' | 'deep' | false
  readonly parent: Node | undefined
  readonly states: Readonly<Record<string, Node>>
  readonly entry: Action[]
  readonly exit: Action[]
  readonly initial: { readonly target: readonly Node[]; actions: readonly Action[] }
  readonly transitions: ReadonlyMap<string, readonly Transition[]>
  readonly always?: readonly Transition[]
  readonly tags: readonly string[]
  readonly meta?: unknown
  readonly description?: string
  readonly invoke: readonly unknown[]
  readonly config: { readonly initial?: unknown }
}

export interface Snapshot {
  readonly machine: Machine
  readonly status: 'active' | 'done' | 'error' | 'stopped'
  context: Readonly<Record<string, unknown>>
  value: StateValue
  readonly output: unknown
  readonly error: unknown
  tags: ReadonlySet<string>
  readonly historyValue: Readonly<Record<string, readonly Node[]>>
  _nodes: readonly Node[]
  matches(value: unknown): boolean
  hasTag(tag: string): boolean
  can(event: Event): boolean
  getMeta(): Record<string, unknown>
}

export interface Machine {
  readonly id: string
  readonly root: Node
  readonly idMap: ReadonlyMap<string, Node>
  readonly config: { readonly context?: unknown }
  readonly implementations: {
    readonly actions: Readonly<Record<string, Action | undefined>>
    readonly guards: Readonly<Record<string, Guard | undefined>>
    readonly delays: Readonly<Record<string, unknown>>
  }
  readonly options: { maxIterations: number }
  provide(implementations: { actions: Record<string, Action | undefined> }): Machine
  transition(snapshot: Snapshot, event: Event, scope: unknown): Snapshot
  getInitialSnapshot(scope: unknown, input: unknown): Snapshot
  getTransitionData(snapshot: Snapshot, event: Event): readonly Transition[]
  getPersistedSnapshot(snapshot: unknown): Record<string, unknown>
  restoreSnapshot(snapshot: unknown, scope: unknown): Snapshot
}

/** Every node of a tree in document order, the root first. */
export function* nodesOf(node: Node): Generator<Node> {
  yield node
  for (const child of Object.values(node.states)) yield* nodesOf(child)
}

/** The transitions a node declares, by event and then `always`, in the order XState keeps them. */
export function* transitionsOf(node: Node): Generator<Transition> {
  for (const candidates of node.transitions.values()) yield* candidates
  if (node.always !== undefined) yield* node.always
}

/** Where a node stands in its machine, as `a.b.c`; the root is the empty string. */
export function pathOf(node: Node): string {
  return node.path.join('.')
}
