import type { ListQuery } from '@convoke/core'
import { sampleAppend } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import type { SqliteLike } from '../src/driver.js'
import { sqliteStore } from '../src/index.js'
import { openDriver } from '../src/open-driver.js'

/** A connection that explains every statement that reads postings before it is run. */
function explaining(database: SqliteLike, plans: Map<string, string>): SqliteLike {
  return {
    exec: sql => database.exec(sql),
    close: () => database.close(),
    prepare(sql) {
      if (sql.includes('FROM postings')) {
        // Unbound places are null, which changes no plan.
        const rows = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as readonly { readonly detail: string }[]
        plans.set(sql, rows.map(({ detail }) => detail).join('\n'))
      }
      return database.prepare(sql)
    },
  }
}

const queries: readonly ListQuery[] = [
  {},
  { settled: false },
  { caseType: 'asking' },
  { state: 'inviting' },
  { party: 'p' },
  { party: 'p', role: 'r' },
  { role: 'r', settled: true },
  { party: 'p', state: 'inviting' },
  { party: 'p', caseType: 'asking', settled: false },
  { party: 'p', state: 'inviting', caseType: 'asking', settled: false, openedFrom: 1, openedTo: 5_000 },
]

describe('the first page of a list', () => {
  it.each(queries)('by %j reads its stretch of the lists and never a whole table', async query => {
    const plans = new Map<string, string>()
    const store = sqliteStore(explaining(openDriver(':memory:', 'libsql'), plans))
    const parties = [{ party: 'p', roles: ['r'] }]
    const settled = { parties, settledAt: 9, outcome: 'agreed' }
    await store.append([
      sampleAppend('c-1', { index: { parties } }),
      sampleAppend('c-2', { index: settled }),
      sampleAppend('c-3', { index: { ...settled, caseType: 'complaint' } }),
      sampleAppend('c-4', { index: { parties, caseType: 'complaint' } }),
    ])
    plans.clear()
    expect((await store.list('default', query, { limit: 2 })).items.length).toBeGreaterThan(0)
    expect(plans.size).toBeGreaterThan(0)
    for (const plan of plans.values()) {
      expect(plan).toContain('SEARCH postings USING PRIMARY KEY (term=?')
      expect(plan).not.toMatch(/SCAN (?!\(subquery)/)
    }
    await store.close()
  })
})
