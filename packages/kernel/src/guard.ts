import { KernelError } from './kernel-error.js'
import type { Asked, Test } from './model.js'
import type { Event, Guard, GuardFunction, Machine } from './xstate-internals.js'

type Implementation = (args: { context: unknown; event: Event }, params: unknown) => unknown

/** Turns guards into tests, once each; names are looked up here and not while stepping. */
export function testsOf(machine: Machine): (guard: Guard) => Test {
  const { guards } = machine.implementations
  const known = new Map<Guard, Test>()

  const testOf = (guard: Guard): Test => {
    const made = known.get(guard)
    if (made !== undefined) return made
    const test = newTest(guard)
    // Guards written as objects inside `check` are new each time; keeping them would fill the memory.
    if (typeof guard !== 'object') known.set(guard, test)
    return test
  }

  const newTest = (guard: Guard): Test => {
    if (typeof guard === 'function') return guard.check === undefined ? called(guard, undefined) : combined(guard)
    const name = guardName(guard)
    const used = guards[name]
    if (used === undefined) {
      return () => {
        throw unknownGuard(name, machine.id)
      }
    }
    if (typeof used !== 'function' || used.check !== undefined) return testOf(used)
    return called(used, typeof guard === 'string' ? undefined : guard.params)
  }

  const combined = (guard: GuardFunction): Test => {
    if (guard.guards === undefined) return asked => asked.place.fact(guard, () => isIn(asked, guard.stateValue))
    const [test, ...others] = guard.guards.map(testOf)
    const all = [test, ...others] as readonly Test[]
    // XState's three combinators may have lost their names to a minifier; what they answer tells them apart.
    const answers = (one: boolean, other: boolean) =>
      guard.check?.({ machine }, {}, { guards: [() => one, () => other] as never })
    if (answers(false, false)) return asked => !all[0]?.(asked)
    if (answers(true, false)) return asked => all.some(each => each(asked))
    const every: Test = asked => all.every(each => each(asked))
    return Object.assign(every, {
      parts: guard.guards.map((part, index) => ({ guard: part, test: all[index] as Test })),
    })
  }

  const isIn = ({ place }: Asked, value: unknown): boolean =>
    typeof value === 'string' && value.startsWith('#')
      ? place.nodes.includes(machine.getStateNodeById(value))
      : place.matches(value)

  return testOf
}

function called(implementation: Implementation, params: unknown): Test {
  if (typeof params !== 'function') return ({ context, event }) => implementation({ context, event }, params)
  return ({ context, event }) => implementation({ context, event }, params({ context, event }))
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

/** The error for a guard that is named and nowhere implemented. */
export function unknownGuard(name: string, machine: string, state?: string): KernelError {
  const where = state === undefined ? '' : ` named by state '${state}'`
  return new KernelError(
    'kernel/unknown-implementation',
    `Implement the guard '${name}'${where} in setup({ guards }) of machine '${machine}'.`,
    { machine, guard: name, ...(state === undefined ? {} : { state }) },
  )
}
