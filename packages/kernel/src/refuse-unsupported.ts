import { KernelError } from './kernel-error.js'
import type { Machine } from './xstate-internals.js'

/** The error for a machine that needs an actor system. */
export function unsupported({ id }: Machine, state: string, what: string): KernelError {
  return new KernelError(
    'kernel/unsupported',
    `${state ? `State '${state}' of machine` : 'Machine'} '${id}' ${what}: return an effect for the host instead.`,
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

/** Whether a function visibly takes `spawn` from its first argument; one that hides it is caught when it runs. */
export function spawns(expression: unknown): boolean {
  if (typeof expression !== 'function') return false
  const source = Function.prototype.toString.call(expression)
  return (
    /^[^{(]*\(?\s*\{[^{}]*\bspawn\b[^{}]*\}/.test(source.slice(0, source.indexOf('=>') >>> 0)) ||
    /^(?:function\b[^(]*)?\(?\s*([\w$]+)(?![\w$]).*[^\w$]\1\.spawn\(/s.test(source)
  )
}
