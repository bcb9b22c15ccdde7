// What goes to the thread and comes back: copies, so plain data only.
import type { SqliteStore, SqliteStoreOptions } from '../options.js'

/** What only the thread does: everything that writes, and the refusals that wait there to be written. */
export interface ThreadCalls extends Pick<SqliteStore, 'append' | 'claimDue' | 'release' | 'erase' | 'backup'> {
  readonly claim: SqliteStore['outbox']['claim']
  readonly done: SqliteStore['outbox']['done']
  readonly failed: SqliteStore['outbox']['failed']
  readonly retry: SqliteStore['outbox']['retry']
  readonly readRefusals: SqliteStore['refusals']['read']
  readonly appendAnchor: SqliteStore['anchors']['append']
}

/** What the thread is told and does not answer. */
export interface ThreadNews {
  readonly recordRefusal: SqliteStore['refusals']['record']
  /** To look whether another process has written. */
  readonly look: () => void
  /** To close the file and end. */
  readonly close: () => void
}

/** A message to the thread; one without a number is not answered. */
export interface ThreadRequest {
  readonly n?: number | undefined
  readonly call: keyof ThreadCalls | keyof ThreadNews
  readonly values: readonly unknown[]
}

/** An error in what can be copied, with its cause. */
export interface PlainFault {
  readonly code: string
  readonly message: string
  readonly details: Readonly<Record<string, unknown>>
  readonly retry: 'never' | 'after-reread' | 'later'
  readonly cause: { readonly message: string; readonly code: unknown } | undefined
}

/** A message from the thread. */
export interface ThreadAnswer {
  readonly n: number
  readonly result?: unknown
  readonly fault?: PlainFault | undefined
}

/** What the thread is started with. */
export interface ThreadStart {
  /** Tells this thread from any other that happens to load the file. */
  readonly isConvokeStore: true
  readonly path: string
  readonly options: Pick<SqliteStoreOptions, 'synchronous' | 'patienceMs' | 'refusalsWithinMs' | 'driver'>
  readonly counts: BigInt64Array
}
