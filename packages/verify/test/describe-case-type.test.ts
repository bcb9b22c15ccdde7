// Each law and each property that `describeCaseType` tests is broken by a planted fault, and told with a short history.
import type { AnyCaseType } from '@convoke/core'
import { paperCase } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import { describeCaseType } from '../src/vitest/index.js'
import { type DescribeOptions, testsOf } from '../src/vitest/tests-of.js'
import { asking } from './fixtures/asking.js'
import { form } from './fixtures/form.js'
import { helping } from './fixtures/helping.js'

const options: DescribeOptions = { runs: 20, steps: 15 }

describeCaseType(form(), options)

/** The tests that fail, by name, with what each says. */
async function failing(caseType: AnyCaseType, more: DescribeOptions = {}): Promise<ReadonlyMap<string, string>> {
  const said = new Map<string, string>()
  for (const { name, run } of testsOf(caseType, { ...options, ...more })) {
    await run().catch((thrown: Error) =>
      said.set(name, [thrown.message, (thrown.cause as Error | undefined)?.message].join('\n')),
    )
  }
  return said
}

/** How many steps the history of a message has: its lines after the opening. */
function stepsIn(message: string): number {
  const told = message.split('form 1.0.0')[1]?.split('Shrunk')[0] ?? ''
  return told.split('\n').filter(line => /^\s*2026-/.test(line)).length - 1
}

let count = 0
let asked = 0
let kept: string[] | undefined
const sound = form()
const { en } = sound.labels

/** A fault, the law it breaks, and the most steps that its history has in the end. */
const shortened: readonly (readonly [fault: string, caseType: AnyCaseType, law: string, steps: number])[] = [
  [
    'that remembers beside its data',
    form({
      fill: c => {
        c.lines = ++count
      },
    }),
    'a journal replays',
    1,
  ],
  [
    'that holds what JSON has no word for',
    form({
      fill: c => {
        c.lines = c.lines === 0 ? 1 : -0
      },
    }),
    'a snapshot survives',
    2,
  ],
  [
    'whose data leaves its schema',
    form({
      fill: c => {
        c.lines += 60
      },
    }),
    'the context stays',
    2,
  ],
  [
    'that forgets what only grows',
    form({
      fill: c => {
        c.lines = c.lines === 0 ? 1 : 0
      },
    }),
    'what only grows',
    2,
  ],
  ['that is late at half-time', form({ halfEnds: true }), 'a deadline is kept', 0],
  [
    'whose guard fails once there are three lines',
    form({ guard: ({ lines }) => lines < 3 || fail() }),
    'whatever is sent',
    4,
  ],
  [
    'whose update keeps its draft',
    form({
      fill: c => {
        kept ??= c.words
        kept.push('x')
      },
    }),
    'whatever is sent',
    1,
  ],
  [
    'that sorts what it was sent',
    form({
      fill: (c, e) => {
        c.words = e.words.sort().slice(0, 2)
      },
    }),
    'deciding reads no clock',
    1,
  ],
  ['that asks chance', form({ guard: () => Math.random() < 2 }), 'deciding reads no clock', 1],
  [
    'that copies a hidden remark',
    form({
      fill: (c, e) => {
        c.words = [e.remark]
      },
    }),
    'a marked text',
    1,
  ],
  ['whose guard takes every question for a no', form({ guard: asksOddly }), 'what is said to be allowed', 1],
]

const both = paperCase(sound, { opening: { writer: 'dept:a', approver: 'dept:b' }, by: 'dept:a' }, [
  { type: 'fill', by: 'dept:b', words: [], remark: '' },
  { type: 'approve', by: 'dept:b' },
])

