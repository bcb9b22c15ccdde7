import type { AnyCaseType, DeadlineKind, Locale } from '../definition/case-type.js'
import type { Refusal } from '../errors/refusal.js'
import type { Entry } from '../journal/entry.js'
import type { JsonObject } from '../json/json.js'
import type { ListQuery, Page } from './case-store.js'
import type { ActorId, PartyId } from './party.js'
import type { Explanation, PlainDate } from './working-calendar.js'

/** An open deadline as a party sees it. Instants are epoch ms. */
export interface DeadlineView {
  readonly name: string
  readonly key: string
  readonly n: number
  readonly kind: DeadlineKind
  readonly startedAt: number
  readonly dueAt: number | null
  readonly overdue: boolean
  readonly suspended: boolean
  readonly provisional: boolean
  readonly owes: readonly PartyId[]
  readonly label: Readonly<Record<Locale, string>>
}

/** The days between which a date may lie now, both included; absent: no bound. */
export interface DateRange {
  readonly earliest?: PlainDate | undefined
  readonly latest?: PlainDate | undefined
}

/** One command a party's roles admit: yes, depends on its data, or no with the reason. */
export interface Allowed<Command extends string = string> {
  readonly command: Command
  readonly verdict: 'yes' | 'depends' | 'no'
  /** Why not: the state does not handle it, or the label of the guard that said no. */
  readonly reason?:
    | {
        readonly code:
          | 'refusal/not-in-state'
          | 'refusal/guard'
          | 'refusal/separation-of-duties'
          | 'refusal/too-early'
          | 'refusal/keep-until'
          | 'refusal/window-closed'
          | 'refusal/recused'
        readonly guard?: string | undefined
        readonly label?: Readonly<Record<Locale, string>> | undefined
      }
    | undefined
  /** Between which days its dates may lie now, by field, where it declares that; not told with a *no*. */
  readonly dates?: Readonly<Record<string, DateRange>> | undefined
}

/** What one party may see of a case; without a party, what a trusted host sees. Plain JSON but for `allowed`, which is computed when read. */
export interface AnyCaseView {
  readonly id: string
  readonly reference: string
  readonly caseType: string
  readonly version: string
  readonly seq: number
  /** Epoch ms. */
  readonly openedAt: number
  readonly settledAt: number | null
  readonly outcome: string | null
  readonly states: readonly string[]
  readonly data: JsonObject
  /** The knobs as resolved when the case opened. */
  readonly parameters: JsonObject
  readonly parties: readonly { readonly party: PartyId; readonly roles: readonly string[] }[]
  readonly roles: readonly string[]
  readonly deadlines: readonly DeadlineView[]
  readonly allowed: readonly Allowed[]
}

/** One thing a party owes, with the case it belongs to, earliest due first. */
export interface InboxItem {
  readonly caseId: string
  readonly reference: string
  readonly caseType: string
  readonly deadline: DeadlineView
}

/** A case of which nobody can tell what is owed in it, and the code of why. */
export interface LeftOutCase {
  readonly caseId: string
  readonly reference: string
  readonly caseType: string
  readonly version: string
  /** `history/unknown-version` where its version is not registered, or what kept it from being read. */
  readonly code: string
}

/** What a party owes 待办, earliest due first. */
export interface Inbox extends ReadonlyArray<InboxItem> {
  /** The party's cases of which nobody can tell; absent where there are none. */
  readonly leftOut?: readonly LeftOutCase[]
}

/** Options of a command. `at` (epoch ms) is for in-process callers: at or after the head, not after now. */
export interface SendOptions {
  readonly by: PartyId
  readonly actor?: ActorId | undefined
  readonly onBehalfOf?: PartyId | undefined
  readonly commandId?: string | undefined
  readonly expectedSeq?: number | undefined
  readonly at?: number | undefined
}

/** Options of an opening; `id` is a UUID chosen by the caller for create-if-absent. */
export interface OpenOptions extends Omit<SendOptions, 'expectedSeq' | 'onBehalfOf'> {
  readonly id?: string | undefined
  readonly parameters?: JsonObject | undefined
}

/** An opened case as its opener may see it, or why it was not opened. `replayed`: this opening was already answered once. */
export type AnyOpenResult =
  | { readonly ok: true; readonly case: AnyCaseView; readonly replayed: boolean }
  | { readonly ok: false; readonly refusal: Refusal }
/** The case after a command with the entry it became, or why it was refused. `replayed`: this command was already answered once. */
export type AnySendResult =
  | { readonly ok: true; readonly case: AnyCaseView; readonly entry: Entry; readonly replayed: boolean }
  | { readonly ok: false; readonly refusal: Refusal }

/** An entry as the feed of changes tells it. */
export interface Change {
  readonly position: string
  readonly caseId: string
  readonly entry: Entry
}

/** A deadline explained: the rule, its source and the arithmetic day by day. */
export interface ExplainedDeadline extends DeadlineView {
  readonly source: string | null
  readonly explanation: Explanation | null
  /**
   * Why no single period explains the date: the case fixed it, it was extended, or the clock was suspended and what was
   * left was counted on from when it ran again. Absent where there is an explanation, and while suspended.
   */
  readonly moved?: 'fixed' | 'extended' | 'resumed' | undefined
}

/**
 * What every engine does, ours or a durable host's; HTTP and tools need only this. Typed calls come from `createEngine`.
 *
 * `as` says through whose eyes something is read. Left out, it is the trusted host, who sees everything; given and naming nobody
 * (`undefined` or an empty text, as of a session that was lost) it is the error `engine/reader-missing`. A name that no call
 * knows among its options is `engine/bad-option`.
 */
export interface CaseEngine {
  readonly caseTypes: readonly AnyCaseType[]
  open(caseType: string, opening: unknown, options: OpenOptions): Promise<AnyOpenResult>
  /** For untrusted bodies: parsed, then decided. */
  submit(id: string, body: unknown, options: SendOptions): Promise<AnySendResult>
  /** Undefined where there is no such case or `as` is not a party of it. */
  view(id: string, options?: { readonly as?: PartyId }): Promise<AnyCaseView | undefined>
  /** What a party owes, by when. Cases that cannot be read, such as those of a version that is not registered, are `leftOut`. */
  inbox(party: PartyId): Promise<Inbox>
  journal(id: string, options?: { readonly as?: PartyId; readonly from?: number | undefined }): AsyncIterable<Entry>
  /** Open deadlines, empty for a stranger; `history/unknown-version` for a case whose version is not registered. */
  deadlines(id: string, options?: { readonly as?: PartyId }): Promise<readonly ExplainedDeadline[]>
  /** A case that cannot be read is listed as far as its index tells: without data and deadlines. */
  list(
    query: Omit<ListQuery, 'overdueAt'> & { readonly overdue?: boolean | undefined },
    options?: {
      readonly as?: PartyId
      readonly limit?: number | undefined
      readonly after?: string | undefined
    },
  ): Promise<Page<AnyCaseView>>
  watch(
    query?: { readonly caseType?: string | undefined },
    options?: {
      readonly as?: PartyId
      readonly after?: string | undefined
      readonly signal?: AbortSignal | undefined
    },
  ): AsyncIterable<Change>
  /** Fires due deadlines and delivers notices; `until` (epoch ms) beyond now needs a manual clock. */
  advance(until?: number): Promise<void>
  /** Fires deadlines and delivers notices in the background, beside each other: a receiver that hangs delays no deadline. */
  start(): void
  /** Ends once what is under way is done; what is still due or undelivered is left for whoever starts next. */
  stop(): Promise<void>
  close(): Promise<void>
}
