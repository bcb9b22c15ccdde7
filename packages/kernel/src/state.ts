import type { MachineTypes } from './machine-types.js'
import type { Context, End, Place, Run } from './model.js'
import { select } from './plan.js'
import { none } from './run.js'
import type { Event } from './xstate-internals.js'

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

/** Where a state stands. */
export const at = Symbol('place')
const holding = Symbol('context')
/** Whether it has ended there. */
export const ended = Symbol('status')

const active: End = { status: 'active', output: undefined, error: undefined }

/**
 * The state a machine has come to. A class, against the habit of this project, because one is made in every step: an
 * object literal with a prototype costs as much as the step itself. Its fields have symbols for names, so that nobody
 * assigns to them by mistake and two states still compare as equal when they are.
 */
export class Stood implements State {
  declare readonly [at]: Place
  declare readonly [holding]: Context
  declare readonly [ended]: End

  constructor(place: Place, context: Context, end: End) {
    this[at] = place
    this[holding] = context
    this[ended] = end
  }
  get value() {
    return this[at].snapshot.value
  }
  get context() {
    return this[holding]
  }
  get status() {
    return this[ended].status
  }
  get output() {
    return this[ended].output
  }
  get error() {
    return this[ended].error
  }
  get tags() {
    return new Set(this[at].snapshot.tags)
  }
  get nodes() {
    return this[at].ids
  }
  matches(value: unknown): boolean {
    return this[at].snapshot.matches(value)
  }
  hasTag(tag: string): boolean {
    return this[at].snapshot.tags.has(tag)
  }
  can(event: Event): boolean {
    const place = this[at]
    const plan = place.plan(event.type)
    const choices = plan ? select(plan, { place, context: this.context, event }) : []
    return choices.some(({ transition }) => transition.target !== undefined || transition.actions.length > 0)
  }
  getMeta(): Readonly<Record<string, unknown>> {
    return this[at].snapshot.getMeta()
  }
  toJSON(): PersistedState {
    const { status, output, error, context } = this
    return { ...this[at].json, status, output, error, context } as PersistedState
  }
  [Symbol.for('nodejs.util.inspect.custom')](): object {
    const { value, context, status } = this
    return { value, context, status }
  }
}

/** A step from a place, before anything has happened in it. */
export function newRun(place: Place, context: Context, event: Event, end = active): Run {
  return {
    place,
    context,
    event,
    end,
    effects: none,
    entered: none,
    exited: none,
    queue: [],
    changed: false,
  }
}
