import type * as z from 'zod'
import type { MarksAreRoles } from '../privacy/redacted-type.js'
import { type CaseSetupTools, caseSetupTools } from './case-setup.js'
import type { Link, RoleDeclaration } from './case-type.js'
import type {
  CommandWords,
  DataField,
  DataOk,
  Declared,
  DurationName,
  OnStates,
  TypedDeadline,
  TypedRace,
  TypedSeparation,
  TypedVote,
  WithLadder,
} from './type-declared.js'
import type { JsonOnly, NoOptional } from './type-json.js'
import type { NameIn, Nothing, Refused } from './type-refused.js'
import type { ContextWith, DataOut, ReservedField, SchemaMap, Shape } from './type-words.js'

/** The words of a case type, with the tools that are typed from them. */
export interface Declaration<S extends Shape> extends Declared<S>, CaseSetupTools<S> {}

type Context<X extends z.ZodObject, P extends z.ZodObject> = Readonly<ContextWith<NoInfer<X>, NoInfer<P>>>
type NoParameters<T> = 'parameters' extends keyof T
  ? Refused<'context.parameters is set by the engine: call this field something else'>
  : unknown

/**
 * Declares the words of a case type 事项类型: what it is opened with, what it remembers, who may do what, by when, and
 * what is told to whom. Hands out `setup`, `update`, `notify`, `when` and `migrate`, typed from these words.
 *
 * The context is JSON; its root fields are required (nullable rather than optional). Selectors such as `who` and `each`
 * are pure functions of the context. Nothing is checked at run time before `defineCaseType`.
 *
 * @example
 * const words = declareCase({
 *   parameters: z.object({ answerWithin: duration.default({ n: 2, unit: 'working-day' }) }),
 *   opening: z.object({ question: z.string(), asker: partyId, office: partyId }),
 *   context: z.object({ question: z.string(), asker: partyId, office: partyId, answer: z.string().nullable() }),
 *   roles: { asker: { who: c => c.asker }, office: { who: c => c.office } },
 *   commands: { answer: { by: ['office'], data: z.object({ text: z.string() }) }, withdraw: { by: ['asker'] } },
 *   deadlines: { answer: { on: 'asked', within: 'answerWithin', owes: 'office' } },
 * })
 */
export function declareCase<
  P extends z.ZodObject,
  O extends z.ZodObject,
  X extends z.ZodObject,
  R extends string,
  C extends SchemaMap,
  const D extends SchemaMap = Nothing,
  const G extends SchemaMap = Nothing,
  N extends SchemaMap = Nothing,
  L extends SchemaMap = Nothing,
  Z extends z.ZodObject = z.ZodObject,
  const J extends string = never,
>(declared: {
  /** The knobs a policy designer turns; every one has a default. */
  parameters: P & JsonOnly<z.output<P>, 'parameters'>
  /** What a case is opened with. */
  opening: O & JsonOnly<z.output<O>, 'opening'> & MarksAreRoles<O, NoInfer<R>>
  /** What a case remembers. */
  context: X &
    JsonOnly<z.output<X>, 'context'> &
    NoOptional<z.output<X>> &
    NoParameters<z.output<X>> &
    MarksAreRoles<X, NoInfer<R>>
  /** Who holds which capacity, read from the context. */
  roles: { readonly [K in R]: RoleDeclaration<Context<X, P>> }
  /** What a party may ask, imperative names. */
  commands: {
    readonly [K in keyof C]: CommandWords<
      NoInfer<R>,
      Context<X, P>,
      DataOut<C[K]>,
      DurationName<z.output<NoInfer<P>>>
    > & {
      readonly data?: C[K] & DataOk<C[K], `${K & string}.data`, ReservedField>
    }
  }
  /** The dates the engine keeps. */
  deadlines?: {
    readonly [K in keyof D]: TypedDeadline<
      z.output<NoInfer<P>>,
      Context<X, P>,
      NoInfer<R>,
      NameIn<NoInfer<C>>,
      NameIn<NoInfer<D>>
    > &
      OnStates<D[K]>
  } & { readonly [K in keyof G]: WithLadder<G[K], NoInfer<R>> }
  /** What may be told, each with the schema of its parameters; `to` is added to every one. */
  notices?: { readonly [K in keyof N]: N[K] & DataOk<N[K], `notices.${K & string}`, 'to' | 'type'> }
  /** Acts that the same party may not both do. */
  separation?: readonly TypedSeparation<NameIn<NoInfer<C>>, DataField<NoInfer<C>>>[]
  /** Events that may arrive in either order with different ends. */
  races?: readonly TypedRace<NameIn<NoInfer<C>> | `deadline.${NameIn<NoInfer<D>>}`>[]
  /** Context fields that never shrink, each with the commands that may reset it. */
  onlyGrows?: { readonly [K in NameIn<z.output<NoInfer<X>>>]?: readonly NameIn<NoInfer<C>>[] }
  /** Votes, said once more for verification to count along. */
  votes?: { readonly [name: string]: TypedVote<Context<X, P>, NoInfer<C>> }
  /** Cases of other types that this one opens. */
  links?: {
    readonly [K in keyof L]: Omit<Link, 'returns'> & {
      readonly returns?: L[K] & DataOk<L[K], `links.${K & string}`, never>
    }
  }
  /** What a case that asked this one gets back when it settles, or with the answer to what it asked. */
  result?: {
    readonly schema: Z & JsonOnly<z.output<Z>, 'result'>
    readonly of: (context: Context<X, P>, asker: string) => z.output<NoInfer<Z>>
  }
  /**
   * The opening field that names a party: what a link would open joins an open case of this type in which that party
   * takes part, where the machine takes `case.joined`; otherwise a case of its own is opened.
   */
  joins?: J & NameIn<z.output<NoInfer<O>>>
  /** Roles whose holders may open a case; absent: whoever the opening data makes a party. */
  opens?: readonly NoInfer<R>[]
  /** A one-line title from unmarked data. */
  summary?: (context: Context<X, P>) => string
}): Declaration<{
  parameters: P
  opening: O
  context: X
  roles: R
  commands: C
  deadlines: D
  rungs: G
  notices: N
  links: L
  joins: J
}> {
  const words = { deadlines: {}, notices: {}, ...declared }
  const says = [
    ...Object.keys(words.notices),
    ...(words.links === undefined ? [] : ['case.open', 'case.tell']),
    ...(words.joins === undefined ? [] : ['case.answer']),
  ]
  return { ...words, ...caseSetupTools(says) } as never
}
