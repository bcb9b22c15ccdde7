// `AsyncDisposable` is not in every compiler's default library: without this line such a project could not compile our
// declarations.
/// <reference lib="esnext.disposable" preserve="true" />
import type {
  AnyCaseType,
  AnySendResult,
  CaseEngine,
  CaseFile,
  CaseId,
  CaseView,
  DeadNotice,
  NoticeOf,
  Page,
  PartyId,
  RefusalLog,
  SendOptions,
  SendResult,
  TypedEngine,
  WaitingNotice,
} from '@convoke/core'
import type { AuditOptions, AuditReport } from './audit-store.js'
import type { AdminOptions, CorrectOptions } from './correct-case.js'
import type { ExportOptions } from './export-case.js'
import type { MigratedCase, MigrateOptions, MigrateQuery } from './migrate-cases.js'
import type { AnyNotice } from './notice.js'
import type { DataOf, EraseOptions, RestrictOptions } from './privacy-acts.js'

/** A notice to parties: one that a registered case type declares, or the built-in reminder of a deadline's ladder. */
export type Notice<T extends AnyCaseType = AnyCaseType> = Omit<AnyNotice, 'caseType' | 'type' | 'params'> &
  (NoticeOf<T> | DeadlineNotice<T['name']>)

/** The built-in notice of a rung that `tells` somebody 期限提醒. */
export interface DeadlineNotice<Name extends string = string> {
  readonly caseType: Name
  readonly type: 'deadline'
  readonly params: {
    readonly name: string
    readonly key: string
    readonly n: number
    readonly rung: string
    /** Epoch ms; null while suspended. */
    readonly dueAt: number | null
  }
}

/**
 * An engine: cases are opened, moved by commands, watched, and looked after in the background. Typed by its case types;
 * at run time also a `CaseEngine`.
 *
 * Refusals are returned, faults are thrown. What an answer says is committed.
 */
