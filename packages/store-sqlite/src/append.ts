import type { Append, AppendResult, CommandRecord } from '@convoke/core'
import type { SqliteDriver } from './driver.js'
import { eraseWhere } from './erase.js'
import { hasSameInstants, isSameIndex } from './facets.js'
import { writeIndexRows } from './index-rows.js'
import { indexText } from './index-text.js'
import type { Keys } from './keys.js'
import type { KnownCase, KnownCases } from './known-cases.js'

const appendSql = {
  insertCase: `INSERT INTO cases (case_key, tenant_key, case_id, seq, at, hash, opened_at, settled_at, next_rung_at,
    overdue_since, case_index, snapshot) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  updateCase: `UPDATE cases SET seq = ?, at = ?, hash = ?, opened_at = ?, settled_at = ?, next_rung_at = ?,
    overdue_since = ?, case_index = ?, snapshot = ? WHERE case_key = ?`,
  /** An update that names no indexed column leaves the indexes of the table alone: what changes most is words. */
  updateIndex: 'UPDATE cases SET seq = ?, at = ?, hash = ?, case_index = ?, snapshot = ? WHERE case_key = ?',
  updateHead: 'UPDATE cases SET seq = ?, at = ?, hash = ?, snapshot = ? WHERE case_key = ?',
  insertEntry: 'INSERT INTO entries (case_key, seq, hash, bytes) VALUES (?, ?, ?, ?)',
  insertCommand: `INSERT INTO commands (owner, by, command_id, fingerprint, case_key, seq) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT DO NOTHING`,
  deleteCommand: 'DELETE FROM commands WHERE owner = ? AND by = ? AND command_id = ?',
  insertDisclosed: 'INSERT INTO disclosed (salt, value) VALUES (?, ?)',
  insertDisclosure: `INSERT INTO disclosures (case_key, seq, path, position, commitment, visible_to, personal, subject)
    VALUES (?, ?, ?, last_insert_rowid(), ?, ?, ?, ?)`,
  restrict: 'UPDATE disclosures SET restricted_until = ? WHERE case_key = ? AND seq = ? AND path = ?',
  insertNotice: `INSERT INTO outbox (id, tenant_key, case_key, seq, lane, type, body, attempts, ready_at)
    VALUES (?, ?, ?, ?, NULL, ?, ?, 0, 0) ON CONFLICT DO NOTHING`,
  insertLanedNotice: `INSERT INTO outbox (id, tenant_key, case_key, seq, lane, type, body, attempts, ready_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, 0, CASE WHEN EXISTS (
      SELECT 1 FROM outbox WHERE tenant_key = ? AND lane = ? AND failed_at IS NULL) THEN NULL ELSE 0 END)
    ON CONFLICT DO NOTHING`,
}

/** Writes the members of a batch, each as a whole or not at all, within the transaction of its caller. */
export function appendAll(db: SqliteDriver, keys: Keys, known: KnownCases, batch: readonly Append[]): AppendResult[] {
  return batch.map(append => appendOne(db, keys, known, append))
}

function appendOne(db: SqliteDriver, keys: Keys, known: KnownCases, append: Append): AppendResult {
  const { caseId, expectedSeq, entries, head, index } = append
  const tenantKey = keys.internTenant(db, append.tenant)
  const found = known.find(db, tenantKey, caseId)
  const actualSeq = found?.seq ?? 0
  if (actualSeq !== expectedSeq) {
    return { ok: false, conflict: expectedSeq === 0 ? 'case-exists' : 'head-moved', actualSeq }
  }
  const caseKey = found?.caseKey ?? known.nextKey(db)
  // First of all, since this alone can still fail; SQLite has one writer, so the head is settled.
  if (!takeCommandIds(db, append, tenantKey, caseKey)) return { ok: false, conflict: 'command-id', actualSeq }
  writeCase(db, append, tenantKey, caseKey, found)
  for (const { seq, hash, bytes } of entries) db.run(appendSql.insertEntry, caseKey, seq, hash, bytes)
  for (const one of append.disclosures) {
    const visibleTo = one.visibleTo === null ? null : JSON.stringify(one.visibleTo)
    const { seq, path, salt, commitment, personal, subject } = one
    db.run(appendSql.insertDisclosed, salt, JSON.stringify(one.value))
    db.run(appendSql.insertDisclosure, caseKey, seq, path, commitment, visibleTo, personal ? 1 : 0, subject)
  }
  for (const { act, seq, path, until } of append.disclosed ?? []) {
    if (act === 'erase') eraseWhere(db, 'case_key = ? AND seq = ? AND path = ?', [caseKey, seq, path])
    else db.run(appendSql.restrict, act === 'lift' ? null : (until ?? 0), caseKey, seq, path)
  }
  const words = writeIndexRows(db, keys, { tenantKey, caseKey }, found?.index, index, found?.words)
  for (const { id, seq, lane, type, body } of append.notices) {
    const text = JSON.stringify(body)
    if (lane === null) db.run(appendSql.insertNotice, id, tenantKey, caseKey, seq, type, text)
    else db.run(appendSql.insertLanedNotice, id, tenantKey, caseKey, seq, lane, type, text, tenantKey, lane)
  }
  if (found === undefined) known.remember(tenantKey, caseId, { caseKey, seq: head.seq, index, words })
  else {
    found.seq = head.seq
    found.index = index
    found.words = words
  }
  return { ok: true }
}

function writeCase(
  db: SqliteDriver,
  { caseId, head, index, snapshot }: Append,
  tenantKey: number,
  caseKey: number,
  found: KnownCase | undefined,
): void {
  const { seq, at, hash } = head
  if (found !== undefined && isSameIndex(found.index, index)) {
    db.run(appendSql.updateHead, seq, at, hash, snapshot, caseKey)
    return
  }
  const { openedAt, settledAt, nextRungAt, overdueSince } = index
  const text = indexText(index)
  if (found !== undefined && hasSameInstants(found.index, index)) {
    db.run(appendSql.updateIndex, seq, at, hash, text, snapshot, caseKey)
    return
  }
  const columns = [seq, at, hash, openedAt, settledAt, nextRungAt, overdueSince, text, snapshot]
  if (found === undefined) db.run(appendSql.insertCase, caseKey, tenantKey, caseId, ...columns)
  else db.run(appendSql.updateCase, ...columns, caseKey)
}

/** Takes all command ids of an append, or none of them. */
function takeCommandIds(db: SqliteDriver, { commands }: Append, tenantKey: number, caseKey: number): boolean {
  const ownerOf = (scope: string | null) => (scope === null ? -tenantKey : caseKey)
  for (let i = 0; i < commands.length; i++) {
    const { scope, by, commandId, fingerprint, seq } = commands[i] as CommandRecord
    if (db.run(appendSql.insertCommand, ownerOf(scope), by, commandId, fingerprint, caseKey, seq) === 1) continue
    for (const taken of commands.slice(0, i))
      db.run(appendSql.deleteCommand, ownerOf(taken.scope), taken.by, taken.commandId)
    return false
  }
  return true
}
