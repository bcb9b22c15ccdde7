import { type Append, type CaseStore, memoryStore } from '@convoke/core'
import { sampleAppend, sampleDisclosure, sampleNotice } from '@convoke/core/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { sqliteStore } from '../src/index.js'
import { openDriver } from '../src/open-driver.js'
import { temporaryFile } from './temporary-file.js'

const caseIds = ['c-1', 'c-2', 'c-3', 'c-4']
const tenants = ['default', 'other']
/** Few notices, so that what is done to one is mostly done to one that is there. */
const lastNotice = 7

const member = fc.record({
  tenant: fc.constantFrom(...tenants),
  caseId: fc.constantFrom(...caseIds),
  /** How far behind the head the append was decided: mostly not at all. */
  lag: fc.constantFrom(0, 0, 0, 0, 0, 1),
  entries: fc.integer({ min: 0, max: 2 }),
  commandId: fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined, freq: 2 }),
  openedBy: fc.option(fc.constantFrom('x', 'y'), { nil: undefined }),
  notices: fc.array(fc.record({ n: fc.nat(lastNotice), lane: fc.constantFrom(null, 'l', 'l', 'm') }), { maxLength: 3 }),
  index: fc.record({
    caseType: fc.constantFrom('asking', 'complaint'),
    states: fc.uniqueArray(fc.constantFrom('a.x', 'a.y', 'b'), { maxLength: 2 }),
    parties: fc.array(
      fc.record({ party: fc.constantFrom('p', 'q'), roles: fc.uniqueArray(fc.constantFrom('r', 's')) }),
    ),
    openedAt: fc.integer({ min: 0, max: 5 }),
    settledAt: fc.constantFrom(null, null, 7, 8),
    nextRungAt: fc.constantFrom(null, 1, 2, 3),
    overdueSince: fc.constantFrom(null, 4, 5),
    text: fc.constantFrom('', '停车', '停车场 lift', 'lift'),
  }),
})

/** One thing done to a store; its answer must be the same from both. */
const step = fc.oneof(
  { weight: 4, arbitrary: fc.array(member, { minLength: 1, maxLength: 3 }).map(appendStep) },
  fc.nat(4).map(now => (store: CaseStore) => store.claimDue({ now, limit: 2, leaseUntil: now + 2 })),
  fc.nat(9).map(now => (store: CaseStore) => store.outbox.claim({ now, limit: 2, leaseUntil: now + 2 })),
  fc.nat(lastNotice).map(n => (store: CaseStore) => store.outbox.done([`n-${n}`])),
  fc.tuple(fc.nat(lastNotice), fc.nat(5), fc.constantFrom(null, 3, 6)).map(
    ([n, at, retryAt]) =>
      (store: CaseStore) =>
        store.outbox.failed(`n-${n}`, 'gone', at, retryAt),
  ),
  fc.nat(lastNotice).map(n => (store: CaseStore) => store.outbox.retry(`n-${n}`)),
  fc
    .constantFrom(...caseIds)
    .map(caseId => (store: CaseStore) => store.erase({ tenant: 'default', caseId, path: '/phone' })),
)

type Member = typeof member extends fc.Arbitrary<infer Value> ? Value : never

function appendStep(members: readonly Member[]) {
  // Where the heads are asked elsewhere, a store goes by what it remembers.
  return async (store: CaseStore, heads = store) => {
    const batch = new Map<string, Append>()
    for (const { tenant, caseId, lag, entries, commandId, openedBy, notices, index } of members) {
      const head = (await heads.load(tenant, caseId))?.head.seq ?? 0
      const expectedSeq = Math.max(0, head - lag)
      const append = sampleAppend(caseId, {
        tenant,
        expectedSeq,
        entries: expectedSeq === 0 ? Math.max(1, entries) : entries,
        commandIds: commandId === undefined ? [] : [commandId],
        ...(openedBy === undefined ? {} : { openedBy }),
        disclosures: entries === 0 ? [] : [sampleDisclosure('/phone', { seq: expectedSeq + 1 })],
        notices: notices.map(({ n, lane }) => sampleNotice(caseId, `n-${n}`, { tenant, lane })),
        index: { ...index, outcome: index.settledAt === null ? null : 'agreed' },
      })
      batch.set(`${tenant} ${caseId}`, append)
    }
    return store.append([...batch.values()])
  }
}

const queries = [
  {},
  { settled: false },
  { settled: true, party: 'p' },
  { party: 'q', role: 'r' },
  { role: 's', state: 'a' },
  { caseType: 'asking', state: 'b', settled: false },
  { text: '停车', overdueAt: 4 },
  { settledFrom: 7, settledTo: 8 },
]

