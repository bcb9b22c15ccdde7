import type { Asked, Test } from './model.js'
import { unknown } from './refuse-unsupported.js'
import type { Event, Guard, GuardFunction, Machine } from './xstate-internals.js'

type Implementation = (args: { context: unknown; event: Event }, params: unknown) => unknown

/**
 * Turns guards into tests; names are looked up here and not while stepping.
 *
 * @throws KernelError `kernel/unknown-implementation` for a name without a guard
 */
export function testsOf(machine: Machine): (guard: Guard, state?: string) => Test {
  const { guards } = machine.implementations

  const testOf = (guard: Guard, state = ''): Test => {
    if (typeof guard === 'function')
      return guard.check === undefined ? called(guard, undefined) : combined(guard, state)
    const name = guardName(guard)
    const used = guards[name]
    if (used === undefined) throw unknown('guard', name, machine.id, state)
    if (typeof used !== 'function' || used.check !== undefined) return testOf(used, state)
    return called(used, typeof guard === 'string' ? undefined : guard.params)
  }

  const combined = (guard: GuardFunction, state: string): Test => {
    const { guards, stateValue, check } = guard
    if (guards === undefined) return asked => asked.place.fact(guard, () => isIn(asked, stateValue))
    const all = guards.map(inner => testOf(inner, state))
    // XState's three combinators may have lost their names to a minifier; what they answer tells them apart.
    const answers = (one: boolean) => check?.({ machine }, {}, { guards: [() => one, () => false] as never })
    if (answers(false)) return asked => !all[0]?.(asked)
    if (answers(true)) return asked => all.some(each => each(asked))
    const every: Test = asked => all.every(each => each(asked))
    return Object.assign(every, { parts: guards.map((guard, i) => ({ guard, test: all[i] as Test })) })
  }

  const isIn = ({ place }: Asked, value: unknown): boolean =>
    typeof value === 'string' && value.startsWith('#')
      ? place.snapshot._nodes.includes(machine.getStateNodeById(value))
      : place.snapshot.matches(value)

  return testOf
}

function called(implementation: Implementation, params: unknown): Test {
  return ({ context, event }) =>
    implementation({ context, event }, typeof params === 'function' ? params({ context, event }) : params)
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
