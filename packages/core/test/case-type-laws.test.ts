import type { AnyCaseType } from '@convoke/core'
import {
  type CaseTypeLawOptions,
  caseTypeLaws,
  errand,
  errandOpened,
  paperCase,
  visit,
  visitOpened,
} from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import { parcel } from './fixtures/parcel.js'

const opened = { opening: { packer: 'dept:packing', sender: 'dept:sending' }, by: 'dept:packing' }
const options: CaseTypeLawOptions = { openings: [opened], histories: 12, steps: 20 }

/** The words by which a law is known here, each the beginning of its name. */
async function broken(caseType: AnyCaseType, more: Partial<CaseTypeLawOptions> = {}): Promise<readonly string[]> {
  const names: string[] = []
  for (const { name, check } of caseTypeLaws(caseType, { ...options, ...more })) {
    const failed = await check().then(
      () => undefined,
      (error: Error) => error,
    )
    if (failed !== undefined) expect(failed.message).toMatch(/^parcel, seed 1: /)
    if (failed !== undefined) names.push(name)
  }
  return names
}

const laws = {
  schema: 'every command the machine hears has a schema, and samples that fit it',
  labels: 'everything that people read is named in both languages',
  replay: 'a journal replays to the states it was decided in',
  snapshot: 'a snapshot survives being written as JSON, after every entry',
  xstate: 'the machine is an ordinary XState machine: a live actor comes to the same states',
  context: 'the context stays within its schema, and small',
  duty: 'in every open state somebody has something to do, by a deadline or with a reason for none',
  reach: 'every state is reached by some history',
  settles: 'from every state reached, silence or some history leads to an outcome',
  refused: 'a refused command leaves the case as the clock left it',
  limit: 'a deadline is kept until the millisecond before it is due, and reached at that instant',
  grows: 'what only grows never shrinks, but by the commands that may reset it',
  separation: 'nobody does what is separated from what it did',
  pure: 'deciding reads no clock and no chance, and changes nothing it is given',
  answers: 'whatever is sent is accepted or refused: nothing throws, and no draft is used after its update',
  allowed: 'what is said to be allowed is accepted, and every refusal says why in both languages',
  hidden: 'a marked text is in no entry, notice, refusal or index, and in no view of another role',
} as const

describe('the laws of case types', () => {
  it.each(caseTypeLaws(errand, { openings: [errandOpened] }))('errand: $name', ({ check }) => check())
  it.each(caseTypeLaws(visit, { openings: [visitOpened] }))('visit: $name', ({ check }) => check())
  it.each(caseTypeLaws(parcel(), options))('parcel: $name', ({ check }) => check())

  it('are each broken by one of the faults below', () => {
    expect(
      caseTypeLaws(parcel(), options)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(Object.values(laws).sort())
  })
})

let calls = 0
let kept: string[] | undefined
const sound = parcel()
const { en, 'zh-CN': chinese } = sound.labels

describe('a case type breaks the law', () => {
  it.each<[string, AnyCaseType, readonly string[], Partial<CaseTypeLawOptions>?]>([
    ['that has no sample of a command', { ...sound, samples: {} }, [laws.schema]],
    ['that lacks a word', { ...sound, labels: { 'zh-CN': chinese, en: { ...en, tasks: {} } } }, [laws.labels]],
    [
      // XState replays the events too, so it comes to another count as well.
      'that remembers beside its data',
      parcel({
        pack: context => {
          context.packed += 1
          context.rank = ++calls
        },
      }),
      [laws.replay, laws.xstate],
    ],
    [
      'that holds what JSON has no word for',
      parcel({
        pack: context => {
          context.rank = -0
        },
      }),
      [laws.snapshot],
    ],
    [
      'whose data leaves its schema',
      parcel({
        pack: context => {
          context.packed += 60
        },
      }),
      [laws.context],
    ],
    [
      'whose data grows without end',
      parcel({
        pack: context => {
          context.wraps.push('x'.repeat(100))
        },
      }),
      [laws.context],
      { mostCharacters: 500, histories: 40 },
    ],
    [
      'whose duty is nobody’s',
      parcel({ packer: () => null }),
      [laws.duty],
      { openings: [{ ...opened, by: 'dept:sending' }] },
    ],
    ['with a state nothing leads to', parcel({ unreachable: true }), [laws.reach]],
    ['with a state that nothing leads out of', parcel({ sticks: true }), [laws.settles]],
    ['that is late at half-time', parcel({ halfEnds: true }), [laws.limit]],
    [
      'that forgets what only grows',
      parcel({
        pack: context => {
          context.packed = context.packed === 0 ? 1 : 0
        },
      }),
      [laws.grows],
    ],
    [
      'that puts another in the place of what only grows',
      parcel({
        pack: context => {
          context.packed += 1
          context.wraps = [`wrap ${context.packed}`]
        },
      }),
      [laws.grows],
    ],
    [
      // Decided by a definition without the separation, whose states this one cannot step.
      'whose journal tells of somebody who did both',
      parcel({ apart: true }),
      [laws.replay, laws.limit, laws.separation],
      {
        played: [
          paperCase(parcel(), opened, [
            { type: 'pack', by: 'dept:packing', things: [], remark: '' },
            { type: 'send', by: 'dept:packing' },
          ]).drafts,
        ],
      },
    ],
    ['that asks chance', parcel({ guard: () => Math.random() < 0 }), [laws.pure]],
    ['that asks the clock', parcel({ guard: () => Date.now() < 0 }), [laws.pure]],
    [
      'that sorts what it was sent',
      parcel({
        pack: (context, event) => {
          context.wraps = event.things.sort().slice(0, 2)
        },
      }),
      [laws.pure],
    ],
    [
      'that copies a hidden remark where everybody reads',
      parcel({
        pack: (context, event) => {
          context.wraps = [...context.wraps, event.remark].slice(0, 10)
        },
      }),
      [laws.hidden],
    ],
    [
      'with a guard that fails',
      parcel({
        guard: ({ packed }) => {
          if (packed > 1) throw new Error('too much')
          return false
        },
      }),
      [laws.answers, laws.allowed],
      { histories: 40 },
    ],
    [
      // The first parcel is packed well; every later one is packed into the draft of the first.
      'whose update keeps its draft',
      parcel({
        pack: context => {
          kept ??= context.wraps
          kept.push('x')
        },
      }),
      [laws.replay, laws.xstate, laws.pure, laws.answers],
    ],
    [
      'with a guard that takes every question for a no',
      parcel({
        guard: (_, event) => {
          try {
            return event.hard === undefined
          } catch {
            return false
          }
        },
      }),
      [laws.allowed],
    ],
  ])('%s, and no other', async (_, caseType, expected, more) => {
    expect(await broken(caseType, more)).toEqual(expected)
  })

  it('that answers otherwise when it is asked again', async () => {
    let asked = 0
    let patience = Number.POSITIVE_INFINITY
    const moody = () => parcel({ guard: () => ++asked > patience })
    // How often the guard is asked until the refusals are repeated: every law before that one, and no more.
    asked = 0
    const before = caseTypeLaws(moody(), options).slice(0, 9)
    for (const { check } of before) await check()
    patience = asked
    asked = 0
    expect(await broken(moody())).toEqual([laws.refused, laws.allowed])
  })

  it('and the traps for clock and chance are taken away again', async () => {
    const { now } = Date
    const { random } = Math
    await broken(parcel({ guard: () => Math.random() < 0 }))
    expect([Date.now, Math.random]).toEqual([now, random])
  })
})
