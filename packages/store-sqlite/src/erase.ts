import type { ErasureSubject } from '@convoke/core'
import type { SqliteDriver, SqliteValue } from './driver.js'
import type { Keys } from './keys.js'
import type { Session } from './session.js'

/**
 * Deletes disclosures for good: overwritten in their place in the file, and then in the write-ahead log as far as no reader holds it.
 * The deletion stands before the log is cut; a log still held is cut by a later checkpoint.
 */
export async function eraseDisclosures(session: Session, keys: Keys, of: ErasureSubject): Promise<number> {
  const narrowed = Object.entries({ seq: of.seq, path: of.path, subject: of.subject }).filter(
    ([, value]) => value !== undefined,
  )
  const erased = await session.write(db => {
    const tenantKey = keys.tenant(db, of.tenant)
    if (tenantKey === undefined) return 0
    const conditions = narrowed.map(([column]) => ` AND ${column} = ?`).join('')
    const values = narrowed.map(([, value]) => value as SqliteValue)
    const ofCase = 'case_key = (SELECT case_key FROM cases WHERE tenant_key = ? AND case_id = ?)'
    const found = eraseWhere(db, `${ofCase}${conditions}`, [tenantKey, of.caseId, ...values])
    // There is no entry by which others could see that something has changed.
    if (found > 0) db.run("INSERT INTO disclosed (salt, value) VALUES ('', '')")
    return found
  })
  if (erased > 0) await cutLog(session)
  return erased
}

/** Overwrites what is disclosed there, with as many bytes so that it stays in its place, and says how much it was. */
export function eraseWhere(db: SqliteDriver, condition: string, values: readonly SqliteValue[]): number {
  const blank = (column: string, byte: string) =>
    `${column} = replace(hex(zeroblob(length(CAST(${column} AS BLOB)))), '00', '${byte}')`
  db.run(
    `UPDATE disclosed SET ${blank('salt', '0')}, ${blank('value', ' ')}
      WHERE position IN (SELECT position FROM disclosures WHERE ${condition})`,
    ...values,
  )
  return db.run(`DELETE FROM disclosures WHERE ${condition}`, ...values)
}

/** Cuts the write-ahead log, which still holds what was deleted, as far as no reader holds it. */
export async function cutLog(session: Session): Promise<void> {
  await session.alone(db => void (db.inTransaction() || db.all('PRAGMA wal_checkpoint(TRUNCATE)')))
}
