// Two connections of one process to one file: SQLite tells each that somebody else wrote, also when it was the other one.
import type { SqliteDriver } from '../driver.js'
import type { WriteWatch } from '../session.js'
import { commits, newest, strangers } from './counts.js'

const newestSql = 'SELECT max(position) AS position FROM entries'

/** The newest position of the feed as this connection sees it; 0 where nothing was written. */
export function newestPosition(db: SqliteDriver): bigint {
  return BigInt(db.get(newestSql)?.position ?? 0)
}

/**
 * What the thread that writes says of its transactions. It says so before it commits, while the lock of the file keeps all
 * others from writing: who sees the commit finds it announced, and a stranger's write is counted before ours that follows.
 */
export function announcing(counts: BigInt64Array): Pick<WriteWatch, 'strangerWrote' | 'committing'> {
  return {
    strangerWrote() {
      Atomics.add(counts, strangers, 1n)
    },
    committing(db) {
      Atomics.store(counts, newest, newestPosition(db))
      Atomics.add(counts, commits, 1n)
    },
  }
}

/** What the thread that reads must see of the file. */
export interface Sight {
  /** SQLite's own number, which changes with every commit of another connection, ours that writes among them. */
  dataVersion(): number
  newestPosition(): bigint
  /** Has the writing thread look whether a stranger has written. */
  look(): void
}

/**
 * The number that changes when somebody else wrote, and not when our own thread did.
 *
 * A change that our commits explain, and no entry beside ours, may still hide an erasure without an entry by another process:
 * the writing thread is asked to look, and its count is seen by the next call.
 */
export function versionBesideOwn(counts: BigInt64Array, sight: Sight): () => number {
  let seen = sight.dataVersion()
  let known = 0n
  let here = 0
  return () => {
    const now = sight.dataVersion()
    if (now !== seen) {
      seen = now
      // In this order: what is announced after the file was read can only be more than what was read.
      const found = sight.newestPosition()
      const announced = Atomics.load(counts, newest)
      const ours = Atomics.load(counts, commits)
      if (found > announced || ours === known) here += 1
      else sight.look()
      known = ours
    }
    return here + Number(Atomics.load(counts, strangers))
  }
}

/** Notes that the thread that writes has ended: what it had announced may not have come true. */
export function noteEnd(counts: BigInt64Array): void {
  Atomics.add(counts, strangers, 1n)
}
