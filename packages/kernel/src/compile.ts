import type { AnyStateMachine } from 'xstate'
import { configurationsOf } from './configuration.js'
import { type Candidate, explained } from './explain.js'
import { KernelError } from './kernel-error.js'
import type { MachineTypes, TypesOf } from './machine-types.js'
import { privateMachine } from './private-machine.js'
import { type Effect, type Recording, recorderOf } from './recorder.js'
import { refuseUnsupported } from './refuse-unsupported.js'
import { restoreSnapshot } from './restore.js'
import { select } from './select.js'
import { type State, snapshotOf, stateMaker } from './state.js'
import type { Event, Machine, Snapshot } from './xstate-internals.js'

/** How a machine is compiled. */
export interface CompileOptions {
  /**
   * How many moves one step may make through `always`, raised events and `onDone` before it counts as endless; at
   * least 1. Default: the machine's own `options.maxIterations` when that is finite, else 10,000.
   */
  readonly maxMicrosteps?: number
  /**
   * In which order parallel regions are asked and run. Default `'xstate'`: the order in which their nodes were last
   * entered, exactly as a live XState actor, which its snapshot does not record, so that a restored state may run two
   * regions in the other order. `'document'`: each step begins in document order, so that a restored state continues
   * exactly as the live one, also from JSON with sorted keys; choose it where histories are replayed.
   */
  readonly regionOrder?: 'xstate' | 'document'
}

/** What one event did. */
export interface Step<out T extends MachineTypes = MachineTypes> {
  readonly state: State<T>
  /**
   * Actions in XState's order, its own among them: `xstate.raise` with a numeric `delay` asks for a timer under `id`,
   * `xstate.cancel` takes it back.
   */
  readonly effects: readonly Effect[]
  /**
   * Whether an active node had an enabled transition for the event. An accepted event that changes nothing is taken,
   * so is the forbidden `X: undefined`, which XState makes the same as `X: {}`; the first step always is.
   *
   * An event that is not taken leaves `state` the very state that was given, unless an `always` reads the event or has
   * no guard: XState asks those after every event. A host that refuses the event drops the whole step.
   */
  readonly taken: boolean
  /** Ids of the nodes entered over the whole step, in order; a re-entered node appears in both lists. */
  readonly entered: readonly string[]
  /** Ids of the nodes left, in order; a machine that reaches its end leaves every node, as XState runs every exit action. */
  readonly exited: readonly string[]
}

/** An event only the host may send: the elapsing of a timer that an effect asked for, or a route. */
export interface InternalEvent {
  readonly type: `xstate.after.${string}` | 'xstate.route'
}

/** A machine as a pure step function. It holds no state; one serves any number of cases. */
export interface CompiledMachine<out T extends MachineTypes = MachineTypes, out M = unknown> {
  /** The machine that was compiled, untouched. */
  readonly machine: M
  /**
   * The first step: the machine enters its initial states. What the context factory or an entry action throws becomes
   * a state with `status: 'error'`, as in XState. The context is frozen to its leaves, with the parts of `input` it keeps.
   *
   * @throws KernelError `kernel/endless-loop`, `kernel/unsupported`
   */
  initial(...input: T['input']): Step<T>
  /**
   * The step an event makes from a state. Pure as long as the machine's guards and assigns are; what they throw passes
   * through untouched. Like XState's `transition`, it does not stop at `status: 'done'`: ask the status first.
   *
   * @param options.internal the host vouches that the event is its own timer or route
   * @throws KernelError `kernel/reserved-event`, `kernel/invalid-event`, `kernel/endless-loop`, `kernel/unsupported`,
   * and `kernel/foreign-snapshot` for a state of another machine
   */
  next(state: State<T>, event: T['event']): Step<T>
  next(state: State<T>, event: T['event'] | InternalEvent, options: { readonly internal?: boolean }): Step<T>
  /**
   * The state that `toJSON` wrote. It says nothing about which machine wrote it: two machines with the same state names
   * accept each other's, so a host keeps a version beside it.
   *
   * @throws KernelError `kernel/foreign-snapshot` if the snapshot names states this machine does not have
   */
  restore(json: unknown): State<T>
  /**
   * The transitions of active nodes for an event, innermost first and by region, in the order XState asks them. No
   * guard runs until a candidate's `ok` is read.
   */
  explain(state: State<T>, event: T['event'] | InternalEvent): readonly Candidate[]
  /** Whether an active node has a transition for this event type, whatever its guards say. */
  handles(state: State<T>, type: string): boolean
  /** Event types with a transition on an active node, wildcards as written, without XState's own `xstate.*`. */
  events(state: State<T>): readonly string[]
}

