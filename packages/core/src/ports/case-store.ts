import type { RefusalCode } from '../errors/refusal.js'
import type { Disclosure, StoredEntry } from '../journal/entry.js'
import type { JsonObject } from '../json/json.js'
import type { PartyId } from './party.js'

/** The newest entry of a case: its number, legal moment (epoch ms) and hash. */
export interface Head {
  readonly seq: number
  readonly at: number
  readonly hash: string
}

/** What a store can filter and page by, written with every append. Contains no marked value. */
export interface CaseIndex {
  readonly caseType: string
  readonly version: string
  /** The human reference 案号. */
  readonly reference: string
  /** Active state paths, such as `inviting.replies`. */
  readonly states: readonly string[]
  readonly parties: readonly { readonly party: PartyId; readonly roles: readonly string[] }[]
  /** Epoch ms. */
  readonly openedAt: number
  /** Epoch ms of reaching a state with an outcome; null while open. */
  readonly settledAt: number | null
  readonly outcome: string | null
  /** When the next rung of any open deadline fires (epoch ms); null when none is armed. */
  readonly nextRungAt: number | null
  /** The earliest due instant of an unfired open deadline or, once fired, of the overdue one (epoch ms). */
  readonly overdueSince: number | null
  /** Words to search: the concatenated unmarked text of the case; a store indexes its CJK bigrams. */
  readonly text: string
}

/** Something to tell somebody, or another case, on its way out. `id` is stable across redeliveries. */
export interface OutboxNotice {
  readonly id: string
  readonly tenant: string
  readonly caseId: string
  readonly seq: number
  /** Notices of one lane are claimed strictly in order; null where order does not matter. */
  readonly lane: string | null
  readonly type: string
  readonly body: JsonObject
}

/** A notice under lease. `attempts` counts earlier failures. */
export interface ClaimedNotice extends OutboxNotice {
  readonly attempts: number
}

/** A notice that is not delivered yet. `readyAt` (epoch ms): not before; null behind another notice of its lane. */
export interface WaitingNotice extends ClaimedNotice {
  readonly readyAt: number | null
}

/** A notice that failed for good, with its last error. */
export interface DeadNotice extends ClaimedNotice {
  readonly error: string
  readonly failedAt: number
}

/** One command id as it was used, for idempotent retries. `scope` is the case id, or null for an `open`. */
export interface CommandRecord {
  readonly scope: string | null
  readonly by: PartyId
  readonly commandId: string
  /** SHA-256 of the canonical `{ type, data, onBehalfOf }`. */
  readonly fingerprint: string
  readonly caseId: string
  readonly seq: number
}

/**
 * What an append does with a value that an earlier entry of its case disclosed: deletes it, restricts it (it is kept and
 * read by nobody), or lifts the restriction.
 */
export interface DisclosureAct {
  readonly act: 'erase' | 'restrict' | 'lift'
  readonly seq: number
  readonly path: string
  /** Of a restriction: until when the value has to be kept (epoch ms); null or absent where no end is set. */
  readonly until?: number | null | undefined
}

/** A value under restriction, without the value. */
export interface RestrictedValue {
  readonly seq: number
  readonly path: string
  readonly personal: boolean
  readonly subject: PartyId | null
  /** Until when it has to be kept (epoch ms); null where no end is set. */
  readonly until: number | null
}

/**
 * All new entries of one case. Commits as a whole or not at all.
 *
 * `entries` follow `expectedSeq` without a gap and end at `head`; `commands` are this case's own. Without entries it
 * rewrites snapshot and index only. What breaks this is a fault of the caller: `bug/append-batch`, nothing written.
 */
export interface Append {
  readonly tenant: string
  readonly caseId: string
  /** The head the decision was made on; 0 for a new case. */
  readonly expectedSeq: number
  readonly entries: readonly StoredEntry[]
  readonly head: Head
  readonly disclosures: readonly Disclosure[]
  /** Done to earlier disclosures with the same commit; what is not there is passed over. */
  readonly disclosed?: readonly DisclosureAct[] | undefined
  /** JSON text of the folded state: a cache, stamped by the engine. */
  readonly snapshot: string
  readonly index: CaseIndex
  readonly notices: readonly OutboxNotice[]
  readonly commands: readonly CommandRecord[]
}

/**
 * What became of one {@link Append}. `head-moved`: somebody appended first, or the case is not there; `case-exists`:
 * expectedSeq 0 but the case is there; `command-id`: the head is as expected, but a command id was taken meanwhile.
 * `actualSeq` is 0 where there is no case.
 */
