import { indexMatcher } from '../ports/case-index.js'
import type { ListedCase, ListQuery, Page } from '../ports/case-store.js'
import { storeFault } from '../ports/store-fault.js'

/** A case in the order of lists: by opening, then by arrival. */
export interface Listable extends ListedCase {
  readonly serial: number
}

/** Keeps cases in list order; cases mostly arrive opened last, so an insertion is cheap. */
export interface ListOrder<Item extends Listable> {
  insert(item: Item): void
  remove(item: Item): void
  page(query: ListQuery, limit: number, after: string | undefined): Page<ListedCase>
}

/** An empty order. */
export function listOrder<Item extends Listable>(): ListOrder<Item> {
  const items: Item[] = []
  /** How many items stand before (openedAt, serial). */
  const rank = (openedAt: number, serial: number) => {
    let low = 0
    let high = items.length
    while (low < high) {
      const middle = (low + high) >> 1
      const item = items[middle]!
      const isBefore = item.index.openedAt < openedAt || (item.index.openedAt === openedAt && item.serial < serial)
      if (isBefore) low = middle + 1
      else high = middle
    }
    return low
  }
  return {
    insert: item => void items.splice(rank(item.index.openedAt, item.serial), 0, item),
    remove: item => void items.splice(rank(item.index.openedAt, item.serial), 1),
    page(query, limit, after) {
      const matches = indexMatcher(query)
      const found: Item[] = []
      const start = after === undefined ? items.length : rank(...parseCursor(after))
      for (let at = start - 1; at >= 0 && found.length <= limit; at -= 1) {
        const item = items[at]!
        if (matches(item.index, item.caseId)) found.push(item)
      }
      const rows = found.slice(0, limit).map(({ caseId, head, index }) => ({ caseId, head, index }))
      const last = found[limit - 1]
      return found.length > limit && last !== undefined
        ? { items: rows, next: `${last.index.openedAt}:${last.serial}` }
        : { items: rows }
    },
  }
}

function parseCursor(text: string): [number, number] {
  const match = /^(-?\d+):(\d+)$/.exec(text)
  if (match === null) throw storeFault('store/cursor')
  return [Number(match[1]), Number(match[2])]
}
