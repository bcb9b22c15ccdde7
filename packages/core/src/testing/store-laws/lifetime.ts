import type { CaseStore } from '../../ports/case-store.js'
import { holds, same, throwsCode } from '../law.js'
import { convener, sampleAppend, sampleDisclosure, sampleNotice } from './sample-append.js'
import { type StoreLaw, storeLaw } from './store-law.js'
import { readFeed } from './store-wide.js'

const tenant = 'default'
const refused = { at: 1, by: convener, type: 'accept', code: 'refusal/role' } as const

/** Every method of the port, called once. */
const calls: Readonly<Record<string, (store: CaseStore) => unknown>> = {
  load: store => store.load(tenant, 'c-1'),
  append: store => store.append([sampleAppend('c-9')]),
  'append of nothing': store => store.append([]),
  entries: store => store.entries(tenant, 'c-1'),
  disclosures: store => store.disclosures(tenant, 'c-1'),
  restricted: store => store.restricted(tenant, 'c-1'),
  concerning: store => store.concerning(tenant, convener, { limit: 1 }),
  command: store => store.command(tenant, null, convener, 'o'),
  feed: store => store.feed(undefined, 1),
  claimDue: store => store.claimDue({ now: 1, limit: 1, leaseUntil: 2 }),
  release: store => store.release([]),
  'outbox.claim': store => store.outbox.claim({ now: 1, limit: 1, leaseUntil: 2 }),
  'outbox.done': store => store.outbox.done(['n-1']),
  'outbox.failed': store => store.outbox.failed('n-1', 'gone', 1, null),
  'outbox.dead': store => store.outbox.dead({ limit: 1 }),
  'outbox.retry': store => store.outbox.retry('n-1'),
  'outbox.nextAt': store => store.outbox.nextAt(),
  'refusals.record': store => store.refusals.record(tenant, 'c-1', refused),
  'refusals.read': store => store.refusals.read(tenant, 'c-1'),
  'anchors.append': store => store.anchors.append('{}'),
  'anchors.all': store => store.anchors.all(),
  list: store => store.list(tenant, {}, { limit: 1 }),
  cases: store => store.cases(undefined, 1),
  erase: store => store.erase({ tenant, caseId: 'c-1' }),
}

