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
  readonly check?: (snapshot: unknown, args: object, self: { readonly guards: readonly Guard[] }) => boolean
  readonly guards?: readonly Guard[]
  readonly stateValue?: unknown
}

/** An action as written: a name, `{ type, params }`, a plain function, or a built-in action. */
export type Action = string | { readonly type: string; readonly params?: unknown } | ActionFunction

/** What the function of an action, a guard or an output is called with; XState gives more to some than to others. */
// biome-ignore lint/suspicious/noExplicitAny: a function of the machine's, of which nothing is known
export type Expression = (args: object, params?: unknown) => any

export interface ActionFunction {
  (...args: never[]): unknown
  readonly type?: string
}

/** An action of XState's own: `assign`, `raise` and their kin. */
export interface BuiltIn extends ActionFunction {
  readonly type: string
  /** Of `assign`. */
  readonly assignment: Expression | Readonly<Record<string, unknown>>
  /** Of `raise`. */
  readonly delay?: unknown
  /** Shown by an assign that runs a recipe. */
  readonly [recipe: symbol]: Expression | undefined
  /** What to execute it with, and actions that follow; puts raised events into the queue. */
  resolve(
    scope: object,
    snapshot: object,
    args: object,
    params: unknown,
    action: BuiltIn,
    told: { readonly internalQueue: Event[] },
  ): readonly [snapshot: unknown, params: unknown, actions?: readonly Action[]]
}

export interface Transition {
  /** Of a twin: its guard, and its number among all transitions of the machine. */
  test?: unknown
  number?: number
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
  entry: readonly Action[]
  exit: readonly Action[]
  readonly initial: { readonly target: readonly Node[]; actions: readonly Action[] }
  /** Of a final node and of the root. */
  output?: unknown
  readonly transitions: ReadonlyMap<string, readonly Transition[]>
  readonly always?: readonly Transition[]
  readonly tags: readonly string[]
  readonly meta?: unknown
  readonly description?: string
  readonly invoke: readonly unknown[]
  readonly config: { readonly initial?: unknown; readonly target?: string | readonly (string | Node)[] }
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
  readonly options: { readonly maxIterations: number }
  provide(implementations: object): Machine
  getStateNodeById(id: string): Node
  getTransitionData(snapshot: Snapshot, event: Asking): readonly Transition[]
  _getPreInitialState(): Snapshot
  getInitialSnapshot(scope: object): Snapshot
  transition(snapshot: Pick<Snapshot, '_nodes' | 'historyValue'>, event: Event | Asking, scope: object): Snapshot
  restoreSnapshot(snapshot: object, scope?: object): Snapshot
  getPersistedSnapshot(snapshot: object): object
}

/** An event that brings its answers along. */
interface Asking extends Event {
  readonly transitions: readonly Transition[]
}

export interface Snapshot {
  readonly _nodes: readonly Node[]
  readonly historyValue: HistoryValue
  readonly machine: Machine
  readonly status: 'active' | 'done' | 'error' | 'stopped'
  readonly error: unknown
  readonly value: StateValue
  readonly tags: ReadonlySet<string>
  matches(value: unknown): boolean
  getMeta(): Readonly<Record<string, unknown>>
}

/** Which nodes each history node remembers, by its id. */
export type HistoryValue = Readonly<Record<string, readonly Node[]>>

/** Every node of a tree in document order, the root first. */
export function* nodesOf(node: Node): Generator<Node> {
  yield node
  for (const child of Object.values(node.states)) yield* nodesOf(child)
}

/** Where a node stands in its machine, as `a.b.c`; the root is the empty string. */
export function pathOf(node: Node): string {
  return node.path.join('.')
}
