import type * as z from 'zod'
import type { AnyCaseType } from '../definition/case-type.js'
import type { StateView } from '../definition/rulebook.js'
import type { NameIn, ValueIn } from '../definition/type-refused.js'
import type { CommandOf, ContextOf, DataOut, Given, Shape } from '../definition/type-words.js'
import type { Refusal } from '../errors/refusal.js'
import type { Entry } from '../journal/entry.js'
import type { Outside, Redacted } from '../privacy/redacted-type.js'
import type {
  Allowed,
  AnyCaseView,
  CaseEngine,
  DeadlineView,
  ExplainedDeadline,
  OpenOptions,
  SendOptions,
} from './case-engine.js'
import type { PartyId } from './party.js'

declare const ofType: unique symbol

/**
 * The id of a case, a UUID, which remembers its case type for the compiler. A plain string is one too; the compiler
 * then admits the commands of every registered case type.
 */
export type CaseId<Name extends string = string> = string & { readonly [ofType]?: Name }

/** The shape of a case type, with all its words typed. */
export type ShapeOf<T extends AnyCaseType> = Extract<NonNullable<T['~types']>['shape'], Shape>

/** The state paths of a case type. */
export type StateOf<T extends AnyCaseType> = NonNullable<T['~types']>['states']

/**
 * {@link StateView} with the words of the case type, for properties of one's own: states and roles are checked by name, and
 * the context needs no cast.
 *
 * @example
 * import { errand } from '@convoke/core/testing'
 * const nobodyReplied = ({ is, context }: StateViewOf<typeof errand>) => is('inviting') && Object.keys(context.replies).length === 0
 * // @ts-expect-error: no such state
 * const isInvited = (state: StateViewOf<typeof errand>) => state.is('invited')
 */
export type StateViewOf<T extends AnyCaseType> = Omit<StateView, 'is' | 'context' | 'holders'> & {
  is(path: StateOf<T>): boolean
  readonly context: Readonly<ContextOf<ShapeOf<T>>>
  holders(role: ShapeOf<T>['roles']): readonly PartyId[]
}

/** The case type of this name among several. */
export type Named<T extends AnyCaseType, Name> = Extract<T, { readonly name: Name }>

/** One command of a case type; of several case types, a command of any of them. */
export type Command<T extends AnyCaseType> = T extends unknown ? CommandOf<ShapeOf<T>> : never

/** The names of a case type's commands. */
export type CommandName<T extends AnyCaseType> = T extends unknown ? NameIn<ShapeOf<T>['commands']> : never

/** What a case of this type is opened with. */
export type Opening<T extends AnyCaseType> = Given<z.input<ShapeOf<T>['opening']>>

/** The parameters that somebody who opens a case may set; the rest keep their defaults. */
export type ParametersIn<T extends AnyCaseType> = Given<z.input<ShapeOf<T>['parameters']>>

/** {@link AnyCaseView} with the words of the case type. `data` lacks the fields that the viewer may not see. */
export type CaseView<T extends AnyCaseType> = Omit<
  AnyCaseView,
  'id' | 'caseType' | 'states' | 'data' | 'roles' | 'deadlines' | 'allowed'
> & {
  readonly id: CaseId<T['name']>
  readonly caseType: T['name']
  readonly states: readonly StateOf<T>[]
  readonly data: Redacted<ShapeOf<T>['context']>
  readonly roles: readonly ShapeOf<T>['roles'][]
  readonly deadlines: readonly (DeadlineView & { readonly name: NameIn<ShapeOf<T>['deadlines']> })[]
  readonly allowed: readonly Allowed<CommandName<T>>[]
}

/** {@link Refusal} that names the commands of the case type. */
export type RefusalOf<T extends AnyCaseType> = Refusal<CommandName<T>>

/** What comes of opening a case. */
export type OpenResult<T extends AnyCaseType> =
  | { readonly ok: true; readonly case: CaseView<T>; readonly replayed: boolean }
  | { readonly ok: false; readonly refusal: RefusalOf<T> }

/** What comes of a command. */
export type SendResult<T extends AnyCaseType> =
  | { readonly ok: true; readonly case: CaseView<T>; readonly entry: Entry; readonly replayed: boolean }
  | { readonly ok: false; readonly refusal: RefusalOf<T> }

/** A declared notice by its type, with its parameters as a receiver gets them. */
export type NoticeOf<T extends AnyCaseType> = T extends unknown ? NoticeIn<T['name'], ShapeOf<T>['notices']> : never
type NoticeIn<Name extends string, All> = ValueIn<{
  [K in NameIn<All>]: { readonly caseType: Name; readonly type: K; readonly params: Outside<DataOut<All[K]>> }
}>

/**
 * The typed face of an engine: which case type an id belongs to decides which commands may be sent to it. At run time it
 * is a {@link CaseEngine} and nothing more.
 */
export interface TypedEngine<T extends AnyCaseType>
  extends Omit<CaseEngine, 'caseTypes' | 'open' | 'submit' | 'view' | 'deadlines' | 'journal'> {
  readonly caseTypes: readonly T[]
  open<const Name extends T['name']>(
    caseType: Name,
    opening: Opening<Named<T, Name>>,
    options: Omit<OpenOptions, 'parameters'> & { readonly parameters?: ParametersIn<Named<T, Name>> | undefined },
  ): Promise<OpenResult<Named<T, Name>>>
  send<Name extends T['name'] = T['name']>(
    id: CaseId<Name>,
    command: Command<Named<T, NoInfer<Name>>>,
    options: SendOptions,
  ): Promise<SendResult<Named<T, Name>>>
  submit<Name extends T['name'] = T['name']>(
    id: CaseId<Name>,
    body: unknown,
    options: SendOptions,
  ): Promise<SendResult<Named<T, Name>>>
  view<Name extends T['name'] = T['name']>(
    id: CaseId<Name>,
    options?: { readonly as?: PartyId },
  ): Promise<CaseView<Named<T, Name>> | undefined>
  journal(id: CaseId, options?: { readonly as?: PartyId; readonly from?: number | undefined }): AsyncIterable<Entry>
  deadlines(id: CaseId, options?: { readonly as?: PartyId }): Promise<readonly ExplainedDeadline[]>
}
