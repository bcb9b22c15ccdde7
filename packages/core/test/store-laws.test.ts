import { describe, expect, it } from 'vitest'
import { memoryStore } from '../src/memory-store/memory-store.js'
import type { AppendResult, CaseStore, ListQuery } from '../src/ports/case-store.js'
import { holds, LawBroken, same, throwsCode } from '../src/testing/law.js'
import { storeLaws } from '../src/testing/store-laws.js'

const laws = storeLaws.filter(({ needs }) => needs === 'one')

/** Stores with one fault each, of the kind that passes a few hand-written tests. */
const faults: Readonly<Record<string, (store: CaseStore) => Partial<CaseStore>>> = {
  'tells every append that it committed': store => ({
    append: async batch => (await store.append(batch)).map(() => ({ ok: true })),
  }),
  'gives results in its own order': store => ({ append: async batch => [...(await store.append(batch))].reverse() }),
  'stops at the first conflict of a batch': store => ({
    async append(batch) {
      const results: AppendResult[] = []
      for (const append of batch) {
        const [result] = results.some(one => !one.ok) ? [results.at(-1)] : await store.append([append])
        results.push(result!)
      }
      return results
    },
  }),
  'normalises text': store => ({
    entries: async (...asked) =>
      (await store.entries(...asked)).map(entry => ({ ...entry, bytes: entry.bytes.normalize('NFC') })),
  }),
  'keeps entries as parsed JSON': store => ({
    entries: async (...asked) =>
      (await store.entries(...asked)).map(entry => ({ ...entry, bytes: JSON.stringify(JSON.parse(entry.bytes)) })),
  }),
  'finds the command ids of others': store => ({
    command: (tenant, scope, _by, commandId) => store.command(tenant, scope, 'rc:chunshen', commandId),
  }),
  'forgets where the feed stood': store => ({ feed: (_after, limit) => store.feed(undefined, limit) }),
  'leaves one out of each full page of the feed': store => ({
    async feed(after, limit) {
      const page = await store.feed(after, limit)
      return page.length < limit ? page : page.filter((_, i) => i !== 1)
    },
  }),
  'leases nothing': store => ({
    async claimDue(options) {
      const claims = await store.claimDue(options)
      await store.release(claims)
      return claims
    },
  }),
  'releases whatever is leased': store => ({
    release: async claims => {
      for (const claim of claims)
        for (let end = 0; end < 200; end += 1) await store.release([{ ...claim, leaseUntil: end }])
    },
  }),
  'delivers at most once': store => ({
    outbox: {
      ...store.outbox,
      async claim(options) {
        const claimed = await store.outbox.claim(options)
        await store.outbox.done(claimed.map(({ id }) => id))
        return claimed
      },
    },
  }),
  'gives up at the first failure': store => ({
    outbox: { ...store.outbox, failed: (id, error, at) => store.outbox.failed(id, error, at, null) },
  }),
  'takes what is leased for delivered': store => ({
    outbox: {
      ...store.outbox,
      async waiting(options) {
        const page = await store.outbox.waiting(options)
        return { ...page, items: page.items.filter(({ readyAt }) => readyAt === null || readyAt <= 0) }
      },
    },
  }),
  'loses dead letters beyond the first page': store => ({
    outbox: { ...store.outbox, dead: async options => ({ items: (await store.outbox.dead(options)).items }) },
  }),
  'counts the refusals it kept, not all': store => ({
    refusals: {
      ...store.refusals,
      async read(tenant, caseId) {
        const { last } = await store.refusals.read(tenant, caseId)
        const counts: Record<string, number> = {}
        for (const { code } of last) counts[code] = (counts[code] ?? 0) + 1
        return { last, counts }
      },
    },
  }),
  'erases more than it was asked to': store => ({ erase: ({ tenant, caseId }) => store.erase({ tenant, caseId }) }),
  'reads across tenants': store => ({
    load: async (tenant, caseId) => (await store.load(tenant, caseId)) ?? store.load('x', caseId),
  }),
  'counts pages by number': store => ({
    async list(tenant, query, { limit, after }) {
      const all = (await store.list(tenant, query, { limit: 10_000 })).items
      const from = after === undefined ? 0 : Number(after)
      const next = from + limit < all.length ? { next: String(from + limit) } : {}
      return { items: all.slice(from, from + limit), ...next }
    },
  }),
  'goes on after it was closed': store => ({ close: async () => void store }),
  ...Object.fromEntries(
    (
      [
        'id',
        'reference',
        'caseType',
        'state',
        'party',
        'role',
        'overdueAt',
        'settled',
        'openedFrom',
        'openedTo',
        'settledFrom',
        'settledTo',
        'text',
      ] as const
    ).map((field: keyof ListQuery) => [
      `does not filter by ${field}`,
      (store: CaseStore): Partial<CaseStore> => ({
        list: (tenant, query, page) => store.list(tenant, { ...query, [field]: undefined }, page),
      }),
    ]),
  ),
}

/** The names of the laws a store breaks. */
async function broken(open: () => CaseStore): Promise<string[]> {
  const names: string[] = []
  for (const { name, check } of laws) {
    await check(async () => open()).catch(() => names.push(name))
  }
  return names
}

describe('the store laws', () => {
  it('are kept by a store without a fault', async () => {
    expect(await broken(memoryStore)).toEqual([])
  })

  it.each(Object.entries(faults))('are broken by a store that %s', async (_, fault) => {
    const open = () => {
      const store = memoryStore()
      return { ...store, ...fault(store) }
    }
    expect(await broken(open)).not.toEqual([])
  })

  it('are each of them broken by a store that does nothing', async () => {
    const nothing = { items: [] }
    const idle: CaseStore = {
      ...memoryStore(),
      load: async () => undefined,
      append: async batch => batch.map(() => ({ ok: true })),
      entries: async () => [],
      disclosures: async () => [],
      command: async () => undefined,
      feed: async () => [],
      claimDue: async () => [],
      list: async () => nothing,
      cases: async () => [],
      erase: async () => 0,
      anchors: { append: async () => {}, all: async () => [] },
      refusals: { record() {}, read: async () => ({ last: [], counts: {} }) },
      outbox: {
        claim: async () => [],
        done: async () => {},
        failed: async () => {},
        waiting: async () => nothing,
        dead: async () => nothing,
        retry: async () => false,
        nextAt: async () => null,
      },
      close: async () => {},
    }
    const kept = laws
      .map(({ name }) => name)
      .filter(name => name !== 'a case that was never opened is absent everywhere')
    expect(await broken(() => idle)).toEqual(kept)
  })
})

describe('the means to state a law', () => {
  it('tell apart what is the same and what is not', async () => {
    expect(() => same({ a: [1, { b: null }], c: undefined }, { a: [1, { b: null }] }, 'x')).not.toThrow()
    for (const [a, b] of [
      [1, '1'],
      [[], {}],
      [[1], [1, 2]],
      [{ a: 1 }, { a: 1, b: 2 }],
      [null, undefined],
      [0, -0],
    ]) {
      expect(() => same(a, b, 'x')).toThrow(LawBroken)
    }
    expect(() => holds(false, 'the claim')).toThrow('the claim')
    await expect(throwsCode(() => Promise.reject(new Error('other')), 'store/full', 'x')).rejects.toThrow(LawBroken)
    await expect(throwsCode(async () => 1, 'store/full', 'x')).rejects.toThrow('expected store/full, found 1')
  })
})