export type AppendResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly conflict: 'head-moved' | 'case-exists' | 'command-id'; readonly actualSeq: number }

/** What a store knows of one case without reading its journal. */
export interface LoadedCase {
  readonly head: Head
  readonly snapshot: string
  readonly index: CaseIndex
}

/**
 * Filters of {@link CaseStore.list}: all optional, all indexed, combined by "and". Ranges: from inclusive, to exclusive,
 * epoch ms. `indexMatcher` states the meaning of each.
 */
export interface ListQuery {
  /** A case id, or how it begins. */
  readonly id?: string | undefined
  /** The human reference 案号, whole; a host may give several cases the same. */
  readonly reference?: string | undefined
  readonly caseType?: string | undefined
  /** An active state path, or a parent of one. */
  readonly state?: string | undefined
  readonly party?: PartyId | undefined
  /** A role of `party`; without `party`, a role that anybody holds. */
  readonly role?: string | undefined
  /** Deadlines overdue at this instant (epoch ms); `overdueSince` equal to it counts. */
  readonly overdueAt?: number | undefined
  readonly settled?: boolean | undefined
  readonly openedFrom?: number | undefined
  readonly openedTo?: number | undefined
  readonly settledFrom?: number | undefined
  readonly settledTo?: number | undefined
  /** Words of unmarked text, all of which occur: CJK of two characters or more, or whole words (`textTokens`). */
  readonly text?: string | undefined
}

/**
 * One page, newest opened first. `next` is an opaque cursor; absent on the last page. There is no total. A cursor that
 * this list did not make is refused with `store/cursor`.
 */
export interface Page<Item> {
  readonly items: readonly Item[]
  readonly next?: string | undefined
}

/** One row of a list. */
export interface ListedCase {
  readonly caseId: string
  readonly head: Head
  readonly index: CaseIndex
}

/** An entry in store-wide order. `position` is opaque and strictly increasing in feed order. */
export interface FeedItem {
  readonly position: string
  readonly tenant: string
  readonly caseId: string
  readonly entry: StoredEntry
}

/** A case whose next rung is due, leased to one caller. Instants are epoch ms; the lease is over at `leaseUntil`. */
export interface DueClaim {
  readonly tenant: string
  readonly caseId: string
  readonly nextRungAt: number
  readonly leaseUntil: number
}

/** A refusal as it is logged: who was refused what and why, never the data. */
export interface LoggedRefusal {
  /** Epoch ms. */
  readonly at: number
  readonly by: PartyId
  readonly type: string
  readonly code: RefusalCode
}

/** The refusals of one case: the last 200, and how often each code occurred in all. */
export interface RefusalLog {
  readonly last: readonly LoggedRefusal[]
  readonly counts: Readonly<Partial<Record<RefusalCode, number>>>
}

/** Which marked values to erase: those of one case, narrowed by any of the rest. */
export interface ErasureSubject {
  readonly tenant: string
  readonly caseId: string
  readonly subject?: PartyId | undefined
  readonly seq?: number | undefined
  readonly path?: string | undefined
}

/**
 * Where journals live. The journal is the truth; snapshot and index are caches written in the same transaction.
 *
 * A store proves itself by every law of `storeLaws` in `@convoke/core/testing`. Faults of the driver are thrown as
 * `store/unavailable` (retry later), `store/full`, `store/read-only` or `store/corrupt`, with the cause kept; a store that
 * was closed answers `store/closed`. What is handed to a store must not be changed afterwards.
 */
