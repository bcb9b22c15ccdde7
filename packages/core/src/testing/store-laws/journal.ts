import type { Append, CaseStore } from '../../ports/case-store.js'
import { holds, same, throwsCode } from '../law.js'
import { convener, sampleAppend, sampleDisclosure, sampleHead, sampleNotice } from './sample-append.js'
import { type StoreLaw, storeLaw } from './store-law.js'

const tenant = 'default'
const soon = { now: 1, limit: 10, leaseUntil: 2 }

/** Everything a store tells of a case. */
async function traceOf(store: CaseStore, caseId: string) {
  return {
    loaded: await store.load(tenant, caseId),
    entries: await store.entries(tenant, caseId),
    disclosures: await store.disclosures(tenant, caseId),
    command: await store.command(tenant, caseId, convener, 'cmd-2'),
    listed: (await store.list(tenant, {}, { limit: 10 })).items,
  }
}

/** Laws of journals: what an append writes, and when it does not. */
export const journalLaws: readonly StoreLaw[] = [
  storeLaw('an append is read back at once: head, snapshot, index, entries, disclosures, commands', async store => {
    const append = sampleAppend('c-1', {
      entries: 3,
      snapshot: '{"states":["inviting"]}',
      index: { text: '停车', nextRungAt: 5_000, states: ['inviting.replies', 'inviting.clock'] },
      disclosures: [sampleDisclosure('/phone')],
      commandIds: ['cmd-1'],
      openedBy: 'open-1',
    })
    same(await store.append([append]), [{ ok: true }], 'a first append commits')
    const { head, snapshot, index } = append
    same(await store.load(tenant, 'c-1'), { head, snapshot, index }, 'load gives what was appended')
    same(await store.entries(tenant, 'c-1'), append.entries, 'entries are those appended')
    same(await store.disclosures(tenant, 'c-1'), append.disclosures, 'disclosures are those appended')
    same(await store.command(tenant, 'c-1', convener, 'cmd-1'), append.commands[0], 'the command is known')
    same(await store.command(tenant, null, convener, 'open-1'), append.commands[1], 'the opening is known')
  }),

  storeLaw('a case that was never opened is absent everywhere', async store => {
    same(await store.load(tenant, 'nowhere'), undefined, 'load')
    same(await store.entries(tenant, 'nowhere'), [], 'entries')
    same(await store.disclosures(tenant, 'nowhere'), [], 'disclosures')
    same(await store.command(tenant, 'nowhere', convener, 'cmd-1'), undefined, 'command')
    same(await store.command(tenant, null, convener, 'cmd-1'), undefined, 'opening')
    same(await store.refusals.read(tenant, 'nowhere'), { last: [], counts: {} }, 'refusals')
    same(await store.append([]), [], 'an empty batch')
  }),

  storeLaw('an append that conflicts leaves no trace of itself', async store => {
    await store.append([sampleAppend('c-1', { index: { text: '停车' } })])
    const before = await traceOf(store, 'c-1')
    const late = sampleAppend('c-1', {
      entries: 2,
      snapshot: '{"late":true}',
      index: { text: '电梯', states: ['agreed'], settledAt: 9, outcome: 'agreed', parties: [], nextRungAt: 0 },
      disclosures: [sampleDisclosure('/phone')],
      notices: [sampleNotice('c-1', 'late')],
      commandIds: ['cmd-2'],
    })
    same(await store.append([late]), [{ ok: false, conflict: 'case-exists', actualSeq: 1 }], 'the append conflicts')
    same(await traceOf(store, 'c-1'), before, 'the case is as it was')
    same(await store.outbox.claim(soon), [], 'no notice went out')
    same(await store.claimDue(soon), [], 'no deadline was armed')
    same((await store.feed(undefined, 10)).length, 1, 'the feed is as it was')
  }),

  storeLaw('a stale head is a conflict that names the actual one', async store => {
    await store.append([sampleAppend('c-1', { entries: 4 })])
    for (const expectedSeq of [1, 3, 5, 9]) {
      const [result] = await store.append([sampleAppend('c-1', { expectedSeq })])
      same(result, { ok: false, conflict: 'head-moved', actualSeq: 4 }, `an append on ${expectedSeq}`)
    }
    same(await store.append([sampleAppend('c-1', { expectedSeq: 4 })]), [{ ok: true }], 'an append on the head')
  }),

  storeLaw('an append to a case that is not there conflicts at 0', async store => {
    const [result] = await store.append([sampleAppend('c-1', { expectedSeq: 2 })])
    same(result, { ok: false, conflict: 'head-moved', actualSeq: 0 }, 'the result')
    same(await store.load(tenant, 'c-1'), undefined, 'the case')
  }),

  storeLaw('of many appends on one head exactly one commits', async store => {
    await store.append([sampleAppend('c-1')])
    const rivals = Array.from({ length: 12 }, (_, i) =>
      store.append([sampleAppend('c-1', { expectedSeq: 1, snapshot: `"rival ${i}"` })]),
    )
    const results = (await Promise.all(rivals)).flat()
    same(results.filter(result => result.ok).length, 1, 'winners')
    const winner = results.findIndex(result => result.ok)
    same((await store.load(tenant, 'c-1'))?.snapshot, `"rival ${winner}"`, 'the snapshot is the winner’s')
    same((await store.entries(tenant, 'c-1')).length, 2, 'entries')
  }),

  storeLaw('members of a batch commit or conflict each by itself, results in the order given', async store => {
    await store.append([sampleAppend('c-1'), sampleAppend('c-3', { entries: 2 })])
    const results = await store.append([
      sampleAppend('c-4'),
      sampleAppend('c-1'),
      sampleAppend('c-0'),
      sampleAppend('c-3', { expectedSeq: 1 }),
      sampleAppend('c-2'),
    ])
    const expected = [
      { ok: true },
      { ok: false, conflict: 'case-exists', actualSeq: 1 },
      { ok: true },
      { ok: false, conflict: 'head-moved', actualSeq: 2 },
      { ok: true },
    ]
    same(results, expected, 'results')
    for (const caseId of ['c-0', 'c-2', 'c-4'])
      holds((await store.load(tenant, caseId)) !== undefined, `${caseId} is there`)
  }),

  storeLaw('a command id is taken once per case and party', async store => {
    await store.append([sampleAppend('c-1', { commandIds: ['cmd-1'] }), sampleAppend('c-2')])
    const again = sampleAppend('c-1', { expectedSeq: 1, commandIds: ['cmd-9', 'cmd-1'], snapshot: '"again"' })
    same(await store.append([again]), [{ ok: false, conflict: 'command-id', actualSeq: 1 }], 'used again')
    same(await store.command(tenant, 'c-1', convener, 'cmd-9'), undefined, 'its other command id stays free')
    same((await store.load(tenant, 'c-1'))?.head.seq, 1, 'the head stays')
    const elsewhere = sampleAppend('c-2', { expectedSeq: 1, commandIds: ['cmd-1'] })
    const byAnother = sampleAppend('c-1', { expectedSeq: 1, commandIds: ['cmd-1'] })
    const commands = byAnother.commands.map(one => ({ ...one, by: 'dept:police' }))
    const results = await store.append([elsewhere, { ...byAnother, commands }])
    same(results, [{ ok: true }, { ok: true }], 'another case and another party may use it')
    same((await store.command(tenant, 'c-1', 'dept:police', 'cmd-1'))?.seq, 2, 'found by its party')
  }),

  storeLaw('the command id of an opening is taken once per tenant and party, also within a batch', async store => {
    const results = await store.append([sampleAppend('c-1', { openedBy: 'o' }), sampleAppend('c-2', { openedBy: 'o' })])
    same(results, [{ ok: true }, { ok: false, conflict: 'command-id', actualSeq: 0 }], 'the first one wins')
    same(await store.load(tenant, 'c-2'), undefined, 'the second case was not opened')
    same((await store.command(tenant, null, convener, 'o'))?.caseId, 'c-1', 'the id leads to the first case')
    const inside = sampleAppend('c-1', { expectedSeq: 1, commandIds: ['o'] })
    same(await store.append([inside]), [{ ok: true }], 'within a case the id is free')
  }),

  storeLaw('one append cannot use a command id twice', async store => {
    const twice = sampleAppend('c-1', { entries: 2, commandIds: ['cmd-1', 'cmd-1'] })
    same(await store.append([twice]), [{ ok: false, conflict: 'command-id', actualSeq: 0 }], 'the result')
    same(await store.load(tenant, 'c-1'), undefined, 'the case')
  }),

  storeLaw('a batch with a gap, two appends of a case or a foreign command is refused whole', async store => {
    const good = sampleAppend('c-1')
    const gap: Append = {
      ...sampleAppend('c-2', { entries: 2 }),
      entries: [sampleAppend('c-2', { entries: 2 }).entries[1]!],
    }
    const wrongHead: Append = { ...sampleAppend('c-2'), head: sampleHead('c-2', 2) }
    const foreign: Append = { ...sampleAppend('c-2'), commands: sampleAppend('c-3', { commandIds: ['x'] }).commands }
    for (const bad of [gap, wrongHead, foreign, sampleAppend('c-1'), sampleAppend('c-2', { entries: 0 })]) {
      await throwsCode(() => store.append([good, bad]), 'bug/append-batch', 'the batch')
    }
    same(await store.load(tenant, 'c-1'), undefined, 'nothing was written')
  }),

  storeLaw('an append without entries rewrites snapshot and index and nothing else', async store => {
    await store.append([sampleAppend('c-1', { entries: 2, index: { states: ['inviting'] } })])
    const rewrite = sampleAppend('c-1', {
      expectedSeq: 2,
      entries: 0,
      snapshot: '"rebuilt"',
      index: { states: ['agreed'] },
    })
    same(await store.append([rewrite]), [{ ok: true }], 'the result')
    same((await store.load(tenant, 'c-1'))?.snapshot, '"rebuilt"', 'the snapshot')
    same((await store.entries(tenant, 'c-1')).length, 2, 'entries')
    same((await store.list(tenant, { state: 'agreed' }, { limit: 9 })).items.length, 1, 'listed by its new state')
    same((await store.list(tenant, { state: 'inviting' }, { limit: 9 })).items, [], 'listed by its old state')
    same((await store.feed(undefined, 9)).length, 2, 'feed')
  }),

  storeLaw('entries are read in order, from a number on, as many as asked for', async store => {
    await store.append([sampleAppend('c-1', { entries: 5 }), sampleAppend('c-2', { entries: 5 })])
    await store.append([sampleAppend('c-1', { expectedSeq: 5, entries: 4 })])
    const seqs = async (from?: number, limit?: number) =>
      (await store.entries(tenant, 'c-1', from, limit)).map(({ seq }) => seq)
    same(await seqs(), [1, 2, 3, 4, 5, 6, 7, 8, 9], 'all')
    same(await seqs(4), [4, 5, 6, 7, 8, 9], 'from 4')
    same(await seqs(4, 3), [4, 5, 6], 'three from 4')
    same(await seqs(9, 3), [9], 'from the last')
    same(await seqs(10), [], 'beyond the last')
  }),

  storeLaw(
    'bytes come back exactly: beyond the basic plane, not normalised, long, with signs SQL knows',
    async store => {
      const texts = [
        '{"name":"\u{20BB7}野\u{1F3E0}","e":"e\u0301 \u00e9","hangul":"\u1112\u1161\u11ab"}',
        `{"quote":"'; DROP TABLE cases; -- \\" \\\\ $1 ?1 :a %s","line":"\u2028\\n\\u0000","bom":"\uFEFF"}`,
        `{"n":1e-7,"m":9007199254740991,"z":-0,"spaces":"  "}  `,
        `{"long":"${'约请方案'.repeat(80_000)}"}`,
      ]
      const batch = texts.map((bytes, i) => sampleAppend(`c-${i}`, { bytes, snapshot: bytes, index: { text: bytes } }))
      await store.append(batch)
      for (const [i, text] of texts.entries()) {
        const [entry] = await store.entries(tenant, `c-${i}`)
        holds(entry?.bytes === text, `bytes of text ${i}`)
        const loaded = await store.load(tenant, `c-${i}`)
        holds(loaded?.snapshot === text, `snapshot of text ${i}`)
        holds(loaded.index.text === text, `index of text ${i}`)
      }
      const bytes = (await store.feed(undefined, 10)).map(({ entry }) => entry.bytes)
      holds(
        texts.every((text, i) => bytes[i] === text),
        'bytes in the feed',
      )
    },
  ),

  storeLaw('disclosures come back as they were, whatever the value', async store => {
    const values = ['停车 \u{1F3E0}', 0, 1.5, -1e21, true, false, null, [], {}, { a: [1, { b: null }] }, '']
    const disclosures = values.map((value, i) =>
      sampleDisclosure(`/field~1${String(i).padStart(2, '0')}`, {
        value,
        visibleTo: i % 2 === 0 ? null : ['convener', 'invitee'],
        personal: i % 3 === 0,
        subject: i % 4 === 0 ? null : convener,
      }),
    )
    await store.append([sampleAppend('c-1', { disclosures })])
    same(await store.disclosures(tenant, 'c-1'), disclosures, 'disclosures')
    const later = [sampleDisclosure('/a', { seq: 2 }), sampleDisclosure('/b', { seq: 2 })]
    await store.append([sampleAppend('c-1', { expectedSeq: 1, disclosures: later })])
    same(await store.disclosures(tenant, 'c-1'), [...disclosures, ...later], 'in order of seq')
  }),

  storeLaw('what its caller does to an object afterwards does not reach the journal', async store => {
    const parties = [{ party: convener, roles: ['convener'] }]
    const append = sampleAppend('c-1', { index: { parties } })
    await store.append([append])
    const expected = JSON.stringify(append.index)
    for (const harm of [() => parties.push({ party: 'x', roles: [] }), () => parties[0]!.roles.push('x')]) {
      try {
        harm()
      } catch {
        // A store may freeze what it keeps; then the harm fails loudly, which is as good.
      }
    }
    holds(JSON.stringify((await store.load(tenant, 'c-1'))?.index) === expected, 'the index is as appended')
    same((await store.list(tenant, { party: 'x' }, { limit: 5 })).items, [], 'and so is the list')
  }),
]
