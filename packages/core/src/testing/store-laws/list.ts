import { indexMatcher } from '../../ports/case-index.js'
import type { Append, CaseIndex, CaseStore, ListQuery } from '../../ports/case-store.js'
import { holds, same, throwsCode } from '../law.js'
import { convener, sampleAppend, sampleIndex } from './sample-append.js'
import { type StoreLaw, storeLaw } from './store-law.js'

const tenant = 'default'
const police = { party: 'dept:police', roles: ['invitee'] }

/** Cases opened at 1, 2, 3 …, in the order named. */
function opened(cases: Readonly<Record<string, Partial<CaseIndex>>>): Append[] {
  return Object.entries(cases).map(([caseId, index], i) =>
    sampleAppend(caseId, { index: { openedAt: i + 1, ...index } }),
  )
}

async function ids(store: CaseStore, query: ListQuery, limit = 100): Promise<string[]> {
  return (await store.list(tenant, query, { limit })).items.map(({ caseId }) => caseId)
}

async function allPages(store: CaseStore, query: ListQuery, limit: number): Promise<string[][]> {
  const pages: string[][] = []
  let after: string | undefined
  do {
    const page = await store.list(tenant, query, { limit, after })
    pages.push(page.items.map(({ caseId }) => caseId))
    after = page.next
  } while (after !== undefined && pages.length < 1_000)
  return pages
}