/** Laws of opening, closing and sharing. */
export const lifetimeLaws: readonly StoreLaw[] = [
  storeLaw('a closed store answers store/closed, and may be closed again', async store => {
    await store.append([sampleAppend('c-1')])
    await store.close()
    for (const [name, call] of Object.entries(calls)) await throwsCode(() => call(store), 'store/closed', name)
    await store.close()
  }),

  storeLaw(
    'as many appends as `concurrentAppends` promises may be begun at once, and each is written whole',
    async store => {
      const ids = Array.from({ length: 2 * (store.concurrentAppends ?? 1) }, (_, at) => `c-${at}`)
      const atOnce = store.concurrentAppends ?? 1
      for (let from = 0; from < ids.length; from += atOnce) {
        const begun = ids.slice(from, from + atOnce).map(id => store.append([sampleAppend(id, { entries: 2 })]))
        same(
          (await Promise.all(begun)).flat(),
          begun.map(() => ({ ok: true })),
          'appends that were begun at once',
        )
      }
      for (const id of ids) same((await store.entries(tenant, id)).length, 2, `entries of ${id}`)
    },
  ),

  storeLaw(
    'everything survives reopening',
    async (store, open) => {
      const append = sampleAppend('c-1', {
        entries: 2,
        index: { text: '停车', nextRungAt: 5, overdueSince: 4 },
        disclosures: [sampleDisclosure('/phone')],
        notices: [sampleNotice('c-1', 'n-1'), sampleNotice('c-1', 'n-2')],
        commandIds: ['cmd-1'],
        openedBy: 'o',
      })
      await store.append([append])
      await store.outbox.claim({ now: 0, limit: 1, leaseUntil: 1 })
      await store.outbox.failed('n-1', 'gone', 1, null)
      await store.anchors.append('{"root":"a"}')
      store.refusals.record(tenant, 'c-1', refused)
      const feed = await store.feed(undefined, 10)
      await store.close()

      const again = await open()
      const { head, snapshot, index } = append
      same(await again.load(tenant, 'c-1'), { head, snapshot, index }, 'load')
      same(await again.entries(tenant, 'c-1'), append.entries, 'entries')
      same(await again.disclosures(tenant, 'c-1'), append.disclosures, 'disclosures')
      same(await again.command(tenant, 'c-1', convener, 'cmd-1'), append.commands[0], 'command')
      same(await again.feed(undefined, 10), feed, 'feed')
      same((await again.list(tenant, { text: '停车', overdueAt: 4 }, { limit: 5 })).items.length, 1, 'list')
      same((await again.outbox.dead({ limit: 5 })).items[0]?.error, 'gone', 'dead letter')
      same((await again.outbox.claim({ now: 0, limit: 5, leaseUntil: 1 }))[0]?.id, 'n-2', 'waiting notice')
      same((await again.claimDue({ now: 5, limit: 5, leaseUntil: 9 })).length, 1, 'due case')
      same(await again.anchors.all(), ['{"root":"a"}'], 'anchors')
      same(await again.refusals.read(tenant, 'c-1'), { last: [refused], counts: { 'refusal/role': 1 } }, 'refusals')
      const next = [sampleAppend('c-1', { expectedSeq: 2 }), sampleAppend('c-2', { openedBy: 'o' })]
      const expected = [{ ok: true }, { ok: false, conflict: 'command-id', actualSeq: 0 }]
      same(await again.append(next), expected, 'and goes on')
      same((await readFeed(again, 10, feed.at(-1)?.position)).length, 1, 'the feed continues')
    },
    'reopening',
  ),

  storeLaw(
    'two writers see each other’s appends and conflict on a stale head',
    async (one, open) => {
      const two = await open()
      await one.append([sampleAppend('c-1', { index: { states: ['inviting'] } })])
      const second = sampleAppend('c-1', { expectedSeq: 1, index: { states: ['agreed'] }, commandIds: ['cmd-1'] })
      same(await two.append([second]), [{ ok: true }], 'the second writer goes on where the first stopped')
      const stale = [{ ok: false, conflict: 'head-moved', actualSeq: 2 }]
      same(await one.append([sampleAppend('c-1', { expectedSeq: 1 })]), stale, 'the first writer is stale')
      const taken = [{ ok: false, conflict: 'command-id', actualSeq: 2 }]
      same(await one.append([sampleAppend('c-1', { expectedSeq: 2, commandIds: ['cmd-1'] })]), taken, 'the id is taken')
      same((await one.load(tenant, 'c-1'))?.head, second.head, 'the head')
      const third = sampleAppend('c-1', { expectedSeq: 2, index: { states: ['failed'] } })
      same(await one.append([third]), [{ ok: true }], 'after reading again it goes on')
      for (const store of [one, two]) {
        same((await store.list(tenant, { state: 'agreed' }, { limit: 5 })).items, [], 'not listed by a former state')
        same((await store.list(tenant, { state: 'failed' }, { limit: 5 })).items.length, 1, 'listed by its state')
      }
    },
    'sharing',
  ),

  storeLaw(
    'of two writers at the same time exactly one wins each entry, and the feed tells each once',
    async (one, open) => {
      const two = await open()
      const cases = Array.from({ length: 10 }, (_, i) => `c-${i}`)
      const results = await Promise.all(
        [one, two, one, two].flatMap((store, writer) =>
          cases.map(async caseId => {
            const index = { nextRungAt: 1, parties: [{ party: `writer-${writer}`, roles: [] }] }
            const notices = [sampleNotice(caseId, `n-${caseId}`)]
            const [result] = await store.append([sampleAppend(caseId, { entries: 2, index, notices })])
            return result
          }),
        ),
      )
      same(results.filter(result => result?.ok).length, 10, 'winners')
      same((await readFeed(one, 3)).length, 20, 'entries in the feed')
      const due = await Promise.all([one, two].map(store => store.claimDue({ now: 1, limit: 6, leaseUntil: 9 })))
      same(new Set(due.flat().map(({ caseId }) => caseId)).size, 10, 'due cases claimed')
      same(due.flat().length, 10, 'each by one of them')
      const notices = await Promise.all(
        [one, two].map(store => store.outbox.claim({ now: 1, limit: 6, leaseUntil: 9 })),
      )
      same(new Set(notices.flat().map(({ id }) => id)).size, 10, 'notices claimed')
      same(notices.flat().length, 10, 'each by one of them')
    },
    'sharing',
  ),

  storeLaw(
    'the data version tells that somebody else wrote, and not what the store wrote itself',
    async (one, open) => {
      const two = await open()
      const version = () => {
        holds(one.dataVersion !== undefined, 'a store that can be shared has a data version')
        return one.dataVersion()
      }
      await one.append([sampleAppend('c-1')])
      const before = version()
      await one.append([sampleAppend('c-1', { expectedSeq: 1 })])
      same(version(), before, 'after an append of its own')
      await two.append([sampleAppend('c-1', { expectedSeq: 2 })])
      for (let patience = 0; version() === before && patience < 2_000; patience += 1) await one.load(tenant, 'c-1')
      holds(version() !== before, 'after an append of somebody else')
    },
    'sharing',
  ),
]
