import type { AnyStateMachine } from 'xstate'
import { guardLeaves, guardName } from './guard.js'
import { type Action, type Machine, type Node, nodesOf, pathOf, type Transition } from './xstate-internals.js'

/** An action where a machine names it. */
export interface ActionDescription {
  /** As in {@link Effect}: `notify`, `xstate.raise`, or the name of the function. */
  readonly name: string
  /** Whether it is named in the machine and implemented, or not, in `setup`; false for a function written in place. */
  readonly named: boolean
  /** What runs: the value of the name in `setup({ actions })`, or the function itself. */
  readonly implementation: unknown
}

/** A transition as the machine declares it. */
export interface TransitionDescription {
  /** The event type or wildcard as written; `xstate.done.state.ID` for `onDone`, null for `always`. */
  readonly event: string | null
  readonly kind: 'on' | 'always' | 'after' | 'onDone'
  /** Of `after`: milliseconds, or the name of a delay. */
  readonly delay?: number | string
  /** The guard as a reader would write it, `and(enough, not(late))`; null when there is none. */
  readonly guard: string | null
  /** The single guards within it, each once. */
  readonly guards: readonly string[]
  /** Target ids; empty when the transition stays where it is. */
  readonly targets: readonly string[]
  readonly actions: readonly ActionDescription[]
  readonly reenter: boolean
  readonly description?: string
  readonly meta?: unknown
}

/** A state node as the machine declares it, for checks, diagrams and verification. */
export interface StateNodeDescription {
  readonly id: string
  /** `a.b.c` from the root, which is the empty string. */
  readonly path: string
  readonly type: 'atomic' | 'compound' | 'parallel' | 'final' | 'history'
  /** Ids. */
  readonly parent: string | null
  readonly children: readonly string[]
  readonly initial: string | null
  /** Of a history node: how deep it remembers. */
  readonly history?: 'shallow' | 'deep'
  readonly tags: readonly string[]
  readonly meta?: unknown
  readonly description?: string
  readonly entry: readonly ActionDescription[]
  readonly exit: readonly ActionDescription[]
  /** In the order XState asks them: by event as written, `onDone`, `after`, then `always`. */
  readonly transitions: readonly TransitionDescription[]
}

/**
 * The tree of a machine in document order, the root first, as plain data.
 *
 * @example
 * import { createMachine } from 'xstate'
 * const machine = createMachine({ initial: 'shut', states: { shut: { on: { OPEN: 'open' } }, open: {} } })
 * stateNodes(machine).map(node => node.path) // => ['', 'shut', 'open']
 */
export function stateNodes(machine: AnyStateMachine): readonly StateNodeDescription[] {
  const own = machine as unknown as Machine
  return Array.from(nodesOf(own.root), node => describe(own, node))
}

function describe(machine: Machine, node: Node): StateNodeDescription {
  const actions = (list: readonly Action[]) => list.map(action => describeAction(machine, action))
  const transition =
    (kind: 'always' | undefined) =>
    (declared: Transition): TransitionDescription => ({
      event: kind === 'always' ? null : declared.eventType,
      kind: kind ?? kindOf(declared),
      ...(declared.delay === undefined ? {} : { delay: declared.delay }),
      guard: declared.guard === undefined ? null : guardName(declared.guard),
      guards: [...new Set(Array.from(guardLeaves(declared.guard), guardName))],
      targets: declared.target?.map(target => target.id) ?? [],
      actions: actions(declared.actions),
      reenter: declared.reenter,
      ...(declared.description === undefined ? {} : { description: declared.description }),
      ...(declared.meta === undefined ? {} : { meta: declared.meta }),
    })
  return {
    id: node.id,
    path: pathOf(node),
    type: node.type,
    parent: node.parent?.id ?? null,
    children: Object.values(node.states).map(child => child.id),
    initial: node.config.initial === undefined ? null : (node.initial.target[0]?.id ?? null),
    ...(node.history === false ? {} : { history: node.history }),
    tags: node.tags,
    ...(node.meta === undefined ? {} : { meta: node.meta }),
    ...(node.description === undefined ? {} : { description: node.description }),
    entry: actions(node.entry),
    exit: actions(node.exit),
    transitions: [
      ...[...node.transitions.values()].flat().map(transition(undefined)),
      ...(node.always ?? []).map(transition('always')),
    ],
  }
}

function kindOf({ eventType, delay }: Transition): 'on' | 'after' | 'onDone' {
  if (delay !== undefined) return 'after'
  return eventType.startsWith('xstate.done.state.') ? 'onDone' : 'on'
}

function describeAction(machine: Machine, action: Action): ActionDescription {
  if (typeof action === 'function') {
    return { name: action.type ?? (action.name || '(anonymous)'), named: false, implementation: action }
  }
  const name = typeof action === 'string' ? action : action.type
  return { name, named: true, implementation: machine.implementations.actions[name] }
}
