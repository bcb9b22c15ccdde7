import { type CaseIndex, type ListedCase, type ListQuery, type Page, storeFault } from '@convoke/core'
import type { Row, SqliteDriver, SqliteValue } from './driver.js'
import { type Condition, conditionsOf, earliest, type Fragment, gathered, latest, meets } from './list-plan.js'
import { headOf } from './read.js'

/** Counting stops here: what is longer counts as long. Bounds the price of choosing, and of sorting what is short. */
const longList = 1_000

/** The stretch of the list order that is asked for: from `openedFrom` up to, not including, (openedAt, caseKey). */
interface Stretch {
  readonly openedFrom: number
  readonly openedAt: number
  readonly caseKey: number
}

/**
 * One page, newest opened first.
 *
 * Each condition is a list of cases; the shortest one is followed and the others are asked about each case on it. Where
 * all are long, one that lies in list order is followed until the page is full: then its price does not grow with the
 * number of cases, unless conditions that many cases meet are met together by almost none.
 */
export function listPage(
  db: SqliteDriver,
  tenantKey: number,
  query: ListQuery,
  { limit, after }: { readonly limit: number; readonly after?: string | undefined },
): Page<ListedCase> {
  const stretch = stretchOf(query, after)
  const conditions = conditionsOf(db, tenantKey, query)
  if (conditions === null) return { items: [] }
  const followed = conditions.length === 1 ? conditions[0]! : shortest(db, tenantKey, conditions, stretch)
  const asked = conditions.filter(condition => condition !== followed).map(meets)
  const keys =
    followed.kind === 'terms'
      ? union(
          followed.terms.map(term => alongTerm(term, stretch, asked, limit + 1)),
          limit + 1,
        )
      : alongGathered(gathered(followed, tenantKey), stretch, asked, limit + 1)
  const rows = db.all(
    `SELECT c.opened_at, c.case_key, case_id, seq, at, hash, case_index
     FROM (${keys.sql}) k CROSS JOIN cases c ON c.case_key = k.case_key ORDER BY k.opened_at DESC, k.case_key DESC`,
    ...keys.values,
  )
  const items = rows.slice(0, limit).map(listedCase)
  const last = rows[limit - 1]
  return rows.length > limit && last !== undefined ? { items, next: `${last.opened_at}:${last.case_key}` } : { items }
}

function shortest(db: SqliteDriver, tenantKey: number, conditions: readonly Condition[], stretch: Stretch): Condition {
  let best: Condition | undefined
  let bestLength = longList
  for (const condition of conditions) {
    const length = lengthOf(db, tenantKey, condition, stretch)
    if (length >= bestLength) continue
    best = condition
    bestLength = length
  }
  return best ?? conditions.find(({ kind }) => kind === 'terms')!
}

/** How many cases meet a condition, at most {@link longList}. */
function lengthOf(db: SqliteDriver, tenantKey: number, condition: Condition, stretch: Stretch): number {
  const { sql, values } =
    condition.kind === 'terms'
      ? union(
          condition.terms.map(term => alongTerm(term, stretch, [], longList)),
          longList,
        )
      : {
          sql: `${gathered(condition, tenantKey).sql} LIMIT ${longList}`,
          values: gathered(condition, tenantKey).values,
        }
  return db.get(`SELECT count(*) AS length FROM (${sql})`, ...values)?.length as number
}

const order = 'ORDER BY opened_at DESC, case_key DESC'
const within = 'p.opened_at >= ? AND (p.opened_at, p.case_key) < (?, ?)'

function alongTerm(term: number, stretch: Stretch, asked: readonly Fragment[], limit: number): Fragment {
  const sql = `SELECT p.opened_at, p.case_key FROM postings p WHERE ${['p.term = ?', within, ...asked.map(one => one.sql)].join(' AND ')}
    ${order} LIMIT ?`
  return { sql, values: [term, ...bounds(stretch), ...asked.flatMap(one => one.values), limit] }
}

function alongGathered(source: Fragment, stretch: Stretch, asked: readonly Fragment[], limit: number): Fragment {
  const sql = `SELECT p.opened_at, p.case_key FROM (${source.sql}) p WHERE ${[within, ...asked.map(one => one.sql)].join(' AND ')}
    ${order} LIMIT ?`
  return { sql, values: [...source.values, ...bounds(stretch), ...asked.flatMap(one => one.values), limit] }
}

/** Merges lists that share no case; each is cut first, so that none is read further than the page can need. */
function union(parts: readonly Fragment[], limit: number): Fragment {
  if (parts.length === 1) return parts[0]!
  const sql = `${parts.map(part => `SELECT * FROM (${part.sql})`).join(' UNION ALL ')} ${order} LIMIT ?`
  return { sql, values: [...parts.flatMap(part => part.values), limit] }
}

function bounds({ openedFrom, openedAt, caseKey }: Stretch): SqliteValue[] {
  return [openedFrom, openedAt, caseKey]
}

function stretchOf({ openedFrom = earliest, openedTo = latest }: ListQuery, after: string | undefined): Stretch {
  const end = { openedFrom, openedAt: openedTo, caseKey: 0 }
  if (after === undefined) return end
  const cursor = /^(-?\d+):(\d+)$/.exec(after)
  if (cursor === null) throw storeFault('store/cursor')
  const openedAt = Number(cursor[1])
  return openedAt >= openedTo ? end : { openedFrom, openedAt, caseKey: Number(cursor[2]) }
}

function listedCase(row: Row): ListedCase {
  return { caseId: row.case_id as string, head: headOf(row), index: JSON.parse(row.case_index as string) as CaseIndex }
}
