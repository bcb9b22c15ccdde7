import type { CaseIndex } from '@convoke/core'
import type { SqliteDriver } from './driver.js'
import type { Session } from './session.js'

/** What an append must know of the case it goes to. */
export interface KnownCase {
  readonly caseKey: number
  seq: number
  index: CaseIndex
  /** The index as it stands in the row of the case. */
  indexed: string
  /** The words of the index as they were written; undefined where they would have to be found out first. */
  words: string | undefined
}

/**
 * The cases last written or loaded here: their heads need not be read again while nobody else writes. Whoever appends to a
 * case that is found writes what it comes to into the same object.
 */
export interface KnownCases {
  /** What is remembered of a case: right unless somebody else has written to it since. */
  recall(tenantKey: number, caseId: string): KnownCase | undefined
  find(db: SqliteDriver, tenantKey: number, caseId: string): KnownCase | undefined
  remember(tenantKey: number, caseId: string, known: KnownCase): void
  /** The key of the next case. */
  nextKey(db: SqliteDriver): number
}

/** How many cases a generation holds; of the cases in use, at least as many are known. */
const casesKept = 4_096

const sql = {
  find: 'SELECT case_key, seq, case_index FROM cases WHERE tenant_key = ? AND case_id = ?',
  lastKey: 'SELECT max(case_key) AS case_key FROM cases',
}

/** An empty memory over one session. */
export function knownCases(session: Session): KnownCases {
  // Two generations, and nothing is ever taken out of either: a map in which keys come and go is laid out anew every few
  // appends, and each layout that is old enough keeps the next one, with all that was ever written, from being collected.
  let young = new Map<string, KnownCase>()
  let old = new Map<string, KnownCase>()
  let lastKey: number | undefined
  session.onStale(() => {
    young = new Map()
    old = new Map()
    lastKey = undefined
  })
  const remember = (tenantKey: number, caseId: string, one: KnownCase) => {
    if (young.size >= casesKept) {
      old = young
      young = new Map()
    }
    young.set(`${tenantKey} ${caseId}`, one)
  }
  const recall = (tenantKey: number, caseId: string): KnownCase | undefined => {
    const key = `${tenantKey} ${caseId}`
    const remembered = young.get(key)
    if (remembered !== undefined) return remembered
    const earlier = old.get(key)
    if (earlier !== undefined) remember(tenantKey, caseId, earlier)
    return earlier
  }
  return {
    recall,
    find(db, tenantKey, caseId) {
      const remembered = recall(tenantKey, caseId)
      if (remembered !== undefined) return remembered
      const row = db.get(sql.find, tenantKey, caseId)
      if (row === undefined) return undefined
      const indexed = row.case_index as string
      const found = {
        caseKey: row.case_key as number,
        seq: row.seq as number,
        index: JSON.parse(indexed) as CaseIndex,
        indexed,
        words: undefined,
      }
      remember(tenantKey, caseId, found)
      return found
    },
    remember,
    nextKey(db) {
      lastKey = (lastKey ?? ((db.get(sql.lastKey)?.case_key ?? 0) as number)) + 1
      return lastKey
    },
  }
}
