import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CaseIndex, ListQuery } from '@convoke/core'
import { sampleAppend } from '@convoke/core/testing'
import { type SqliteStore, sqliteStore } from '../src/index.js'

const [few, many] = [2_000, 200_000]
const pageSize = 20
const rounds = 60

/** What a page is asked by; each has more than a page of cases in the small store too, unless it says otherwise. */
const queries: Readonly<Record<string, ListQuery>> = {
  'no filter': {},
  open: { settled: false },
  settled: { settled: true },
  type: { caseType: 'type-1' },
  'type, open': { caseType: 'type-1', settled: false },
  state: { state: 'inviting' },
  'state, type': { state: 'inviting', caseType: 'type-1' },
  'state, open': { state: 'inviting', settled: false },
  party: { party: 'dept:1' },
  'party, open': { party: 'dept:1', settled: false },
  'party, settled': { party: 'dept:1', settled: true },
  'party, type': { party: 'dept:1', caseType: 'type-1' },
  'party, state': { party: 'dept:1', state: 'inviting' },
  'party, state, type, open': { party: 'dept:1', state: 'inviting', caseType: 'type-1', settled: false },
  'party in a role': { party: 'dept:1', role: 'lead' },
  role: { role: 'lead', settled: false },
  'a party of three cases': { party: 'person:7' },
  'a party of three cases, settled, type': { party: 'person:7', settled: true, caseType: 'type-1' },
  'opened in a range': { openedFrom: 1_000, openedTo: 1_500 },
  text: { text: '停车' },
  'text, party, open': { text: '停车', party: 'dept:1', settled: false },
  'overdue, party': { overdueAt: 5_000_000, party: 'dept:1' },
}

/** The price that stays: nobody has a case like this, though many cases have each half of it, spread over all years. */
const neverTogether: ListQuery = { party: 'dept:1', role: 'lead', text: '停车' }

/** Case `i` of a store; who, what and where repeat, the newest third is open, a person has three cases. */
function caseIndex(i: number, count: number): Partial<CaseIndex> {
  const isOpen = i >= count - Math.min(count, many) / 3
  const topic = ['停车难', '电梯故障', '楼道堆物', '夜间噪音'][i % 4]!
  return {
    caseType: `type-${i % 3}`,
    states: isOpen ? [i % 2 === 0 ? 'inviting.replies' : 'meeting'] : ['agreed'],
    parties: [
      { party: `rc:${i % 20}`, roles: ['convener'] },
      { party: `dept:${i % 8}`, roles: ['invitee', 'lead'] },
      { party: `dept:${(i + 1) % 8}`, roles: ['invitee'] },
      { party: `person:${Math.floor(i / 3)}`, roles: ['resident'] },
    ],
    openedAt: i,
    settledAt: isOpen ? null : i + 50,
    outcome: isOpen ? null : 'agreed',
    nextRungAt: isOpen ? 10_000_000 + i : null,
    overdueSince: isOpen ? 4_900_000 + (i % 1_000) : null,
    text: `${topic} 第${i}件`,
  }
}

async function filled(path: string, count: number): Promise<SqliteStore> {
  const store = sqliteStore(path, { synchronous: 'normal' })
  for (let i = 0; i < count; i += 500) {
    const batch = Array.from({ length: Math.min(500, count - i) }, (_, n) => i + n)
    await store.append(
      batch.map(n => sampleAppend(`case-${n}`, { index: caseIndex(n, count), snapshot: '{}'.padEnd(1_500) })),
    )
  }
  return store
}

/** The median time of a first page in ms, the two stores asked in turn. */
async function measured(stores: readonly SqliteStore[], query: ListQuery): Promise<{ ms: number; rows: number }[]> {
  const times = stores.map(() => [] as number[])
  const rows = stores.map(() => 0)
  for (let round = 0; round < rounds; round += 1) {
    for (const [at, store] of stores.entries()) {
      const start = performance.now()
      const page = await store.list('default', query, { limit: pageSize })
      times[at]!.push(performance.now() - start)
      rows[at] = page.items.length
    }
  }
  return times.map((list, at) => ({ ms: list.sort((a, b) => a - b)[rounds >> 1]!, rows: rows[at]! }))
}

/** What the first page of a list costs over 200,000 cases, against the same page over 2,000. */
export async function run() {
  const directory = mkdtempSync(join(tmpdir(), 'convoke-bench-'))
  try {
    const stores = [await filled(join(directory, 'few.db'), few), await filled(join(directory, 'many.db'), many)]
    const results: object[] = []
    for (const [filter, query] of Object.entries(queries)) {
      const [small, large] = await measured(stores, query)
      results.push({
        filter,
        reference: `the same page over ${few} cases`,
        ratio: large!.ms / small!.ms,
        ms: large!.ms,
        referenceMs: small!.ms,
        rows: large!.rows,
        referenceRows: small!.rows,
      })
    }
    const [small, large] = await measured(stores, neverTogether)
    for (const store of stores) await store.close()
    return { bench: 'list-pages', cases: many, pageSize, neverTogetherMs: [small!.ms, large!.ms], results }
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}