/** Everything a store tells; lists by set, since equals may stand in any order. */
async function everything(store: CaseStore) {
  const told: unknown[] = [await store.outbox.nextAt(), (await store.feed(undefined, 1_000)).map(item => item.entry)]
  for (const tenant of tenants) {
    for (const caseId of caseIds) {
      told.push(
        await store.load(tenant, caseId),
        await store.entries(tenant, caseId),
        await store.disclosures(tenant, caseId),
      )
    }
    for (const query of queries) {
      const page = await store.list(tenant, query, { limit: 100 })
      told.push(page.items.map(({ caseId, head }) => `${caseId} ${head.seq}`).sort())
    }
  }
  const dead = await store.outbox.dead({ limit: 100 })
  told.push(dead.items.map(one => JSON.stringify(one)).sort())
  return told
}

it('SQLite and memory tell the same after any sequence of calls', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40, size: 'max' }), async steps => {
      const durable = sqliteStore(':memory:', { driver: 'libsql' })
      const model = memoryStore()
      try {
        for (const run of steps) expect(await run(durable)).toEqual(await run(model))
        expect(await everything(durable)).toEqual(await everything(model))
      } finally {
        await durable.close()
      }
    }),
    { numRuns: 100 },
  )
})

/** The index of words holds the words of each case and no others; throws where it does not. */
function checkWords(path: string): void {
  const database = openDriver(path, 'libsql')
  database.exec("INSERT INTO texts (texts, rank) VALUES ('integrity-check', 1)")
  database.close()
}

it('two stores of one file tell together what memory tells, whichever of them writes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(step, fc.boolean()), { maxLength: 40, size: 'max' }), async steps => {
      using file = temporaryFile()
      const one = sqliteStore(file.path, { driver: 'libsql', synchronous: 'normal', thread: false })
      const other = sqliteStore(file.path, { driver: 'libsql', synchronous: 'normal', thread: false })
      const model = memoryStore()
      try {
        for (const [run, isOther] of steps) expect(await run(isOther ? other : one, model)).toEqual(await run(model))
        expect(await everything(one)).toEqual(await everything(model))
        checkWords(file.path)
      } finally {
        await one.close()
        await other.close()
      }
    }),
    { numRuns: 60 },
  )
})

it('an append that rewrites an index without an entry is seen by another store that remembers the case', async () => {
  using file = temporaryFile()
  const one = sqliteStore(file.path, { driver: 'libsql' })
  const other = sqliteStore(file.path, { driver: 'libsql' })
  try {
    const rewrite = (index: Partial<Append['index']>) =>
      sampleAppend('c-1', { expectedSeq: 1, entries: 0, index: { ...index } })
    await one.append([sampleAppend('c-1', { index: { states: ['a'], text: 'lift' } })])
    expect(await other.append([rewrite({ states: ['b'], text: 'stairs' })])).toEqual([{ ok: true }])
    expect(await one.append([rewrite({ states: ['a'], text: 'lift' })])).toEqual([{ ok: true }])
    const count = async (query: object) => (await other.list('default', query, { limit: 9 })).items.length
    expect([await count({ state: 'a' }), await count({ state: 'b' })]).toEqual([1, 0])
    expect([await count({ text: 'lift' }), await count({ text: 'stairs' })]).toEqual([1, 0])
    checkWords(file.path)
  } finally {
    await one.close()
    await other.close()
  }
})

it('an append on a head that another store has moved conflicts, also where the index stayed the same', async () => {
  using file = temporaryFile()
  const one = sqliteStore(file.path, { driver: 'libsql' })
  const other = sqliteStore(file.path, { driver: 'libsql' })
  try {
    await one.append([sampleAppend('c-1')])
    const next = sampleAppend('c-1', { expectedSeq: 1, commandIds: ['a'] })
    expect(await other.append([next])).toEqual([{ ok: true }])
    expect(await one.append([next])).toEqual([{ ok: false, conflict: 'head-moved', actualSeq: 2 }])
    expect(await one.append([{ ...next, commands: [] }])).toEqual([{ ok: false, conflict: 'head-moved', actualSeq: 2 }])
  } finally {
    await one.close()
    await other.close()
  }
})

it('a command id that was taken for an append that then conflicts is free again', async () => {
  using file = temporaryFile()
  const one = sqliteStore(file.path, { driver: 'libsql' })
  const other = sqliteStore(file.path, { driver: 'libsql' })
  try {
    await one.append([sampleAppend('c-1')])
    await other.append([sampleAppend('c-1', { expectedSeq: 1 })])
    const stale = sampleAppend('c-1', { expectedSeq: 1, commandIds: ['a'] })
    expect(await one.append([stale])).toEqual([{ ok: false, conflict: 'head-moved', actualSeq: 2 }])
    expect(await one.append([sampleAppend('c-1', { expectedSeq: 2, commandIds: ['a'] })])).toEqual([{ ok: true }])
  } finally {
    await one.close()
    await other.close()
  }
})
