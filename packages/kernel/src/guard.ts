import type { Asked, Test } from './model.js'
import { unknown } from './refuse-unsupported.js'
import { paramsOf } from './run.js'
import type { Guard, GuardFunction, Machine } from './xstate-internals.js'

/**
 * Turns guards into tests; names are looked up here and not while stepping. What guards are made of by `and`, `or`, `not`
 * and `stateIn` is answered by XState.
 *
 * @throws KernelError `kernel/unknown-implementation` for a name without a guard
 */
export function testsOf(machine: Machine): (guard: Guard, state?: string) => Test {
  const testOf = (guard: Guard, state = ''): Test => {
    if (typeof guard === 'function') {
      const { check, guards } = guard
      if (check === undefined) return called(guard, undefined)
      const parts = guards?.map(inner => ({ guard: inner, test: testOf(inner, state) }))
      if (parts === undefined || !isAnd(check)) {
        return ({ place, context, event }) => check(place.snapshot, { context, event }, guard as never)
      }
      return Object.assign((asked: Asked) => parts.every(({ test }) => test(asked)), { parts })
    }
    const name = guardName(guard)
    const used = machine.implementations.guards[name]
    if (used === undefined) throw unknown('guard', name, machine.id, state)
    if (typeof used !== 'function' || used.check !== undefined) return testOf(used, state)
    return called(used, typeof guard === 'string' ? undefined : guard.params)
  }
  return testOf
}

function called(guard: GuardFunction, params: unknown): Test {
  return asked => guard({ context: asked.context, event: asked.event }, paramsOf(params, asked))
}

/** Tells `and` by what it answers: a minifier may have taken its name. */
function isAnd(check: NonNullable<GuardFunction['check']>): boolean {
  const says = (one: boolean) => check({}, {}, { guards: [() => one, () => false] as never })
  return !says(false) && !says(true)
}

/** Of a guard that says no, the one to name: the first part of an `and` that says no, any other guard as a whole. */
export function refusingPart(guard: Guard, test: Test, asked: Asked): Guard {
  const part = test.parts?.find(one => !one.test(asked))
  return part === undefined ? guard : refusingPart(part.guard, part.test, asked)
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
