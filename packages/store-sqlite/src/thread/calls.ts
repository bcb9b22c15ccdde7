// What goes to the thread and comes back: copies, so plain data only.
import type { SqliteStore, SqliteStoreOptions } from '../options.js'
import type { OpenFile } from './file-of.js'
import type { PackedBatch, PackedResult } from './packed-batch.js'

/** What a thread may do: what waits for the disk, and copying. */
export interface ThreadCalls extends Pick<SqliteStore, 'erase' | 'backup'> {
  append(batch: PackedBatch): Promise<readonly PackedResult[]>
  readonly appendAnchor: SqliteStore['anchors']['append']
}

/** A message to the thread; `close` alone has no number and no answer. */
export type ThreadRequest =
  | { readonly n: number; readonly call: keyof ThreadCalls; readonly values: readonly unknown[] }
  | { readonly call: 'close' }

/** An error in what can be copied, with its cause. */
export interface PlainFault {
  readonly code: string
  readonly message: string
  readonly details: Readonly<Record<string, unknown>>
  readonly retry: 'never' | 'after-reread' | 'later'
  readonly cause: { readonly message: string; readonly code: unknown } | undefined
}

/** A message from the thread; the first one answers nothing, 0: the file is open, or cannot be, and the thread ends. */
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
  /** What was at the path when the store was opened. */
  readonly file: OpenFile
  readonly options: Pick<SqliteStoreOptions, 'synchronous' | 'patienceMs' | 'driver'>
  readonly counts: BigInt64Array
}
