import { copierOf } from './copier.js'
import { redrafted } from './draft.js'
import { testsOf } from './guard.js'
import type { Context, Effect, Run, Task, Test } from './model.js'
import { actorUse, unsupported } from './refuse-unsupported.js'
import { tell } from './run.js'
import type { Action, ActionFunction, Event, Expression, Guard, Machine } from './xstate-internals.js'

/** How an assign shows the recipe it runs: `action[recipeKey]({ context: draft, event }, params)`. */
const recipeKey: unique symbol = Symbol.for('convoke.recipe') as never

/** What turns the actions and guards of one machine into tasks and tests. */
export interface Workshop {
  taskOf(action: Action): Task
  testOf(guard: Guard): Test
  /** The value of an output mapper, or the output as written. */
  resolve(output: unknown, context: Context, event: Event): unknown
  /** The context a machine starts with. */
  start(input: unknown): Context
}

type Params = (run: Run) => unknown

/**
 * Reads every action of a machine once. A task does what XState's resolving and executing of the action does to the
 * snapshot, and turns everything else into an effect.
 *
 * @param owned whether contexts belong to the kernel alone: recipes run on its own drafts, and nothing is frozen
 */
export function workshopOf(machine: Machine, owned: boolean): Workshop {
  const { actions, delays } = machine.implementations
  const testOf = testsOf(machine)
  const self = stub(machine, 'self')
  const system = stub(machine, 'system')
  const spawn = () => {
    throw unsupported(machine, '', 'spawns an actor')
  }
  const argsOf = ({ context, event }: Run) => ({ context, event, self, system })
  const known = new Map<Action, Task>()
  /** Copies contexts where they belong to the kernel. */
  let copy: ReturnType<typeof copierOf> | undefined

  const taskOf = (action: Action): Task => {
    const made = known.get(action)
    if (made !== undefined) return made
    const task = newTask(action)
    // Actions written in place inside `enqueueActions` are new each time; keeping them would fill the memory.
    if (typeof action === 'string') known.set(action, task)
    return task
  }

  const newTask = (action: Action): Task => {
    if (typeof action === 'function') return built(action, () => undefined) ?? effect(action.name || '(anonymous)')
    const name = typeof action === 'string' ? action : action.type
    const params = typeof action === 'string' ? undefined : action.params
    const paramsOf: Params =
      typeof params === 'function' ? ({ context, event }) => params({ context, event }) : () => params
    const used = actions[name]
    const task = typeof used === 'function' ? built(used, paramsOf) : undefined
    return (
      task ??
      (typeof params === 'function' ? run => tell(run, { type: name, params: paramsOf(run) }) : effect(name, params))
    )
  }

  /** The task of a built-in action; undefined for a plain function. */
  const built = (action: ActionFunction, paramsOf: Params): Task | undefined => {
    if (action.resolve === undefined) return undefined
    const { type } = action
    if (type === 'xstate.assign') return assign(action.assignment, paramsOf, (action as Recipes)[recipeKey])
    if (type === 'xstate.raise') return raise(action.event, action, paramsOf)
    if (type === 'xstate.enqueueActions') return enqueue(action.collect as Expression, paramsOf)
    if (type === 'xstate.cancel') return telling(type, { sendId: action.sendId }, 'sendId', paramsOf)
    if (type === 'xstate.emit') return telling(type, { event: action.event }, 'event', paramsOf)
    if (type === 'xstate.log') return telling(type, { value: action.value, label: action.label }, 'value', paramsOf)
    return () => {
      throw unsupported(machine, '', actorUse(action) ?? `runs the built-in action '${type}'`)
    }
  }

  const assign = (assignment: unknown, paramsOf: Params, recipe?: Expression): Task => {
    if (owned && recipe !== undefined) {
      return run => {
        const { event } = run
        run.context = redrafted(run.context, context => recipe({ context, event }, paramsOf(run)), copy)
        run.changed = true
      }
    }
    return run => {
      const { context, event } = run
      const args = { context, event, spawn, self, system }
      const params = paramsOf(run)
      const change = typeof assignment === 'function' ? assignment(args, params) : mapped(assignment, args, params)
      run.changed = true
      // What a recipe makes of a context is whole and frozen; XState's merge would only copy it.
      if (recipe !== undefined && (change === context || isWhole(change, context))) run.context = change
      else {
        const merged = { ...context, ...change }
        // A guard could otherwise write to what the merge made, within this very step.
        run.context = owned ? merged : Object.freeze(merged)
      }
    }
  }

  const raise = (event: unknown, options: { id?: unknown; delay?: unknown }, paramsOf: Params): Task => {
    const { id } = options
    const wait = typeof options.delay === 'string' ? delays[options.delay] : options.delay
    const type = 'xstate.raise'
    if (typeof event === 'string') {
      return () => {
        throw new Error(`Only event objects may be used with raise; use raise({ type: "${event}" }) instead`)
      }
    }
    if (typeof event !== 'function' && typeof wait === 'number') return effect(type, { event, id, delay: wait })
    return run => {
      const args = argsOf(run)
      const params = paramsOf(run)
      const raised = typeof event === 'function' ? event(args, params) : event
      const delay = typeof wait === 'function' ? wait(args, params) : wait
      if (typeof delay !== 'number') run.queue.push(raised)
      tell(run, { type, params: { event: raised, id, delay } })
    }
  }

  /** An action that only tells; one of its fields may be a function. */
  const telling = (type: string, fields: Record<string, unknown>, field: string, paramsOf: Params): Task => {
    const expression = fields[field]
    if (typeof expression !== 'function') return effect(type, fields)
    return run => tell(run, { type, params: { ...fields, [field]: expression(argsOf(run), paramsOf(run)) } })
  }

  const enqueue =
    (collect: Expression, paramsOf: Params): Task =>
    run => {
      const tasks: Task[] = []
      const add = (task: Task) => {
        tasks.push(task)
      }
      const nothing: Params = () => undefined
      const refused = (what: string) => () => {
        throw unsupported(machine, '', what)
      }
      const tools = {
        assign: (assignment: unknown) => add(assign(assignment, nothing)),
        raise: (event: unknown, options: object = {}) => add(raise(event, options, nothing)),
        cancel: (sendId: unknown) => add(telling('xstate.cancel', { sendId }, 'sendId', nothing)),
        emit: (event: unknown) => add(telling('xstate.emit', { event }, 'event', nothing)),
        sendTo: refused('sends an event to an actor'),
        sendParent: refused('sends an event to an actor'),
        spawnChild: refused('spawns an actor'),
        stopChild: refused('stops an actor'),
      }
      const check = (guard: Guard) => testOf(guard)(run)
      const queue = Object.assign((action: Action) => add(taskOf(action)), tools)
      collect({ ...argsOf(run), enqueue: queue, check }, paramsOf(run))
      for (const task of tasks) task(run)
    }

  return {
    taskOf,
    testOf,
    resolve: (output, context, event) => (typeof output === 'function' ? output({ context, event, self }) : output),
    start(input) {
      const { context } = machine.config
      const made = typeof context === 'function' ? { ...context({ spawn, input, self }) } : ((context ?? {}) as Context)
      if (!owned) return made
      copy ??= copierOf(made)
      return copy(made)
    },
  }
}

interface Recipes {
  readonly [recipeKey]?: Expression
}

/** A task that tells the same each time; the effect is made once. */
function effect(type: string, params?: unknown): Task {
  const told: Effect = Object.freeze({ type, params })
  return run => tell(run, told)
}

/** Whether a frozen object begins with the very keys of the context, so that merging it in would change nothing else. */
function isWhole(change: object, context: Context): boolean {
  if (!Object.isFrozen(change)) return false
  const keys = Object.keys(change)
  return Object.keys(context).every((key, i) => key === keys[i])
}

function mapped(assignment: unknown, args: object, params: unknown): Record<string, unknown> {
  const change: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(assignment as object)) {
    change[key] = typeof value === 'function' ? value(args, params) : value
  }
  return change
}

/** Stands in for the actor or the system a machine may hold but not use; using it is refused when it happens. */
function stub(machine: Machine, name: string): object {
  return new Proxy(Object.freeze({}), {
    get(_, key) {
      if (typeof key === 'symbol') return undefined
      throw unsupported(machine, '', `uses ${name}.${key}`)
    },
  })
}
