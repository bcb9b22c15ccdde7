import { type ClaimedNotice, type JsonObject, type Outbox, storeFault } from '@convoke/core'
import type { Row } from './driver.js'
import type { Session } from './session.js'

const columns =
  'o.position, o.id, o.tenant, o.case_id, o.seq, o.lane, o.type, o.body, o.attempts, o.error, o.failed_at, o.ready_at'

/**
 * Who is first in a lane is asked when claiming, not kept: kept, a removal and an addition that do not see each other
 * could leave a lane without a first one.
 */
export function postgresOutbox(session: Session, schema: string): Outbox {
  const isFirst = `(o.lane IS NULL OR NOT EXISTS (SELECT 1 FROM ${schema}.outbox p
    WHERE p.tenant = o.tenant AND p.lane = o.lane AND p.failed_at IS NULL AND p.position < o.position))`
  const sql = {
    claim: `WITH ready AS (
        SELECT o.position, o.ready_at AS was_ready_at FROM ${schema}.outbox o
        WHERE o.failed_at IS NULL AND ($4::text IS NULL OR o.tenant = $4) AND o.ready_at <= $1 AND ${isFirst}
        ORDER BY o.ready_at, o.position LIMIT $2 FOR UPDATE OF o SKIP LOCKED)
      UPDATE ${schema}.outbox o SET ready_at = $3 FROM ready WHERE o.position = ready.position
      RETURNING ready.was_ready_at, ${columns}`,
    done: `DELETE FROM ${schema}.outbox WHERE id = ANY ($1) AND failed_at IS NULL`,
    failed: `UPDATE ${schema}.outbox SET attempts = attempts + 1, ready_at = $2 WHERE id = $1 AND failed_at IS NULL`,
    bury: `UPDATE ${schema}.outbox SET attempts = attempts + 1, error = $2, failed_at = $3
      WHERE id = $1 AND failed_at IS NULL`,
    revive: `UPDATE ${schema}.outbox SET attempts = 0, error = NULL, failed_at = NULL, ready_at = 0
      WHERE id = $1 AND failed_at IS NOT NULL AND ($2::text IS NULL OR tenant = $2)`,
    waiting: `SELECT ${columns}, ${isFirst} AS is_first FROM ${schema}.outbox o
      WHERE o.failed_at IS NULL AND o.position > $1 AND ($3::text IS NULL OR o.tenant = $3) ORDER BY o.position LIMIT $2`,
    dead: `SELECT ${columns} FROM ${schema}.outbox o WHERE failed_at IS NOT NULL AND (failed_at, position) > ($1, $2)
        AND ($4::text IS NULL OR tenant = $4)
      ORDER BY failed_at, position LIMIT $3`,
    nextAt: `SELECT min(o.ready_at) AS ready_at FROM ${schema}.outbox o WHERE o.failed_at IS NULL
      AND ($1::text IS NULL OR o.tenant = $1) AND ${isFirst}`,
  }
  return {
    async claim({ tenant, now, limit, leaseUntil }) {
      const { rows } = await session.query(sql.claim, now, limit, leaseUntil, tenant ?? null)
      return rows
        .map(row => ({ row, at: Number(row.was_ready_at), position: Number(row.position) }))
        .sort((a, b) => a.at - b.at || a.position - b.position)
        .map(({ row }) => claimedNotice(row))
    },
    async done(ids) {
      await session.query(sql.done, [...ids])
    },
    async failed(id, error, at, retryAt) {
      if (retryAt === null) await session.query(sql.bury, id, error, at)
      else await session.query(sql.failed, id, retryAt)
    },
    async waiting({ tenant, limit, after = '0' }) {
      if (!/^\d{1,18}$/.test(after)) throw storeFault('store/cursor')
      const { rows } = await session.query(sql.waiting, after, limit + 1, tenant ?? null)
      const items = rows.slice(0, limit).map(row => {
        return { ...claimedNotice(row), readyAt: row.is_first === true ? Number(row.ready_at) : null }
      })
      const last = rows[limit - 1]
      return rows.length > limit && last !== undefined ? { items, next: String(last.position) } : { items }
    },
    async dead({ tenant, limit, after }) {
      const cursor = /^(-?\d+):(\d+)$/.exec(after ?? `${Number.MIN_SAFE_INTEGER}:0`)
      if (cursor === null) throw storeFault('store/cursor')
      const { rows } = await session.query(sql.dead, cursor[1], cursor[2], limit + 1, tenant ?? null)
      const items = rows.slice(0, limit).map(row => {
        return { ...claimedNotice(row), error: row.error as string, failedAt: Number(row.failed_at) }
      })
      const last = rows[limit - 1]
      return rows.length > limit && last !== undefined
        ? { items, next: `${last.failed_at}:${last.position}` }
        : { items }
    },
    async retry(id, tenant) {
      return (await session.query(sql.revive, id, tenant ?? null)).rowCount === 1
    },
    async nextAt(tenant) {
      const [row] = (await session.query(sql.nextAt, tenant ?? null)).rows
      return row === undefined || row.ready_at === null ? null : Number(row.ready_at)
    },
  }
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
