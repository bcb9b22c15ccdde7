import {
  type CaseIndex,
  type CommandRecord,
  type Disclosure,
  type FeedItem,
  type Head,
  type Json,
  type ListedCase,
  type ListQuery,
  type LoadedCase,
  type Page,
  type RestrictedValue,
  type StoredEntry,
  storeFault,
} from '@convoke/core'
import type { Row } from './driver.js'
import { facetsAsked } from './facets.js'
import type { Session } from './session.js'

export async function loadCase(
  session: Session,
  schema: string,
  tenant: string,
  caseId: string,
): Promise<LoadedCase | undefined> {
  const text = `SELECT seq, at, hash, opened_at, settled_at, next_rung_at, overdue_since, case_index, snapshot
    FROM ${schema}.cases WHERE tenant = $1 AND case_id = $2`
  const [row] = (await session.query(text, tenant, caseId)).rows
  return row && { head: headOf(row), snapshot: row.snapshot as string, index: { ...indexOf(row), ...instantsOf(row) } }
}

/** By what deadlines and lists are found: told as it is, so that an audit sees what was edited. */
function instantsOf(row: Row): Pick<CaseIndex, 'openedAt' | 'settledAt' | 'nextRungAt' | 'overdueSince'> {
  const instant = (column: unknown) => (column === null ? null : Number(column))
  return {
    openedAt: Number(row.opened_at),
    settledAt: instant(row.settled_at),
    nextRungAt: instant(row.next_rung_at),
    overdueSince: instant(row.overdue_since),
  }
}

export async function readEntries(
  session: Session,
  schema: string,
  of: { readonly tenant: string; readonly caseId: string; readonly from: number; readonly limit: number },
): Promise<StoredEntry[]> {
  const text = `SELECT seq, hash, bytes FROM ${schema}.entries
    WHERE tenant = $1 AND case_id = $2 AND seq >= $3 ORDER BY seq LIMIT $4`
  const limit = Number.isFinite(of.limit) ? of.limit : null
  return (await session.query(text, of.tenant, of.caseId, of.from, limit)).rows.map(storedEntry)
}

export async function readDisclosures(
  session: Session,
  schema: string,
  tenant: string,
  caseId: string,
): Promise<Disclosure[]> {
  const text = `SELECT seq, path, salt, value, commitment, visible_to, personal, subject
    FROM ${schema}.disclosures WHERE tenant = $1 AND case_id = $2 AND restricted_until IS NULL ORDER BY seq, path`
  return (await session.query(text, tenant, caseId)).rows.map(row => ({
    seq: row.seq as number,
    path: row.path as string,
    salt: row.salt as string,
    value: JSON.parse(row.value as string) as Json,
    commitment: row.commitment as string,
    visibleTo: row.visible_to === null ? null : (JSON.parse(row.visible_to as string) as string[]),
    personal: row.personal as boolean,
    subject: row.subject as string | null,
  }))
}

export async function readRestricted(
  session: Session,
  schema: string,
  tenant: string,
  caseId: string,
): Promise<RestrictedValue[]> {
  const text = `SELECT seq, path, personal, subject, restricted_until
    FROM ${schema}.disclosures WHERE tenant = $1 AND case_id = $2 AND restricted_until IS NOT NULL ORDER BY seq, path`
  return (await session.query(text, tenant, caseId)).rows.map(row => ({
    seq: row.seq as number,
    path: row.path as string,
    personal: row.personal as boolean,
    subject: row.subject as string | null,
    until: Number(row.restricted_until) === 0 ? null : Number(row.restricted_until),
  }))
}

export async function readConcerning(
  session: Session,
  schema: string,
  tenant: string,
  subject: string,
  { limit, after = '' }: { readonly limit: number; readonly after?: string | undefined },
): Promise<string[]> {
  const text = `SELECT DISTINCT case_id FROM ${schema}.disclosures
    WHERE tenant = $1 AND subject = $2 AND case_id > $3 ORDER BY case_id LIMIT $4`
  return (await session.query(text, tenant, subject, after, limit)).rows.map(row => row.case_id as string)
}

export async function findCommand(
  session: Session,
  schema: string,
  tenant: string,
  { scope, by, commandId }: Pick<CommandRecord, 'scope' | 'by' | 'commandId'>,
): Promise<CommandRecord | undefined> {
  const text = `SELECT fingerprint, case_id, seq FROM ${schema}.commands
    WHERE tenant = $1 AND scope = $2 AND by = $3 AND command_id = $4`
  const [row] = (await session.query(text, tenant, scope ?? '', by, commandId)).rows
  if (row === undefined) return undefined
  const { fingerprint, case_id: caseId, seq } = row
  return { scope, by, commandId, fingerprint: fingerprint as string, caseId: caseId as string, seq: seq as number }
}