/** Laws of lists: what each filter means, and pages that neither repeat nor skip. */
export const listLaws: readonly StoreLaw[] = [
  storeLaw('a list shows head and index of each case, newest opened first', async store => {
    const appends = opened({ 'c-2': {}, 'c-1': { openedAt: 9, text: '停车' }, 'c-3': { openedAt: 5 } })
    await store.append(appends)
    const [old, newest, middle] = appends.map(({ caseId, head, index }) => ({ caseId, head, index }))
    same(await store.list(tenant, {}, { limit: 10 }), { items: [newest, middle, old] }, 'the list')
  }),

  storeLaw('cases are filtered by type, and by being settled', async store => {
    const settled = { settledAt: 7, outcome: 'agreed' }
    await store.append(
      opened({ 'c-1': {}, 'c-2': { caseType: 'complaint' }, 'c-3': { caseType: 'complaint', ...settled } }),
    )
    same(await ids(store, { caseType: 'complaint' }), ['c-3', 'c-2'], 'type')
    same(await ids(store, { caseType: 'complain' }), [], 'part of a type')
    same(await ids(store, { settled: true }), ['c-3'], 'settled')
    same(await ids(store, { settled: false }), ['c-2', 'c-1'], 'open')
    same(await ids(store, { caseType: 'complaint', settled: false }), ['c-2'], 'both')
  }),

  storeLaw('a state matches itself and its parents, not its beginnings', async store => {
    const other = { caseType: 'complaint', states: ['inviting'] }
    await store.append(
      opened({ 'c-1': { states: ['inviting.replies.late', 'clock.on'] }, 'c-2': { states: ['agreed'] }, 'c-3': other }),
    )
    same(await ids(store, { state: 'inviting' }), ['c-3', 'c-1'], 'parent, in every type')
    same(await ids(store, { state: 'inviting', caseType: 'asking' }), ['c-1'], 'parent, in one type')
    same(await ids(store, { state: 'inviting.replies' }), ['c-1'], 'inner parent')
    same(await ids(store, { state: 'inviting.replies.late' }), ['c-1'], 'itself')
    same(await ids(store, { state: 'clock' }), ['c-1'], 'another region')
    same(await ids(store, { state: 'invit' }), [], 'a beginning')
    same(await ids(store, { state: 'replies' }), [], 'a middle')
  }),

  storeLaw('cases are filtered by party and by role, together as one membership', async store => {
    const swapped = [
      { party: 'dept:police', roles: ['convener', 'lead'] },
      { party: convener, roles: ['invitee'] },
    ]
    await store.append(
      opened({
        'c-1': {},
        'c-2': { parties: [{ party: convener, roles: ['convener'] }, police] },
        'c-3': { parties: swapped },
      }),
    )
    same(await ids(store, { party: 'dept:police' }), ['c-3', 'c-2'], 'party')
    same(await ids(store, { role: 'invitee' }), ['c-3', 'c-2'], 'a role anybody holds')
    same(await ids(store, { party: 'dept:police', role: 'invitee' }), ['c-2'], 'a role of this party')
    same(await ids(store, { party: convener, role: 'lead' }), [], 'a role of somebody else')
    same(await ids(store, { party: 'dept:%' }), [], 'no patterns')
  }),

  storeLaw('a case is found by its reference, and by how its id begins', async store => {
    const shared = { reference: '约请〔2026〕7号' }
    await store.append(
      opened({ 'aa-1': shared, 'aa-2': { reference: 'AS-%' }, 'ab-1': { ...shared, settledAt: 7 }, 'Aa-9': {} }),
    )
    same(await ids(store, { reference: '约请〔2026〕7号' }), ['ab-1', 'aa-1'], 'reference')
    same(await ids(store, { reference: '约请〔2026〕7号', settled: false }), ['aa-1'], 'with another filter')
    same(await ids(store, { reference: '约请' }), [], 'no beginnings of references')
    same(await ids(store, { reference: 'AS-_' }), [], 'no patterns of references')
    same(await ids(store, { id: 'aa-2' }), ['aa-2'], 'a whole id')
    same(await ids(store, { id: 'aa' }), ['aa-2', 'aa-1'], 'how an id begins')
    same(await ids(store, { id: 'a%' }), [], 'no patterns of ids')
    same(await ids(store, { id: 'a', settled: true }), ['ab-1'], 'an id with another filter')
    same(await ids(store, { id: 'a', reference: '约请〔2026〕7号' }), ['ab-1', 'aa-1'], 'both')
    await store.append([sampleAppend('aa-1', { expectedSeq: 1, index: { openedAt: 1, reference: '约请〔2026〕8号' } })])
    same(await ids(store, { reference: '约请〔2026〕7号' }), ['ab-1'], 'no longer by the old reference')
    same(await ids(store, { reference: '约请〔2026〕8号' }), ['aa-1'], 'by the new one')
  }),

  storeLaw('a case is overdue from the instant it was due', async store => {
    await store.append(opened({ 'c-1': { overdueSince: 100 }, 'c-2': { overdueSince: 200 }, 'c-3': {} }))
    same(await ids(store, { overdueAt: 99 }), [], 'before')
    same(await ids(store, { overdueAt: 100 }), ['c-1'], 'at')
    same(await ids(store, { overdueAt: 5_000 }), ['c-2', 'c-1'], 'after')
    same(await ids(store, { overdueAt: 5_000, settled: true }), [], 'with another filter')
  }),

  storeLaw('ranges of opening and settling include their start and exclude their end', async store => {
    const settledAt = (at: number) => ({ settledAt: at, outcome: 'agreed' })
    await store.append(opened({ 'c-1': settledAt(30), 'c-2': settledAt(10), 'c-3': settledAt(20), 'c-4': {} }))
    same(await ids(store, { openedFrom: 2 }), ['c-4', 'c-3', 'c-2'], 'opened from')
    same(await ids(store, { openedTo: 3 }), ['c-2', 'c-1'], 'opened to')
    same(await ids(store, { openedFrom: 2, openedTo: 3 }), ['c-2'], 'opened between')
    same(await ids(store, { settledFrom: 20 }), ['c-3', 'c-1'], 'settled from')
    same(await ids(store, { settledTo: 20 }), ['c-2'], 'settled to')
    same(await ids(store, { settledFrom: 10, settledTo: 30 }), ['c-3', 'c-2'], 'settled between')
    same(await ids(store, { settledFrom: 10, openedTo: 2, settled: true }), ['c-1'], 'with other filters')
  }),

  storeLaw('text is found by Chinese words of two characters and by whole words of other scripts', async store => {
    await store.append(
      opened({
        'c-1': { text: '小区地下停车场 lift B2' },
        'c-2': { text: '路边停车，电梯 LIFT；"quoted" *' },
        'c-3': { text: '车停在路边 lifted' },
      }),
    )
    same(await ids(store, { text: '停车' }), ['c-2', 'c-1'], '停车')
    same(await ids(store, { text: '停车场' }), ['c-1'], 'a longer word')
    same(await ids(store, { text: 'Lift' }), ['c-2', 'c-1'], 'a whole word in any case')
    same(await ids(store, { text: 'lif' }), [], 'no beginnings')
    same(await ids(store, { text: '路边 电梯' }), ['c-2'], 'all words')
    same(await ids(store, { text: 'quoted" OR *' }), [], 'signs are no operators')
    same(await ids(store, { text: 'quoted"' }), ['c-2'], 'signs are passed over')
    same(await ids(store, { text: '车' }), [], 'one character is no word')
    same(await ids(store, { text: ' … ' }), [], 'no word at all')
    same(await ids(store, { text: '停车', openedTo: 2 }), ['c-1'], 'with another filter')
  }),

  storeLaw('a list follows every change of the index', async store => {
    const before = { states: ['inviting'], parties: [police], text: '停车', overdueSince: 5 }
    await store.append(opened({ 'c-1': before }))
    const after = {
      states: ['agreed'],
      parties: [{ party: convener, roles: ['lead'] }],
      text: '电梯',
      settledAt: 8,
      outcome: 'agreed',
    }
    await store.append([sampleAppend('c-1', { expectedSeq: 1, index: { openedAt: 1, ...after } })])
    const gone: ListQuery[] = [
      { state: 'inviting' },
      { party: 'dept:police' },
      { role: 'invitee' },
      { text: '停车' },
      { overdueAt: 99 },
      { settled: false },
    ]
    for (const query of gone) same(await ids(store, query), [], `no longer by ${JSON.stringify(query)}`)
    const come: ListQuery[] = [
      { state: 'agreed' },
      { party: convener, role: 'lead' },
      { role: 'lead' },
      { text: '电梯' },
      { settledFrom: 8, settledTo: 9 },
      { settled: true },
      { caseType: 'asking', party: convener, state: 'agreed', settled: true, text: '电梯' },
    ]
    for (const query of come) same(await ids(store, query), ['c-1'], `now by ${JSON.stringify(query)}`)
  }),

  storeLaw('pages neither repeat nor skip, also where cases were opened at one instant', async store => {
    const same12 = Array.from({ length: 12 }, (_, i) => sampleAppend(`c-${i}`, { index: { openedAt: i < 9 ? 5 : i } }))
    await store.append(same12)
    for (const query of [{}, { settled: false }, { party: convener }, { state: 'inviting', caseType: 'asking' }]) {
      const pages = await allPages(store, query, 5)
      same(
        pages.map(page => page.length),
        [5, 5, 2],
        'page sizes',
      )
      same(new Set(pages.flat()).size, 12, 'different cases')
      same(pages[0]?.slice(0, 3), ['c-11', 'c-10', 'c-9'], 'newest first')
    }
    same((await store.list(tenant, {}, { limit: 12 })).next, undefined, 'a full last page has no cursor')
  }),

  storeLaw('a cursor stays where it is while cases are opened', async store => {
    await store.append(opened({ 'c-1': {}, 'c-2': {}, 'c-3': {}, 'c-4': {} }))
    const first = await store.list(tenant, {}, { limit: 2 })
    same(
      first.items.map(({ caseId }) => caseId),
      ['c-4', 'c-3'],
      'the first page',
    )
    await store.append([
      sampleAppend('newer', { index: { openedAt: 99 } }),
      sampleAppend('older', { index: { openedAt: 0 } }),
    ])
    const second = await store.list(tenant, {}, { limit: 5, after: first.next })
    same(
      second.items.map(({ caseId }) => caseId),
      ['c-2', 'c-1', 'older'],
      'the second page',
    )
  }),

  storeLaw('a cursor that no list made is refused', async store => {
    await store.append(opened({ 'c-1': {} }))
    for (const after of ['', 'x', '1:', "1' OR 1=1", '1:2:3']) {
      await throwsCode(
        () => store.list(tenant, {}, { limit: 2, after }),
        'store/cursor',
        `cursor ${JSON.stringify(after)}`,
      )
    }
  }),

  storeLaw('every combination of filters lists what the filters mean', async store => {
    const pick = dice(20_261_101)
    const indexes = new Map<string, CaseIndex>()
    for (let i = 0; i < 60; i += 1) {
      const caseId = `c-${i}`
      const index = randomIndex(caseId, i, pick)
      await store.append([sampleAppend(caseId, { index })])
      const changed = { ...randomIndex(caseId, i, pick), openedAt: index.openedAt }
      const isChanged = pick([true, false])
      if (isChanged) await store.append([sampleAppend(caseId, { expectedSeq: 1, index: changed })])
      indexes.set(caseId, isChanged ? changed : index)
    }
    for (let i = 0; i < 150; i += 1) {
      const query = randomQuery(pick)
      const expected = [...indexes]
        .filter(([caseId, index]) => indexMatcher(query)(index, caseId))
        .map(([caseId]) => caseId)
      const pages = await allPages(store, query, pick([1, 3, 7, 100]))
      same(pages.flat().sort(), expected.sort(), `list by ${JSON.stringify(query)}`)
      const openedAt = pages.flat().map(caseId => indexes.get(caseId)!.openedAt)
      holds(
        openedAt.every((at, n) => n === 0 || at <= openedAt[n - 1]!),
        `order of ${JSON.stringify(query)}`,
      )
    }
  }),
]

