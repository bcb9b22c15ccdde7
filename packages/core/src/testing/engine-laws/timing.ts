import type { JsonObject } from '../../json/json.js'
import { holds, same } from '../law.js'
import { type EngineLaw, engineLaw, hour, monday, type Scene, withEngine } from './engine-law.js'

const due = monday + 4 * hour

/** What happened and when, without ids, hashes and the moment of recording. */
async function story({ entries }: Scene, id: string): Promise<unknown> {
  return (await entries(id)).map(({ type, at, by, data: { reference: _, ...data } }) => [type, at - monday, by, data])
}

const moves: readonly (readonly [at: number, type: string, by: string, data: JsonObject])[] = [
  [1, 'reply', 'a', { answer: 'no' }],
  [3, 'count', 'rc', { step: 1 }],
  [3.5, 'reply', 'b', { answer: 'yes' }],
  [6, 'case.note', 'rc', { text: 'c never replied' }],
  [7, 'count', 'rc', { step: 2 }],
]

/** Laws about deadlines. */
export const timingLaws: readonly EngineLaw[] = [
  engineLaw('one millisecond before the deadline is in time', async ({ now, sent, invite, view }) => {
    const id = await invite()
    now.set(due - 1)
    await sent(id, 'reply', 'a', { answer: 'yes' })
    await sent(id, 'reply', 'b', { answer: 'yes' })
    same((await view(id)).outcome, 'agreed', 'the outcome')
  }),
  engineLaw(
    'the moment of the deadline is late: it fires first, in the same append, though the command is refused',
    async scene => {
      const id = await scene.invite()
      scene.now.set(due)
      holds(
        (await scene.refused(id, 'reply', 'a', { answer: 'yes' })).startsWith('refusal/'),
        'a late reply is refused',
      )
      const types = (await scene.entries(id)).slice(2).map(({ type, at, kind }) => [type, at, kind])
      same(types.filter(([type]) => type === 'deadline.reply').length > 0, true, 'the deadline is in the journal')
      same(types.at(-1), ['deadline.reply', due, 'clock'], 'the newest entry')
      same((await scene.view(id)).outcome, 'failed', 'the outcome')
    },
  ),
  engineLaw('every rung of a ladder fires once, at its own moment, in order', async scene => {
    const id = await scene.invite()
    await scene.engine.advance(due + 100 * hour)
    await scene.engine.advance(due + 200 * hour)
    const rungs = (await scene.entries(id)).slice(2).map(({ type, at, data }) => [type, data.key, (at - monday) / hour])
    same(
      rungs.slice(0, 4),
      [
        ['deadline.reply.half', 'a', 2],
        ['deadline.reply.half', 'b', 2],
        ['deadline.reply.half', 'c', 2],
        ['deadline.reply', 'a', 4],
      ],
      'the rungs',
    )
    same(new Set(rungs.map(rung => JSON.stringify(rung))).size, rungs.length, 'how often each rung fired')
  }),
  engineLaw('nothing fires before its moment', async ({ engine, invite, view }) => {
    const id = await invite()
    await engine.advance(monday + 2 * hour - 1)
    same((await view(id)).seq, 2, 'the number of the newest entry')
    await engine.advance(monday + 2 * hour)
    same((await view(id)).seq, 5, 'after the first rungs')
  }),
  {
    name: 'what is written does not depend on when somebody looks',
    async check(openEngine) {
      const play = (isDiligent: boolean) =>
        withEngine(openEngine, async scene => {
          const id = await scene.invite()
          for (const [at, type, by, data] of moves) {
            if (isDiligent)
              for (let i = 0; i < at; i++) await scene.engine.advance(Math.max(scene.now(), monday + i * hour))
            scene.now.set(monday + at * hour)
            await scene.send(id, type, by, data)
          }
          return story(scene, id)
        })
      same(await play(true), await play(false), 'the journal of a case looked at often, and of one never looked at')
    },
  },
  engineLaw('a late entry is recorded late and dated right', async ({ now, sent, invite, entries }) => {
    const id = await invite()
    await sent(id, 'reply', 'a', { answer: 'no' })
    now.set(due + 50 * hour)
    await sent(id, 'case.note', 'rc', { text: 'nobody looked' })
    const [deadline] = (await entries(id)).filter(({ type }) => type === 'deadline.reply')
    same([deadline?.at, deadline?.recordedAt], [due, due + 50 * hour], 'the moment, and when it was recorded')
  }),
  engineLaw('expectedSeq counts the deadlines that are due, fired or not', async ({ now, refused, invite }) => {
    const id = await invite()
    now.set(monday + 3 * hour)
    same(
      await refused(id, 'count', 'rc', { step: 1 }, { expectedSeq: 2 }),
      'refusal/stale',
      'the number before the rungs',
    )
  }),
  engineLaw(
    'the inbox holds what a party owes, earliest first, until it is done',
    async ({ engine, now, sent, invite }) => {
      const first = await invite()
      now.add(hour)
      const second = await invite()
      same(
        (await engine.inbox('a')).map(item => item.caseId),
        [first, second],
        'what a owes',
      )
      same((await engine.inbox('a'))[0]?.deadline.dueAt, due, 'by when')
      same(await engine.inbox('rc'), [], 'what the convener owes')
      await sent(first, 'reply', 'a', { answer: 'no' })
      same(
        (await engine.inbox('a')).map(item => item.caseId),
        [second],
        'what is left',
      )
    },
  ),
  engineLaw('a deadline explains itself', async ({ engine, invite }) => {
    const id = await invite()
    const [own] = (await engine.deadlines(id, { as: 'a' })).filter(({ key }) => key === 'a')
    same([own?.dueAt, own?.explanation?.due, own?.owes], [due, due, ['a']], 'the date, the date explained, who owes it')
  }),
]
