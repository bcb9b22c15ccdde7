import type { CaseIndex } from '@convoke/core'
import type { SqliteDriver } from './driver.js'
import { facetsOf, hasSameFacets } from './facets.js'
import { wordsAfter, wordsOf } from './index-words.js'
import type { Keys } from './keys.js'

const indexSql = {
  insertPosting: 'INSERT INTO postings (term, opened_at, case_key) VALUES (?, ?, ?)',
  deletePosting: 'DELETE FROM postings WHERE term = ? AND opened_at = ? AND case_key = ?',
  insertWords: 'INSERT INTO case_words (case_key, words) VALUES (?, ?)',
  updateWords: 'UPDATE case_words SET words = ? WHERE case_key = ?',
  deleteWords: 'DELETE FROM case_words WHERE case_key = ?',
  indexWords: 'INSERT INTO texts (rowid, words) VALUES (?, ?)',
  /** The index must be told what it indexed. Words that stay are left where they are. */
  unindexWords: "INSERT INTO texts (texts, rowid, words) VALUES ('delete', ?, ?)",
}

/**
 * Writes what differs between the index a case had and the one it has now; most appends differ in a state or not at all.
 * Returns the words of its text as they are indexed; `hadWords` is what it returned for the index before, where known.
 */
export function writeIndexRows(
  db: SqliteDriver,
  keys: Keys,
  of: { readonly tenantKey: number; readonly caseKey: number },
  before: CaseIndex | undefined,
  after: CaseIndex,
  hadWords: string | undefined,
): string | undefined {
  const { tenantKey, caseKey } = of
  if (before === undefined || !hasSameFacets(before, after)) {
    const termsOf = (index: CaseIndex) => facetsOf(index).map(facet => keys.internTerm(db, tenantKey, facet))
    const old = new Set(before === undefined ? [] : termsOf(before))
    const isMoved = before !== undefined && before.openedAt !== after.openedAt
    for (const term of termsOf(after)) {
      if (isMoved || !old.delete(term)) db.run(indexSql.insertPosting, term, after.openedAt, caseKey)
    }
    for (const term of old) db.run(indexSql.deletePosting, term, before!.openedAt, caseKey)
  }
  if (before?.text === after.text) return hadWords
  const had = hadWords ?? wordsOf(before?.text ?? '')
  if (had === '') {
    const has = wordsOf(after.text)
    if (has === '') return has
    db.run(indexSql.insertWords, caseKey, has)
    db.run(indexSql.indexWords, caseKey, has)
    return has
  }
  const { words, came, went } = wordsAfter(before!.text, had, after.text)
  if (came === '' && went === '') return had
  // Both, also where one is empty: the index counts its rows.
  db.run(indexSql.unindexWords, caseKey, went)
  if (words === '') db.run(indexSql.deleteWords, caseKey)
  else {
    db.run(indexSql.updateWords, words, caseKey)
    db.run(indexSql.indexWords, caseKey, came)
  }
  return words
}