/**
 * Compiles an XState machine into a pure step function that moves as XState's `transition()` does, and also says
 * whether the event was taken and which nodes were entered and left.
 *
 * @throws KernelError `kernel/unsupported` for a machine that invokes, spawns, or sends to actors, with the path of the
 * state; `kernel/unknown-implementation` for a guard or a delay that is named and not implemented
 * @example
 * const door = compile(createMachine({ initial: 'shut', states: { shut: { on: { OPEN: 'open' } }, open: {} } }))
 * const { state } = door.initial()
 * door.next(state, { type: 'OPEN' }).state.value // => 'open'
 * door.next(state, { type: 'SING' }).taken // => false
 */
export function compile<M extends AnyStateMachine>(
  machine: M,
  options: CompileOptions = {},
): CompiledMachine<TypesOf<M>, M> {
  const own = machine as unknown as Machine
  refuseUnsupported(own)
  const { maxIterations } = own.options
  const limit = options.maxMicrosteps ?? (Number.isFinite(maxIterations) ? maxIterations : 10_000)

  const recorder = recorderOf(own, limit)
  const copy = privateMachine(own, recorder)
  // The recorder counts, so that the error is ours and says where.
  copy.options.maxIterations = Number.POSITIVE_INFINITY
  const configurationOf = configurationsOf()
  const makeState = stateMaker(copy, configurationOf)
  const stateOf = (snapshot: Snapshot): State => {
    Object.freeze(snapshot.context)
    if (options.regionOrder === 'document') {
      const { nodes, value } = configurationOf(snapshot).ordered
      if (nodes !== snapshot._nodes) {
        snapshot._nodes = nodes
        snapshot.value = value
        snapshot.tags = new Set(nodes.flatMap(node => node.tags))
      }
    }
    return makeState(snapshot)
  }
  copy.getTransitionData = (snapshot, event) => select(configurationOf(snapshot).plan(event.type), snapshot, event)

  const step = ({ snapshot, ...moves }: Recording, state: State): Step => ({ state, ...moves })
  const compiled: CompiledMachine<MachineTypes, M> = {
    machine,
    initial(input) {
      const recording = recorder.record(() => copy.getInitialSnapshot(recorder.scope, input))
      const { snapshot } = recording
      if (snapshot.error instanceof KernelError) throw snapshot.error
      return step({ ...recording, taken: true }, stateOf(snapshot))
    },
    next(state, event, { internal = false }: { readonly internal?: boolean } = {}) {
      refuseEvent(event, internal)
      const from = ownSnapshot(copy, state)
      const recording = recorder.record(() => copy.transition(from, event, recorder.scope))
      return step(recording, recording.snapshot === from ? state : stateOf(recording.snapshot))
    },
    restore: json => stateOf(restoreSnapshot(copy, json)),
    explain(state, event) {
      const snapshot = ownSnapshot(copy, state)
      return explained(configurationOf(snapshot).plan(event.type), snapshot, event)
    },
    handles: (state, type) => configurationOf(ownSnapshot(copy, state)).plan(type) !== undefined,
    events: state => configurationOf(ownSnapshot(copy, state)).events,
  }
  // Written once for all machines; the parameters tell the caller what the values of this one look like.
  return compiled as unknown as CompiledMachine<TypesOf<M>, M>
}

/** Throws for what is no event, and for names that only XState itself may use. */
function refuseEvent(event: Event, internal: boolean): void {
  const type: unknown = event?.type
  if (typeof type !== 'string') {
    throw new KernelError('kernel/invalid-event', "Send an event object with a string type, like { type: 'ACCEPT' }.")
  }
  if (!type.startsWith('xstate.') && type !== '*') return
  if (internal && (type.startsWith('xstate.after.') || type === 'xstate.route')) return
  throw new KernelError(
    'kernel/reserved-event',
    `Send events by names of your own: '${type}' is reserved, and only a host that owns the timers may let one elapse, with { internal: true }.`,
    { event: type },
  )
}

function ownSnapshot(machine: Machine, state: State): Snapshot {
  const snapshot = snapshotOf(state)
  if (snapshot?.machine === machine) return snapshot
  throw new KernelError(
    'kernel/foreign-snapshot',
    `Step states of machine '${machine.id}' only with the compiled machine that made them, or pass their JSON to restore().`,
    { machine: machine.id },
  )
}