export interface CaseStore {
  load(tenant: string, caseId: string): Promise<LoadedCase | undefined>
  /** At most one {@link Append} per case; each commits or conflicts by itself; results in the order given. */
  append(batch: readonly Append[]): Promise<readonly AppendResult[]>
  /** Entries with `seq >= from` (default 1) in order, at most `limit` (default all). */
  entries(tenant: string, caseId: string, from?: number, limit?: number): Promise<readonly StoredEntry[]>
  /** In order of `seq`; without those under restriction, which nobody reads. */
  disclosures(tenant: string, caseId: string): Promise<readonly Disclosure[]>
  /** Those under restriction, in order of `seq`, without their values. */
  restricted(tenant: string, caseId: string): Promise<readonly RestrictedValue[]>
  /**
   * Ids of the cases that hold a disclosure of this party's data, under restriction or not, in ascending order; `after`
   * is the last one seen.
   */
  concerning(
    tenant: string,
    subject: PartyId,
    options: { readonly limit: number; readonly after?: string | undefined },
  ): Promise<readonly string[]>
  /** The earlier use of a command id; `scope` as in {@link CommandRecord}. */
  command(tenant: string, scope: string | null, by: PartyId, commandId: string): Promise<CommandRecord | undefined>
  /** Entries committed after a position, store-wide, in an order in which no later commit can slip in before. */
  feed(after: string | undefined, limit: number): Promise<readonly FeedItem[]>
  /** The position of the newest entry that {@link CaseStore.feed} would give; undefined when there is none. */
  feedEnd(): Promise<string | undefined>
  /** Leases up to `limit` cases whose next rung is at or before `now`, earliest first, until `leaseUntil` (epoch ms). */
  claimDue(options: {
    readonly now: number
    readonly limit: number
    readonly leaseUntil: number
  }): Promise<readonly DueClaim[]>
  /** Ends leases early, after the work is done or given up. A lease that has passed to somebody else stays. */
  release(claims: readonly DueClaim[]): Promise<void>
  readonly outbox: Outbox
  readonly refusals: {
    /** Counts and keeps; may be buffered and lost in a crash. */
    record(tenant: string, caseId: string, refusal: LoggedRefusal): void
    read(tenant: string, caseId: string): Promise<RefusalLog>
  }
  readonly anchors: {
    /** Appends one anchor; its canonical JSON text is opaque to the store. */
    append(anchor: string): Promise<void>
    /** All anchors, oldest first. */
    all(): Promise<readonly string[]>
  }
  list(
    tenant: string,
    query: ListQuery,
    options: { readonly limit: number; readonly after?: string | undefined },
  ): Promise<Page<ListedCase>>
  /** All cases of the store in a stable order, for audits; `after` is the last one seen. */
  cases(
    after: { readonly tenant: string; readonly caseId: string } | undefined,
    limit: number,
  ): Promise<readonly { readonly tenant: string; readonly caseId: string; readonly head: Head }[]>
  /** Deletes matching disclosures, those under restriction as well; returns how many. The journal and its hashes are untouched. */
  erase(subject: ErasureSubject): Promise<number>
  /**
   * How many appends may be under way at once with profit, since writing one leaves time to decide the next; absent: 1. An
   * engine never has two of one case under way. It may fall, never rise, while the store is open, so that it is asked each
   * time: a wrapper hands on a getter, or says 1, for `{ ...store }` copies the number of that moment.
   */
  readonly concurrentAppends?: number | undefined
  /** A changed value tells that another process may have written since; used to drop caches. Absent: never shared. */
  dataVersion?(): number
  close(): Promise<void>
}

/** Notices waiting to be delivered, at least once. Times are epoch ms. */
export interface Outbox {
  /**
   * Leases up to `limit` notices that are ready, longest ready first, equals in the order of their appends; of one lane
   * (of one tenant) only its first undelivered one. A notice id that is already waiting or dead is not kept twice.
   * `tenant`: only its notices; absent: those of all.
   */
  claim(options: {
    readonly tenant?: string | undefined
    readonly now: number
    readonly limit: number
    readonly leaseUntil: number
  }): Promise<readonly ClaimedNotice[]>
  done(ids: readonly string[]): Promise<void>
  /** Notes a failure; ready again at `retryAt`, or dead when that is null. A dead notice no longer blocks its lane. */
  failed(id: string, error: string, at: number, retryAt: number | null): Promise<void>
  /** Notices that are not delivered yet, leased ones among them, in the order of their appends; leases none. */
  waiting(options: {
    readonly tenant?: string | undefined
    readonly limit: number
    readonly after?: string | undefined
  }): Promise<Page<WaitingNotice>>
  dead(options: {
    readonly tenant?: string | undefined
    readonly limit: number
    readonly after?: string | undefined
  }): Promise<Page<DeadNotice>>
  /**
   * Puts a dead notice back in its place in its lane, ready at once where it is the first there, its attempts counted
   * from 0 again. False when there is no such dead notice, of this tenant where one is given.
   */
  retry(id: string, tenant?: string): Promise<boolean>
  /** When the next claim for this tenant, or for all, can find something: a notice is ready or a lease ends; null: never. */
  nextAt(tenant?: string): Promise<number | null>
}
