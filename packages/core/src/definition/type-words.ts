import type * as z from 'zod'
import type { JsonObject } from '../json/json.js'
import type { PartyId } from '../ports/party.js'
import type { Facts } from './case-type.js'
import type { Instant } from './schemas.js'
import type { Flat, NameIn, Nothing, OneOrMany, ValueIn } from './type-refused.js'

/** Name → z.object, or `unknown` where there is no data. */
export type SchemaMap = { readonly [name: string]: unknown }

/** The types of one case type, by name. Every other type is derived from it. */
export interface Shape {
  parameters: z.ZodObject
  opening: z.ZodObject
  context: z.ZodObject
  roles: string
  commands: SchemaMap
  /** Deadline → the state paths it runs on. */
  deadlines: { readonly [name: string]: unknown }
  /** Deadline → the rungs of its ladder. */
  rungs: { readonly [name: string]: unknown }
  notices: SchemaMap
  /** Link → the schema of what comes back. */
  links: SchemaMap
  /** The opening field by which other cases join one of this type; never where none may. */
  joins: string
}

/** What the engine adds to every command. */
export interface Stamp {
  /** The party in whose name it is done: the principal, when somebody acts for it. */
  readonly by: PartyId
  readonly at: Instant
  /** Who acted for `by`; null when it acted itself. */
  readonly delegate: PartyId | null
  /** Answers to the command's `lookups`; a kind that is not looked up is absent. */
  readonly facts: Facts
}

/** Field names the engine itself sets on an event, so that no data may use them. */
export type ReservedField = 'type' | 'by' | 'at' | 'role' | 'onBehalfOf' | 'delegate' | 'facts'

// A list is not left to the mapped type, which would follow the recursive type of `z.json()` without end.
/** A value as a caller may give it: lists and objects in it may be readonly, as `as const` makes them. */
export type Given<T> = unknown extends T
  ? T
  : T extends readonly (infer Item)[]
    ? number extends T['length']
      ? readonly Given<Item>[]
      : { readonly [K in keyof T]: Given<T[K]> }
    : T extends object
      ? { readonly [K in keyof T]: Given<T[K]> }
      : T

/** What a sender writes for a schema; `{}` without one. */
export type DataIn<D> = D extends z.ZodObject ? Given<NoIndex<z.input<D>>> : Nothing

/** What the machine sees of a schema; `{}` without one. */
export type DataOut<D> = D extends z.ZodObject ? NoIndex<z.output<D>> : Nothing

// `z.object({})` is Record<string, never>, which would swallow `type`.
type NoIndex<T> = string extends keyof T ? Nothing : T

/** The event of a deadline that was reached; `key` and `n` name the instance. */
export interface DeadlineEvent<Type extends string> {
  readonly type: Type
  readonly key: string
  readonly n: number
  readonly at: Instant
}

type RungName<G, K> = K extends keyof G ? (unknown extends G[K] ? never : G[K] & string) : never

/** What comes back through a link; any JSON object where the link declares no `returns`. */
export type Returned<R> = R extends z.ZodObject ? z.output<R> : JsonObject

/** What a case hears of the cases it opened. `code` is the refusal's, `outcome` the other case's. */
export type LinkEvents<L extends SchemaMap> = [NameIn<L>] extends [never]
  ? Nothing
  : {
      'case.opened': {
        readonly type: 'case.opened'
        readonly link: NameIn<L>
        readonly key: string
        readonly caseId: string
        readonly at: Instant
      }
      'case.refused': {
        readonly type: 'case.refused'
        readonly link: NameIn<L>
        readonly key: string
        readonly code: string
        readonly at: Instant
      }
      'case.settled': ValueIn<{
        [K in NameIn<L>]: {
          readonly type: 'case.settled'
          readonly link: K
          readonly key: string
          readonly caseId: string
          readonly outcome: string
          readonly result: Returned<L[K]>
          readonly at: Instant
        }
      }>
    }

/** What a case hears when another one joins it, with what would have opened a case of its own. */
export type JoinEvents<S extends Shape> = [S['joins']] extends [never]
  ? Nothing
  : {
      'case.joined': {
        readonly type: 'case.joined'
        /** Whom to answer, by `case.answer`. */
        readonly asker: string
        readonly opening: z.output<S['opening']>
        readonly at: Instant
      }
    }

