import { KernelError } from './kernel-error.js'
import { type Action, type Guard, type Machine, type Node, nodesOf, pathOf, transitionsOf } from './xstate-internals.js'

interface Making {
  taskOf(action: Action, state: string): unknown
  testOf(guard: Guard, state: string): unknown
}

/**
 * Throws for a machine that a pure step function cannot run: one that starts, stops or talks to actors, or names a
 * guard or a delay that is nowhere implemented. Making its tasks and tests tells.
 *
 * An actor that shows only while running (`spawn` behind a helper, `enqueue.sendTo`) is refused by the step itself.
 */
export function refuseUnsupported(machine: Machine, { taskOf, testOf }: Making): void {
  if (spawns(machine.config.context)) throw unsupported(machine, '', 'spawns an actor in its context')
  for (const node of nodesOf(machine.root)) {
    const state = pathOf(node)
    if (node.invoke.length > 0) throw unsupported(machine, state, 'invokes an actor')
    for (const action of actionsOf(node)) taskOf(action, state)
    for (const { guard } of transitionsOf(node)) if (guard !== undefined) testOf(guard, state)
  }
}

/** The error for a machine that needs an actor system. */
export function unsupported({ id }: Machine, state: string, what: string): KernelError {
  return new KernelError(
    'kernel/unsupported',
    `${state && `State '${state}' of `}${state ? 'machine' : 'Machine'} '${id}' ${what}: return an effect for the host instead.`,
    { machine: id, state, what },
  )
}

/** The error for a guard or a delay that is named and nowhere implemented. */
export function unknown(kind: 'guard' | 'delay', name: string, machine: string, state: string): KernelError {
  return new KernelError(
    'kernel/unknown-implementation',
    `Implement the ${kind} '${name}'${state && ` of state '${state}'`} in setup({ ${kind}s }) of machine '${machine}'.`,
    { machine, [kind]: name, state },
  )
}

function* actionsOf(node: Node): Generator<Action> {
  yield* node.entry
  yield* node.exit
  if (node.config.initial !== undefined) yield* node.initial.actions
  for (const transition of transitionsOf(node)) yield* transition.actions
}

/** Whether a function visibly takes `spawn` from its first argument; one that hides it is caught when it runs. */
export function spawns(expression: unknown): boolean {
  if (typeof expression !== 'function') return false
  const source = Function.prototype.toString.call(expression)
  if (/^[^{(]*\(?\s*\{[^{}]*\bspawn\b[^{}]*\}/.test(source.slice(0, source.indexOf('=>') >>> 0))) return true
  const name = /^(?:function\b[^(]*)?\(?\s*([\w$]+)/.exec(source)?.[1]
  return name !== undefined && new RegExp(`\\b${name.replaceAll('$', '\\$')}\\.spawn\\(`).test(source)
}
