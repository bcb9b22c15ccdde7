import { holds, same } from '../law.js'
import { type EngineLaw, engineLaw, hour, monday } from './engine-law.js'

const steps = (count: number) => Array.from({ length: count }, (_, i) => i)

/** Laws about deciding commands: order, reading back, refusals, moments. */
export const decidingLaws: readonly EngineLaw[] = [
  engineLaw('commands of a case are decided in the order in which they were sent', async ({ send, open, view }) => {
    const id = await open()
    const results = await Promise.all(steps(50).map(step => send(id, 'count', 'rc', { step })))
    same(
      results.map(result => result.ok && result.entry.seq),
      steps(50).map(step => step + 2),
      'entry numbers in the order sent',
    )
    same((await view(id)).data.counted, steps(50), 'what the case counted')
  }),
  engineLaw('commands of many cases at the same time are each answered with their own case', async ({ send, open }) => {
    const ids = await Promise.all(steps(20).map(() => open()))
    const results = await Promise.all(ids.map((id, step) => send(id, 'count', 'rc', { step })))
    same(
      results.map(result => result.ok && [result.case.id, result.case.data.counted]),
      ids.map((id, step) => [id, [step]]),
      'the answers',
    )
  }),
  engineLaw('what was answered can be read', async ({ sent, open, view, entries }) => {
    const id = await open()
    const entry = await sent(id, 'count', 'rc', { step: 7 })
    same((await view(id)).seq, entry.seq, 'the number of the newest entry')
    same((await entries(id)).at(-1)?.hash, entry.hash, 'the newest entry')
  }),
  engineLaw('an answer shows the case as it was then, not as it is now', async ({ send, open, sent }) => {
    const id = await open()
    const first = await send(id, 'count', 'rc', { step: 1 })
    await sent(id, 'count', 'rc', { step: 2 })
    same(first.ok && first.case.data.counted, [1], 'the data of the first answer')
  }),
  engineLaw('a refused command changes nothing', async ({ refused, invite, view, entries, sent }) => {
    const id = await invite()
    await sent(id, 'reply', 'a', { answer: 'no' })
    const before = [await view(id), await entries(id)]
    same(await refused(id, 'reply', 'rc', { answer: 'yes' }), 'refusal/role', 'the wrong role')
    same(await refused(id, 'submit', 'rc'), 'refusal/not-in-state', 'the wrong state')
    same(await refused(id, 'reply', 'a', { answer: 'yes' }), 'refusal/guard', 'a guard that says no')
    same(await refused(id, 'reply', 'b', { answer: 'perhaps' }), 'input/schema', 'data of the wrong form')
    same(JSON.stringify([await view(id), await entries(id)]), JSON.stringify(before), 'the case afterwards')
  }),
  engineLaw('a refusal says what the party may try instead', async ({ send, invite }) => {
    const id = await invite()
    const result = await send(id, 'submit', 'a')
    holds(!result.ok, 'an invitee does not submit')
    holds(result.refusal.allowed.includes('reply'), 'it may reply')
    holds(!result.refusal.allowed.includes('submit'), 'it may not submit')
  }),
  engineLaw('an unknown command is refused with the right name near it, a reserved one as reserved', async scene => {
    const id = await scene.open()
    const result = await scene.send(id, 'sumbit', 'rc')
    same(!result.ok && result.refusal.code, 'input/unknown-command', 'a misspelt command')
    same(!result.ok && result.refusal.details.nearest, ['submit'], 'the right name')
    for (const type of [
      'deadline.reply',
      'deadline.reply.half',
      'xstate.init',
      'xstate.done.state.x',
      'case.opened',
      'case.settled',
    ]) {
      same(await scene.refused(id, type, 'rc'), 'input/reserved-name', type)
    }
    same((await scene.view(id)).seq, 1, 'nothing happened')
  }),
  engineLaw(
    'data that no journal can hold is refused before it is read',
    async ({ engine, open, refused, entries }) => {
      const id = await open()
      const code = async (data: object, type = 'count') => {
        const result = await engine.submit(id, { type, ...data }, { by: 'rc' })
        return result.ok ? 'accepted' : result.refusal.code
      }
      same(await code({ step: 1, extra: 1 }), 'input/schema', 'an unknown key')
      same(await code({ step: Number.NaN }), 'input/not-json', 'NaN')
      same(await code({ step: 2 ** 60 }), 'input/not-json', 'an integer beyond 2^53')
      same(await code({ step: 1, text: 'x\u0000' }), 'input/not-json', 'U+0000')
      same(await code({ step: 1, text: '\ud800' }), 'input/not-json', 'a lone surrogate')
      same(await code({ step: new Date(0) }), 'input/not-json', 'a Date')
      same(
        await code(JSON.parse('{"step":1,"inner":{"__proto__":{"polluted":true}}}')),
        'input/reserved-name',
        '__proto__',
      )
      same(await code({ step: 1, text: 'x'.repeat(10_000_000) }), 'input/too-large', '10 MB')
      same(await refused(id, 'count', 'rc', { type: 3 } as never), 'input/schema', 'a type that is no string')
      const text = await engine.submit(id, 'count', { by: 'rc' })
      same(!text.ok && text.refusal.code, 'input/schema', 'a body that is no object')
      same((await entries(id)).length, 1, 'nothing was written')
    },
  ),
  engineLaw(
    'a stale expectedSeq is refused with the actual number, a right one is not',
    async ({ send, sent, open }) => {
      const id = await open()
      await sent(id, 'count', 'rc', { step: 1 }, { expectedSeq: 1 })
      const result = await send(id, 'count', 'rc', { step: 2 }, { expectedSeq: 1 })
      same(!result.ok && result.refusal.code, 'refusal/stale', 'an old number')
      same(!result.ok && result.refusal.details.actualSeq, 2, 'the actual number')
    },
  ),
  engineLaw(
    'a moment given by the caller lies between the newest entry and now',
    async ({ now, refused, sent, open }) => {
      const id = await open()
      now.add(hour)
      same(
        await refused(id, 'count', 'rc', { step: 1 }, { at: monday - 1 }),
        'input/back-dated',
        'before the newest entry',
      )
      same(await refused(id, 'count', 'rc', { step: 1 }, { at: now() + 1 }), 'input/back-dated', 'after now')
      const entry = await sent(id, 'count', 'rc', { step: 1 }, { at: monday + 10 })
      same([entry.at, entry.recordedAt], [monday + 10, now()], 'the moment, and when it was recorded')
    },
  ),
  engineLaw(
    'moments never go back, and a clock that is far behind stops the case',
    async ({ now, sent, open, send }) => {
      const id = await open()
      now.set(monday - 2_000)
      same((await sent(id, 'count', 'rc', { step: 1 })).at, monday, 'a clock two seconds behind')
      now.set(monday - 10_000)
      let code: unknown
      try {
        await send(id, 'count', 'rc', { step: 2 })
      } catch (error) {
        code = (error as { code?: unknown }).code
      }
      same(code, 'engine/clock-behind', 'a clock ten seconds behind')
      now.set(monday)
      same((await sent(id, 'count', 'rc', { step: 3 })).seq, 3, 'the next command')
    },
  ),
  engineLaw('a stranger cannot tell a case from none', async ({ engine, send, invite, entries }) => {
    const id = await invite()
    const none = '00000000-0000-7000-8000-000000000000'
    const asks: [string, object, object][] = [
      ['count', { step: 1 }, {}],
      ['count', { step: 'x' }, {}],
      ['nonsense', {}, {}],
      ['deadline.reply', {}, {}],
      ['count', { step: 1 }, { expectedSeq: 99 }],
      ['count', { step: 1 }, { at: 1 }],
      ['count', { step: 1 }, { commandId: 'known' }],
      ['reply', { answer: 'yes' }, { onBehalfOf: 'a' }],
      ['nonsense', {}, { onBehalfOf: 'a' }],
      ['reply', { answer: 7 }, { onBehalfOf: 'a' }],
      ['reply', { answer: 'yes' }, { onBehalfOf: 'a', expectedSeq: 99 }],
    ]
    for (const [type, data, options] of asks) {
      const found = await send(id, type, 'stranger', data as never, options)
      const missing = await send(none, type, 'stranger', data as never, options)
      same(
        !found.ok && found.refusal,
        { code: 'missing/case', details: {}, allowed: [] },
        `what a stranger hears of ${type}`,
      )
      same(JSON.stringify(found), JSON.stringify(missing), `what it hears where there is no case`)
    }
    same(await engine.view(id, { as: 'stranger' }), await engine.view(none, { as: 'stranger' }), 'the view')
    same(await entries(id, 'stranger'), [], 'the journal')
    same(await engine.deadlines(id, { as: 'stranger' }), [], 'the deadlines')
    same((await engine.list({}, { as: 'stranger' })).items, [], 'the list')
    same(await engine.inbox('stranger'), [], 'the inbox')
  }),
  engineLaw(
    'a deputy acts while the delegation holds, and is named in the entry',
    async ({ now, sent, refused, invite }) => {
      const id = await invite()
      same(await refused(id, 'reply', 'b', { answer: 'yes' }, { onBehalfOf: 'a' }), 'refusal/delegation', 'without one')
      const entry = await sent(id, 'reply', 'a/deputy', { answer: 'no' }, { onBehalfOf: 'a' })
      same(
        [entry.by, entry.onBehalfOf, entry.role, entry.delegationId],
        ['a/deputy', 'a', 'invitee', 'd1'],
        'the entry',
      )
      now.add(2 * hour)
      same(
        await refused(id, 'count', 'a/deputy', { step: 1 }, { onBehalfOf: 'a' }),
        'missing/case',
        'when it has ended',
      )
    },
  ),
  engineLaw('what the directory says is fixed in the entry', async ({ sent, view, invite }) => {
    const id = await invite()
    const entry = await sent(id, 'escalate', 'rc')
    same(entry.data.facts, { commonSuperior: { all: 'town' } }, 'the facts of the entry')
    same((await view(id)).data.superior, 'town', 'what the case made of them')
  }),
  engineLaw('a party that steps back may no longer act', async ({ sent, refused, invite }) => {
    const id = await invite()
    await sent(id, 'case.recuse', 'a', { ground: 'a relative lives there' })
    same(await refused(id, 'reply', 'a', { answer: 'yes' }), 'refusal/recused', 'a reply after it')
    await sent(id, 'reply', 'b', { answer: 'yes' })
  }),
]