/** Every event by type. A map, because looking one up is linear where narrowing a union is quadratic. */
export type Events<S extends Shape> = {
  [K in NameIn<S['commands']>]: Flat<{ type: K } & DataOut<S['commands'][K]> & Stamp>
} & { [K in NameIn<S['deadlines']> as `deadline.${K}`]: DeadlineEvent<`deadline.${K}`> } & RungEvents<
    S['deadlines'],
    S['rungs']
  > &
  LinkEvents<S['links']> &
  JoinEvents<S>

type RungEvents<D, G> = {
  [T in ValueIn<{ [K in NameIn<D>]: `deadline.${K}.${RungName<G, K>}` }>]: DeadlineEvent<T>
}

// `extends [infer E]` makes an editor show the union itself instead of `EventOf<{ … the whole declaration … }>`.
/** The union of all events of a case type, as its machine sees them. */
export type EventOf<S extends Shape> = [Events<S>[NameIn<Events<S>>]] extends [infer E extends { type: string }]
  ? E
  : never

/** What a party sends: a command before the engine adds who and when. */
export type CommandOf<S extends Shape> = [
  ValueIn<{ [K in NameIn<S['commands']>]: Flat<{ type: K } & DataIn<S['commands'][K]>> }>,
] extends [infer C]
  ? C
  : never

/** The context of the machine: the declared data, and the parameters as resolved for this case. */
export type ContextOf<S extends Shape> = ContextWith<S['context'], S['parameters']>

/** {@link ContextOf} from its two schemas. */
export type ContextWith<X extends z.ZodObject, P extends z.ZodObject> = Flat<
  z.output<X> & { readonly parameters: Readonly<z.output<P>> }
>

/** The input of the machine: what the case opened with. */
export type StartOf<S extends Shape> = {
  readonly opening: z.output<S['opening']>
  readonly parameters: z.output<S['parameters']>
  readonly by: PartyId
  readonly at: Instant
  /** The case that opened this one, to be answered by `case.answer`; null for a party. */
  readonly asker?: string | null
}

/** The parameters of every notice, by its name; each also says to whom. */
export type Notices<N> = { [K in keyof N]: Flat<{ to: OneOrMany<PartyId> } & DataOut<N[K]>> }

/** Asks the engine to open a case of another type through a declared link. `key` tells several cases of one link apart. */
export interface OpenCase<Link extends string> {
  readonly link: Link
  readonly key: string
  /** In whose name the other case is opened, a party that may open it; default: this case, as the party `case:<id>`. */
  readonly as?: PartyId
  /** The opening data of the other case, checked by its schema when it is opened. */
  readonly opening: object
}

/** Asks the engine to send a command to a case that was opened through a link. */
export interface TellCase<Link extends string> {
  readonly link: Link
  readonly key: string
  readonly command: { readonly type: string }
}

/** The two acts a case with links can ask for, by their names. */
export type LinkActs<L extends SchemaMap> = [NameIn<L>] extends [never]
  ? Nothing
  : { 'case.open': OpenCase<NameIn<L>>; 'case.tell': TellCase<NameIn<L>> }

/** Answers a case that asked this one by opening or joining it; what it gets back is this case type's `result`. */
export interface AnswerCase {
  /** As the opening or the joining named it. Null or unknown, as for a matter added by hand: nobody is told. */
  readonly asker: string | null
  readonly outcome: string
}

/** The act a case that others may join can ask for. */
export type JoinActs<J extends string> = [J] extends [never] ? Nothing : { 'case.answer': AnswerCase }

/** Everything `notify` can say. */
export type Says<S extends Shape> = Notices<S['notices']> & LinkActs<S['links']> & JoinActs<S['joins']>

/** What `onDone` hears when all regions of a state, or its last child, are final. */
export interface DoneEvent {
  readonly type: `xstate.done.state.${string}`
  readonly output: unknown
}

/** What XState itself passes to `entry`, `exit` and `always`, beside commands and deadlines. */
export type InnerEvent = { readonly type: 'xstate.init' } | DoneEvent

/** What a guard, a recipe or the parameters of a notice are computed from. */
export interface Args<X, E> {
  context: X
  event: E
}
