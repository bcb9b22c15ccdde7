import { storeFault } from '@convoke/core'
import { assertOptions, assertPathOrDatabase } from './check-options.js'
import type { SqliteLike } from './driver.js'
import { openFile, storeOver } from './file-store.js'
import type { SqliteStore, SqliteStoreOptions } from './options.js'
import { threadedStore } from './thread/threaded-store.js'

/**
 * Cases in a SQLite file, shared by any number of processes of one machine; network file systems are not supported.
 *
 * @param pathOrDatabase a path (`:memory:` for none), or your own connection of node:sqlite, libsql or better-sqlite3.
 *   On your own connection, appends made within a transaction of yours are committed or taken back with it.
 * @throws ConvokeError `store/newer-schema` for a file of a later release; `store/corrupt` for a file of something else;
 *   `store/no-thread` where `thread` is true for something else than a file; `store/no-path` and `store/bad-option` for
 *   what a call from JavaScript left out or misspelt; `store/no-folder`, `store/is-folder` or `store/read-only` for a path
 *   where no file can be opened
 * @example
 * const store = sqliteStore(':memory:')
 * await store.load('default', 'no-such-case') // => undefined
 */
export function sqliteStore(pathOrDatabase: string | SqliteLike, options: SqliteStoreOptions = {}): SqliteStore {
  assertPathOrDatabase(pathOrDatabase)
  assertOptions(options)
  const { thread = 'auto' } = options
  if (typeof pathOrDatabase === 'string' && thread !== false) return threadedStore(pathOrDatabase, options)
  if (thread === true) throw storeFault('store/no-thread')
  return storeOver(openFile(pathOrDatabase, options), options)
}
