import { KernelError } from './kernel-error.js'
import type { Event, Guard, Snapshot } from './xstate-internals.js'

/**
 * Whether a guard lets an event pass, as XState evaluates it, except that what a guard throws is not wrapped: a caller
 * that traps the reading of event data must get its own exception back.
 */
export function passes(guard: Guard | undefined, snapshot: Snapshot, event: Event): boolean {
  if (guard === undefined) return true
  const { context, machine } = snapshot
  const inline = typeof guard === 'function'
  const implementation = inline ? guard : machine.implementations.guards[typeof guard === 'string' ? guard : guard.type]
  if (implementation === undefined) throw unknownGuard(guardName(guard), machine.id)
  if (typeof implementation !== 'function') return passes(implementation, snapshot, event)
  const args = { context, event }
  if (implementation.check !== undefined) return implementation.check(snapshot, args, implementation)
  if (inline || typeof guard === 'string') return implementation(args, undefined)
  const params = typeof guard.params === 'function' ? guard.params({ context, event }) : guard.params
  return implementation(args, params)
}

/** A guard as a reader would write it: `enough`, `and(enough, not(late))`, `(anonymous)`. */
export function guardName(guard: Guard): string {
  if (typeof guard === 'string') return guard
  if (typeof guard !== 'function') return guard.type
  // A function written in place has the name of its property, which tells nothing.
  if (guard.check === undefined) return guard.name === 'guard' ? '(anonymous)' : guard.name || '(anonymous)'
  if (guard.guards === undefined) return `stateIn(${JSON.stringify(guard.stateValue)})`
  return `${guard.name}(${guard.guards.map(guardName).join(', ')})`
}

/** The single guards a guard is made of, `and`, `or` and `not` taken apart. */
export function* guardLeaves(guard: Guard | undefined): Generator<Guard> {
  if (guard === undefined) return
  if (typeof guard === 'function' && guard.guards !== undefined) {
    for (const inner of guard.guards) yield* guardLeaves(inner)
  } else yield guard
}

/** The error for a guard that is named and nowhere implemented. */
export function unknownGuard(name: string, machine: string, state?: string): KernelError {
  const where = state === undefined ? '' : ` named by state '${state}'`
  return new KernelError(
    'kernel/unknown-implementation',
    `Implement the guard '${name}'${where} in setup({ guards }) of machine '${machine}'.`,
    { machine, guard: name, ...(state === undefined ? {} : { state }) },
  )
}
