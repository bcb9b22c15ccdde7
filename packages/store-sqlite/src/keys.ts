import type { SqliteDriver } from './driver.js'
import type { Session } from './session.js'

/** The small numbers that stand for tenants and terms; remembered, since a row of either never changes. */
export interface Keys {
  tenant(db: SqliteDriver, tenant: string): number | undefined
  internTenant(db: SqliteDriver, tenant: string): number
  internTerm(db: SqliteDriver, tenantKey: number, facet: Facet): number
}

/** Something a list can ask a case for: a party, a state …; `part` splits it into disjoint lists. */
export interface Facet {
  readonly facet: 'all' | 'reference' | 'type' | 'state' | 'party' | 'role' | 'member'
  readonly name: string
  readonly part: string
}

/** Parties make most terms; beyond this many the memory of them starts anew. */
const termsKept = 100_000

const sql = {
  tenant: 'SELECT tenant_key FROM tenants WHERE tenant = ?',
  insertTenant: 'INSERT INTO tenants (tenant) VALUES (?) RETURNING tenant_key',
  term: 'SELECT term FROM terms WHERE tenant_key = ? AND facet = ? AND name = ? AND part = ?',
  insertTerm: 'INSERT INTO terms (tenant_key, facet, name, part) VALUES (?, ?, ?, ?) RETURNING term',
}

/** Keys over one session; a key made in a transaction that came to nothing is forgotten with it. */
export function rememberKeys(session: Session): Keys {
  const tenants = new Map<string, number>()
  const terms = new Map<string, number>()
  session.onStale(() => {
    tenants.clear()
    terms.clear()
  })
  const tenant = (db: SqliteDriver, name: string): number | undefined => {
    const known = tenants.get(name)
    if (known !== undefined) return known
    const found = db.get(sql.tenant, name)?.tenant_key as number | undefined
    if (found !== undefined) tenants.set(name, found)
    return found
  }
  return {
    tenant,
    internTenant(db, name) {
      const found = tenant(db, name)
      if (found !== undefined) return found
      const made = db.get(sql.insertTenant, name)?.tenant_key as number
      tenants.set(name, made)
      return made
    },
    internTerm(db, tenantKey, { facet, name, part }) {
      const key = `${tenantKey} ${facet} ${part}\u0000${name}`
      const known = terms.get(key)
      if (known !== undefined) return known
      const found =
        db.get(sql.term, tenantKey, facet, name, part) ?? db.get(sql.insertTerm, tenantKey, facet, name, part)
      if (terms.size >= termsKept) terms.clear()
      const term = found?.term as number
      terms.set(key, term)
      return term
    },
  }
}
