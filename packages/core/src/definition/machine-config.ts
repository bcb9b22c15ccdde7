import type { NameIn, Nothing, OneOrMany, Refused, ValueIn } from './type-refused.js'
import type { Args, DoneEvent, InnerEvent } from './type-words.js'

// The config of a machine: XState's own, without what a stored case must not have. XState's `createMachine` accepts
// `gaurd:`, `on: { acept }` and unknown targets in silence. Here `State` gives functions their types and the editor its
// completions, and accepts any name; `Strict` then checks every name where it stands.

declare const changes: unique symbol

/** An action that changes the context, made by `update`. */
export interface Update<X, E, P = undefined> {
  (args: Args<X, E>, params: P): void
  readonly [changes]: true
}

/** An action that tells somebody, made by `notify`. */
export interface Notify<X, E, Notice extends string> {
  readonly type: Notice
  // biome-ignore lint/suspicious/noExplicitAny: `Strict` compares the result with the notice's own parameters
  readonly params: (args: Args<Readonly<X>, E>) => any
}

/** A guard made of named guards, by `and`, `or` or `not`. */
export type CombinedGuard<Guard extends string = string> = InlineGuard & { readonly '~names': Guard }

// biome-ignore lint/suspicious/noExplicitAny: accepts every function, so that `Strict` can answer with a sentence
type InlineGuard = (args: any, params: any) => boolean

type Word<W extends string> = W | (string & Nothing)
type Call<X, E, W extends string> =
  | Word<W>
  | { readonly type: Word<W>; readonly params?: Nothing | ((args: Args<Readonly<X>, E>) => unknown) }
type Actions<X, E, A extends string> = OneOrMany<Call<X, E, A> | Update<X, E>>

interface Move<X, E, A extends string, G extends string, M> {
  readonly target?: OneOrMany<string>
  readonly guard?: Call<X, E, G> | CombinedGuard | InlineGuard
  readonly actions?: Actions<X, E, A>
  /** Leave and enter the state again, which restarts its deadlines. */
  readonly reenter?: boolean
  readonly description?: string
  readonly meta?: M
}
type Moves<X, E, A extends string, G extends string, M> = OneOrMany<string | Move<X, E, A, G, M>>

/** The config of a state: X the context, E the events by type, A and G the names of actions and guards, M the meta. */
export interface State<X, E, A extends string, G extends string, M> {
  readonly type?: 'atomic' | 'compound' | 'parallel' | 'final' | 'history'
  readonly initial?: string
  readonly states?: { readonly [name: string]: State<X, E, A, G, M> }
  readonly on?: { readonly [K in keyof E]?: Moves<X, E[K], A, G, M> }
  readonly always?: Moves<X, ValueIn<E> | InnerEvent, A, G, M>
  readonly onDone?: Moves<X, DoneEvent, A, G, M>
  readonly entry?: Actions<X, ValueIn<E> | InnerEvent, A>
  readonly exit?: Actions<X, ValueIn<E> | InnerEvent, A>
  readonly history?: 'shallow' | 'deep'
  readonly target?: string
  readonly id?: string
  readonly tags?: OneOrMany<string>
  readonly description?: string
  /** The outcome that makes this state a settled one, and the duties somebody has in it. */
  readonly meta?: M
}

/** The config of a whole machine: a state, and how its context begins. */
export interface MachineConfig<X, E, A extends string, G extends string, M, Start> extends State<X, E, A, G, M> {
  readonly context: (start: { input: Start }) => X
}

type MoveKey = keyof Move<never, never, never, never, never>
type StateKey = keyof MachineConfig<never, never, never, never, never, never>
type MetaKey = 'outcome' | 'duties'
type Reaches<Beside extends string> = Beside | `${Beside}.${string}` | `.${string}` | `#${string}`

/**
 * `unknown` when every name in the config C is known; otherwise C's own shape with a sentence at each wrong word.
 * E are the event types, A and G the parameters of actions and guards by name.
 */
export type Strict<C, E extends string, A, G> = [Wrong<C, E, GoodCall<A>, GoodGuard<G>, never>] extends [never]
  ? unknown
  : Pin<C, E, A, G, never>

// The cheap question, asked of every machine: is anything wrong at all? One comparison of each transition
// with what is good there costs about half of looking at it key by key.
type PlainNames<Known> = { [K in keyof Known]: undefined extends Known[K] ? K : never }[keyof Known]
type GoodCall<Known> =
  | ((...args: never) => unknown)
  | PlainNames<Known>
  | ValueIn<{
      readonly [K in keyof Known]: undefined extends Known[K]
        ? { readonly type: K; readonly params?: Known[K] | ((args: never) => Known[K]) }
        : { readonly type: K; readonly params: Known[K] | ((args: never) => Known[K]) }
    }>
type GoodGuard<Known> =
  | Exclude<GoodCall<Known>, (...args: never) => unknown>
  | CombinedGuard<PlainNames<Known> & string>
interface GoodMove<Action, Guard, Beside extends string> {
  readonly target?: OneOrMany<Reaches<Beside>> | undefined
  readonly guard?: Guard
  readonly actions?: OneOrMany<Action>
  readonly reenter?: unknown
  readonly description?: unknown
  readonly meta?: unknown
}
type Unknown<N, Known> = Exclude<N, PlainNames<Known>>
type WrongMove<T, A, G, Beside extends string> = T extends string
  ? Exclude<T, Reaches<Beside>>
  : T extends readonly (infer Item)[]
    ? WrongMove<Item, A, G, Beside>
    : T extends GoodMove<A, G, Beside>
      ? Exclude<keyof T, MoveKey>
      : true