/**
 * Entries in the order of their transactions, up to the oldest one still under way: whatever commits later has a higher
 * transaction id, so nothing can slip in before what was told.
 */
export async function readFeed(
  session: Session,
  schema: string,
  after: string | undefined,
  limit: number,
): Promise<FeedItem[]> {
  const cursor = /^(\d{20})-(\d{19})$/.exec(after ?? `${'0'.repeat(20)}-${'0'.repeat(19)}`)
  if (cursor === null) throw storeFault('store/cursor')
  // Qualified: an unqualified name in ORDER BY is the output column, and that is text.
  const text = `SELECT e.txid::text, e.position::text, e.tenant, e.case_id, e.seq, e.hash, e.bytes
    FROM ${schema}.entries e
    WHERE (e.txid, e.position) > ($1::text::xid8, $2::bigint) AND e.txid < pg_snapshot_xmin(pg_current_snapshot())
    ORDER BY e.txid, e.position LIMIT $3`
  // Without its leading zeros, which PostgreSQL reads as "octal" in an xid8.
  const [txid, position] = [BigInt(cursor[1]!).toString(), BigInt(cursor[2]!).toString()]
  return (await session.query(text, txid, position, limit)).rows.map(row => ({
    position: positionOf(row),
    tenant: row.tenant as string,
    caseId: row.case_id as string,
    entry: storedEntry(row),
  }))
}

/** The position of the newest entry that no transaction under way can still slip in before. */
export async function readFeedEnd(session: Session, schema: string): Promise<string | undefined> {
  const text = `SELECT e.txid::text, e.position::text FROM ${schema}.entries e
    WHERE e.txid < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY e.txid DESC, e.position DESC LIMIT 1`
  const [row] = (await session.query(text)).rows
  return row === undefined ? undefined : positionOf(row)
}

function positionOf({ txid, position }: Row): string {
  return `${(txid as string).padStart(20, '0')}-${(position as string).padStart(19, '0')}`
}

export async function readCases(
  session: Session,
  schema: string,
  after: { readonly tenant: string; readonly caseId: string } | undefined,
  limit: number,
) {
  const text = `SELECT tenant, case_id, seq, at, hash FROM ${schema}.cases
    WHERE (tenant, case_id) > ($1, $2) ORDER BY tenant, case_id LIMIT $3`
  const { rows } = await session.query(text, after?.tenant ?? '', after?.caseId ?? '', limit)
  return rows.map(row => ({ tenant: row.tenant as string, caseId: row.case_id as string, head: headOf(row) }))
}

/** One page, newest opened first. */
export async function listPage(
  session: Session,
  schema: string,
  tenant: string,
  query: ListQuery,
  { limit, after }: { readonly limit: number; readonly after?: string | undefined },
): Promise<Page<ListedCase>> {
  const cursor = /^(-?\d+):(\d+)$/.exec(after ?? `${Number.MAX_SAFE_INTEGER}:0`)
  if (cursor === null) throw storeFault('store/cursor')
  const facets = facetsAsked(query)
  if (facets === null) return { items: [] }
  const values: unknown[] = [tenant, facets, cursor[1], cursor[2], limit + 1]
  const asked = (condition: string, value: number | string | undefined) => {
    if (value === undefined) return ''
    values.push(value)
    return ` AND ${condition} $${values.length}`
  }
  const text = `SELECT case_id, seq, at, hash, case_index, opened_at, arrival FROM ${schema}.cases
    WHERE tenant = $1 AND facets @> $2 AND (opened_at, arrival) < ($3, $4)
    ${asked('case_id COLLATE "C" >=', query.id)}${asked('case_id COLLATE "C" <', query.id === undefined ? undefined : `${query.id}\u{10FFFF}`)}
    ${asked('opened_at >=', query.openedFrom)}${asked('opened_at <', query.openedTo)}
    ${asked('settled_at >=', query.settledFrom)}${asked('settled_at <', query.settledTo)}
    ${asked('overdue_since <=', query.overdueAt)}
    ORDER BY opened_at DESC, arrival DESC LIMIT $5`
  const { rows } = await session.once(text, values)
  const items = rows
    .slice(0, limit)
    .map(row => ({ caseId: row.case_id as string, head: headOf(row), index: indexOf(row) }))
  const last = rows[limit - 1]
  return rows.length > limit && last !== undefined ? { items, next: `${last.opened_at}:${last.arrival}` } : { items }
}

function headOf({ seq, at, hash }: Row): Head {
  return { seq: seq as number, at: Number(at), hash: hash as string }
}

function indexOf(row: Row): CaseIndex {
  return JSON.parse(row.case_index as string) as CaseIndex
}

function storedEntry({ seq, hash, bytes }: Row): StoredEntry {
  return { seq: seq as number, hash: hash as string, bytes: bytes as string }
}
