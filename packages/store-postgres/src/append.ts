import type { Append, AppendResult } from '@convoke/core'
import { facetsOf } from './facets.js'
import type { Connection } from './session.js'

type Sql = Readonly<Record<keyof ReturnType<typeof appendSql>, string>>

/** One statement per table for a whole batch: a round trip costs more than a row. */
export const appendSql = (schema: string) => ({
  // Locked in one order everywhere, so that no two batches can wait for each other.
  lockCases: `SELECT tenant, case_id, seq FROM ${schema}.cases
    WHERE (tenant, case_id) IN (SELECT * FROM unnest($1::text[], $2::text[])) ORDER BY tenant, case_id FOR UPDATE`,
  headsNow: `SELECT tenant, case_id, seq FROM ${schema}.cases
    WHERE (tenant, case_id) IN (SELECT * FROM unnest($1::text[], $2::text[]))`,
  insertCases: `INSERT INTO ${schema}.cases (tenant, case_id, seq, at, hash, opened_at, settled_at, next_rung_at,
      overdue_since, facets, case_index, snapshot)
    SELECT tenant, case_id, seq, at, hash, opened_at, settled_at, next_rung_at, overdue_since,
      ARRAY(SELECT json_array_elements_text(facets::json)), case_index, snapshot
    FROM unnest($1::text[], $2::text[], $3::int[], $4::bigint[], $5::text[], $6::bigint[], $7::bigint[], $8::bigint[],
      $9::bigint[], $10::text[], $11::text[], $12::text[]) AS
      u (tenant, case_id, seq, at, hash, opened_at, settled_at, next_rung_at, overdue_since, facets, case_index, snapshot)
    ORDER BY tenant COLLATE "C", case_id COLLATE "C"
    ON CONFLICT DO NOTHING RETURNING tenant, case_id`,
  updateCases: `UPDATE ${schema}.cases c SET seq = u.seq, at = u.at, hash = u.hash, opened_at = u.opened_at,
      settled_at = u.settled_at, next_rung_at = u.next_rung_at, overdue_since = u.overdue_since,
      facets = ARRAY(SELECT json_array_elements_text(u.facets::json)), case_index = u.case_index, snapshot = u.snapshot
    FROM unnest($1::text[], $2::text[], $3::int[], $4::bigint[], $5::text[], $6::bigint[], $7::bigint[], $8::bigint[],
      $9::bigint[], $10::text[], $11::text[], $12::text[], $13::int[]) AS
      u (tenant, case_id, seq, at, hash, opened_at, settled_at, next_rung_at, overdue_since, facets, case_index, snapshot,
        expected)
    WHERE c.tenant = u.tenant AND c.case_id = u.case_id AND c.seq = u.expected RETURNING c.case_id`,
  deleteCases: `DELETE FROM ${schema}.cases WHERE (tenant, case_id) IN (SELECT * FROM unnest($1::text[], $2::text[]))`,
  insertCommands: `INSERT INTO ${schema}.commands (tenant, scope, by, command_id, fingerprint, case_id, seq)
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int[])
      AS u (tenant, scope, by, command_id, fingerprint, case_id, seq)
    ORDER BY tenant COLLATE "C", scope COLLATE "C", by COLLATE "C", command_id COLLATE "C"
    ON CONFLICT DO NOTHING RETURNING tenant, scope, by, command_id, case_id`,
  deleteCommands: `DELETE FROM ${schema}.commands WHERE (tenant, scope, by, command_id) IN
    (SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]))`,
  insertEntries: `INSERT INTO ${schema}.entries (tenant, case_id, seq, hash, bytes)
    SELECT tenant, case_id, seq, hash, bytes
    FROM unnest($1::text[], $2::text[], $3::int[], $4::text[], $5::text[]) WITH ORDINALITY
      AS u (tenant, case_id, seq, hash, bytes, n) ORDER BY n`,
  insertDisclosures: `INSERT INTO ${schema}.disclosures (tenant, case_id, seq, path, salt, value, commitment, visible_to,
      personal, subject)
    SELECT * FROM unnest($1::text[], $2::text[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
      $9::boolean[], $10::text[])`,
  erase: `DELETE FROM ${schema}.disclosures d USING unnest($1::text[], $2::text[], $3::int[], $4::text[])
      AS u (tenant, case_id, seq, path)
    WHERE d.tenant = u.tenant AND d.case_id = u.case_id AND d.seq = u.seq AND d.path = u.path`,
  restrict: `UPDATE ${schema}.disclosures d SET restricted_until = u.until
    FROM unnest($1::text[], $2::text[], $3::int[], $4::text[], $5::bigint[]) AS u (tenant, case_id, seq, path, until)
    WHERE d.tenant = u.tenant AND d.case_id = u.case_id AND d.seq = u.seq AND d.path = u.path`,
  insertNotices: `INSERT INTO ${schema}.outbox (id, tenant, case_id, seq, lane, type, body)
    SELECT id, tenant, case_id, seq, lane, type, body
    FROM unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::text[], $6::text[], $7::text[]) WITH ORDINALITY
      AS u (id, tenant, case_id, seq, lane, type, body, n) ORDER BY n ON CONFLICT DO NOTHING`,
})