type Wrong<C, E extends string, A, G, Beside extends string> =
  | Exclude<keyof C, StateKey>
  | (C extends { readonly on: infer On } ? Exclude<keyof On, E> | WrongMove<ValueIn<On>, A, G, Beside> : never)
  | (C extends { readonly always: infer T } ? WrongMove<T, A, G, Beside> : never)
  | (C extends { readonly onDone: infer T } ? WrongMove<T, A, G, Beside> : never)
  | (C extends { readonly entry: infer T } ? (T extends OneOrMany<A> ? never : true) : never)
  | (C extends { readonly exit: infer T } ? (T extends OneOrMany<A> ? never : true) : never)
  | (C extends { readonly meta: infer Meta } ? Exclude<keyof Meta, MetaKey> : never)
  | (C extends { readonly states: infer States }
      ?
          | { [N in keyof States]: Wrong<States[N], E, A, G, NameIn<States>> }[keyof States]
          | (C extends { readonly initial: infer First } ? Exclude<First, Reaches<NameIn<States>>> : never)
      : never)

// The exact answer. Arrays are mapped by their numeric keys only: a mapped tuple would compare all methods of Array.
type Index<T> = keyof T & `${number}`
type PinTarget<T, Beside extends string> =
  T extends Reaches<Beside>
    ? unknown
    : T extends string
      ? Refused<`"${T}" is not a state beside this one: write its name, ".child" or "#id"`>
      : T extends readonly unknown[]
        ? { readonly [I in Index<T>]: PinTarget<T[I], Beside> }
        : unknown
type PinCall<T, Known, What extends string> = T extends (...args: never) => unknown
  ? unknown
  : T extends string
    ? T extends keyof Known
      ? undefined extends Known[T]
        ? unknown
        : Refused<`${What} "${T}" needs params: write { type: "${T}", params: … }`>
      : Refused<`no ${What} is called "${T}"`>
    : T extends readonly unknown[]
      ? { readonly [I in Index<T>]: PinCall<T[I], Known, What> }
      : T extends { type: infer W extends string }
        ? W extends keyof Known
          ? { params: T extends { params: (...args: never) => unknown } ? (args: never) => Known[W] : Known[W] }
          : { type: Refused<`no ${What} is called "${W}"`> }
        : unknown
type PinGuard<T, Known> = T extends (...args: never) => unknown
  ? T extends { readonly '~names': infer N }
    ? [Unknown<N, Known>] extends [never]
      ? unknown
      : Refused<`no guard without params is called "${Unknown<N, Known> & string}"`>
    : Refused<'name this guard in setup({ guards }), so that a refusal can say why'>
  : PinCall<T, Known, 'guard'>
type PinMoves<T, A, G, Beside extends string> = T extends string
  ? PinTarget<T, Beside>
  : T extends readonly unknown[]
    ? { readonly [I in Index<T>]: PinMoves<T[I], A, G, Beside> }
    : {
        [K in keyof T]: K extends 'target'
          ? PinTarget<T[K], Beside>
          : K extends 'guard'
            ? PinGuard<T[K], G>
            : K extends 'actions'
              ? PinCall<T[K], A, 'notice or action'>
              : K extends MoveKey
                ? unknown
                : Refused<`a transition has no "${K & string}"`>
      }
type Pin<C, E extends string, A, G, Beside extends string> = {
  [K in keyof C]: K extends 'on'
    ? {
        [V in keyof C[K]]: V extends E
          ? PinMoves<C[K][V], A, G, Beside>
          : Refused<`"${V & string}" is not a command, deadline or link event of this case type`>
      }
    : K extends 'states'
      ? { [N in keyof C[K]]: Pin<C[K][N], E, A, G, NameIn<C[K]>> }
      : K extends 'always' | 'onDone'
        ? PinMoves<C[K], A, G, Beside>
        : K extends 'entry' | 'exit'
          ? PinCall<C[K], A, 'notice or action'>
          : K extends 'initial'
            ? C extends { states: infer States }
              ? PinTarget<C[K], NameIn<States>>
              : unknown
            : K extends 'meta'
              ? { [N in keyof C[K]]: N extends MetaKey ? unknown : Refused<`a state's meta has no "${N & string}"`> }
              : K extends 'after'
                ? Refused<'a stored case has no timers: declare a deadline instead of `after`'>
                : K extends 'invoke'
                  ? Refused<'a case starts no actors: declare a notice instead of `invoke`'>
                  : K extends StateKey
                    ? unknown
                    : Refused<`a state has no "${K & string}"`>
}

/** Dotted paths of all states: `'inviting' | 'inviting.replies' | …`. */
export type StatePath<C> = C extends { states: infer States }
  ? { [K in NameIn<States>]: K | `${K}.${StatePath<States[K]>}` }[NameIn<States>]
  : never

// `[C] extends [infer D]` keeps the name of the alias off the union: a declaration file would otherwise print
// `OutcomeIn<{ … the whole config … }>`.
/** The outcomes that the states of a config declare. */
export type OutcomeIn<C> = [C] extends [infer D]
  ?
      | (D extends { meta: { outcome: infer O extends string } } ? O : never)
      | (D extends { states: infer States } ? { [K in keyof States]: OutcomeIn<States[K]> }[keyof States] : never)
  : never

/** The tasks of the duties that the states of a config declare. */
export type TaskIn<C> = [C] extends [infer D]
  ?
      | (D extends { meta: { duties: readonly { readonly task: infer T extends string }[] } } ? T : never)
      | (D extends { states: infer States } ? { [K in keyof States]: TaskIn<States[K]> }[keyof States] : never)
  : never
