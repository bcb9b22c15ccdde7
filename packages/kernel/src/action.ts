import { keepingOf } from './copier.js'
import { redrafted } from './draft.js'
import { freezeDeep } from './freeze.js'
import { testsOf } from './guard.js'
import type { Context, Effect, Run, Task, Test } from './model.js'
import { spawns, unknown, unsupported } from './refuse-unsupported.js'
import { tell } from './run.js'
import type { Action, ActionFunction, Expression, Guard, Machine } from './xstate-internals.js'

/** How an assign shows the recipe it runs: `action[recipeKey]({ context: draft, event }, params)`. */
const recipeKey: unique symbol = Symbol.for('convoke.recipe') as never

/** What needs a running actor system: built-in actions and, within `enqueueActions`, tools by the same names. */
const actorActions: Readonly<Record<string, string>> = {
  spawnChild: 'spawns an actor',
  stopChild: 'stops an actor',
  sendTo: 'sends an event to an actor',
  sendParent: 'sends an event to an actor',
}

/** Built-in actions that only tell, with the field that may be a function. */
const telling: Readonly<Record<string, 'sendId' | 'event' | 'value'>> = {
  'xstate.cancel': 'sendId',
  'xstate.emit': 'event',
  'xstate.log': 'value',
}

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

type Params = (run: Run) => unknown

const nothing: Params = () => undefined

/**
 * Reads the actions of a machine. A task does what XState's resolving and executing of the action does to the
 * snapshot, and turns everything else into an effect.
 *
 * @param drafts on what recipes run; but for immer, contexts are not frozen
 * @param isWanted which effects of actions without an implementation are worked out
 */
export function workshopOf(
  machine: Machine,
  drafts: 'immer' | 'own' | 'none',
  isWanted: (type: string) => boolean,
): Workshop {
  const owned = drafts !== 'immer'
  const { actions, delays } = machine.implementations
  const testOf = testsOf(machine)
  const refuse = (what: string, state = ''): never => {
    throw unsupported(machine, state, what)
  }
  const self = stub('self', refuse)
  const system = stub('system', refuse)
  const spawn = () => refuse('spawns an actor')
  const argsOf = ({ context, event }: Run) => ({ context, event, self, system })
  const keeping = keepingOf()
  const admit = drafts === 'own' ? keeping.admit : drafts === 'none' ? <C>(context: C): C => context : freezeDeep

  const taskOf = (action: Action, state?: string): Task => {
    if (typeof action === 'function') return built(action, nothing, state) ?? effect(action.name || '(anonymous)')
    const { type, params } = typeof action === 'string' ? { type: action, params: undefined } : action
    const asked = typeof params === 'function'
    const paramsOf: Params = asked ? ({ context, event }) => params({ context, event }) : () => params
    const used = actions[type]
    const task = typeof used === 'function' ? built(used, paramsOf, state) : undefined
    if (task === undefined && !isWanted(type)) return silent
    return task ?? (asked ? run => tell(run, { type, params: paramsOf(run) }) : effect(type, params))
  }

  /** The task of a built-in action; undefined for a plain function. */
  const built = (action: ActionFunction, paramsOf: Params, state?: string): Task | undefined => {
    if (action.resolve === undefined) return undefined
    const type = action.type as string
    if (type === 'xstate.assign') {
      const { assignment } = action
      const parts = typeof assignment === 'object' ? Object.values(assignment as object) : [assignment]
      if (parts.some(spawns)) refuse('spawns an actor in an assign', state)
      return assign(assignment, paramsOf, (action as Recipes)[recipeKey])
    }
    if (type === 'xstate.raise') {
      const { delay } = action
      // XState would let it elapse at once.
      if (typeof delay === 'string' && !(delay in delays)) throw unknown('delay', delay, machine.id, state ?? '')
      return raise(action.event, action, paramsOf)
    }
    if (type === 'xstate.enqueueActions') return enqueue(action.collect as Expression, paramsOf)
    const field = telling[type]
    if (field === 'value') return tells(type, { value: action.value, label: action.label }, paramsOf)
    if (field !== undefined) return tells(type, { [field]: action[field] }, paramsOf)
    return refuse(actorActions[type.slice(7)] ?? `runs the built-in action '${type}'`, state)
  }

  const assign = (assignment: unknown, paramsOf: Params, recipe?: Expression): Task => {
    if (owned && recipe !== undefined) {
      return run => {
        const { event } = run
        if (drafts === 'none') recipe({ context: run.context, event }, paramsOf(run))
        else run.context = redrafted(run.context, context => recipe({ context, event }, paramsOf(run)), keeping)
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
        run.context = owned ? admit(merged) : Object.freeze(merged)
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
  const tells = (type: string, fields: Readonly<Record<string, unknown>>, paramsOf: Params): Task => {
    const field = telling[type] as string
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
      const tools = {
        assign: (assignment: unknown) => add(assign(assignment, nothing)),
        raise: (event: unknown, options: object = {}) => add(raise(event, options, nothing)),
        cancel: (sendId: unknown) => add(tells('xstate.cancel', { sendId }, nothing)),
        emit: (event: unknown) => add(tells('xstate.emit', { event }, nothing)),
      }
      const refused = Object.entries(actorActions).map(([name, what]) => [name, () => refuse(what)])
      const queue = Object.assign((action: Action) => add(taskOf(action)), tools, Object.fromEntries(refused))
      collect({ ...argsOf(run), enqueue: queue, check: (guard: Guard) => testOf(guard)(run) }, paramsOf(run))
      for (const task of tasks) task(run)
    }

  return {
    taskOf,
    testOf,
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

interface Recipes {
  readonly [recipeKey]?: Expression
}

/** The task of an effect that nobody wants to hear of. */
const silent: Task = () => {}

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
function stub(name: string, refuse: (what: string) => never): object {
  return new Proxy(Object.freeze({}), {
    get: (_, key) => (typeof key === 'symbol' ? undefined : refuse(`uses ${name}.${key}`)),
  })
}