export interface Engine<T extends AnyCaseType = AnyCaseType> extends TypedEngine<T>, AsyncDisposable {
  /**
   * A case by its id, with its id kept: `engine.case(id).send({ type: 'accept' }, { by })`. Asks nothing.
   */
  case<Name extends T['name'] = T['name']>(id: CaseId<Name>): CaseHandle<Extract<T, { readonly name: Name }>>
  /**
   * Corrects what a case holds 更正: journaled with its ground and the signatures of two people, never an edited row.
   * Refused with `input/schema` where the corrected context would not be valid.
   *
   * @throws ConvokeError `engine/second-signature`, `engine/ground`
   */
  correct<Name extends T['name'] = T['name']>(
    id: CaseId<Name>,
    options: CorrectOptions,
  ): Promise<SendResult<Extract<T, { readonly name: Name }>>>
  /**
   * Moves the open deadlines of a case to the dates of the engine's calendar edition; the entry lists each.
   *
   * @throws ConvokeError `engine/second-signature`, `engine/ground`
   */
  adoptCalendar<Name extends T['name'] = T['name']>(
    id: CaseId<Name>,
    options: AdminOptions,
  ): Promise<SendResult<Extract<T, { readonly name: Name }>>>
  /**
   * Takes cases over into a later version of their case type 版本迁移, as that version declares it (`migrateFrom`), and
   * tells of each what became of it or why it stays. Journaled with its ground and two signatures, in an entry that
   * holds the whole new state. Begin with `{ dryRun: true, shadow: true }`, which writes nothing.
   *
   * @throws ConvokeError `engine/second-signature`, `engine/ground`, when the first case is asked for
   */
  migrate(query: MigrateQuery<T['name']>, options: MigrateOptions): AsyncIterable<MigratedCase>
  /**
   * Erases personal values for good 删除, of a case or of a party in all its cases: in one commit an entry with its ground
   * and two signatures says which, and they are deleted; the hashes stay. Returns how many. Values that are only hidden
   * from some stay.
   *
   * @throws ConvokeError `engine/second-signature`, `engine/ground`, `engine/retention-runs`
   */
  erase(of: CaseId | DataOf, options: EraseOptions): Promise<number>
  /**
   * Restricts personal values 停止处理 while the law wants them kept: they stay, and appear in no view, journal, export,
   * search or notice of anybody, the host included. Recorded like an erasure, and reversible. Returns how many.
   *
   * @throws ConvokeError `engine/second-signature`, `engine/ground`
   */
  restrict(of: CaseId | DataOf, options: RestrictOptions): Promise<number>
  /**
   * Ends a restriction: the values appear again to those who may see them. Recorded; returns how many.
   *
   * @throws ConvokeError `engine/second-signature`, `engine/ground`
   */
  liftRestriction(of: CaseId | DataOf, options: EraseOptions): Promise<number>
  /**
   * The case file 案卷文件 of a case: all entries, and the marked values that party may see; anybody can check it with
   * `verifyCaseFile`. Without `as`, the host's. Undefined for a stranger and for a case that does not exist.
   *
   * @throws ConvokeError `engine/export-hides` where a role hides its holder from that party
   */
  exportCase(id: CaseId, options?: ExportOptions): Promise<CaseFile | undefined>
  /** Who was refused what and why: the last 200 of the case's parties, and counts. */
  refusals(id: CaseId): Promise<RefusalLog>
  readonly outbox: {
    /** Notices that are not delivered yet, oldest first: ready, under way, put off, or behind another of their lane. */
    waiting(options?: {
      readonly limit?: number | undefined
      readonly after?: string | undefined
    }): Promise<Page<WaitingNotice>>
    /** Notices that failed for good, oldest first. */
    dead(options?: {
      readonly limit?: number | undefined
      readonly after?: string | undefined
    }): Promise<Page<DeadNotice>>
    /** Delivers a dead notice again; false where there is none with this id. */
    retry(id: string): Promise<boolean>
  }
  /**
   * Verifies the store: chains, disclosures, folds against snapshots, indexes, and the newest anchor. With
   * `anchor: true` it then signs a new one.
   *
   * A chain that somebody can recompute proves nothing by itself. An anchor proves that nothing before it was changed
   * since by anybody without the key; it says nothing about entries that were never written.
   *
   * @throws ConvokeError `engine/no-key` for an anchor without `keys`
   */
  audit(options?: AuditOptions): Promise<AuditReport>
}

/** An engine for code that knows its case types only at run time: every {@link Engine} is one. */
export interface AnyEngine
  extends CaseEngine,
    AsyncDisposable,
    Pick<Engine, 'erase' | 'restrict' | 'liftRestriction' | 'exportCase' | 'refusals' | 'outbox' | 'audit'> {
  send(id: string, command: object, options: SendOptions): Promise<AnySendResult>
  case(id: string): object
  correct(id: string, options: CorrectOptions): Promise<AnySendResult>
  adoptCalendar(id: string, options: AdminOptions): Promise<AnySendResult>
  migrate(query: MigrateQuery, options: MigrateOptions): AsyncIterable<MigratedCase>
}

/** One case of an {@link Engine}. */
export interface CaseHandle<T extends AnyCaseType> {
  readonly id: CaseId<T['name']>
  send(...args: Tail<Parameters<TypedEngine<T>['send']>>): Promise<SendResult<T>>
  submit(...args: Tail<Parameters<TypedEngine<T>['submit']>>): Promise<SendResult<T>>
  view(options?: { readonly as?: PartyId }): Promise<CaseView<T> | undefined>
  journal(...args: Tail<Parameters<TypedEngine<T>['journal']>>): ReturnType<TypedEngine<T>['journal']>
  deadlines(...args: Tail<Parameters<TypedEngine<T>['deadlines']>>): ReturnType<TypedEngine<T>['deadlines']>
}

type Tail<A extends readonly unknown[]> = A extends readonly [unknown, ...infer Rest]
  ? Rest
  : A extends readonly [unknown?, ...infer Rest]
    ? Rest
    : never
