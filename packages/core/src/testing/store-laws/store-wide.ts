import type { CaseStore, DisclosureAct, FeedItem, LoggedRefusal } from '../../ports/case-store.js'
import { holds, same, throwsCode } from '../law.js'
import { convener, sampleAppend, sampleDisclosure } from './sample-append.js'
import { type StoreLaw, storeLaw } from './store-law.js'

const tenant = 'default'

const refusal = (at: number, code: LoggedRefusal['code'] = 'refusal/role'): LoggedRefusal => ({
  at,
  by: 'dept:police',
  type: 'accept',
  code,
})

/** Reads the feed to its end in pages. */
export async function readFeed(store: CaseStore, limit: number, after?: string): Promise<FeedItem[]> {
  const seen: FeedItem[] = []
  for (;;) {
    const reached = seen.at(-1)?.position ?? after
    const page = await store.feed(reached, limit)
    if (page.length === 0) return seen
    // A feed that turns in a circle must break the law, not keep it waiting.
    holds(reached === undefined || page.at(-1)!.position > reached, 'each page of the feed goes on from the last')
    seen.push(...page)
  }
}

/** Laws of what goes over all cases: the feed, audits, erasure, refusals, anchors. */
export const storeWideLaws: readonly StoreLaw[] = [
  storeLaw('the feed tells every entry once, each case in its order, positions rising', async store => {
    const first = [sampleAppend('c-1', { entries: 3 }), sampleAppend('c-2')]
    await store.append(first)
    await store.append([sampleAppend('c-1', { expectedSeq: 3, entries: 2 })])
    const items = await readFeed(store, 2)
    const told = items.map(({ caseId, entry }) => `${caseId} ${entry.seq}`)
    same(
      told.filter(line => line.startsWith('c-1')),
      ['c-1 1', 'c-1 2', 'c-1 3', 'c-1 4', 'c-1 5'],
      'c-1',
    )
    same(told.length, 6, 'entries')
    same(
      items.map(item => item.tenant),
      Array(6).fill(tenant),
      'tenants',
    )
    same(items.find(({ caseId }) => caseId === 'c-2')?.entry, first[1]?.entries[0], 'an entry')
    holds(
      items.every(({ position }, i) => i === 0 || position > items[i - 1]!.position),
      'positions rise',
    )
    for (const limit of [1, 3, 4, 6, 100]) same(await readFeed(store, limit), items, `in pages of ${limit}`)
  }),

  storeLaw('the feed knows its end without being walked', async store => {
    same(await store.feedEnd(), undefined, 'the end of an empty feed')
    for (const seq of [1, 2, 3]) await store.append([sampleAppend(`c-${seq}`)])
    const all = await store.feed(undefined, 100)
    same(all.length, 3, 'entries')
    same(await store.feedEnd(), all.at(-1)?.position, 'the end')
    same(await store.feed(await store.feedEnd(), 100), [], 'what is after the end')
  }),
  storeLaw('the feed loses and repeats nothing while cases are appended to', async store => {
    const writes: Promise<unknown>[] = []
    const seen: FeedItem[] = []
    for (let i = 0; i < 30; i += 1) {
      writes.push(store.append([sampleAppend(`c-${i}`, { entries: 2 })]))
      seen.push(...(await store.feed(seen.at(-1)?.position, 3)))
    }
    await Promise.all(writes)
    seen.push(...(await readFeed(store, 7, seen.at(-1)?.position)))
    const told = seen.map(({ caseId, entry }) => `${caseId} ${entry.seq}`)
    same(told.length, 60, 'entries told')
    same(new Set(told).size, 60, 'different entries')
  }),

  storeLaw('the feed refuses a position it did not give', async store => {
    await throwsCode(() => store.feed('x', 1), 'store/cursor', 'the position')
  }),

  storeLaw('all cases are paged once each, also while cases are opened', async store => {
    const batch = ['c-4', 'c-1', 'c-3', 'c-2'].map(caseId => sampleAppend(caseId, { entries: 2 }))
    await store.append([...batch, sampleAppend('c-1', { tenant: 'other' })])
    const seen: { tenant: string; caseId: string }[] = []
    for (let page = await store.cases(undefined, 2); page.length > 0; page = await store.cases(seen.at(-1), 2)) {
      if (seen.length === 0) same(page.length, 2, 'a page of two')
      seen.push(...page)
      await store.append([sampleAppend(`later-${seen.length}`)].filter(() => seen.length < 6))
    }
    const names = seen.map(one => `${one.tenant} ${one.caseId}`)
    same(new Set(names).size, names.length, 'none twice')
    const early = ['c-1', 'c-2', 'c-3', 'c-4'].map(caseId => `${tenant} ${caseId}`)
    holds(
      [...early, 'other c-1'].every(name => names.includes(name)),
      'none lost',
    )
    const all = await store.cases(undefined, 100)
    same(all.find(one => one.caseId === 'c-4')?.head, batch[0]?.head, 'with its head')
  }),

  storeLaw('erasing deletes matching disclosures and nothing else', async store => {
    const disclosures = [
      sampleDisclosure('/phone'),
      sampleDisclosure('/name', { subject: 'person:1' }),
      sampleDisclosure('/phone', { seq: 2 }),
      sampleDisclosure('/topic', { seq: 2, subject: null }),
    ]
    const append = sampleAppend('c-1', { entries: 2, disclosures, openedBy: 'o' })
    await store.append([append, sampleAppend('c-2', { disclosures: [sampleDisclosure('/phone')] })])
    const left = async () => (await store.disclosures(tenant, 'c-1')).map(one => `${one.seq}${one.path}`).sort()
    same(await store.erase({ tenant, caseId: 'c-1', path: '/none' }), 0, 'no such path')
    same(await store.erase({ tenant, caseId: 'c-1', subject: 'person:1' }), 1, 'by subject')
    same(await left(), ['1/phone', '2/phone', '2/topic'], 'left')
    same(await store.erase({ tenant, caseId: 'c-1', seq: 2, path: '/phone' }), 1, 'by number and path')
    same(await left(), ['1/phone', '2/topic'], 'left')
    same(await store.erase({ tenant, caseId: 'c-1' }), 2, 'all of a case')
    same(await left(), [], 'left')
    same(await store.entries(tenant, 'c-1'), append.entries, 'the journal stays')
    same((await store.load(tenant, 'c-1'))?.head, append.head, 'the head stays')
    same((await store.disclosures(tenant, 'c-2')).length, 1, 'another case keeps its own')
    same(await store.erase({ tenant, caseId: 'nowhere' }), 0, 'no such case')
  }),

  storeLaw('what an append does to earlier disclosures comes with its entries, or not at all', async store => {
    const disclosures = [
      sampleDisclosure('/phone', { value: 'canary-phone' }),
      sampleDisclosure('/name', { subject: 'person:1' }),
      sampleDisclosure('/topic', { personal: false, subject: null }),
    ]
    await store.append([sampleAppend('c-1', { disclosures })])
    const seen = async () => (await store.disclosures(tenant, 'c-1')).map(({ path }) => path).sort()
    const held = async () => [...(await store.restricted(tenant, 'c-1'))].sort((a, b) => (a.path < b.path ? -1 : 1))
    const act = (expectedSeq: number, ...disclosed: DisclosureAct[]) =>
      store.append([sampleAppend('c-1', { expectedSeq, disclosed })])

    same((await act(7, { act: 'erase', seq: 1, path: '/phone' }))[0]?.ok, false, 'on a stale head')
    same(await seen(), ['/name', '/phone', '/topic'], 'nothing was done')
    await act(1, { act: 'restrict', seq: 1, path: '/phone', until: 50 }, { act: 'restrict', seq: 1, path: '/name' })
    same(await seen(), ['/topic'], 'nobody reads what is restricted')
    same(
      await held(),
      [
        { seq: 1, path: '/name', personal: true, subject: 'person:1', until: null },
        { seq: 1, path: '/phone', personal: true, subject: convener, until: 50 },
      ],
      'it is listed without its value',
    )
    await act(2, { act: 'lift', seq: 1, path: '/name' }, { act: 'restrict', seq: 9, path: '/none' })
    same(await seen(), ['/name', '/topic'], 'readable again')
    same(
      (await store.disclosures(tenant, 'c-1')).find(({ path }) => path === '/name'),
      disclosures[1],
      'as it was',
    )
    same(
      (await held()).map(({ path }) => path),
      ['/phone'],
      'what is not there is passed over',
    )
    await act(3, { act: 'erase', seq: 1, path: '/phone' }, { act: 'erase', seq: 1, path: '/name' })
    same([await seen(), await held()], [['/topic'], []], 'erased, restricted or not')
    await act(4, { act: 'lift', seq: 1, path: '/phone' })
    same(await seen(), ['/topic'], 'for good')
  }),

  storeLaw('what is restricted is erased like the rest', async store => {
    const disclosed: DisclosureAct[] = [{ act: 'restrict', seq: 1, path: '/phone' }]
    await store.append([sampleAppend('c-1', { disclosures: [sampleDisclosure('/phone')] })])
    await store.append([sampleAppend('c-1', { expectedSeq: 1, disclosed })])
    same(await store.erase({ tenant, caseId: 'c-1' }), 1, 'one')
    same(await store.restricted(tenant, 'c-1'), [], 'nothing is left')
  }),

  storeLaw('the cases that hold the data of a party are found, page by page and for one tenant', async store => {
    const of = (subject: string) => [sampleDisclosure('/phone', { subject }), sampleDisclosure('/name', { subject })]
    for (const id of ['c-3', 'c-1', 'c-2']) await store.append([sampleAppend(id, { disclosures: of('person:1') })])
    await store.append([sampleAppend('c-4', { disclosures: of('person:2') })])
    await store.append([sampleAppend('c-5', { tenant: 'other', disclosures: of('person:1') })])
    await store.append([
      sampleAppend('c-2', { expectedSeq: 1, disclosed: [{ act: 'restrict', seq: 1, path: '/phone' }] }),
    ])
    const page = (after?: string) => store.concerning(tenant, 'person:1', { limit: 2, after })
    same(await page(), ['c-1', 'c-2'], 'the first, each once')
    same(await page('c-2'), ['c-3'], 'the rest')
    await store.erase({ tenant, caseId: 'c-3' })
    same(await page('c-2'), [], 'no longer')
    same(await store.concerning('nowhere', 'person:1', { limit: 2 }), [], 'no such tenant')
  }),

  storeLaw('of the refusals of a case the last 200 are kept, and all are counted', async store => {
    await store.append([sampleAppend('c-1'), sampleAppend('c-2')])
    for (let i = 1; i <= 150; i += 1) store.refusals.record(tenant, 'c-1', refusal(i))
    await store.append([sampleAppend('c-1', { expectedSeq: 1 })])
    for (let i = 151; i <= 250; i += 1)
      store.refusals.record(tenant, 'c-1', refusal(i, i % 2 ? 'refusal/guard' : 'refusal/role'))
    store.refusals.record(tenant, 'c-2', refusal(1, 'missing/case'))
    const log = await store.refusals.read(tenant, 'c-1')
    same(
      log.last.map(({ at }) => at),
      Array.from({ length: 200 }, (_, i) => i + 51),
      'the last 200, oldest first',
    )
    same(log.last[0], refusal(51), 'a refusal')
    same(log.counts, { 'refusal/role': 200, 'refusal/guard': 50 }, 'counts')
    same(
      await store.refusals.read(tenant, 'c-2'),
      { last: [refusal(1, 'missing/case')], counts: { 'missing/case': 1 } },
      'c-2',
    )
  }),

  storeLaw('refusals of a case that is not there are kept as well', async store => {
    store.refusals.record(tenant, 'nowhere', refusal(1, 'missing/case'))
    await store.append([sampleAppend('c-1')])
    same((await store.refusals.read(tenant, 'nowhere')).counts, { 'missing/case': 1 }, 'counts')
  }),

  storeLaw('anchors are kept in order, to the letter', async store => {
    const anchors = ['{"root":"b"}', '{"root":"a","note":"\u{1F3E0}"}', '{"root":"b"}']
    for (const anchor of anchors) await store.anchors.append(anchor)
    same(await store.anchors.all(), anchors, 'anchors')
  }),

  storeLaw('a tenant sees nothing of another, in any method', async store => {
    const content = {
      index: { text: '停车', nextRungAt: 5 },
      disclosures: [sampleDisclosure('/phone')],
      commandIds: ['cmd-1'],
      openedBy: 'o',
    }
    await store.append([sampleAppend('c-1', { ...content, tenant: 'x', entries: 2 })])
    store.refusals.record('x', 'c-1', refusal(1))
    same(await store.load('y', 'c-1'), undefined, 'load')
    same(await store.entries('y', 'c-1'), [], 'entries')
    same(await store.disclosures('y', 'c-1'), [], 'disclosures')
    same(await store.command('y', 'c-1', convener, 'cmd-1'), undefined, 'command')
    same(await store.command('y', null, convener, 'o'), undefined, 'opening')
    same(await store.list('y', {}, { limit: 5 }), { items: [] }, 'list')
    same(await store.list('y', { text: '停车', party: convener }, { limit: 5 }), { items: [] }, 'filtered list')
    same(await store.refusals.read('y', 'c-1'), { last: [], counts: {} }, 'refusals')
    same(await store.erase({ tenant: 'y', caseId: 'c-1' }), 0, 'erase')
    await store.release([{ tenant: 'y', caseId: 'c-1', nextRungAt: 5, leaseUntil: 10 }])

    same(
      await store.append([sampleAppend('c-1', { ...content, tenant: 'y' })]),
      [{ ok: true }],
      'its own case of that id',
    )
    same((await store.load('x', 'c-1'))?.head.seq, 2, 'the other case is as it was')
    same((await store.disclosures('x', 'c-1')).length, 1, 'and so are its disclosures')
    const due = await store.claimDue({ now: 5, limit: 5, leaseUntil: 10 })
    same(due.map(claim => claim.tenant).sort(), ['x', 'y'], 'due cases name their tenant')
  }),
]
