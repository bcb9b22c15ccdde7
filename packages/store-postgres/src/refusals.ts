import type { LoggedRefusal, RefusalCode, RefusalLog } from '@convoke/core'
import type { Session } from './session.js'

/** How many refusals of a case are kept. */
const kept = 200

interface Waiting {
  readonly tenant: string
  readonly caseId: string
  readonly refusal: LoggedRefusal
}

/** Refusals are gathered and written together, without waiting for the disk. */
export interface RefusalBuffer {
  record(tenant: string, caseId: string, refusal: LoggedRefusal): void
  read(tenant: string, caseId: string): Promise<RefusalLog>
  flush(): Promise<void>
}

export function refusalBuffer(session: Session, schema: string, withinMs: number): RefusalBuffer {
  const sql = {
    insert: `INSERT INTO ${schema}.refusals (tenant, case_id, at, by, type, code)
      SELECT tenant, case_id, at, by, type, code
      FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[]) WITH ORDINALITY
        AS u (tenant, case_id, at, by, type, code, n) ORDER BY n`,
    count: `INSERT INTO ${schema}.refusal_counts (tenant, case_id, code, count)
      SELECT tenant, case_id, code, count(*) FROM unnest($1::text[], $2::text[], $3::text[]) AS u (tenant, case_id, code)
      GROUP BY tenant, case_id, code ORDER BY tenant COLLATE "C", case_id COLLATE "C", code
      ON CONFLICT (tenant, case_id, code) DO UPDATE SET count = refusal_counts.count + excluded.count`,
    trim: `DELETE FROM ${schema}.refusals r USING (
        SELECT u.tenant, u.case_id, (SELECT n FROM ${schema}.refusals k
          WHERE k.tenant = u.tenant AND k.case_id = u.case_id ORDER BY n DESC OFFSET ${kept} LIMIT 1) AS n
        FROM (SELECT DISTINCT * FROM unnest($1::text[], $2::text[])) AS u (tenant, case_id)) AS last
      WHERE r.tenant = last.tenant AND r.case_id = last.case_id AND r.n <= last.n`,
    read: `SELECT at, by, type, code FROM ${schema}.refusals WHERE tenant = $1 AND case_id = $2 ORDER BY n`,
    counts: `SELECT code, count FROM ${schema}.refusal_counts WHERE tenant = $1 AND case_id = $2`,
  }
  let waiting: Waiting[] = []
  let timer: NodeJS.Timeout | undefined

  const write = async (batch: readonly Waiting[]) => {
    await session.transaction(async db => {
      await db.query('SET LOCAL synchronous_commit = off')
      const column = <Value>(of: (one: Waiting) => Value) => batch.map(of)
      const [tenants, caseIds] = [column(one => one.tenant), column(one => one.caseId)]
      const codes = column(({ refusal }) => refusal.code)
      // First the counts: their rows are locked in one order, and what follows is this process's turn.
      await db.query(sql.count, tenants, caseIds, codes)
      const [at, by, type] = [
        column(({ refusal }) => refusal.at),
        column(({ refusal }) => refusal.by),
        column(({ refusal }) => refusal.type),
      ]
      await db.query(sql.insert, tenants, caseIds, at, by, type, codes)
      await db.query(sql.trim, tenants, caseIds)
    })
  }
  const flush = async () => {
    clearTimeout(timer)
    timer = undefined
    const batch = waiting
    if (batch.length === 0) return
    waiting = []
    try {
      await write(batch)
    } catch (error) {
      waiting = [...batch, ...waiting]
      throw error
    }
  }
  return {
    record(tenant, caseId, refusal) {
      session.assertOpen()
      waiting.push({ tenant, caseId, refusal })
      // What cannot be written now waits on and goes with the next attempt.
      timer ??= setTimeout(() => void flush().catch(() => undefined), withinMs).unref()
    },
    async read(tenant, caseId) {
      session.assertOpen()
      await flush()
      const last = (await session.query(sql.read, tenant, caseId)).rows.map(row => ({
        at: Number(row.at),
        by: row.by as string,
        type: row.type as string,
        code: row.code as RefusalCode,
      }))
      const { rows } = await session.query(sql.counts, tenant, caseId)
      return { last, counts: Object.fromEntries(rows.map(({ code, count }) => [code, Number(count)])) }
    },
    flush,
  }
}
