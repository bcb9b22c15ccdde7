import type { LoggedRefusal, RefusalCode, RefusalLog } from '@convoke/core'
import type { Row, SqliteDriver } from './driver.js'
import type { Keys } from './keys.js'

/** How many refusals of a case are kept. */
const kept = 200

const sql = {
  last: 'SELECT max(n) AS n FROM refusals WHERE tenant_key = ? AND case_id = ?',
  insert: 'INSERT INTO refusals (tenant_key, case_id, n, at, by, type, code) VALUES (?, ?, ?, ?, ?, ?, ?)',
  drop: 'DELETE FROM refusals WHERE tenant_key = ? AND case_id = ? AND n <= ?',
  count: `INSERT INTO refusal_counts (tenant_key, case_id, code, count) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET count = count + excluded.count`,
  read: 'SELECT at, by, type, code FROM refusals WHERE tenant_key = ? AND case_id = ? ORDER BY n',
  counts: 'SELECT code, count FROM refusal_counts WHERE tenant_key = ? AND case_id = ?',
}

interface Pending {
  readonly tenant: string
  readonly caseId: string
  readonly last: LoggedRefusal[]
  readonly counts: Partial<Record<RefusalCode, number>>
  total: number
}

/** Refusals since the last write: they wait for the next append, so that saying no costs no disk access. */
export interface RefusalBuffer {
  record(tenant: string, caseId: string, refusal: LoggedRefusal): void
  read(db: SqliteDriver, keys: Keys, tenant: string, caseId: string): RefusalLog
  isEmpty(): boolean
  /** Writes what waits. */
  write(db: SqliteDriver, keys: Keys): void
  /** Forgets what was written; to be called as soon as that is committed, before more comes. */
  written(): void
}

export function refusalBuffer(): RefusalBuffer {
  const pending = new Map<string, Pending>()
  const keyOf = (tenant: string, caseId: string) => JSON.stringify([tenant, caseId])
  return {
    record(tenant, caseId, refusal) {
      const key = keyOf(tenant, caseId)
      const log = pending.get(key) ?? { tenant, caseId, last: [], counts: {}, total: 0 }
      pending.set(key, log)
      log.last.push(refusal)
      if (log.last.length > kept) log.last.shift()
      log.counts[refusal.code] = (log.counts[refusal.code] ?? 0) + 1
      log.total += 1
    },
    read(db, keys, tenant, caseId) {
      const waiting = pending.get(keyOf(tenant, caseId))
      const tenantKey = keys.tenant(db, tenant) ?? 0
      const written = db.all(sql.read, tenantKey, caseId).map(loggedRefusal)
      const counts = new Map(Object.entries(waiting?.counts ?? {}))
      for (const { code, count } of db.all(sql.counts, tenantKey, caseId)) {
        counts.set(code as RefusalCode, (counts.get(code as RefusalCode) ?? 0) + (count as number))
      }
      return { last: [...written, ...(waiting?.last ?? [])].slice(-kept), counts: Object.fromEntries(counts) }
    },
    isEmpty: () => pending.size === 0,
    write(db, keys) {
      for (const log of pending.values()) writeLog(db, keys.internTenant(db, log.tenant), log)
    },
    written: () => pending.clear(),
  }
}

function loggedRefusal({ at, by, type, code }: Row): LoggedRefusal {
  return { at: at as number, by: by as string, type: type as string, code: code as RefusalCode }
}

function writeLog(db: SqliteDriver, tenantKey: number, { caseId, last, counts, total }: Pending): void {
  const before = (db.get(sql.last, tenantKey, caseId)?.n ?? 0) as number
  const first = before + total - last.length
  for (const [i, { at, by, type, code }] of last.entries()) {
    db.run(sql.insert, tenantKey, caseId, first + i + 1, at, by, type, code)
  }
  db.run(sql.drop, tenantKey, caseId, before + total - kept)
  for (const [code, count] of Object.entries(counts)) db.run(sql.count, tenantKey, caseId, code, count)
}
