import {
  type ClaimedNotice,
  type DeadNotice,
  type JsonObject,
  type Outbox,
  type Page,
  storeFault,
  type WaitingNotice,
} from '@convoke/core'
import type { Row, SqliteDriver } from './driver.js'
import type { Keys } from './keys.js'
import type { Session } from './session.js'

const notice = `SELECT position, id, tenant, case_id, outbox.seq, lane, type, body, attempts, ready_at, error, failed_at
  FROM outbox JOIN cases USING (case_key) JOIN tenants ON tenants.tenant_key = outbox.tenant_key`

const sql = {
  ready: `${notice} WHERE ready_at <= ? ORDER BY ready_at, position LIMIT ?`,
  readyOf: `${notice} WHERE outbox.tenant_key = ? AND ready_at <= ? ORDER BY ready_at, position LIMIT ?`,
  lease: 'UPDATE outbox SET ready_at = ? WHERE position = ?',
  done: 'DELETE FROM outbox WHERE id = ? AND failed_at IS NULL RETURNING tenant_key, lane',
  /** A notice that is not the first of its lane stays behind. */
  failed: `UPDATE outbox SET attempts = attempts + 1, ready_at = CASE WHEN ready_at IS NULL THEN NULL ELSE ? END
    WHERE id = ? AND failed_at IS NULL`,
  bury: `UPDATE outbox SET attempts = attempts + 1, ready_at = NULL, error = ?, failed_at = ?
    WHERE id = ? AND failed_at IS NULL RETURNING tenant_key, lane`,
  /** Lets the first of a lane go. */
  promote: `UPDATE outbox SET ready_at = 0 WHERE ready_at IS NULL AND position =
    (SELECT min(position) FROM outbox WHERE tenant_key = ? AND lane = ? AND failed_at IS NULL)`,
  /** Holds the others of a lane back. */
  demote: `UPDATE outbox SET ready_at = NULL WHERE tenant_key = ? AND lane = ? AND failed_at IS NULL
    AND ready_at IS NOT NULL AND position <> (SELECT min(position) FROM outbox
      WHERE tenant_key = ? AND lane = ? AND failed_at IS NULL)`,
  revive: `UPDATE outbox SET failed_at = NULL, error = NULL, attempts = 0,
    ready_at = CASE WHEN lane IS NULL THEN 0 ELSE NULL END
    WHERE id = ? AND failed_at IS NOT NULL
      AND (? IS NULL OR tenant_key = (SELECT tenant_key FROM tenants WHERE tenant = ?)) RETURNING tenant_key, lane`,
  waiting: `${notice} WHERE failed_at IS NULL AND position > ? AND (? IS NULL OR tenant = ?)
    ORDER BY position LIMIT ?`,
  dead: `${notice} WHERE (failed_at, position) > (?, ?) AND (? IS NULL OR tenant = ?)
    ORDER BY failed_at, position LIMIT ?`,
  nextAt: 'SELECT min(ready_at) AS ready_at FROM outbox WHERE ready_at IS NOT NULL',
  nextAtOf: 'SELECT min(ready_at) AS ready_at FROM outbox WHERE tenant_key = ? AND ready_at IS NOT NULL',
}

/** Delivery needs no fsync of its own: what a power failure undoes is delivered once more. */
const relaxed = { isDurable: false } as const

export function sqliteOutbox(session: Session, keys: Keys): Outbox {
  const readyRows = (db: SqliteDriver, tenant: string | undefined, now: number, limit: number): readonly Row[] => {
    if (tenant === undefined) return db.all(sql.ready, now, limit)
    const tenantKey = keys.tenant(db, tenant)
    return tenantKey === undefined ? [] : db.all(sql.readyOf, tenantKey, now, limit)
  }
  return {
    async claim({ tenant, now, limit, leaseUntil }) {
      const isReady = await session.read(db => readyRows(db, tenant, now, 1).length > 0)
      if (!isReady) return []
      return session.write(db => {
        const rows = readyRows(db, tenant, now, limit)
        for (const { position } of rows) db.run(sql.lease, leaseUntil, position!)
        return rows.map(claimedNotice)
      }, relaxed)
    },
    async done(ids) {
      if (ids.length === 0) return session.now(() => undefined)
      await session.write(db => {
        for (const id of ids) promoteAfter(db, db.get(sql.done, id))
      }, relaxed)
    },
    async failed(id, error, at, retryAt) {
      await session.write(db => {
        if (retryAt !== null) db.run(sql.failed, retryAt, id)
        else promoteAfter(db, db.get(sql.bury, error, at, id))
      }, relaxed)
    },
    waiting: ({ tenant, limit, after }) => session.read(db => waitingPage(db, limit, after, tenant)),
    dead: ({ tenant, limit, after }) => session.read(db => deadPage(db, limit, after, tenant)),
    retry: async (id, tenant) =>
      session.write(db => {
        const revived = db.get(sql.revive, id, tenant ?? null, tenant ?? null)
        if (revived === undefined) return false
        const { tenant_key: tenantKey, lane } = revived
        if (lane !== null) db.run(sql.demote, tenantKey!, lane!, tenantKey!, lane!)
        promoteAfter(db, revived)
        return true
      }),
    nextAt: tenant =>
      session.read(db => {
        if (tenant === undefined) return (db.get(sql.nextAt)?.ready_at ?? null) as number | null
        const tenantKey = keys.tenant(db, tenant)
        return tenantKey === undefined ? null : ((db.get(sql.nextAtOf, tenantKey)?.ready_at ?? null) as number | null)
      }),
  }
}

function promoteAfter(db: SqliteDriver, gone: Row | undefined): void {
  if (gone !== undefined && gone.lane !== null) db.run(sql.promote, gone.tenant_key!, gone.lane!)
}

function waitingPage(
  db: SqliteDriver,
  limit: number,
  after: string | undefined,
  tenant: string | undefined,
): Page<WaitingNotice> {
  const from = after ?? '0'
  if (!/^\d{1,16}$/.test(from)) throw storeFault('store/cursor')
  const rows = db.all(sql.waiting, Number(from), tenant ?? null, tenant ?? null, limit + 1)
  const items = rows.slice(0, limit).map(row => ({ ...claimedNotice(row), readyAt: row.ready_at as number | null }))
  const last = rows[limit - 1]
  return rows.length > limit && last !== undefined ? { items, next: String(last.position) } : { items }
}

function deadPage(
  db: SqliteDriver,
  limit: number,
  after: string | undefined,
  tenant: string | undefined,
): Page<DeadNotice> {
  const cursor = /^(-?\d+):(\d+)$/.exec(after ?? `${Number.MIN_SAFE_INTEGER}:0`)
  if (cursor === null) throw storeFault('store/cursor')
  const rows = db.all(sql.dead, Number(cursor[1]), Number(cursor[2]), tenant ?? null, tenant ?? null, limit + 1)
  const items = rows.slice(0, limit).map(row => {
    return { ...claimedNotice(row), error: row.error as string, failedAt: row.failed_at as number }
  })
  const last = rows[limit - 1]
  return rows.length > limit && last !== undefined ? { items, next: `${last.failed_at}:${last.position}` } : { items }
}

function claimedNotice(row: Row): ClaimedNotice {
  return {
    id: row.id as string,
    tenant: row.tenant as string,
    caseId: row.case_id as string,
    seq: row.seq as number,
    lane: row.lane as string | null,
    type: row.type as string,
    body: JSON.parse(row.body as string) as JsonObject,
    attempts: row.attempts as number,
  }
}