/** A fault and the law or property it breaks, where no one history is at fault. */
const found: readonly [fault: string, caseType: AnyCaseType, law: string, more?: DescribeOptions][] = [
  [
    'that has no sample of a command',
    { ...sound, samples: {} },
    'every command the machine hears',
    { data: () => undefined },
  ],
  [
    'that lacks a word',
    { ...sound, labels: { ...sound.labels, en: { ...en, tasks: {} } } },
    'everything that people read',
  ],
  ['with a state nothing leads to', form({ unreachable: true }), 'every state is reached'],
  ['with a state that nothing leads out of', form({ sticks: true }), 'from every state reached'],
  ['whose duty is nobody’s', form({ nobody: true }), 'in every open state'],
  [
    'whose journal tells of somebody who did both',
    form({ apart: true }),
    'nobody does what is',
    { played: [both.drafts] },
  ],
  ['that answers otherwise when it is asked again', form({ guard: () => ++asked % 7 === 0 }), 'a refused command'],
  [
    'that XState runs to another end',
    form({
      fill: c => {
        c.lines = ++count
      },
    }),
    'the machine is an ordinary',
  ],
  ['that can get stuck', asking({ withTrap: true }), 'P1'],
  [
    'with a state that no exploration comes to',
    form({ unreachable: true, fill: toggles }),
    'P3',
    { verify: { properties: ['P3'] } },
  ],
  ['in which nothing can happen any more', asking({ withTrap: true }), 'P4'],
  ['whose duty outlives its deadline', asking({ withTrap: true }), 'P6'],
  ['that waits for ever for whoever is silent', asking({ withoutDeadline: true }), 'P8'],
  ['whose duty nobody can ever do', form({ guard: () => false, fill: toggles }), 'P10'],
  [
    'that opens a second case in place of one that is open',
    helping({ asksTwice: true }),
    'P17',
    { verify: { properties: ['P17'] } },
  ],
  ['that does twice what came twice', form({ once: true, fill: toggles }), 'P13', { verify: { properties: ['P13'] } }],
]

describe('a law is seen to be broken, and the history is short, by a case type', () => {
  it.each(shortened)('%s', async (_, caseType, law, steps) => {
    const said = await failing(caseType, { verify: false })
    const [name, message = ''] = [...said].find(([name]) => name.startsWith(law)) ?? []
    expect(name).toBeDefined()
    expect(message).toMatch(/seed: 1, path: "[\d:]+"/)
    expect(stepsIn(message)).toBeLessThanOrEqual(steps)
  })

  it.each(found)('%s', async (_, caseType, law, more) => {
    const said = await failing(caseType, { verify: law.startsWith('P') ? {} : false, ...more })
    expect([...said.keys()].some(name => name.startsWith(law))).toBe(true)
  })

  it('for each law there is one above, and for the properties that a small case type can break', () => {
    const planted = [...shortened, ...found].map(([, , law]) => law)
    const names = testsOf(sound).map(({ name }) => name)
    const spared = names.filter(
      name =>
        !planted.some(law => name === law || name.startsWith(`${law}:`) || (law.length > 3 && name.startsWith(law))),
    )
    // The others are broken by the case types of the tests of their own: steps, endless, votes, limits, measures and purity.
    expect(spared.map(name => name.split(':')[0])).toEqual([
      'P2',
      'P5',
      'P7',
      'P9',
      'P11',
      'P12',
      'P15',
      'P18',
      'P20',
      'rulebook',
    ])
  })
})

it('laws over no histories at all are refused, since they would all hold', () => {
  expect(() => testsOf(sound, { runs: 0 })).toThrow(/"runs" is at least 1/)
})

describe('a test that is left out', () => {
  it('is listed with its reason', () => {
    const [p8] = testsOf(sound, { without: { P8: 'nobody waits' } }).filter(({ name }) => name.startsWith('P8'))
    expect(p8?.skipped).toBe('nobody waits')
  })

  it('has to be one, and to have a reason', () => {
    expect(() => testsOf(sound, { without: { P99: 'no' } })).toThrow('no law and no property is called "P99"')
    expect(() => testsOf(sound, { without: { P8: ' ' } })).toThrow(/say why form goes without "P8"/)
  })
})

function toggles(context: { lines: number }): void {
  context.lines = context.lines === 0 ? 1 : 0
}

function fail(): never {
  throw new Error('too many lines')
}

function asksOddly(_: unknown, event: Readonly<Record<string, unknown>>): boolean {
  try {
    return event.hard === undefined
  } catch {
    return false
  }
}
