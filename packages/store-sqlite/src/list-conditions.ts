import { type ListQuery, textTokens } from '@convoke/core'
import type { SqliteDriver, SqliteValue } from './driver.js'
import { memberName, settledPart } from './facets.js'
import type { Facet } from './keys.js'

/** SQL with its values. */
export interface Fragment {
  readonly sql: string
  readonly values: readonly SqliteValue[]
}

/** On one of the lists of these terms; a case is on at most one of them, and each lies in list order. */
export interface TermCondition {
  readonly kind: 'terms'
  readonly terms: readonly number[]
}

/** Having all these words, an id that begins so, or a date from `from` to before `to`. Not kept in list order. */
export type LooseCondition =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'id'; readonly begins: string }
  | {
      readonly kind: 'range'
      readonly column: 'overdue_since' | 'settled_at'
      readonly from: number
      readonly to: number
    }

/** What a query asks of a case: always at least one condition by terms. */
export interface Conditions {
  readonly byTerms: readonly [TermCondition, ...TermCondition[]]
  readonly loose: readonly LooseCondition[]
}

export const earliest = Number.MIN_SAFE_INTEGER
export const latest = Number.MAX_SAFE_INTEGER

const termSql = {
  anyPart: 'SELECT term FROM terms WHERE tenant_key = ? AND facet = ? AND name = ?',
  onePart: 'SELECT term FROM terms WHERE tenant_key = ? AND facet = ? AND name = ? AND part = ?',
}

/** The conditions of a query, or null where one of them holds for no case at all. */
export function conditionsOf(db: SqliteDriver, tenantKey: number, query: ListQuery): Conditions | null {
  const byTerms: TermCondition[] = []
  for (const { facet, name, part } of facetsAsked(query)) {
    const rows =
      part === undefined
        ? db.all(termSql.anyPart, tenantKey, facet, name)
        : db.all(termSql.onePart, tenantKey, facet, name, part)
    if (rows.length === 0) return null
    byTerms.push({ kind: 'terms', terms: rows.map(({ term }) => term as number) })
  }
  const loose: LooseCondition[] = []
  const { id, text, overdueAt, settledFrom, settledTo } = query
  if (id !== undefined) loose.push({ kind: 'id', begins: id })
  if (text !== undefined) {
    const words = textTokens(text)
    if (words.length === 0) return null
    loose.push({ kind: 'words', words })
  }
  if (overdueAt !== undefined) loose.push({ kind: 'range', column: 'overdue_since', from: earliest, to: overdueAt + 1 })
  if (settledFrom !== undefined || settledTo !== undefined) {
    loose.push({ kind: 'range', column: 'settled_at', from: settledFrom ?? earliest, to: settledTo ?? latest })
  }
  return { byTerms: byTerms as [TermCondition, ...TermCondition[]], loose }
}

/** Being settled and the case type select a part of another facet where they can, and are asked alone where not. */
function facetsAsked({ reference, caseType, state, party, role, settled }: ListQuery) {
  const part = settled === undefined ? undefined : settledPart(settled)
  const asked: { readonly facet: Facet['facet']; readonly name: string; readonly part: string | undefined }[] = []
  if (party !== undefined && role !== undefined) asked.push({ facet: 'member', name: memberName(party, role), part })
  else if (party !== undefined) asked.push({ facet: 'party', name: party, part })
  else if (role !== undefined) asked.push({ facet: 'role', name: role, part })
  if (state === undefined && caseType !== undefined) asked.push({ facet: 'type', name: caseType, part })
  const isNamed = state !== undefined || reference !== undefined
  if (asked.length === 0 && (part !== undefined || !isNamed)) asked.push({ facet: 'all', name: '', part })
  if (state !== undefined) asked.push({ facet: 'state', name: state, part: caseType })
  if (reference !== undefined) asked.push({ facet: 'reference', name: reference, part: undefined })
  return asked
}

/** The case `p (opened_at, case_key)` meets a condition. */
export function meets(condition: TermCondition | LooseCondition): Fragment {
  switch (condition.kind) {
    case 'terms': {
      const { terms } = condition
      const places = terms.map(() => '?').join(', ')
      const sql = `EXISTS (SELECT 1 FROM postings q
        WHERE q.term IN (${places}) AND q.opened_at = p.opened_at AND q.case_key = p.case_key)`
      return { sql, values: terms }
    }
    case 'words': {
      const { words } = condition
      const each = words.map(() => "instr(' ' || w.words || ' ', ?) > 0").join(' AND ')
      const sql = `EXISTS (SELECT 1 FROM case_words w WHERE w.case_key = p.case_key AND ${each})`
      return { sql, values: words.map(word => ` ${word} `) }
    }
    case 'id': {
      const sql = `(SELECT case_id FROM cases c WHERE c.case_key = p.case_key) BETWEEN ? AND ?`
      return { sql, values: stretchOfIds(condition.begins) }
    }
    case 'range': {
      const { column, from, to } = condition
      const sql = `(SELECT ${column} FROM cases c WHERE c.case_key = p.case_key) BETWEEN ? AND ?`
      return { sql, values: [from, to - 1] }
    }
  }
}

/** All cases `(opened_at, case_key)` that meet a loose condition, of any tenant, in no order. */
export function casesWith(condition: LooseCondition, tenantKey: number): Fragment {
  if (condition.kind === 'words') {
    const sql = 'SELECT opened_at, case_key FROM texts CROSS JOIN cases ON case_key = texts.rowid WHERE texts MATCH ?'
    return { sql, values: [condition.words.map(word => `"${word}"`).join(' ')] }
  }
  if (condition.kind === 'id') {
    const sql = 'SELECT opened_at, case_key FROM cases WHERE tenant_key = ? AND case_id BETWEEN ? AND ?'
    return { sql, values: [tenantKey, ...stretchOfIds(condition.begins)] }
  }
  const { column, from, to } = condition
  const sql = `SELECT opened_at, case_key FROM cases WHERE tenant_key = ? AND ${column} BETWEEN ? AND ?`
  return { sql, values: [tenantKey, from, to - 1] }
}

/** From an id to the last one that begins so: no character comes after U+10FFFF. */
function stretchOfIds(begins: string): readonly [string, string] {
  return [begins, `${begins}\u{10FFFF}`]
}
