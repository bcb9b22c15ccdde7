import { type CaseIndex, type ListedCase, type ListQuery, type Page, storeFault } from '@convoke/core'
import type { SqliteDriver } from './driver.js'
import { conditionsOf, earliest, latest } from './list-conditions.js'
import { firstPlaces, type Stretch } from './list-walk.js'
import { headOf } from './read.js'

const row = 'SELECT case_id, seq, at, hash, case_index FROM cases WHERE case_key = ?'

/** One page of a tenant's cases, newest opened first, those opened at one instant in the reverse order of arrival. */
export function listPage(
  db: SqliteDriver,
  tenantKey: number,
  query: ListQuery,
  { limit, after }: { readonly limit: number; readonly after?: string | undefined },
): Page<ListedCase> {
  const stretch = stretchOf(query, after)
  const conditions = conditionsOf(db, tenantKey, query)
  if (conditions === null) return { items: [] }
  const places = firstPlaces(db, tenantKey, conditions, stretch, limit + 1)
  const items = places.slice(0, limit).map(({ caseKey }) => listedCase(db, caseKey))
  const last = places[limit - 1]
  return places.length > limit && last !== undefined ? { items, next: `${last.openedAt}:${last.caseKey}` } : { items }
}

function stretchOf({ openedFrom = earliest, openedTo = latest }: ListQuery, after: string | undefined): Stretch {
  const end = { openedAt: openedTo, caseKey: 0 }
  if (after === undefined) return { openedFrom, end }
  const cursor = /^(-?\d+):(\d+)$/.exec(after)
  if (cursor === null) throw storeFault('store/cursor')
  const openedAt = Number(cursor[1])
  return { openedFrom, end: openedAt >= openedTo ? end : { openedAt, caseKey: Number(cursor[2]) } }
}

function listedCase(db: SqliteDriver, caseKey: number): ListedCase {
  const found = db.get(row, caseKey)!
  return {
    caseId: found.case_id as string,
    head: headOf(found),
    index: JSON.parse(found.case_index as string) as CaseIndex,
  }
}
