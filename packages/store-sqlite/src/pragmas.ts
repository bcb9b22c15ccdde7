import type { SqliteDriver } from './driver.js'
import { busyTimeoutMs, type SessionOptions } from './session.js'

/** Opening waits longer than a command: another process may be migrating the file. */
const openingTimeoutMs = 10_000

/** Sets what a connection must have before its first statement. */
export function setPragmas(db: SqliteDriver, { synchronous }: SessionOptions): void {
  db.exec(`PRAGMA busy_timeout = ${openingTimeoutMs}`)
  db.exec('PRAGMA journal_mode = WAL')
  db.exec(`PRAGMA synchronous = ${synchronous}`)
  // On macOS an fsync reaches the drive only, and not its medium, unless it is a full one.
  db.exec('PRAGMA fullfsync = ON')
  // What is erased is overwritten, not only unlinked.
  db.exec('PRAGMA secure_delete = ON')
  db.exec('PRAGMA trusted_schema = OFF')
  db.exec('PRAGMA temp_store = MEMORY')
  db.exec('PRAGMA cache_size = -32768')
}

/** From here on a lock is waited for by the session, not by the driver: only after the schema is in place. */
export function waitBriefly(db: SqliteDriver): void {
  db.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}`)
}
