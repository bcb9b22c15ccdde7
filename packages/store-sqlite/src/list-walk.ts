import type { SqliteDriver } from './driver.js'
import {
  type Conditions,
  casesWith,
  type Fragment,
  type LooseCondition,
  meets,
  type TermCondition,
} from './list-conditions.js'

/** A case by its place in the list order. */
export interface Place {
  readonly openedAt: number
  readonly caseKey: number
}

/** A stretch of the list order: opened at `openedFrom` or later, and before the place `end`. */
export interface Stretch {
  readonly openedFrom: number
  readonly end: Place
}

type Condition = TermCondition | LooseCondition

/** A list is short when it has fewer cases than this; the measure grows while a page stays unfilled. */
const firstMeasure = 64
const growth = 16
/** So many measures are walked before the lists are measured again. */
const windows = 8

/**
 * The first `limit` cases of a stretch that meet all conditions, newest first.
 *
 * Every condition is a list of cases. A short list is followed to its end and the others are asked about each case on
 * it. Where all are long, one is walked, leaping over stretches in which another has no case; if that fills no page
 * for a while, the lists are measured by a longer measure. So the price follows from the shortest list, or from how
 * thinly the answer is sown, and not from the number of cases.
 */
export function firstPlaces(
  db: SqliteDriver,
  tenantKey: number,
  conditions: Conditions,
  stretch: Stretch,
  limit: number,
): readonly Place[] {
  const all: readonly Condition[] = [...conditions.byTerms, ...conditions.loose]
  const found: Place[] = []
  let left: Stretch | undefined = stretch
  for (let measure = firstMeasure; left !== undefined && found.length < limit; measure *= growth) {
    const rest: Stretch = left
    const short = all.length === 1 ? all[0] : all.find(one => isShort(db, tenantKey, one, rest, measure))
    if (short !== undefined) {
      const asked = all.filter(one => one !== short)
      return [...found, ...follow(db, tenantKey, short, asked, rest, limit - found.length)]
    }
    for (let n = 0; n < windows && left !== undefined && found.length < limit; n += 1) {
      left = walk(db, conditions, left, measure, limit, found)
    }
  }
  return found
}

/** Whether a list has fewer cases than `measure`; counting stops there. */
function isShort(
  db: SqliteDriver,
  tenantKey: number,
  condition: Condition,
  stretch: Stretch,
  measure: number,
): boolean {
  const { sql, values } =
    condition.kind === 'terms' ? alongTerms(condition, stretch, measure) : casesWith(condition, tenantKey)
  const counted = db.get(`SELECT count(*) AS length FROM (SELECT 1 FROM (${sql}) LIMIT ?)`, ...values, measure)
  return (counted?.length as number) < measure
}

/** One list as far as it meets the other conditions; a list by terms is read no further than the page needs. */
function follow(
  db: SqliteDriver,
  tenantKey: number,
  followed: Condition,
  asked: readonly Condition[],
  stretch: Stretch,
  limit: number,
): Place[] {
  if (followed.kind === 'terms') return places(db, alongTerms(followed, stretch, limit, asked))
  return places(db, along(casesWith(followed, tenantKey), stretch, limit, asked))
}

/** Looks at the next `size` cases of the first list and adds those that meet the rest; returns what is left after them. */
function walk(
  db: SqliteDriver,
  { byTerms: [walked, ...others], loose }: Conditions,
  stretch: Stretch,
  size: number,
  limit: number,
  found: Place[],
): Stretch | undefined {
  const from = leap(db, others, stretch)
  if (from === undefined) return undefined
  const window = alongTerms(walked, from, size)
  found.push(...places(db, along(window, from, limit - found.length, [...others, ...loose])))
  const [last] = places(db, {
    sql: `SELECT * FROM (${window.sql}) LIMIT 1 OFFSET ?`,
    values: [...window.values, size - 1],
  })
  return last && { ...stretch, end: last }
}

/** The stretch without its beginning in which one of these lists has no case; undefined where one has none at all. */
function leap(db: SqliteDriver, lists: readonly TermCondition[], stretch: Stretch): Stretch | undefined {
  let rest = stretch
  for (const list of lists) {
    const [first] = places(db, alongTerms(list, rest, 1))
    if (first === undefined) return undefined
    rest = { ...rest, end: { ...first, caseKey: first.caseKey + 1 } }
  }
  return rest
}

const inOrder = 'ORDER BY opened_at DESC, case_key DESC'
const postings = { sql: 'SELECT opened_at, case_key FROM postings WHERE term = ?' }

/** The first cases of the lists of a condition, which share none; each is cut first, so none is read further than needed. */
function alongTerms(
  { terms }: TermCondition,
  stretch: Stretch,
  limit: number,
  asked: readonly Condition[] = [],
): Fragment {
  const parts = terms.map(term => along({ ...postings, values: [term] }, stretch, limit, asked))
  if (parts.length === 1) return parts[0]!
  const sql = `${parts.map(part => `SELECT * FROM (${part.sql})`).join(' UNION ALL ')} ${inOrder} LIMIT ?`
  return { sql, values: [...parts.flatMap(part => part.values), limit] }
}

/** The first cases of a source within a stretch that meet all that is asked. */
function along(source: Fragment, { openedFrom, end }: Stretch, limit: number, asked: readonly Condition[]): Fragment {
  const met = asked.map(meets)
  const conditions = ['p.opened_at >= ?', '(p.opened_at, p.case_key) < (?, ?)', ...met.map(({ sql }) => sql)]
  return {
    sql: `SELECT p.opened_at, p.case_key FROM (${source.sql}) p WHERE ${conditions.join(' AND ')} ${inOrder} LIMIT ?`,
    values: [...source.values, openedFrom, end.openedAt, end.caseKey, ...met.flatMap(({ values }) => values), limit],
  }
}

function places(db: SqliteDriver, { sql, values }: Fragment): Place[] {
  return db.all(sql, ...values).map(row => ({ openedAt: row.opened_at as number, caseKey: row.case_key as number }))
}