const keyOf = (tenant: string, caseId: string) => JSON.stringify([tenant, caseId])
const caseKey = ({ tenant, caseId }: Append) => keyOf(tenant, caseId)

/** Writes the members of a batch, each as a whole or not at all, within the transaction of its caller. */
export async function appendAll(db: Connection, sql: Sql, batch: readonly Append[]): Promise<AppendResult[]> {
  const results = new Map<string, AppendResult>()
  const heads = await headsOf(db, sql.lockCases, batch)
  let going = batch.filter(append => {
    const actualSeq = heads.get(caseKey(append)) ?? 0
    if (actualSeq === append.expectedSeq) return true
    const conflict = append.expectedSeq === 0 ? 'case-exists' : 'head-moved'
    results.set(caseKey(append), { ok: false, conflict, actualSeq })
    return false
  })

  const opening = going.filter(({ expectedSeq }) => expectedSeq === 0)
  const opened = opening.length === 0 ? new Set() : keysOf(await db.query(sql.insertCases, ...caseColumns(opening)))
  const beaten = opening.filter(append => !opened.has(caseKey(append)))
  if (beaten.length > 0) {
    const now = await headsOf(db, sql.headsNow, beaten)
    for (const append of beaten) {
      const key = caseKey(append)
      results.set(key, { ok: false, conflict: 'case-exists', actualSeq: now.get(key) ?? 0 })
    }
    going = going.filter(append => !results.has(caseKey(append)))
  }

  const refused = await takeCommandIds(db, sql, going)
  for (const append of refused) {
    results.set(caseKey(append), { ok: false, conflict: 'command-id', actualSeq: append.expectedSeq })
  }
  const undone = refused.filter(({ expectedSeq }) => expectedSeq === 0)
  if (undone.length > 0)
    await db.query(
      sql.deleteCases,
      undone.map(one => one.tenant),
      undone.map(one => one.caseId),
    )
  going = going.filter(append => !results.has(caseKey(append)))

  const moving = going.filter(({ expectedSeq }) => expectedSeq > 0)
  if (moving.length > 0)
    await db.query(
      sql.updateCases,
      ...caseColumns(moving),
      moving.map(one => one.expectedSeq),
    )
  await insertRows(db, sql, going)
  return batch.map(append => results.get(caseKey(append)) ?? { ok: true })
}

async function headsOf(db: Connection, text: string, batch: readonly Append[]): Promise<Map<string, number>> {
  const { rows } = await db.query(
    text,
    batch.map(one => one.tenant),
    batch.map(one => one.caseId),
  )
  return new Map(rows.map(row => [keyOf(row.tenant as string, row.case_id as string), row.seq as number]))
}

function keysOf({ rows }: Awaited<ReturnType<Connection['query']>>): Set<string> {
  return new Set(rows.map(row => keyOf(row.tenant as string, row.case_id as string)))
}

