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
    overdue_since = ?, case_index = ?, snapshot = ? WHERE case_key = ? AND seq = ? AND case_index = ?`,
  /** An update that names no indexed column leaves the indexes of the table alone: what changes most is words. */
  updateIndex:
    'UPDATE cases SET seq = ?, at = ?, hash = ?, case_index = ?, snapshot = ? WHERE case_key = ? AND seq = ? AND case_index = ?',
  updateHead:
    'UPDATE cases SET seq = ?, at = ?, hash = ?, snapshot = ? WHERE case_key = ? AND seq = ? AND case_index = ?',
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

/** What an append is written with. */
interface Writing {
  readonly db: SqliteDriver
  readonly keys: Keys
  readonly known: KnownCases
  /** Forgets what is remembered where somebody else has written since. */
  readonly look: () => void
}

/**
 * Writes the members of a batch, each as a whole or not at all, within the transaction of its caller.
 *
 * A case that is remembered is written to without asking whether somebody else has written meanwhile: where what is
 * remembered of it does not stand in its row any more, nothing is written. Only then is it asked, and tried anew.
 */
export function appendAll(writing: Writing, batch: readonly Append[]): AppendResult[] {
  const { db, keys, known } = writing
  let hasLooked = false
  return batch.map(append => {
    const tenantKey = keys.internTenant(db, append.tenant)
    const remembered = known.recall(tenantKey, append.caseId)
    const done = remembered && appendTo(writing, append, tenantKey, remembered)
    if (done?.ok) return done
    if (!hasLooked) writing.look()
    hasLooked = true
    const asked = keys.internTenant(db, append.tenant)
    return appendTo(writing, append, asked, known.find(db, asked, append.caseId))
  })
}

function appendTo(
  { db, keys, known }: Writing,
  append: Append,
  tenantKey: number,
  found: KnownCase | undefined,
): AppendResult {
  const { caseId, expectedSeq, entries, head, index } = append
  const actualSeq = found?.seq ?? 0
  const moved: AppendResult = { ok: false, conflict: expectedSeq === 0 ? 'case-exists' : 'head-moved', actualSeq }
  if (actualSeq !== expectedSeq) return moved
  const caseKey = found?.caseKey ?? known.nextKey(db)
  // First of all, since only these two can still fail; SQLite has one writer, so the head is settled.
  if (!takeCommandIds(db, append, tenantKey, caseKey)) return { ok: false, conflict: 'command-id', actualSeq }
  const indexed = found !== undefined && isSameIndex(found.index, index) ? found.indexed : indexText(index)
  if (!writeCase(db, append, { tenantKey, caseKey, found, indexed })) {
    returnCommandIds(db, append.commands, tenantKey, caseKey)
    return moved
  }
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
  if (found === undefined) known.remember(tenantKey, caseId, { caseKey, seq: head.seq, index, indexed, words })
  else {
    found.seq = head.seq
    found.index = index
    found.indexed = indexed
    found.words = words
  }
  return { ok: true }
}

interface Row {
  readonly tenantKey: number
  readonly caseKey: number
  /** What is remembered of it; undefined for a new one. */
  readonly found: KnownCase | undefined
  /** Its index as text, from now on. */
  readonly indexed: string
}

/** Makes the row of a case, or moves it on from what is remembered of it; false where that does not stand there any more. */
function writeCase(
  db: SqliteDriver,
  { caseId, head, index, snapshot }: Append,
  { tenantKey, caseKey, found, indexed }: Row,
): boolean {
  const { seq, at, hash } = head
  const { openedAt, settledAt, nextRungAt, overdueSince } = index
  const columns = [seq, at, hash, openedAt, settledAt, nextRungAt, overdueSince, indexed, snapshot]
  if (found === undefined) return db.run(appendSql.insertCase, caseKey, tenantKey, caseId, ...columns) === 1
  const where = [caseKey, found.seq, found.indexed]
  if (found.indexed === indexed) return db.run(appendSql.updateHead, seq, at, hash, snapshot, ...where) === 1
  if (hasSameInstants(found.index, index))
    return db.run(appendSql.updateIndex, seq, at, hash, indexed, snapshot, ...where) === 1
  return db.run(appendSql.updateCase, ...columns, ...where) === 1
}

/** Under whom a command id is kept: the case, or minus the tenant for openings. */
const ownerOf = (scope: string | null, tenantKey: number, caseKey: number) => (scope === null ? -tenantKey : caseKey)

/** Takes all command ids of an append, or none of them. */
function takeCommandIds(db: SqliteDriver, { commands }: Append, tenantKey: number, caseKey: number): boolean {
  for (let i = 0; i < commands.length; i++) {
    const { scope, by, commandId, fingerprint, seq } = commands[i] as CommandRecord
    const owner = ownerOf(scope, tenantKey, caseKey)
    if (db.run(appendSql.insertCommand, owner, by, commandId, fingerprint, caseKey, seq) === 1) continue
    returnCommandIds(db, commands.slice(0, i), tenantKey, caseKey)
    return false
  }
  return true
}

function returnCommandIds(db: SqliteDriver, taken: readonly CommandRecord[], tenantKey: number, caseKey: number): void {
  for (const { scope, by, commandId } of taken)
    db.run(appendSql.deleteCommand, ownerOf(scope, tenantKey, caseKey), by, commandId)
}
