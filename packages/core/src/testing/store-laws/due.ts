import type { CaseStore } from '../../ports/case-store.js'
import { holds, same } from '../law.js'
import { sampleAppend } from './sample-append.js'
import { type StoreLaw, storeLaw } from './store-law.js'

const tenant = 'default'

const armed = (caseId: string, nextRungAt: number | null) => sampleAppend(caseId, { index: { nextRungAt } })

async function due(store: CaseStore, now: number, options: { limit?: number; leaseUntil?: number } = {}) {
  const claims = await store.claimDue({
    now,
    limit: options.limit ?? 100,
    leaseUntil: options.leaseUntil ?? now + 1_000,
  })
  return claims.map(({ caseId }) => caseId)
}

/** Laws of due deadlines and their leases. */
export const dueLaws: readonly StoreLaw[] = [
  storeLaw('due cases are leased earliest first, up to and including now', async store => {
    await store.append([armed('c-3', 30), armed('c-1', 10), armed('c-4', 41), armed('c-0', null), armed('c-2', 20)])
    const claims = await store.claimDue({ now: 40, limit: 2, leaseUntil: 99 })
    const expected = [
      { tenant, caseId: 'c-1', nextRungAt: 10, leaseUntil: 99 },
      { tenant, caseId: 'c-2', nextRungAt: 20, leaseUntil: 99 },
    ]
    same(claims, expected, 'the two earliest')
    same(await due(store, 40), ['c-3'], 'then the rest that is due')
    same(await due(store, 41), ['c-4'], 'a rung at now is due')
  }),

  storeLaw('a leased case goes to nobody else until the lease is over', async store => {
    await store.append([armed('c-1', 10), armed('c-2', 20)])
    same(await due(store, 50, { leaseUntil: 60 }), ['c-1', 'c-2'], 'first')
    same(await due(store, 59), [], 'while leased')
    same(await due(store, 60), ['c-1', 'c-2'], 'when the lease is over, earliest first again')
  }),

  storeLaw('two claimers never get the same case', async store => {
    const ids = Array.from({ length: 40 }, (_, i) => `c-${i}`)
    await store.append(ids.map((caseId, i) => armed(caseId, i)))
    const claims = (await Promise.all(ids.map(() => due(store, 100, { limit: 3 })))).flat()
    same(claims.length, 40, 'claims')
    same(new Set(claims).size, 40, 'different cases')
  }),

  storeLaw('a released case can be claimed at once', async store => {
    await store.append([armed('c-1', 10), armed('c-2', 20)])
    const claims = await store.claimDue({ now: 50, limit: 2, leaseUntil: 90 })
    await store.release(claims.slice(0, 1))
    same(await due(store, 51), ['c-1'], 'only what was released')
    await store.release([])
  }),

  storeLaw('a late release does not end the lease of somebody else', async store => {
    await store.append([armed('c-1', 10)])
    const slow = await store.claimDue({ now: 20, limit: 1, leaseUntil: 30 })
    same(await due(store, 40, { leaseUntil: 70 }), ['c-1'], 'the lease passed on')
    await store.release(slow)
    same(await due(store, 50), [], 'still leased')
  }),

  storeLaw('an append moves or disarms the next rung', async store => {
    await store.append([armed('c-1', 10), armed('c-2', 10), armed('c-3', null)])
    const move = (caseId: string, nextRungAt: number | null) =>
      sampleAppend(caseId, { expectedSeq: 1, index: { nextRungAt } })
    await store.append([move('c-1', 70), move('c-2', null), move('c-3', 15)])
    same(await due(store, 50), ['c-3'], 'armed anew')
    same(await due(store, 70, { leaseUntil: 71 }), ['c-1'], 'moved')
    const back = [sampleAppend('c-1', { expectedSeq: 2, index: { nextRungAt: 10 } })]
    same(await store.append(back), [{ ok: true }], 'moved back')
    same(await due(store, 80), ['c-1'], 'once, at its new place')
  }),

  storeLaw('a lease outlives the append of its holder and ends with the release', async store => {
    await store.append([armed('c-1', 10)])
    const claims = await store.claimDue({ now: 20, limit: 1, leaseUntil: 90 })
    await store.append([sampleAppend('c-1', { expectedSeq: 1, index: { nextRungAt: 20 } })])
    same(await due(store, 30), [], 'while leased')
    await store.release(claims)
    const [next] = await store.claimDue({ now: 30, limit: 1, leaseUntil: 90 })
    same(next?.nextRungAt, 20, 'the next rung')
  }),

  storeLaw('an armed case that nobody claims stays due for ever', async store => {
    await store.append([armed('c-1', -5), armed('c-2', 4_102_444_800_000)])
    holds((await due(store, -6)).length === 0, 'nothing is due before its time')
    same(await due(store, 4_102_444_800_000), ['c-1', 'c-2'], 'even after a century')
  }),
]
