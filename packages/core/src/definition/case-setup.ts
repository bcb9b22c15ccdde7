import type { EventObject, MetaObject, StateMachine, StateValue } from 'xstate'
import { setup as xstateSetup } from 'xstate'
import { ConvokeError } from '../errors/convoke-error.js'
import { frozenCopy } from '../json/frozen-copy.js'
import { answersLater, guardAtOnce, inPlaceOf, type Recipe } from './at-once.js'
import { checkStateTree } from './checks/check-state-tree.js'
import type { MachineConfig, Notify, OutcomeIn, StatePath, Strict, TaskIn, Update } from './machine-config.js'
import { type MigrateTool, migrationTool } from './migration.js'
import { type AnyState, withOwnOutcomes } from './state-tree.js'
import type { MetaOf } from './type-declared.js'
import type { NameIn, Nothing, OneOrMany, ValueIn } from './type-refused.js'
import type { Args, ContextOf, EventOf, Events, InnerEvent, Says, Shape, StartOf } from './type-words.js'
import { updateAction } from './update-action.js'

/** Parameters of named guards or actions, by name; `undefined` where they take none. */
export type ParamsByName = { readonly [name: string]: Nothing | null | undefined }

// Interfaces, because a declaration file prints an interface by its name and expands everything else.

/**
 * The functions that a declaration hands out, typed from its words.
 *
 * @example
 * const { setup, update, notify, when } = declareCase({
 *   parameters: z.object({}),
 *   opening: z.object({ office: partyId }),
 *   context: z.object({ office: partyId, answer: z.string().nullable() }),
 *   roles: { office: { who: c => c.office } },
 *   commands: { answer: { by: ['office'], data: z.object({ text: z.string() }) } },
 *   notices: { answered: z.object({ text: z.string() }) },
 * })
 * const write = update<{ readonly text: string }>(({ context, event }) => {
 *   context.answer = event.text
 * })
 * const tell = notify('answered', ({ context }) => ({ to: [context.office], text: context.answer ?? '' }))
 * const machine = setup({
 *   guards: { brief: when('answer', ({ event }) => event.text.length < 100) },
 * }).createMachine({
 *   context: ({ input }) => ({ parameters: input.parameters, ...input.opening, answer: null }),
 *   on: { answer: { guard: 'brief', actions: [write, tell] } },
 * })
 * machine.events // => ['answer']
 */
export interface CaseSetupTools<S extends Shape> {
  /**
   * XState's `setup`, with context, events, input and notices already typed. Guards and updates that are used by name
   * go here; every guard needs a name, because a refusal says which one said no.
   *
   * @throws ConvokeError `definition/name-taken` where an action has the name of a notice
   */
  readonly setup: SetupTool<S>
  /**
   * Changes the context in place: the only way a case type changes data. The recipe returns nothing, so that
   * `async` recipes and `=> list.push(x)` are compile errors.
   */
  readonly update: UpdateTool<ContextOf<S>, EventOf<S> | InnerEvent>
  /**
   * Tells somebody: the only effect a case type has. With links, `case.open` and `case.tell` act on another case.
   */
  readonly notify: NotifyTool<ContextOf<S>, EventOf<S> | InnerEvent, Says<S>>
  /** A guard that reads the data of certain events; false for every other event. */
  readonly when: WhenTool<ContextOf<S>, Events<S>>
  /** How cases of an earlier version are taken over 版本迁移; goes into `migrateFrom` of `defineCaseType`. */
  readonly migrate: MigrateTool<S>
}

/** The type of {@link CaseSetupTools.setup}. */
export interface SetupTool<S extends Shape> {
  // biome-ignore lint/style/useShorthandFunctionType: see above
  <A extends ParamsByName = Nothing, G extends ParamsByName = Nothing>(rules?: {
    guards?: {
      [K in keyof G]: (args: Args<Readonly<ContextOf<S>>, EventOf<S> | InnerEvent>, params: G[K]) => boolean
    }
    actions?: { [K in keyof A]: Update<ContextOf<S>, EventOf<S> | InnerEvent, A[K]> }
  }): CaseSetup<S, A, G>
}

// The context and the events are arguments of their own, and inside of `NoInfer`: the compiler would otherwise work them
// out from the declaration, and compare them field by field, at every call of these functions in a machine.

/** The type of {@link CaseSetupTools.update}: Context and Event are what a recipe sees where nothing narrows them. */
export interface UpdateTool<Context, Event> {
  // biome-ignore lint/style/useShorthandFunctionType: see above
  <E = Event, P = undefined>(
    recipe: (args: NoInfer<Args<Context, E>>, params: P) => undefined,
  ): Update<NoInfer<Context>, E, P>
}

/** The type of {@link CaseSetupTools.notify}; Said are the parameters of each notice by its name. */
export interface NotifyTool<Context, Event, Said> {
  // biome-ignore lint/style/useShorthandFunctionType: see above
  <K extends NameIn<Said>, E = Event>(
    notice: K,
    params: (args: NoInfer<Args<Readonly<Context>, E>>) => NoInfer<Said[K]>,
  ): Notify<NoInfer<Context>, E, K>
}

