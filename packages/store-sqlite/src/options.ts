import type { CaseStore } from '@convoke/core'
import type { SqliteDriverName } from './open-driver.js'

/** How a `sqliteStore` opens and waits. */
export interface SqliteStoreOptions {
  /**
   * `full` (default): an append is on the disk before it is acknowledged. `normal`: a power failure may take back the
   * last acknowledged appends, never damage the file; for tests, and for data that can be made again.
   */
  readonly synchronous?: 'full' | 'normal' | undefined
  /** How long to wait for another process's write before `store/unavailable`, in ms, at least 0; default 10,000. */
  readonly patienceMs?: number | undefined
  /** How long a refusal may wait for an append to be written with, in ms, 0 to 2,147,483,647; default 1,000. */
  readonly refusalsWithinMs?: number | undefined
  /** Which driver opens a path; default the first of `availableDrivers()`. */
  readonly driver?: SqliteDriverName | undefined
  /**
   * Whether a thread of the store's own (Node's `worker_threads`) writes. `'auto'` (default): many appends that come together,
   * so that the next ones are decided meanwhile; it starts with the first such batch, and where it cannot, all is written by
   * the caller. `true`: everything that waits for the disk, so that nothing else of the process does; for the path of a file
   * only. `false`: nothing. Reading stays where it is called for.
   */
  readonly thread?: boolean | 'auto' | undefined
}

/** A {@link CaseStore} in one file, with a copy of it on demand. */
export interface SqliteStore extends CaseStore {
  dataVersion(): number
  /**
   * Writes a consistent copy to a path where no file is, while others go on writing. It is a store of its own.
   *
   * @throws ConvokeError `store/full`, or `bug/sqlite` where a file is already
   */
  backup(path: string): Promise<void>
}
