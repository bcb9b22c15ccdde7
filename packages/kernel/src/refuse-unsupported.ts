import { guardLeaves, guardName, unknownGuard } from './guard.js'
import { KernelError } from './kernel-error.js'
import {
  type Action,
  type ActionFunction,
  type Machine,
  type Node,
  nodesOf,
  pathOf,
  transitionsOf,
} from './xstate-internals.js'

/** Built-in actions that need a running actor system. */
const actorActions = new Map([
  ['xstate.spawnChild', 'spawns an actor'],
  ['xstate.stopChild', 'stops an actor'],
  ['xstate.sendTo', 'sends an event to an actor'],
])

/**
 * Throws for a machine that a pure step function cannot run: one that starts, stops or talks to actors, or names a
 * guard or a delay that is nowhere implemented.
 *
 * An actor that shows only while running (`spawn` behind a helper, `enqueue.sendTo`) is refused by the step itself.
 */
export function refuseUnsupported(machine: Machine): void {
  if (spawns(machine.config.context)) throw unsupported(machine, '', 'spawns an actor in its context')
  for (const node of nodesOf(machine.root)) {
    const state = pathOf(node)
    if (node.invoke.length > 0) throw unsupported(machine, state, 'invokes an actor')
    for (const action of actionsOf(node)) refuseAction(machine, state, action)
    for (const transition of transitionsOf(node)) {
      for (const guard of guardLeaves(transition.guard)) {
        if (typeof guard === 'function') continue
        const name = guardName(guard)
        if (machine.implementations.guards[name] === undefined) throw unknownGuard(name, machine.id, state)
      }
    }
  }
}

/** The error for a machine that needs an actor system. */
export function unsupported(machine: Machine, state: string, what: string): KernelError {
  const where = state === '' ? `Machine '${machine.id}'` : `State '${state}' of machine '${machine.id}'`
  return new KernelError(
    'kernel/unsupported',
    `${where} ${what}: the kernel runs no actors, so return an effect for the host to carry out instead.`,
    { machine: machine.id, state, what },
  )
}

/** What a built-in action needs actors for, or undefined when it needs none. */
export function actorUse(action: ActionFunction): string | undefined {
  return action.type === undefined ? undefined : actorActions.get(action.type)
}

function refuseAction(machine: Machine, state: string, action: Action): void {
  const used =
    typeof action === 'function'
      ? action
      : machine.implementations.actions[typeof action === 'string' ? action : action.type]
  if (typeof used !== 'function') return
  const use = actorUse(used)
  if (use !== undefined) throw unsupported(machine, state, use)
  const assignments = typeof used.assignment === 'object' ? Object.values(used.assignment ?? {}) : [used.assignment]
  if (assignments.some(spawns)) throw unsupported(machine, state, 'spawns an actor in an assign')
  if (typeof used.delay === 'string' && !(used.delay in machine.implementations.delays)) {
    throw new KernelError(
      'kernel/unknown-implementation',
      `Implement the delay '${used.delay}' named by state '${state}' in setup({ delays }) of machine '${machine.id}': XState would let it elapse at once.`,
      { machine: machine.id, state, delay: used.delay },
    )
  }
}

function* actionsOf(node: Node): Generator<Action> {
  yield* node.entry
  yield* node.exit
  if (node.config.initial !== undefined) yield* node.initial.actions
  for (const transition of transitionsOf(node)) yield* transition.actions
}

/** Whether a function visibly takes `spawn` from its first argument; one that hides it is caught when it runs. */
function spawns(expression: unknown): boolean {
  if (typeof expression !== 'function') return false
  const source = Function.prototype.toString.call(expression)
  if (/^[^{(]*\(?\s*\{[^{}]*\bspawn\b[^{}]*\}/.test(source.slice(0, source.indexOf('=>') >>> 0))) return true
  const name = /^(?:function\b[^(]*)?\(?\s*([\w$]+)/.exec(source)?.[1]
  return name !== undefined && new RegExp(`\\b${name.replaceAll('$', '\\$')}\\.spawn\\(`).test(source)
}
