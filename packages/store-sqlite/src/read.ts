import type {
  CaseIndex,
  CommandRecord,
  Disclosure,
  FeedItem,
  Head,
  Json,
  LoadedCase,
  RestrictedValue,
  StoredEntry,
} from '@convoke/core'
import { storeFault } from '@convoke/core'
import type { Row, SqliteDriver } from './driver.js'
import type { KnownCases } from './known-cases.js'

const sql = {
  load: `SELECT case_key, seq, at, hash, opened_at, settled_at, next_rung_at, overdue_since, case_index, snapshot FROM cases
    WHERE tenant_key = ? AND case_id = ?`,
  caseKey: 'SELECT case_key FROM cases WHERE tenant_key = ? AND case_id = ?',
  entries: `SELECT seq, hash, bytes FROM entries
    WHERE case_key = (SELECT case_key FROM cases WHERE tenant_key = ? AND case_id = ?) AND seq >= ? ORDER BY seq LIMIT ?`,
  disclosures: `SELECT seq, path, salt, value, commitment, visible_to, personal, subject
    FROM disclosures JOIN disclosed USING (position)
    WHERE case_key = (SELECT case_key FROM cases WHERE tenant_key = ? AND case_id = ?) AND restricted_until IS NULL
    ORDER BY seq, path`,
  restricted: `SELECT seq, path, personal, subject, restricted_until FROM disclosures
    WHERE case_key = (SELECT case_key FROM cases WHERE tenant_key = ? AND case_id = ?) AND restricted_until IS NOT NULL
    ORDER BY seq, path`,
  concerning: `SELECT DISTINCT case_id FROM disclosures JOIN cases USING (case_key)
    WHERE subject = ? AND tenant_key = ? AND case_id > ? ORDER BY case_id LIMIT ?`,
  command: `SELECT fingerprint, case_id, commands.seq FROM commands JOIN cases USING (case_key)
    WHERE owner = ? AND by = ? AND command_id = ?`,
  feed: `SELECT position, tenant, case_id, entries.seq, entries.hash, bytes
    FROM entries JOIN cases USING (case_key) JOIN tenants USING (tenant_key)
    WHERE position > ? ORDER BY position LIMIT ?`,
  feedEnd: 'SELECT max(position) AS position FROM entries',
  cases: `SELECT tenant, case_id, seq, at, hash FROM cases JOIN tenants USING (tenant_key)
    WHERE (tenant_key, case_id) > (?, ?) ORDER BY tenant_key, case_id LIMIT ?`,
}

/** A row limit; SQLite reads a negative one as none. */
const rowLimit = (limit: number) => (Number.isFinite(limit) ? limit : -1)

export function headOf({ seq, at, hash }: Row): Head {
  return { seq: seq as number, at: at as number, hash: hash as string }
}

export function loadCase(
  db: SqliteDriver,
  known: KnownCases,
  tenantKey: number,
  caseId: string,
): LoadedCase | undefined {
  const row = db.get(sql.load, tenantKey, caseId)
  if (row === undefined) return undefined
  const indexed = row.case_index as string
  const index = JSON.parse(indexed) as CaseIndex
  known.remember(tenantKey, caseId, {
    caseKey: row.case_key as number,
    seq: row.seq as number,
    index,
    indexed,
    words: undefined,
  })
  return { head: headOf(row), snapshot: row.snapshot as string, index: { ...index, ...instantsOf(row) } }
}

/** By what deadlines and lists are found: told as it is, so that an audit sees what was edited. */
function instantsOf(row: Row): Pick<CaseIndex, 'openedAt' | 'settledAt' | 'nextRungAt' | 'overdueSince'> {
  return {
    openedAt: row.opened_at as number,
    settledAt: row.settled_at as number | null,
    nextRungAt: row.next_rung_at as number | null,
    overdueSince: row.overdue_since as number | null,
  }
}

export function readEntries(db: SqliteDriver, tenantKey: number, caseId: string, from: number, limit: number) {
  return db.all(sql.entries, tenantKey, caseId, from, rowLimit(limit)).map(storedEntry)
}

export function readDisclosures(db: SqliteDriver, tenantKey: number, caseId: string): Disclosure[] {
  return db.all(sql.disclosures, tenantKey, caseId).map(row => ({
    seq: row.seq as number,
    path: row.path as string,
    salt: row.salt as string,
    value: JSON.parse(row.value as string) as Json,
    commitment: row.commitment as string,
    visibleTo: row.visible_to === null ? null : (JSON.parse(row.visible_to as string) as string[]),
    personal: row.personal === 1,
    subject: row.subject as string | null,
  }))
}

export function readRestricted(db: SqliteDriver, tenantKey: number, caseId: string): RestrictedValue[] {
  return db.all(sql.restricted, tenantKey, caseId).map(row => ({
    seq: row.seq as number,
    path: row.path as string,
    personal: row.personal === 1,
    subject: row.subject as string | null,
    until: row.restricted_until === 0 ? null : (row.restricted_until as number),
  }))
}

export function readConcerning(
  db: SqliteDriver,
  tenantKey: number,
  subject: string,
  { limit, after = '' }: { readonly limit: number; readonly after?: string | undefined },
): string[] {
  return db.all(sql.concerning, subject, tenantKey, after, rowLimit(limit)).map(row => row.case_id as string)
}

export function findCommand(
  db: SqliteDriver,
  tenantKey: number,
  { scope, by, commandId }: Pick<CommandRecord, 'scope' | 'by' | 'commandId'>,
): CommandRecord | undefined {
  const owner = scope === null ? -tenantKey : db.get(sql.caseKey, tenantKey, scope)?.case_key
  if (owner === undefined) return undefined
  const row = db.get(sql.command, owner, by, commandId)
  if (row === undefined) return undefined
  const { fingerprint, case_id: caseId, seq } = row
  return { scope, by, commandId, fingerprint: fingerprint as string, caseId: caseId as string, seq: seq as number }
}

/** Positions are rows of one table with one writer: whoever commits later has the higher one. */
export function readFeed(db: SqliteDriver, after: string | undefined, limit: number): FeedItem[] {
  if (after !== undefined && !/^\d{16}$/.test(after)) throw storeFault('store/cursor')
  return db.all(sql.feed, Number(after ?? 0), rowLimit(limit)).map(row => ({
    position: positionOf(row),
    tenant: row.tenant as string,
    caseId: row.case_id as string,
    entry: storedEntry(row),
  }))
}

/** The position of the newest entry. */
export function readFeedEnd(db: SqliteDriver): string | undefined {
  const row = db.get(sql.feedEnd)
  return row === undefined || row.position === null ? undefined : positionOf(row)
}

function positionOf({ position }: Row): string {
  return String(position).padStart(16, '0')
}

/** All cases by the age of their tenant, then by id. */
export function readCases(
  db: SqliteDriver,
  after: { readonly tenantKey: number; readonly caseId: string },
  limit: number,
) {
  return db.all(sql.cases, after.tenantKey, after.caseId, rowLimit(limit)).map(row => ({
    tenant: row.tenant as string,
    caseId: row.case_id as string,
    head: headOf(row),
  }))
}

function storedEntry({ seq, hash, bytes }: Row): StoredEntry {
  return { seq: seq as number, hash: hash as string, bytes: bytes as string }
}
