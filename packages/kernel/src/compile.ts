import type { AnyStateMachine } from 'xstate'
import { workshopOf } from './action.js'
import { type Candidate, explained } from './explain.js'
import { foreign, KernelError } from './kernel-error.js'
import type { MachineTypes, TypesOf } from './machine-types.js'
import type { Context, Effect, End, Place, Run } from './model.js'
import { placesOf } from './place.js'
import { restoredFrom } from './restore.js'
import { at, ended, newRun, type PersistedState, type State, Stood } from './state.js'
import { answer, make, settle } from './step.js'
import type { Event, Machine } from './xstate-internals.js'

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
  /**
   * On what the recipe of an assign runs that shows one under `Symbol.for('convoke.recipe')`. Default `'immer'`: the
   * assign runs as XState runs it, with whatever it was written on. `'own'`: the recipe runs on the kernel's
   * copy-on-write draft, and contexts are not frozen, so that the host must treat them as the kernel's; the contexts are
   * equal as JSON. Choose it where very many steps are made and none is handed to strangers: simulation, verification.
   * `'none'`: the recipe changes the very context it is given, which is for hosts with contexts of their own
   * ({@link CompiledMachine.inContext}) that see to it themselves.
   */
  readonly drafts?: 'immer' | 'own' | 'none'
  /**
   * Which effects are worked out, by action type; the others, their params included, are left out of a step. Default:
   * all. Choose it where nobody is told anything and only some effects matter: verification.
   */
  readonly tells?: (type: string) => boolean
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
   * The same place with this very context: neither copied, checked nor frozen. For hosts that keep contexts in a form of
   * their own, such as one object that stands for many.
   *
   * @throws KernelError `kernel/foreign-snapshot` for a state of another machine
   */
  inContext(state: State<T>, context: T['context']): State<T>
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
 * import { createMachine } from 'xstate'
 * const door = compile(createMachine({ initial: 'shut', states: { shut: { on: { OPEN: 'open' } }, open: {} } }))
 * const { state } = door.initial()
 * door.next(state, { type: 'OPEN' }).state.value // => 'open'
 * door.next(state, { type: 'SING' }).taken // => false
 */
export function compile<M extends AnyStateMachine>(
  machine: M,
  options: CompileOptions = {},
): CompiledMachine<TypesOf<M>, M> {
  const own = (machine as unknown as Machine).provide({})
  const { maxIterations } = own.options
  const limit = options.maxMicrosteps ?? (Number.isFinite(maxIterations) ? maxIterations : 10_000)

  const { drafts = 'immer', tells = () => true } = options
  const workshop = workshopOf(own, drafts, tells)
  const places = placesOf(own, workshop)
  const { blank } = places
  const start = places.start()

  const known = (state: State): Stood => {
    if (state instanceof Stood && state[at].snapshot.machine === own) return state
    throw foreign(own.id, 'state')
  }
  const standing = (place: Place, context: Context, end: End): State =>
    new Stood(options.regionOrder === 'document' ? place.ordered : place, context, end)
  const stepped = ({ place, context, end, effects, entered, exited }: Run, taken: boolean, same?: State): Step => ({
    state: same ?? standing(place, context, end),
    effects,
    taken,
    entered,
    exited,
  })

  const compiled: CompiledMachine<MachineTypes, M> = {
    machine,
    initial(input) {
      const run = newRun(blank, {}, { type: 'xstate.init', input } as Event)
      let context: Context = {}
      try {
        // Before any action or guard of the machine: what the context factory made is frozen to its leaves.
        run.context = context = workshop.start(input)
        make(run, start)
        settle(run, undefined, limit, own.id)
      } catch (error) {
        if (error instanceof KernelError) throw error
        Object.assign(run, { place: blank, context, end: { status: 'error', output: undefined, error } })
      }
      return stepped(run, true)
    },
    next(state, event, { internal = false }: { readonly internal?: boolean } = {}) {
      refuseEvent(event, internal)
      const { [at]: place, [ended]: end } = known(state)
      const run = newRun(place, state.context, event, end)
      const move = answer(run, place.plan(event.type))
      const changed = settle(run, move, limit, own.id)
      return stepped(run, move !== undefined, changed ? undefined : state)
    },
    restore(json) {
      const place = places.at(restoredFrom(own, json as PersistedState))
      const { context, status, output, error } = json as PersistedState
      return standing(place, workshop.admit(context), { status, output, error })
    },
    inContext(state, context) {
      const { [at]: place, [ended]: end } = known(state)
      return new Stood(place, drafts === 'own' ? workshop.admit(context) : context, end)
    },
    explain(state, event) {
      const { [at]: place } = known(state)
      return explained(place.plan(event.type), { place, context: state.context, event })
    },
    handles: (state, type) => known(state)[at].plan(type) !== undefined,
    events: state => known(state)[at].events,
  }
  // Written once for all machines; the parameters tell the caller what the values of this one look like.
  return compiled as unknown as CompiledMachine<TypesOf<M>, M>
}

/** Throws for what is no event, and for names that only XState itself may use. */
function refuseEvent(event: Event, internal: boolean): void {
  const type: unknown = event?.type
  if (typeof type !== 'string') {
    throw new KernelError('kernel/invalid-event', "Send an event, like { type: 'ACCEPT' }.")
  }
  if (!type.startsWith('xstate.') && type !== '*') return
  if (internal && /^xstate\.(after\.|route$)/.test(type)) return
  throw new KernelError(
    'kernel/reserved-event',
    `Rename event '${type}': only timers of the host may be called so, with { internal: true }.`,
    { event: type },
  )
}