function caseColumns(batch: readonly Append[]): unknown[] {
  return [
    batch.map(({ tenant }) => tenant),
    batch.map(({ caseId }) => caseId),
    batch.map(({ head }) => head.seq),
    batch.map(({ head }) => head.at),
    batch.map(({ head }) => head.hash),
    batch.map(({ index }) => index.openedAt),
    batch.map(({ index }) => index.settledAt),
    batch.map(({ index }) => index.nextRungAt),
    batch.map(({ index }) => index.overdueSince),
    batch.map(({ index }) => JSON.stringify(facetsOf(index))),
    batch.map(({ index }) => JSON.stringify(index)),
    batch.map(({ snapshot }) => snapshot),
  ]
}

/** Takes all command ids of each append or none; returns the appends that got none. */
async function takeCommandIds(db: Connection, sql: Sql, batch: readonly Append[]): Promise<Append[]> {
  const asked = batch.flatMap(append => append.commands.map(command => ({ ...command, tenant: append.tenant })))
  if (asked.length === 0) return []
  const { rows } = await db.query(
    sql.insertCommands,
    asked.map(one => one.tenant),
    asked.map(one => one.scope ?? ''),
    asked.map(one => one.by),
    asked.map(one => one.commandId),
    asked.map(one => one.fingerprint),
    asked.map(one => one.caseId),
    asked.map(one => one.seq),
  )
  const takenBy = new Map<string, number>()
  for (const row of rows) {
    const key = keyOf(row.tenant as string, row.case_id as string)
    takenBy.set(key, (takenBy.get(key) ?? 0) + 1)
  }
  const refused = batch.filter(append => (takenBy.get(caseKey(append)) ?? 0) < append.commands.length)
  const keys = new Set(refused.map(caseKey))
  const back = rows.filter(row => keys.has(keyOf(row.tenant as string, row.case_id as string)))
  if (back.length > 0) {
    const column = (name: string) => back.map(row => row[name])
    await db.query(sql.deleteCommands, column('tenant'), column('scope'), column('by'), column('command_id'))
  }
  return refused
}

async function insertRows(db: Connection, sql: Sql, batch: readonly Append[]): Promise<void> {
  const of = <Part>(parts: (append: Append) => readonly Part[]) =>
    batch.flatMap(append => parts(append).map(part => ({ tenant: append.tenant, caseId: append.caseId, part })))
  const insert = async <Part>(
    text: string,
    rows: readonly { readonly tenant: string; readonly caseId: string; readonly part: Part }[],
    ...columns: ((part: Part) => unknown)[]
  ) => {
    if (rows.length === 0) return
    const keys = [rows.map(row => row.tenant), rows.map(row => row.caseId)]
    await db.query(text, ...keys, ...columns.map(column => rows.map(({ part }) => column(part))))
  }
  await insert(
    sql.insertEntries,
    of(append => append.entries),
    one => one.seq,
    one => one.hash,
    one => one.bytes,
  )
  await insert(
    sql.insertDisclosures,
    of(append => append.disclosures),
    one => one.seq,
    one => one.path,
    one => one.salt,
    one => JSON.stringify(one.value),
    one => one.commitment,
    one => (one.visibleTo === null ? null : JSON.stringify(one.visibleTo)),
    one => one.personal,
    one => one.subject,
  )
  const acts = of(append => append.disclosed ?? [])
  await insert(
    sql.erase,
    acts.filter(({ part }) => part.act === 'erase'),
    one => one.seq,
    one => one.path,
  )
  await insert(
    sql.restrict,
    acts.filter(({ part }) => part.act !== 'erase'),
    one => one.seq,
    one => one.path,
    one => (one.act === 'lift' ? null : (one.until ?? 0)),
  )
  const notices = batch.flatMap(append => append.notices)
  if (notices.length === 0) return
  await db.query(
    sql.insertNotices,
    notices.map(one => one.id),
    notices.map(one => one.tenant),
    notices.map(one => one.caseId),
    notices.map(one => one.seq),
    notices.map(one => one.lane),
    notices.map(one => one.type),
    notices.map(one => JSON.stringify(one.body)),
  )
}