/** The type of {@link CaseSetupTools.when}; Heard are the events by their types. */
export interface WhenTool<Context, Heard> {
  // biome-ignore lint/style/useShorthandFunctionType: see above
  <T extends NameIn<Heard>>(
    types: OneOrMany<T>,
    guard: (args: Args<Readonly<Context>, Heard[T]>) => boolean,
  ): (args: Args<Readonly<Context>, { readonly type: string }>) => boolean
}

/** What `setup` returns: makes the machine. */
export interface CaseSetup<S extends Shape, A, G> {
  /**
   * An ordinary XState machine. A state's names are checked where they stand; a final state at the top that declares no
   * `outcome` has its own name as outcome.
   *
   * @throws ConvokeError `definition/unknown-target`, `definition/unknown-key`, `definition/bad-name` and others that
   * concern the shape of the tree
   */
  createMachine<
    const C extends MachineConfig<
      ContextOf<S>,
      Events<S>,
      NameIn<A> | NameIn<Says<S>>,
      NameIn<G>,
      MetaOf<S>,
      StartOf<S>
    >,
  >(
    // NoInfer is needed: without it the types inside `update(({ event }) => …)` are lost.
    config: C & NoInfer<Strict<C, NameIn<Events<S>>, A & Says<S>, G>>,
  ): CaseMachine<S, { states: StatePath<C>; guards: NameIn<G>; outcomes: OutcomeIn<C>; tasks: TaskIn<C> }>
}

/** The names that a machine adds to the words of its case type. */
export interface MachineNames {
  states: string
  guards: string
  outcomes: string
  tasks: string
}

/** An ordinary XState machine: `createActor`, `transition` and `@xstate/react` take it. */
export type XStateMachine<S extends Shape, Guards extends string> = StateMachine<
  ContextOf<S>,
  EventOf<S>,
  Nothing,
  never,
  NoticeAction<S>,
  // biome-ignore lint/suspicious/noExplicitAny: XState's own stand-in for parameters of unknown type
  { type: Guards; params: any },
  never,
  StateValue,
  string,
  StartOf<S>,
  unknown,
  EventObject,
  MetaObject,
  Nothing
>

/**
 * The same machine, remembering its names until `defineCaseType`. A package's declarations show this name and never
 * XState's types.
 */
export interface CaseMachine<S extends Shape, N extends MachineNames> extends XStateMachine<S, N['guards']> {
  readonly '~names'?: N
}

type NoticeAction<S extends Shape> = ValueIn<{ [K in NameIn<Says<S>>]: { type: K; params: Says<S>[K] } }>

/** More steps of `always` than this in one go is a loop; XState then throws instead of hanging. */
const maxInnerSteps = 1000

type Guard = (args: Args<object, { readonly type: string }>) => boolean

/** The tools of a declaration at run time; `notices` are the names that `notify` may say. */
export function caseSetupTools(notices: readonly string[]): object {
  const silent = Object.fromEntries(notices.map(name => [name, () => {}]))
  return {
    setup: ({ guards = {}, actions = {} }: { guards?: object; actions?: object } = {}) => {
      const taken = Object.keys(actions).find(name => Object.hasOwn(silent, name))
      if (taken !== undefined) {
        throw new ConvokeError(
          'definition/name-taken',
          `setup() has an action called "${taken}", which is also a notice: give the action another name.`,
          { details: { where: `actions.${taken}`, name: taken } },
        )
      }
      const asked = Object.fromEntries(Object.entries(guards).map(([name, guard]) => [name, guardAtOnce(guard)]))
      const rules = xstateSetup({ guards: asked, actions: { ...actions, ...silent } } as never)
      return { createMachine: (config: AnyState) => rules.createMachine(prepared(config) as never) }
    },
    update: (recipe: Recipe) => updateAction(recipe),
    notify: (type: string, params: unknown) => ({ type, params }),
    when: (types: OneOrMany<string>, guard: Guard) => {
      // Refused by its name, where it is given one.
      if (answersLater(guard)) return guard
      const known = new Set([types].flat())
      return inPlaceOf(
        guard,
        (args: Args<object, { readonly type: string }>) => known.has(args.event.type) && guard(args),
      )
    },
    migrate: migrationTool,
  }
}

/** What the first context is made of; without input where XState runs the machine by itself. */
type Begun = { readonly input?: { readonly at: unknown } | undefined }

function prepared(config: AnyState): object {
  checkStateTree(config)
  const first = config.context as (start: Begun) => unknown
  return {
    ...withOwnOutcomes(config),
    context: answersLater(first) ? first : (start: Begun) => frozenCopy(first(start), start.input?.at),
    options: { maxIterations: maxInnerSteps },
  }
}
