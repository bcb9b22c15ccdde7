// Traps that stand at one number alone, and lists that are looked at: found, or said not to be looked for.
import type { AnyCaseType } from '@convoke/core'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { never, type VerifyOptions, verifyCaseType } from '../src/index.js'
import { type Given, small } from './fixtures/small.js'

/** A claim with a figure that `count` changes, and that ends in a trap where `isTrap` says so. */
function claim(
  begins: readonly [schema: z.ZodType, value: unknown],
  count: (context: { n: never; flag: boolean }, event: Given['event']) => void,
  isTrap: (given: Given) => boolean,
  how: { readonly where?: 'ends' | 'counts'; readonly values?: readonly number[] } = {},
): AnyCaseType {
  const { where = 'ends', values } = how
  return small({
    name: 'claim',
    fields: { n: begins, flag: [z.boolean(), false] },
    parties: { clerk: ['insurer:clerk'] },
    lastResort: ['clerk'],
    commands: {
      count: { by: ['clerk'], repeatable: true, ...(values && { data: z.object({ value: z.int() }) }) },
      end: { by: ['clerk'] },
    },
    deadlines: { due: { on: 'open', within: { n: 2, unit: 'working-day' }, owes: 'clerk' } },
    guards: { isTrap },
    samples: values === undefined ? {} : { count: values.map(value => ({ value })) },
    machine: ({ update }) => {
      const counting = { actions: update(({ context, event }) => count(context, event)) }
      const trapped = { guard: 'isTrap', target: 'trap' }
      return {
        initial: 'open',
        states: {
          open: {
            meta: { duties: [{ role: 'clerk', task: 'end', commands: ['end'], deadline: 'due' }] },
            on: {
              count: where === 'counts' ? [trapped, counting] : counting,
              end: where === 'ends' ? [trapped, { target: 'done' }] : 'done',
              'deadline.due': 'done',
            },
          },
          trap: { on: { end: {}, count: {} } },
          done: { type: 'final', meta: { outcome: 'done' } },
        },
      }
    },
  })
}

const told = (caseType: AnyCaseType, options: VerifyOptions = {}) => {
  const { findings, verdicts, complete, limits } = verifyCaseType(caseType, { properties: ['P4'], ...options })
  return {
    steps: findings.map(({ story }) => story.length),
    verdict: verdicts.at(-1)?.verdict,
    complete,
    limits: limits.map(({ says }) => says.en),
  }
}

type Counted = { n: number; flag: boolean }
const counted = (by: (n: number) => number) => (context: { n: never }) => {
  const here = context as unknown as Counted
  here.n = by(here.n)
}
const upTo = (most: number) => [z.int().max(most), 0] as const

// Found here once: more than sixteen numbers were not followed, and 3, 4, 5, 10, 100 … tried in their place. The verdict
// was `sampled`, the exploration complete.
describe('a number of many values is told wherever it is looked at', () => {
  it('one that is brought along by a sample', () => {
    const values = Array.from({ length: 25 }, (_, n) => n)
    const count = (context: { n: never }, event: Given['event']) => {
      ;(context as unknown as Counted).n = (event as unknown as { readonly value: number }).value
    }
    expect(told(claim(upTo(25), count, ({ context }) => context.n === 21, { values }))).toMatchObject({
      steps: [2],
      complete: true,
    })
  })

  it('one that goes up to a limit, or round', () => {
    const limited = claim(
      upTo(25),
      counted(n => Math.min(25, n + 1)),
      ({ context }) => context.n === 20,
    )
    expect(told(limited).steps).toEqual([21])
    expect(
      told(
        claim(
          upTo(30),
          counted(n => (n + 1) % 30),
          ({ context }) => context.n === 23,
        ),
      ).steps,
    ).toEqual([24])
  })

  it('one that a property asks for', () => {
    const limited = claim(
      upTo(25),
      counted(n => Math.min(25, n + 1)),
      () => false,
    )
    const own = [never<Counted>('twenty', 'it is never twenty', ({ context }) => context.n === 20)]
    expect(told(limited, { own }).steps).toEqual([20])
  })

  it('where there is no end of them, what is said is bounded', () => {
    const scattered = counted(n => (n * 75 + 74) % 65_537)
    const { verdict, complete } = told(claim([z.int(), 0], scattered, ({ context }) => context.n === 1))
    expect([verdict, complete]).toEqual(['bounded', false])
  })
})

// Found here once: three greater numbers were tried to see whether it is only counted on, none of them that number.
describe('a number that is counted on is told where the step that counts it asks for it', () => {
  it.each([3, 9, 16])('a guard that asks for %i', limit => {
    const isTrap = ({ context }: Given) => context.n === limit
    expect(
      told(
        claim(
          [z.int(), 0],
          counted(n => n + 1),
          isTrap,
          { where: 'counts' },
        ),
      ).steps,
    ).toEqual([limit + 1])
  })

  it('a guard in which a great number stands', () => {
    const isTrap = ({ context }: Given) => context.n === 500
    expect(
      told(
        claim(
          [z.int(), 0],
          counted(n => n + 1),
          isTrap,
          { where: 'counts' },
        ),
      ).steps,
    ).toEqual([501])
  })

  it('an update that does something else at that number', () => {
    const count = (context: { n: never; flag: boolean }) => {
      const here = context as unknown as Counted
      if (here.n === 3) here.flag = true
      here.n += 1
    }
    expect(told(claim([z.int(), 0], count, ({ context }) => context.flag)).verdict).not.toBe('sampled')
  })
})

// Found here once: a list that makes no difference as far as it was followed was said to make none.
describe('that a list is not followed to its end is said where it is looked at', () => {
  const list = [z.array(z.string()).max(50), []] as const
  const push = (context: { n: never; flag: boolean }) => {
    ;(context as unknown as { n: string[] }).n.push('x')
  }
  const limits = ['/context/n is followed up to 2 items more than it begins with']

  it('by a guard', () => {
    const seven = claim(list, push, ({ context }) => context.n.length === 7)
    expect(told(seven)).toMatchObject({ steps: [], verdict: 'bounded', complete: false, limits })
  })

  it('by the step that adds to it', () => {
    const count = (context: { n: never; flag: boolean }) => {
      if ((context.n as readonly string[]).length === 7) context.flag = true
      push(context)
    }
    expect(told(claim(list, count, ({ context }) => context.flag))).toMatchObject({
      verdict: 'bounded',
      complete: false,
      limits,
    })
  })

  it('by a property, and not where nobody looks', () => {
    const unread = claim(list, push, () => false)
    expect(told(unread)).toMatchObject({ verdict: 'sampled', complete: true, limits: [] })
    const own = [never<{ n: string[] }>('seven', 'it is never seven long', ({ context }) => context.n.length === 7)]
    expect(told(unread, { own }).verdict).toBe('bounded')
  })
})
