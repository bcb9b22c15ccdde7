// Two connections of one process to one file: SQLite tells each that somebody else wrote, also when it was the other one.
import type { SqliteDriver } from '../driver.js'
import type { Session, WriteWatch } from '../session.js'
import { extent, strangers, unknownExtent } from './counts.js'

const extentSql = `SELECT (SELECT coalesce(max(position), 0) FROM entries)
  + (SELECT coalesce(max(position), 0) FROM disclosed) AS extent`

/**
 * How much was ever written that anybody remembers: entries, what they disclose, and a row for each erasure without an
 * entry. It grows with every such write, whoever makes it, so that two equal ones have nothing between them.
 */
function extentOf(db: SqliteDriver): bigint {
  return BigInt(db.get(extentSql)?.extent as number)
}

/** Of two connections that write in turns: tells a stranger's write from one of the other. */
export function sideOf(counts: BigInt64Array): Pick<WriteWatch, 'changed'> {
  return {
    changed(db) {
      // In this order: what is announced after the file was read can only be more than what was read.
      const found = extentOf(db)
      if (found > Atomics.load(counts, extent)) Atomics.add(counts, strangers, 1n)
    },
  }
}

/**
 * The side of the thread. It announces each commit before it is made, while the lock of the file keeps all others from
 * writing: who sees the commit finds it announced, and a stranger's write before it was noticed when the lock was had.
 */
export function sideOfThread(counts: BigInt64Array): Pick<WriteWatch, 'changed' | 'committing' | 'failed'> {
  return {
    ...sideOf(counts),
    committing(db) {
      Atomics.store(counts, extent, extentOf(db))
    },
    failed: () => noteFailure(counts),
  }
}

/** What was announced may not have come true: until the next is, everything is taken for a stranger's. */
export function noteFailure(counts: BigInt64Array): void {
  Atomics.store(counts, extent, unknownExtent)
  Atomics.add(counts, strangers, 1n)
}

/** Announces what was written here, before the thread begins to write. */
export function announceOwn(counts: BigInt64Array, session: Session): void {
  try {
    // A stranger's write that comes in between is noticed by the look, or by the thread.
    const written = session.now(extentOf)
    session.look()
    Atomics.store(counts, extent, written)
  } catch {
    noteFailure(counts)
  }
}
