import type { Workshop } from './action.js'
import type { Move, Place, Task } from './model.js'
import { spawns, unsupported } from './refuse-unsupported.js'
import { tell } from './run.js'
import type { Transition } from './xstate-internals.js'
import { type Action, type Event, type Machine, type Node, nodesOf, pathOf, type Snapshot } from './xstate-internals.js'

interface Done extends Event {
  readonly output: unknown
}

/** XState gives every built-in action the events that were raised and are not yet answered. */
interface Told {
  readonly internalQueue: readonly Done[]
}

/** What XState is asked about a machine, by means of its twin. */
export interface Twin {
  /** The nodes with this history, and what they come to: value, tags, meta. */
  snapshotOf(nodes: readonly Node[], historyValue: Snapshot['historyValue'], status: Snapshot['status']): Snapshot
  /** What taking these transitions does. */
  move(from: Place, transitions: readonly Transition[]): Move
  /** What entering the machine does. */
  start(): Move
}

/**
 * Lets XState itself tell what a move does, so that the kernel need not know: which nodes are left and entered, what
 * histories remember, in which order actions run, what is raised, and whether the machine ends. The twin of a machine
 * has its shape, but its actions only say that they would run. Each move is asked about once, and remembered.
 *
 * @param twin a machine of nobody else
 * @param at the place of a snapshot of the twin
 * @throws KernelError for a machine that a pure step function cannot run, since its tasks and tests are made here
 */
export function twinOf(twin: Machine, { taskOf, testOf, resolve }: Workshop, at: (snapshot: Snapshot) => Place): Twin {
  let tasks: Task[]
  let raised: Told['internalQueue']
  let heard: number

  /** What was raised since the last time, as tasks. */
  const hear = () => {
    for (; heard < raised.length; heard += 1) {
      const { type, output } = raised[heard] as Done
      tasks.push(run => run.queue.push({ type, output: resolve(output, run) } as Event))
    }
  }
  /** One action for all of a list, which puts their tasks into the move that is asked about. */
  const recorder = (actions: readonly Action[], state: string, first: readonly Task[] = []): readonly Action[] => {
    const made = [...first, ...actions.map(action => taskOf(action, state))]
    const record = (_: unknown, snapshot: Snapshot, _args: unknown, _params: unknown, _action: unknown, told: Told) => {
      raised = told.internalQueue
      hear()
      tasks.push(...made)
      return [snapshot]
    }
    return made.length === 0 ? actions : [Object.assign(() => {}, { resolve: record })]
  }

  if (spawns(twin.config.context)) throw unsupported(twin, '', 'spawns in its context')
  let count = 0
  for (const node of nodesOf(twin.root)) {
    const { id, output } = node
    const state = pathOf(node)
    if (node.invoke.length > 0) throw unsupported(twin, state, 'invokes')
    node.entry = recorder(node.entry, state, [run => tell(run, 'entered', id)])
    node.exit = recorder(node.exit, state, [run => tell(run, 'exited', id)])
    if (node.config.initial !== undefined) node.initial.actions = recorder(node.initial.actions, state)
    for (const transition of [...node.transitions.values(), node.always ?? []].flat()) {
      const { guard } = transition
      if (guard !== undefined) transition.test = testOf(guard, state)
      transition.actions = recorder(transition.actions, state)
      transition.number = count++
    }
    if (output !== undefined) node.output = () => output
  }
  const { output } = twin.root
  twin.root.output = ({ event }: { readonly event: Done }) => {
    hear()
    tasks.push(run => {
      const { context } = run
      // A machine without an output does not ask its last final state for one.
      const result =
        output &&
        resolve((output as () => unknown)(), {
          context,
          event: { ...event, output: resolve(event.output, run) } as Event,
        })
      run.end = { status: 'done', output: result, error: undefined }
    })
  }

  const scope = { self: {}, system: { _sendInspectionEvent() {} }, actionExecutor() {} }
  // The snapshots of a twin are never active: XState then makes one move and does not look for what comes next.
  const snapshotOf: Twin['snapshotOf'] = (nodes, historyValue, status) => {
    const given = { machine: twin, _nodes: nodes, historyValue, context: {}, children: {} }
    return { ...twin.transition(given, { type: 'xstate.stop' }, scope), status }
  }
  const asked = (from: Place | undefined, ask: () => Snapshot): Move => {
    tasks = []
    raised = []
    heard = 0
    const after = ask()
    if (after.error !== undefined) throw after.error
    hear()
    const moves = after !== from?.snapshot
    const to = moves ? at(after) : (from as Place)
    return { tasks, moves, to }
  }
  twin.getTransitionData = (_, { transitions }) => transitions
  twin._getPreInitialState = () => snapshotOf([twin.root], {}, 'stopped')
  return {
    snapshotOf,
    move: (from, transitions) => asked(from, () => twin.transition(from.snapshot, { type: '', transitions }, scope)),
    start: () => asked(undefined, () => twin.getInitialSnapshot(scope)),
  }
}