/** A fixed sequence of choices, so that a law that breaks breaks again. */
function dice(seed: number) {
  let state = seed
  return <Choice>(choices: readonly Choice[]): Choice => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return choices[(state >>> 16) % choices.length]!
  }
}

type Pick = ReturnType<typeof dice>

function randomIndex(caseId: string, i: number, pick: Pick): CaseIndex {
  const isSettled = pick([true, false, false])
  return sampleIndex(caseId, {
    reference: pick(['AS-1', '案号 2', `AS ${i}`]),
    caseType: pick(['asking', 'complaint', 'vote']),
    openedAt: pick([i, i, 10, 20]),
    states: pick([['a.x'], ['a.y', 'b'], ['b'], ['c.z.w'], []]),
    parties: pick([[], [police], [{ party: 'p', roles: ['r', 's'] }], [police, { party: 'p', roles: ['s'] }]]),
    settledAt: isSettled ? pick([100, 200]) : null,
    outcome: isSettled ? 'agreed' : null,
    overdueSince: pick([null, 50, 60]),
    text: pick(['', '停车', '停车场 lift', '电梯停在 lift']),
  })
}

function randomQuery(pick: Pick): ListQuery {
  const rarely = <Value>(values: readonly Value[]) => pick([undefined, undefined, ...values])
  return {
    caseType: rarely(['asking', 'complaint']),
    state: rarely(['a', 'a.x', 'b', 'c.z']),
    party: rarely(['p', 'dept:police']),
    role: rarely(['s', 'invitee']),
    overdueAt: rarely([50, 60]),
    settled: rarely([true, false]),
    openedFrom: rarely([10]),
    openedTo: rarely([20, 40]),
    reference: pick([undefined, undefined, undefined, undefined, undefined, 'AS-1', '案号 2']),
    id: pick([undefined, undefined, undefined, undefined, undefined, 'c-1', 'c-2', 'c-33']),
    settledFrom: pick([undefined, undefined, undefined, undefined, 100, 101]),
    settledTo: pick([undefined, undefined, undefined, undefined, 200]),
    text: rarely(['停车', 'lift']),
  }
}
