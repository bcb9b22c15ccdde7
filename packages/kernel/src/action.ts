import { keepingOf } from './copier.js'
import { redrafted } from './draft.js'
import { freezeDeep } from './freeze.js'
import { testsOf } from './guard.js'
import type { Context, Run, Task, Test } from './model.js'
import { spawns, unknown, unsupported } from './refuse-unsupported.js'
import { paramsOf, tell } from './run.js'
import type { Action, BuiltIn, Expression, Guard, Machine } from './xstate-internals.js'

/** How an assign shows the recipe it runs: `action[recipeKey]({ context: draft, event }, params)`. */
const recipeKey = Symbol.for('convoke.recipe')

/** What turns the actions and guards of one machine into tasks and tests. */
export interface Workshop {
  /** @throws KernelError for what cannot be done, naming the state */
  taskOf(action: Action, state?: string): Task
  testOf(guard: Guard, state?: string): Test
  /** The value of an output mapper, or the output as written. */
  resolve(output: unknown, asked: Pick<Run, 'context' | 'event'>): unknown
  /** Takes in a context from outside: freezes it to its leaves, where it does not belong to the kernel. */
  admit(context: Context): Context
  /** The context a machine starts with. */
  start(input: unknown): Context
}

/**
 * Reads the actions of a machine. A task does what XState's resolving and executing of the action does to the
 * snapshot, and turns everything else into an effect.
 *
 * @param drafts on what recipes run; but for immer, contexts are not frozen
 * @param isWanted which effects of actions that are not XState's own are worked out
 */
export function workshopOf(
  machine: Machine,
  drafts: 'immer' | 'own' | 'none',
  isWanted: (type: string) => boolean,
): Workshop {
  const owned = drafts !== 'immer'
  const { actions, delays } = machine.implementations
  const refuse = (what: string, state = ''): never => {
    throw unsupported(machine, state, what)
  }
  const self = stub('self', refuse)
  const system = stub('system', refuse)
  const scope = { self, system }
  const spawn = () => refuse('spawns')
  const keeping = keepingOf()
  const admit = drafts === 'own' ? keeping.admit : drafts === 'none' ? <C>(context: C): C => context : freezeDeep

  const taskOf = (action: Action, state = ''): Task => {
    const { type, params = undefined } =
      typeof action === 'object' ? action : { type: typeof action === 'string' ? action : action.name || '(anonymous)' }
    const used = typeof action === 'function' ? action : actions[type]
    if (typeof used === 'function' && 'resolve' in used) return builtIn(used as BuiltIn, params, state)
    if (!isWanted(type)) return () => {}
    if (typeof params === 'function') return run => tell(run, 'effects', { type, params: paramsOf(params, run) })
    const told = Object.freeze({ type, params })
    return run => tell(run, 'effects', told)
  }

  const builtIn = (action: BuiltIn, given: unknown, state: string): Task => {
    const { type, assignment, delay } = action
    if (type === 'xstate.assign') {
      if ([assignment, ...Object.values(assignment)].some(spawns)) refuse('spawns in an assign', state)
      return assign(assignment, given, action[recipeKey])
    }
    if (!/^xstate\.(raise|cancel|emit|log|enqueueActions)$/.test(type)) refuse(`runs ${type}`, state)
    // XState would let it elapse at once.
    if (typeof delay === 'string' && !(delay in delays)) throw unknown('delay', delay, machine.id, state)
    return run => {
      const { place, context, event, queue } = run
      const snapshot = { ...place.snapshot, context }
      const args = { context, event, self, system }
      const [, params, more] = action.resolve(scope, snapshot, args, paramsOf(given, run), action, {
        internalQueue: queue,
      })
      if ('execute' in action) tell(run, 'effects', { type, params })
      for (const each of more ?? []) taskOf(each)(run)
    }
  }

  const assign = (assignment: BuiltIn['assignment'], given: unknown, recipe: Expression | undefined): Task => {
    if (owned && recipe !== undefined) {
      return run => {
        const { event } = run
        if (drafts === 'none') recipe({ context: run.context, event }, paramsOf(given, run))
        else run.context = redrafted(run.context, context => recipe({ context, event }, paramsOf(given, run)), keeping)
        run.changed = true
      }
    }
    return run => {
      const { context, event } = run
      const args = { context, event, spawn, self, system }
      const params = paramsOf(given, run)
      const change =
        typeof assignment === 'function'
          ? assignment(args, params)
          : Object.fromEntries(
              Object.entries(assignment).map(([key, value]) => [
                key,
                typeof value === 'function' ? value(args, params) : value,
              ]),
            )
      run.changed = true
      // What a recipe makes of a context is whole and frozen; XState's merge would only copy it.
      if (recipe !== undefined && (change === context || isWhole(change, context))) run.context = change
      else {
        const merged = { ...context, ...change }
        // A guard could otherwise write to what the merge made, within this very step.
        run.context = owned ? admit(merged) : Object.freeze(merged)
      }
    }
  }

  return {
    taskOf,
    testOf: testsOf(machine),
    admit,
    resolve: (output, { context, event }) => (typeof output === 'function' ? output({ context, event, self }) : output),
    start(input) {
      const { context } = machine.config
      const made = typeof context === 'function' ? { ...context({ spawn, input, self }) } : ((context ?? {}) as Context)
      const first = admit(made)
      return drafts === 'own' ? keeping.copy(first) : first
    },
  }
}

/** Whether a frozen object begins with the very keys of the context, so that merging it in would change nothing else. */
function isWhole(change: object, context: Context): boolean {
  if (!Object.isFrozen(change)) return false
  const keys = Object.keys(change)
  let i = 0
  for (const key in context) if (key !== keys[i++]) return false
  return true
}

/** Stands in for the actor or the system a machine may hold but not use; using it is refused when it happens. */
function stub(name: string, refuse: (what: string) => never): object {
  return new Proxy(Object.freeze({}), {
    get: (_, key) => (typeof key === 'symbol' ? undefined : refuse(`uses ${name}.${key}`)),
  })
}
