import { holds, same } from '../law.js'
import { type EngineLaw, engineLaw } from './engine-law.js'

const chosen = '0190b0a0-0000-7000-8000-00000000002a'
const opening = { topic: 'parking', convener: 'rc', invitees: ['a'] }

/** Laws about asking twice: command ids, case ids. */
export const repeatingLaws: readonly EngineLaw[] = [
  engineLaw(
    'the same command under the same id is answered again and changes nothing',
    async ({ send, open, entries }) => {
      const id = await open()
      const first = await send(id, 'submit', 'rc', {}, { commandId: 'c1' })
      const again = await send(id, 'submit', 'rc', {}, { commandId: 'c1' })
      holds(first.ok && again.ok, 'both are accepted')
      same([first.replayed, again.replayed], [false, true], 'which one was replayed')
      same(again.entry, first.entry, 'the entry of both')
      same((await entries(id)).length, 2, 'the entries of the case')
    },
  ),
  engineLaw('the same command sent many times at once is taken once', async ({ send, open, entries }) => {
    const id = await open()
    const results = await Promise.all(
      Array.from({ length: 10 }, () => send(id, 'count', 'rc', { step: 1 }, { commandId: 'c1' })),
    )
    same(
      results.map(result => result.ok && result.entry.seq),
      Array.from({ length: 10 }, () => 2),
      'the entry of each',
    )
    same(results.filter(result => result.ok && !result.replayed).length, 1, 'how many were taken')
    same((await entries(id)).length, 2, 'the entries of the case')
  }),
  engineLaw('a repeated command is answered with the case as it is now', async ({ send, sent, open }) => {
    const id = await open()
    await sent(id, 'count', 'rc', { step: 1 }, { commandId: 'c1' })
    await sent(id, 'count', 'rc', { step: 2 })
    const again = await send(id, 'count', 'rc', { step: 1 }, { commandId: 'c1', expectedSeq: 1 })
    same(again.ok && again.case.data.counted, [1, 2], 'the data')
  }),
  engineLaw('another command under a used id is refused', async ({ refused, sent, open }) => {
    const id = await open()
    await sent(id, 'count', 'rc', { step: 1 }, { commandId: 'c1' })
    same(await refused(id, 'count', 'rc', { step: 2 }, { commandId: 'c1' }), 'input/command-id-reused', 'other data')
    same(await refused(id, 'submit', 'rc', {}, { commandId: 'c1' }), 'input/command-id-reused', 'another command')
  }),
  engineLaw('a command id belongs to its case and its party', async ({ sent, invite }) => {
    const [one, other] = [await invite(), await invite()]
    await sent(one, 'count', 'rc', { step: 1 }, { commandId: 'c1' })
    await sent(other, 'count', 'rc', { step: 2 }, { commandId: 'c1' })
    same((await sent(one, 'count', 'a', { step: 3 }, { commandId: 'c1' })).seq, 4, 'the entry of another party')
  }),
  engineLaw('a refusal does not use up a command id', async ({ refused, sent, open }) => {
    const id = await open()
    same(await refused(id, 'reply', 'a', { answer: 'yes' }, { commandId: 'c1' }), 'refusal/not-in-state', 'too early')
    await sent(id, 'submit', 'rc')
    await sent(id, 'reply', 'a', { answer: 'yes' }, { commandId: 'c1' })
  }),
  engineLaw(
    'opening with an id again gives the same case, and shows nothing of it to others',
    async ({ engine, entries }) => {
      const first = await engine.open('errand', opening, { by: 'rc', id: chosen })
      const again = await engine.open('errand', opening, { by: 'rc', id: chosen })
      holds(first.ok && again.ok, 'both are accepted')
      same([first.case.id, again.case.id, first.replayed, again.replayed], [chosen, chosen, false, true], 'the answers')
      const attempts = [
        await engine.open('errand', { ...opening, topic: 'noise' }, { by: 'rc', id: chosen }),
        await engine.open('errand', { ...opening, convener: 'other' }, { by: 'other', id: chosen }),
        await engine.open('errand', opening, { by: 'a', id: chosen }),
        await engine.open('errand', opening, { by: 'rc', id: chosen, parameters: { quorum: 1 } }),
      ]
      for (const attempt of attempts) {
        same(
          !attempt.ok && attempt.refusal,
          { code: 'refusal/case-exists', details: {}, allowed: [] },
          'another opening',
        )
      }
      same((await entries(chosen)).length, 1, 'the entries of the case')
    },
  ),
  engineLaw('opening under a used command id gives the same case, or is refused', async ({ engine }) => {
    const first = await engine.open('errand', opening, { by: 'rc', commandId: 'o1' })
    const [again, both] = await Promise.all([
      engine.open('errand', opening, { by: 'rc', commandId: 'o1' }),
      engine.open('errand', opening, { by: 'rc', commandId: 'o1' }),
    ])
    holds(first.ok && again.ok && both.ok, 'all are accepted')
    same([again.case.id, both.case.id], [first.case.id, first.case.id], 'the case')
    const other = await engine.open('errand', { ...opening, topic: 'noise' }, { by: 'rc', commandId: 'o1' })
    same(!other.ok && other.refusal.code, 'input/command-id-reused', 'another opening')
    same((await engine.list({ caseType: 'errand' })).items.length, 1, 'the cases')
  }),
  engineLaw('opening many times at once under one command id makes one case', async ({ engine }) => {
    const results = await Promise.all(
      Array.from({ length: 8 }, () => engine.open('errand', opening, { by: 'rc', commandId: 'o1' })),
    )
    same(new Set(results.map(result => result.ok && result.case.id)).size, 1, 'how many cases were answered')
    same((await engine.list({ caseType: 'errand' })).items.length, 1, 'how many cases there are')
  }),
  engineLaw(
    'a case opens with the newest words of its opener: unknown types, wrong data and wrong roles are refused',
    async ({ engine }) => {
      const code = async (caseType: string, data: unknown, options: object) => {
        const result = await engine.open(caseType, data, { by: 'rc', ...options })
        return result.ok ? 'accepted' : result.refusal.code
      }
      same(await code('erand', opening, {}), 'input/unknown-case-type', 'an unknown case type')
      same(await code('errand', { topic: 'x' }, {}), 'input/schema', 'an opening without its fields')
      same(await code('errand', opening, { by: 'a' }), 'refusal/role', 'a party that may not open')
      same(await code('errand', opening, { parameters: { quorum: 'two' } }), 'input/schema', 'a knob of the wrong form')
      same(
        await code('errand', opening, { parameters: { lawful: 8 } }),
        'refusal/parameter-authority',
        'a knob of the law',
      )
      same(
        await code('errand', opening, { parameters: { lawful: 7, quorum: 1 } }),
        'accepted',
        'the value the law gives',
      )
      same(await code('errand', opening, { id: '../etc/passwd' }), 'input/schema', 'an id that is no UUID')
    },
  ),
]
