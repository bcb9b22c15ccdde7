import type { CaseStore, OutboxNotice } from '../../ports/case-store.js'
import { holds, same, throwsCode } from '../law.js'
import { sampleAppend, sampleNotice } from './sample-append.js'
import { type StoreLaw, storeLaw } from './store-law.js'

const laned = (id: string, lane: string | null = 'a>b', tenant = 'default') =>
  sampleNotice('c-1', id, { lane, tenant, type: 'case.tell' })

/** Appends one case with these notices, in order. */
async function post(store: CaseStore, caseId: string, notices: readonly OutboxNotice[]): Promise<void> {
  const tenant = notices[0]?.tenant ?? 'default'
  await store.append([sampleAppend(caseId, { tenant, notices: notices.map(notice => ({ ...notice, caseId })) })])
}

async function claim(store: CaseStore, now: number, options: { limit?: number; leaseUntil?: number } = {}) {
  const leaseUntil = options.leaseUntil ?? now + 1_000
  return (await store.outbox.claim({ now, limit: options.limit ?? 100, leaseUntil })).map(({ id }) => id)
}

/** Laws of delivery: at least once, in order within a lane, with backoff and dead letters. */
export const outboxLaws: readonly StoreLaw[] = [
  storeLaw('notices come out whole, in the order of their appends', async store => {
    const body = { to: ['dept:police'], words: '停车 \u{1F3E0}', n: 1.5, none: null, list: [{}] }
    const first = sampleNotice('c-1', 'n-2', { body, seq: 7, type: 'invited' })
    await store.append([sampleAppend('c-1', { notices: [first, sampleNotice('c-1', 'n-1')] })])
    await post(store, 'c-0', [sampleNotice('c-0', 'n-0')])
    const [whole] = await store.outbox.claim({ now: 0, limit: 1, leaseUntil: 10 })
    same(whole, { ...first, attempts: 0 }, 'the first')
    same(await claim(store, 0), ['n-1', 'n-0'], 'the others')
  }),

  storeLaw('a notice is delivered at least once: leased, back when the lease is over, gone when done', async store => {
    await post(store, 'c-1', [sampleNotice('c-1', 'n-1'), sampleNotice('c-1', 'n-2')])
    same(await claim(store, 10, { leaseUntil: 20 }), ['n-1', 'n-2'], 'first')
    same(await claim(store, 19), [], 'while leased')
    await store.outbox.done(['n-1', 'unknown'])
    same(await claim(store, 20, { leaseUntil: 30 }), ['n-2'], 'only what is not done comes back')
    await store.outbox.done(['n-2'])
    await store.outbox.done([])
    same(await claim(store, 1e12), [], 'nothing is left')
  }),

  storeLaw('a notice that is to be retried at the very end of its lease is claimed once', async store => {
    await post(store, 'c-1', [sampleNotice('c-1', 'n-1')])
    same(await claim(store, 0, { leaseUntil: 20 }), ['n-1'], 'first')
    await store.outbox.failed('n-1', 'gone', 10, 20)
    same(await claim(store, 20, { leaseUntil: 30 }), ['n-1'], 'once')
    same(await claim(store, 29), [], 'while leased again')
  }),

  storeLaw('two claimers never get the same notice', async store => {
    const ids = Array.from({ length: 40 }, (_, i) => `n-${i}`)
    await post(
      store,
      'c-1',
      ids.map(id => sampleNotice('c-1', id)),
    )
    const claimed = (await Promise.all(ids.map(() => claim(store, 5, { limit: 3 })))).flat()
    same(claimed.length, 40, 'claims')
    same(new Set(claimed).size, 40, 'different notices')
  }),

  storeLaw('of one lane only the first undelivered notice is claimed', async store => {
    await post(store, 'c-1', [laned('a-1'), laned('a-2'), laned('b-1', 'b>c'), laned('a-3'), laned('free', null)])
    same(await claim(store, 0), ['a-1', 'b-1', 'free'], 'the first of each lane')
    await post(store, 'c-2', [laned('b-2', 'b>c')])
    same(await claim(store, 0), [], 'followers wait, also those appended later')
    await store.outbox.done(['a-1'])
    same(await claim(store, 0), ['a-2'], 'the next one')
    await store.outbox.done(['a-2', 'b-1'])
    same((await claim(store, 0)).sort(), ['a-3', 'b-2'], 'and the next')
    await store.outbox.done(['a-3'])
    await post(store, 'c-3', [laned('a-4')])
    same(await claim(store, 0), ['a-4'], 'an emptied lane starts anew')
  }),

  storeLaw('the same lane of two tenants is two lanes', async store => {
    await post(store, 'c-1', [laned('x-1', 'lane', 'x'), laned('x-2', 'lane', 'x')])
    await post(store, 'c-1', [laned('y-1', 'lane', 'y')])
    same(await claim(store, 0), ['x-1', 'y-1'], 'both first ones')
  }),

  storeLaw('an outbox is claimed, watched and mended tenant by tenant', async store => {
    await post(store, 'c-1', [laned('x-1', null, 'x'), laned('x-2', null, 'x')])
    await post(store, 'c-1', [laned('y-1', null, 'y')])
    const claimOf = async (tenant: string, now: number) =>
      (await store.outbox.claim({ tenant, now, limit: 9, leaseUntil: now + 100 })).map(({ id }) => id)
    same(await store.outbox.nextAt('nobody'), null, 'nothing waits for a tenant without notices')
    same(await claimOf('nobody', 0), [], 'nor is anything claimed for it')
    same(await claimOf('y', 0), ['y-1'], 'only its own')
    same(await store.outbox.nextAt('y'), 100, 'what waits for one tenant')
    holds((await store.outbox.nextAt('x'))! <= 0, 'says nothing of another')
    same(await claimOf('x', 0), ['x-1', 'x-2'], 'the others are still there')
    for (const id of ['y-1', 'x-1']) await store.outbox.failed(id, 'gone', 1, null)
    const deadOf = async (tenant?: string) => (await store.outbox.dead({ tenant, limit: 9 })).items.map(({ id }) => id)
    same([await deadOf('x'), await deadOf('y')], [['x-1'], ['y-1']], 'dead letters')
    same((await deadOf()).sort(), ['x-1', 'y-1'], 'of all')
    same(await store.outbox.retry('y-1', 'x'), false, 'not for another tenant to retry')
    same(await store.outbox.retry('y-1', 'y'), true, 'for its own')
    same(await claimOf('y', 2), ['y-1'], 'ready again')
  }),

  storeLaw('a failed notice waits until its time and blocks its lane meanwhile', async store => {
    await post(store, 'c-1', [laned('a-1'), laned('a-2'), laned('free', null)])
    same(await claim(store, 10), ['a-1', 'free'], 'first')
    await store.outbox.failed('a-1', 'HTTP 503', 11, 50)
    await store.outbox.failed('free', 'HTTP 503', 11, 40)
    same(await claim(store, 39), [], 'before its time')
    same(await claim(store, 40), ['free'], 'at its time')
    same(await claim(store, 50), ['a-1'], 'still first in its lane')
    await store.outbox.failed('unknown', 'HTTP 503', 60, 70)
  }),

  storeLaw('failures are counted', async store => {
    await post(store, 'c-1', [sampleNotice('c-1', 'n-1')])
    for (const attempts of [0, 1, 2]) {
      const [claimed] = await store.outbox.claim({ now: attempts, limit: 1, leaseUntil: 100 })
      same(claimed?.attempts, attempts, 'earlier failures')
      await store.outbox.failed('n-1', 'HTTP 503', attempts, attempts + 1)
    }
  }),

  storeLaw('a notice that failed for good is listed with its last error and frees its lane', async store => {
    await post(store, 'c-1', [laned('a-1'), laned('a-2')])
    await claim(store, 0)
    await store.outbox.failed('a-1', 'HTTP 500', 5, 10)
    await claim(store, 10)
    await store.outbox.failed('a-1', 'HTTP 410 去向不明', 20, null)
    same(await claim(store, 1e12), ['a-2'], 'the lane goes on')
    const expected = { ...laned('a-1'), attempts: 2, error: 'HTTP 410 去向不明', failedAt: 20 }
    same(await store.outbox.dead({ limit: 10 }), { items: [expected] }, 'the dead letter')
    await store.outbox.done(['a-1'])
    same((await store.outbox.dead({ limit: 10 })).items.length, 1, 'it stays dead')
  }),

  storeLaw('dead letters are paged', async store => {
    const ids = ['n-1', 'n-2', 'n-3', 'n-4', 'n-5']
    await post(
      store,
      'c-1',
      ids.map(id => sampleNotice('c-1', id)),
    )
    await claim(store, 0)
    for (const id of ids) await store.outbox.failed(id, 'gone', 1, null)
    const seen: string[] = []
    let after: string | undefined
    let pages = 0
    do {
      const page = await store.outbox.dead({ limit: 2, after })
      seen.push(...page.items.map(({ id }) => id))
      after = page.next
      pages += 1
    } while (after !== undefined && pages < 9)
    same(seen, ids, 'each once, in the order they died')
    same(pages, 3, 'pages of two')
    await throwsCode(() => store.outbox.dead({ limit: 2, after: 'no cursor' }), 'store/cursor', 'a foreign cursor')
  }),

  storeLaw(
    'what is not delivered yet is listed in order, whether or not it is leased, and is not leased by it',
    async store => {
      const posted = [laned('a-1'), laned('a-2'), laned('free', null), laned('last', null)]
      await post(store, 'c-1', posted)
      await claim(store, 10, { limit: 2, leaseUntil: 70 })
      await store.outbox.failed('free', 'HTTP 503', 11, 40)
      const place = async (limit: number, after?: string) => {
        const page = await store.outbox.waiting({ limit, after })
        return { ids: page.items.map(({ id }) => id), next: page.next, items: page.items }
      }
      const first = await place(2)
      same(first.ids, ['a-1', 'a-2'], 'the first page')
      const second = await place(2, first.next)
      same(second.ids, ['free', 'last'], 'the second page')
      same(second.next, undefined, 'the last page')
      same(
        [...first.items, ...second.items].map(({ attempts }) => attempts),
        [0, 0, 1, 0],
        'failures',
      )
      same(first.items[0], { ...laned('a-1'), attempts: 0, readyAt: 70 }, 'a leased one whole')
      same(first.items[1]?.readyAt, null, 'one behind another of its lane')
      same(second.items[0]?.readyAt, 40, 'one that waits to be retried')
      holds((second.items[1]?.readyAt ?? 99) <= 0, 'one that is ready')
      same(await claim(store, 10), ['last'], 'listing leased nothing')
      await store.outbox.done(['last'])
      await store.outbox.failed('free', 'gone', 12, null)
      same((await place(9)).ids, ['a-1', 'a-2'], 'neither the delivered nor the dead')
      await throwsCode(() => store.outbox.waiting({ limit: 2, after: 'no cursor' }), 'store/cursor', 'a foreign cursor')
    },
  ),

  storeLaw('a retried dead letter is ready at once, in its old place, its failures forgotten', async store => {
    await post(store, 'c-1', [laned('a-1'), laned('a-2'), laned('a-3')])
    await claim(store, 0)
    await store.outbox.failed('a-1', 'gone', 1, null)
    same(await store.outbox.retry('a-1'), true, 'retried')
    same(await store.outbox.retry('a-1'), false, 'no longer dead')
    same(await store.outbox.retry('unknown'), false, 'never dead')
    same(await store.outbox.dead({ limit: 10 }), { items: [] }, 'dead letters')
    const [claimed] = await store.outbox.claim({ now: 2, limit: 10, leaseUntil: 1_000 })
    same([claimed?.id, claimed?.attempts], ['a-1', 0], 'before those that came after it')
    same(await claim(store, 2), [], 'which wait')
    await store.outbox.done(['a-1'])
    same(await claim(store, 2), ['a-2'], 'then they follow')
  }),

  storeLaw('a dead letter retried while its follower is under way does not lose the follower', async store => {
    await post(store, 'c-1', [laned('a-1'), laned('a-2')])
    await claim(store, 0)
    await store.outbox.failed('a-1', 'gone', 1, null)
    same(await claim(store, 2), ['a-2'], 'the follower is under way')
    await store.outbox.retry('a-1')
    await store.outbox.failed('a-2', 'HTTP 503', 3, 4)
    same(await claim(store, 5), ['a-1'], 'the retried one goes first')
    await store.outbox.done(['a-1'])
    same(await claim(store, 1e12), ['a-2'], 'the follower is still there')
  }),

  storeLaw('the outbox says when the next claim can find something', async store => {
    same(await store.outbox.nextAt(), null, 'nothing waits')
    await post(store, 'c-1', [laned('a-1'), laned('a-2')])
    const atOnce = await store.outbox.nextAt()
    holds(atOnce !== null && atOnce <= 0, 'a fresh notice is ready')
    await claim(store, 10, { leaseUntil: 70 })
    same(await store.outbox.nextAt(), 70, 'the lease of the first ends')
    await store.outbox.failed('a-1', 'HTTP 503', 11, 50)
    same(await store.outbox.nextAt(), 50, 'its backoff ends')
    await store.outbox.done(['a-1'])
    holds((await store.outbox.nextAt())! <= 50, 'the next of the lane is ready')
    await claim(store, 50)
    await store.outbox.done(['a-2'])
    same(await store.outbox.nextAt(), null, 'nothing waits any more')
  }),

  storeLaw('a notice id that waits or is dead is not kept twice', async store => {
    await post(store, 'c-1', [sampleNotice('c-1', 'n-1'), sampleNotice('c-1', 'n-2')])
    await claim(store, 0, { leaseUntil: 10 })
    await store.outbox.failed('n-2', 'gone', 1, null)
    await post(store, 'c-2', [sampleNotice('c-2', 'n-1'), sampleNotice('c-2', 'n-2'), sampleNotice('c-2', 'n-3')])
    same(await claim(store, 5), ['n-3'], 'only the new one')
    same(await claim(store, 10), ['n-1'], 'and the old one once')
  }),
]
