import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { visibleTo } from '../privacy/marks.js'
import type { AnyCaseType } from './case-type.js'
import { declareCase } from './declare-case.js'
import { defineCaseType } from './define-case-type.js'
import { declarationOf, definitionHash } from './definition-hash.js'
import { and, not } from './guard-combinators.js'
import { knob } from './knob.js'

interface Change {
  readonly target?: 'agreed' | 'failed'
  readonly guard?: object
  readonly limit?: number
  readonly label?: string
  readonly within?: number
  readonly by?: readonly ('a' | 'b')[]
  readonly mark?: readonly ('a' | 'b')[]
  readonly title?: string
  readonly authority?: 'town' | 'law'
  readonly recipe?: number
  readonly version?: string
  readonly samples?: object
}

function made(change: Change = {}): AnyCaseType {
  const words = declareCase({
    parameters: z.object({
      quorum: knob(z.int().default(2), {
        title: { 'zh-CN': '法定人数', en: change.title ?? 'Quorum' },
        authority: change.authority ?? 'town',
      }),
    }),
    opening: z.object({}),
    context: z.object({ n: z.int(), text: visibleTo(change.mark ?? ['a'], z.string()).nullable() }),
    roles: { a: { who: () => 'a' }, b: { who: () => 'b', readsOnly: true } },
    commands: { agree: { by: change.by ?? ['a'] } },
    deadlines: { late: { on: 'open', within: { n: change.within ?? 1, unit: 'hour' } } },
  })
  const machine = words
    .setup({ guards: { enough: ({ context }) => context.n > 0, over: (_, p: { limit: number }) => p.limit > 1 } })
    .createMachine({
      context: ({ input }) => ({ parameters: input.parameters, n: 0, text: null }),
      initial: 'open',
      states: {
        open: {
          on: {
            agree: [
              { guard: { type: 'over', params: { limit: change.limit ?? 1 } }, target: 'failed' },
              {
                guard: (change.guard ?? and(['enough'])) as ReturnType<typeof and<'enough'>>,
                target: change.target ?? 'agreed',
                actions: words.update(({ context }) => {
                  context.n += change.recipe ?? 1
                }),
              },
            ],
            'deadline.late': 'failed',
          },
        },
        agreed: { type: 'final' },
        failed: { type: 'final' },
      },
    })
  const labels = {
    title: change.label ?? 't',
    states: { open: 'o', agreed: 'a', failed: 'f' },
    roles: { a: 'a', b: 'b' },
    commands: { agree: 'a' },
    deadlines: { late: 'l' },
    guards: { enough: 'e', over: 'o' },
  }
  return defineCaseType(words, {
    name: 'agreeing',
    version: change.version ?? '1.0.0',
    machine,
    labels: { 'zh-CN': labels, en: labels },
    samples: (change.samples ?? {}) as Record<string, never>,
  })
}

describe('the hash of a definition', () => {
  const before = definitionHash(made())

  test('is 64 lower-case hex characters, and the same every time', () => {
    expect(before).toMatch(/^[0-9a-f]{64}$/)
    expect(definitionHash(made())).toBe(before)
  })

  test.each<[string, Change]>([
    ['a label', { label: 'other' }],
    ['the title of a parameter', { title: 'Number needed' }],
    ['the samples', { samples: { agree: [{}] } }],
    ['the version', { version: '1.0.1' }],
    ['what an update does', { recipe: 2 }],
  ])('does not change with %s', (_, change) => {
    expect(definitionHash(made(change))).toBe(before)
  })

  test.each<[string, Change]>([
    ['a target', { target: 'failed' }],
    ['a combination of guards', { guard: not('enough') }],
    ['the parameters of a guard', { limit: 2 }],
    ['who may send a command', { by: ['a', 'b'] }],
    ['who may see a field', { mark: ['b'] }],
    ['the length of a deadline', { within: 2 }],
    ['who may turn a parameter', { authority: 'law' }],
  ])('changes with %s', (_, change) => {
    expect(definitionHash(made(change))).not.toBe(before)
  })

  test('covers plain JSON only', () => {
    const declaration = declarationOf(made())
    expect(JSON.parse(JSON.stringify(declaration))).toEqual(
      JSON.parse(JSON.stringify(declaration, (_, value) => (typeof value === 'function' ? 'function' : value))),
    )
  })

  test('does not say whether a transition was written short or long', () => {
    const [short, long] = [{ on: { go: 'b' } }, { on: { go: [{ target: ['b'] }] } }].map(a =>
      definitionHash({ ...made(), machine: { config: { initial: 'a', states: { a, b: {} } } } }),
    )
    expect(short).toBe(long)
  })
})
