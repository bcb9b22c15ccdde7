import { type ListQuery, textTokens } from '@convoke/core'
import type { SqliteDriver, SqliteValue } from './driver.js'
import { memberName, settledPart } from './facets.js'
import type { Facet } from './keys.js'

/** One condition on a case. A case is on at most one of its term's lists. */
export type Condition =
  | { readonly kind: 'terms'; readonly terms: readonly number[] }
  | { readonly kind: 'words'; readonly match: string }
  | {
      readonly kind: 'range'
      readonly column: 'overdue_since' | 'settled_at'
      readonly from: number
      readonly to: number
    }

const termSql = {
  anyPart: 'SELECT term FROM terms WHERE tenant_key = ? AND facet = ? AND name = ?',
  onePart: 'SELECT term FROM terms WHERE tenant_key = ? AND facet = ? AND name = ? AND part = ?',
}

/** The conditions of a query, or null when one of them holds for no case at all. There is always one of terms. */
export function conditionsOf(db: SqliteDriver, tenantKey: number, query: ListQuery): Condition[] | null {
  const { caseType, state, party, role, settled } = query
  const part = settled === undefined ? undefined : settledPart(settled)
  const asked: [Facet['facet'], string, string | undefined][] = []
  if (party !== undefined && role !== undefined) asked.push(['member', memberName(party, role), part])
  else if (party !== undefined) asked.push(['party', party, part])
  else if (role !== undefined) asked.push(['role', role, part])
  if (state !== undefined) asked.push(['state', state, caseType])
  else if (caseType !== undefined) asked.push(['type', caseType, part])
  const isPartAsked = part !== undefined && asked.every(([facet]) => facet === 'state')
  if (asked.length === 0 || isPartAsked) asked.push(['all', '', part])

  const conditions: Condition[] = []
  for (const [facet, name, wanted] of asked) {
    const rows =
      wanted === undefined
        ? db.all(termSql.anyPart, tenantKey, facet, name)
        : db.all(termSql.onePart, tenantKey, facet, name, wanted)
    if (rows.length === 0) return null
    conditions.push({ kind: 'terms', terms: rows.map(({ term }) => term as number) })
  }
  if (query.text !== undefined) {
    const words = textTokens(query.text)
    if (words.length === 0) return null
    conditions.push({ kind: 'words', match: words.map(word => `"${word}"`).join(' ') })
  }
  const { overdueAt, settledFrom, settledTo } = query
  if (overdueAt !== undefined)
    conditions.push({ kind: 'range', column: 'overdue_since', from: earliest, to: overdueAt + 1 })
  if (settledFrom !== undefined || settledTo !== undefined) {
    const range = { from: settledFrom ?? earliest, to: settledTo ?? latest }
    conditions.push({ kind: 'range', column: 'settled_at', ...range })
  }
  return conditions
}

export const earliest = Number.MIN_SAFE_INTEGER
export const latest = Number.MAX_SAFE_INTEGER

/** SQL with its values. */
export interface Fragment {
  readonly sql: string
  readonly values: readonly SqliteValue[]
}

/** The case `p (opened_at, case_key)` meets a condition. */
export function meets(condition: Condition): Fragment {
  switch (condition.kind) {
    case 'terms': {
      const { terms } = condition
      const places = terms.map(() => '?').join(', ')
      const sql = `EXISTS (SELECT 1 FROM postings q
        WHERE q.term IN (${places}) AND q.opened_at = p.opened_at AND q.case_key = p.case_key)`
      return { sql, values: terms }
    }
    case 'words':
      return {
        sql: 'EXISTS (SELECT 1 FROM texts WHERE texts MATCH ? AND texts.rowid = p.case_key)',
        values: [condition.match],
      }
    case 'range': {
      const { column, from, to } = condition
      const sql = `(SELECT ${column} FROM cases c WHERE c.case_key = p.case_key) BETWEEN ? AND ?`
      return { sql, values: [from, to - 1] }
    }
  }
}

/** All cases `(opened_at, case_key)` that meet a condition, in no order. */
export function gathered(condition: Exclude<Condition, { kind: 'terms' }>, tenantKey: number): Fragment {
  if (condition.kind === 'words') {
    // The tenant is told by the other conditions: there is always one of terms.
    const sql = 'SELECT opened_at, case_key FROM texts CROSS JOIN cases ON case_key = texts.rowid WHERE texts MATCH ?'
    return { sql, values: [condition.match] }
  }
  const { column, from, to } = condition
  const sql = `SELECT opened_at, case_key FROM cases WHERE tenant_key = ? AND ${column} BETWEEN ? AND ?`
  return { sql, values: [tenantKey, from, to - 1] }
}
