import type { DueClaim } from '@convoke/core'
import type { Session } from './session.js'

/** Rows that another claimer or an append has locked are passed over, not waited for. */
export async function claimDue(
  session: Session,
  schema: string,
  { now, limit, leaseUntil }: { readonly now: number; readonly limit: number; readonly leaseUntil: number },
): Promise<DueClaim[]> {
  const text = `WITH due AS (
      SELECT tenant, case_id FROM ${schema}.cases WHERE next_rung_at <= $1 AND lease_until <= $1
      ORDER BY next_rung_at, arrival LIMIT $2 FOR UPDATE SKIP LOCKED)
    UPDATE ${schema}.cases c SET lease_until = $3 FROM due WHERE c.tenant = due.tenant AND c.case_id = due.case_id
    RETURNING c.tenant, c.case_id, c.next_rung_at, c.arrival`
  const { rows } = await session.query(text, now, limit, leaseUntil)
  return rows
    .map(row => ({ row, at: Number(row.next_rung_at), arrival: Number(row.arrival) }))
    .sort((a, b) => a.at - b.at || a.arrival - b.arrival)
    .map(({ row, at }) => ({ tenant: row.tenant as string, caseId: row.case_id as string, nextRungAt: at, leaseUntil }))
}

export async function releaseDue(session: Session, schema: string, claims: readonly DueClaim[]): Promise<void> {
  const text = `UPDATE ${schema}.cases c SET lease_until = ${Number.MIN_SAFE_INTEGER}
    FROM unnest($1::text[], $2::text[], $3::bigint[]) AS u (tenant, case_id, lease_until)
    WHERE c.tenant = u.tenant AND c.case_id = u.case_id AND c.lease_until = u.lease_until`
  const column = <Value>(of: (claim: DueClaim) => Value) => claims.map(of)
  await session.query(
    text,
    column(one => one.tenant),
    column(one => one.caseId),
    column(one => one.leaseUntil),
  )
}
