import type { Configuration } from './configuration.js'
import type { MachineTypes } from './machine-types.js'
import type { Event, Machine, Snapshot } from './xstate-internals.js'

/** What `toJSON` gives and `restore` takes: XState's own persisted snapshot, which `createActor` restores as well. */
export interface PersistedState {
  readonly status: 'active' | 'done' | 'error' | 'stopped'
  readonly value: unknown
  readonly context: Readonly<Record<string, unknown>>
  readonly output: unknown
  readonly error: unknown
  readonly children: Readonly<Record<string, never>>
  readonly historyValue: Readonly<Record<string, readonly { readonly id: string }[]>>
}

/**
 * Where a machine stands: an immutable value that can be kept, compared by identity, written as JSON and stepped from
 * any number of times.
 *
 * `value` and `nodes` are shared by all states of one configuration; everything but the context is worked out when read.
 */
export interface State<out T extends MachineTypes = MachineTypes> {
  readonly value: T['value']
  /** Frozen at the root after each step, and to the leaves where the machine started or was restored. */
  readonly context: T['context']
  readonly status: 'active' | 'done' | 'error' | 'stopped'
  /** Of the machine, once `status` is `done`. */
  readonly output: T['output'] | undefined
  /** What was thrown while the machine started, once `status` is `error`. */
  readonly error: unknown
  readonly tags: ReadonlySet<T['tag']>
  /** Ids of the active state nodes in document order, the root first. */
  readonly nodes: readonly string[]
  matches(value: T['partialValue']): boolean
  hasTag(tag: T['tag']): boolean
  /**
   * XState's own answer: whether the event would move the machine or run an action. It is false for `X: {}`, which
   * {@link Step.taken} reports as taken; ask {@link CompiledMachine.explain} to tell the two apart.
   */
  can(event: T['event']): boolean
  /** The `meta` of active nodes that have one, by node id. */
  getMeta(): Readonly<Record<string, unknown>>
  toJSON(): PersistedState
}

const inside = Symbol('@convoke/kernel snapshot')

interface Inside {
  readonly [inside]: Snapshot
}

/** The snapshot of a state, or undefined for anything that no kernel made. */
export function snapshotOf(state: unknown): Snapshot | undefined {
  return typeof state === 'object' && state !== null ? (state as Partial<Inside>)[inside] : undefined
}

/** Makes the states of one machine. They share a prototype, so that a state costs one small object. */
export function stateMaker(
  machine: Machine,
  configurationOf: (snapshot: Snapshot) => Configuration,
): (snapshot: Snapshot) => State {
  const prototype: State & ThisType<Inside> = {
    get value() {
      return configurationOf(this[inside]).value
    },
    get context() {
      return this[inside].context
    },
    get status() {
      return this[inside].status
    },
    get output() {
      return this[inside].output
    },
    get error() {
      return this[inside].error
    },
    get tags() {
      return this[inside].tags
    },
    get nodes() {
      return configurationOf(this[inside]).nodes
    },
    matches(value) {
      return this[inside].matches(value)
    },
    hasTag(tag) {
      return this[inside].hasTag(tag)
    },
    can(event: Event) {
      return this[inside].can(event)
    },
    getMeta() {
      return this[inside].getMeta()
    },
    toJSON() {
      // Without the context: XState walks all of it for actors, of which there are none, and would rewrite a party's
      // data that happens to look like one.
      const json = machine.getPersistedSnapshot({ ...this[inside], context: {} })
      json.context = this[inside].context
      return json as unknown as PersistedState
    },
  }
  Object.defineProperty(prototype, Symbol.for('nodejs.util.inspect.custom'), {
    value(this: State) {
      const { value, context, status } = this
      return { value, context, status }
    },
  })
  return snapshot => ({ __proto__: prototype, [inside]: snapshot }) as unknown as State
}
