import type { DueClaim } from '@convoke/core'
import type { SqliteDriver } from './driver.js'
import type { Keys } from './keys.js'

const sql = {
  due: `SELECT case_key, tenant, case_id, next_rung_at FROM cases
    JOIN tenants USING (tenant_key) LEFT JOIN due_leases USING (case_key)
    WHERE next_rung_at <= ? AND (lease_until IS NULL OR lease_until <= ?)
    ORDER BY next_rung_at, case_key LIMIT ?`,
  lease:
    'INSERT INTO due_leases (case_key, lease_until) VALUES (?, ?) ON CONFLICT DO UPDATE SET lease_until = excluded.lease_until',
  release: `DELETE FROM due_leases WHERE lease_until = ?
    AND case_key = (SELECT case_key FROM cases WHERE tenant_key = ? AND case_id = ?)`,
}

/** Whether a claim would find anything; asked before a transaction is begun, since mostly it would not. */
export function isAnythingDue(db: SqliteDriver, now: number): boolean {
  return db.get(sql.due, now, now, 1) !== undefined
}

export function claimDue(
  db: SqliteDriver,
  { now, limit, leaseUntil }: { readonly now: number; readonly limit: number; readonly leaseUntil: number },
): DueClaim[] {
  return db
    .all(sql.due, now, now, limit)
    .map(({ case_key: caseKey, tenant, case_id: caseId, next_rung_at: nextRungAt }) => {
      db.run(sql.lease, caseKey!, leaseUntil)
      return { tenant: tenant as string, caseId: caseId as string, nextRungAt: nextRungAt as number, leaseUntil }
    })
}

export function releaseDue(db: SqliteDriver, keys: Keys, claims: readonly DueClaim[]): void {
  for (const { tenant, caseId, leaseUntil } of claims) {
    const tenantKey = keys.tenant(db, tenant)
    if (tenantKey !== undefined) db.run(sql.release, leaseUntil, tenantKey, caseId)
  }
}
