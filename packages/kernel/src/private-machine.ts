import { freezeDeep } from './freeze.js'
import { actorUse, unsupported } from './refuse-unsupported.js'
import {
  type Action,
  type ActionFunction,
  type Machine,
  nodesOf,
  type ResolveArguments,
  type ResolveResult,
  transitionsOf,
} from './xstate-internals.js'

/** Hears which nodes a step enters and leaves, in order. */
export interface MoveListener {
  entered(node: string): void
  exited(node: string): void
}

/**
 * A copy of a machine that reports its moves and freezes its context; the caller's own machine stays as it is.
 *
 * - Every node reports from a first entry and a first exit action, so that the order is XState's and not a second
 *   opinion about it.
 * - XState's merge after an assign makes a new root that is not frozen; a guard could write to it within the same step.
 *   Each assign is therefore wrapped, also those that `enqueueActions` makes while it runs.
 */
export function privateMachine(machine: Machine, listener: MoveListener): Machine {
  const refuse = (what: string) => unsupported(machine, '', what)
  const guarded = (action: Action) => sealed(action, refuse)
  const copy = machine.provide({
    actions: Object.fromEntries(
      Object.entries(machine.implementations.actions).map(([name, action]) => [name, action && guarded(action)]),
    ),
  })
  for (const node of nodesOf(copy.root)) {
    const { id, entry, exit, config } = node
    const enter = silent(snapshot => {
      // Before any action or guard of the machine: what the context factory made is frozen to its leaves.
      if (node === copy.root) freezeDeep(snapshot.context)
      listener.entered(id)
      return [snapshot, undefined, undefined]
    })
    const leave = silent(snapshot => {
      listener.exited(id)
      return [snapshot, undefined, undefined]
    })
    entry.splice(0, entry.length, enter, ...entry.map(guarded))
    exit.splice(0, exit.length, leave, ...exit.map(guarded))
    if (config.initial !== undefined) node.initial.actions = node.initial.actions.map(guarded)
    for (const transition of transitionsOf(node)) transition.actions = transition.actions.map(guarded)
  }
  return copy
}

/** An action that XState resolves and then does not show to whoever executes actions. */
function silent(resolve: (snapshot: ResolveArguments[1]) => ResolveResult): ActionFunction {
  return Object.assign(() => {}, { resolve: (...args: ResolveArguments) => resolve(args[1]) })
}

function sealed(action: Action, refuse: (what: string) => Error): Action {
  if (typeof action !== 'function' || action.resolve === undefined) return action
  const { resolve } = action
  const use = actorUse(action)
  if (use !== undefined)
    return wrapped(action, () => {
      throw refuse(use)
    })
  if (action.type === 'xstate.assign') {
    return wrapped(action, (...args) => {
      const result = resolve(...args)
      Object.freeze(result[0].context)
      return result
    })
  }
  if (action.type === 'xstate.enqueueActions') {
    return wrapped(action, (...args) => {
      const [snapshot, params, actions] = resolve(...args)
      return [snapshot, params, actions?.map(inner => sealed(inner, refuse))]
    })
  }
  return action
}

function wrapped(action: ActionFunction, resolve: (...args: ResolveArguments) => ResolveResult): ActionFunction {
  return Object.assign(() => {}, action, { resolve })
}
