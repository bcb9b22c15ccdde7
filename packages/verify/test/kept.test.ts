// What is kept of a case type makes the next verification cheaper, and no other.
import { ownersCommitteeElection } from '@convoke/case-types/owners-committee-election'
import type { AnyCaseType } from '@convoke/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomCaseTypes } from '../oracle/random-case-type.js'
import {
  always,
  leadsTo,
  type PropertyId,
  type VerifyOptions,
  type VerifyResult,
  verifyCaseType,
  verifying,
} from '../src/index.js'
import { givenBack, type Kept, taken } from '../src/kept.js'
import { asking } from './fixtures/asking.js'
import { council } from './fixtures/council.js'
import { desk } from './fixtures/desk.js'
import { helpAnswers, helping } from './fixtures/helping.js'
import { relay } from './fixtures/relay.js'

/** The same case types, made anew each time: nothing is known of them, as in another process. */
const fresh: Readonly<Record<string, () => AnyCaseType>> = {
  asking: () => asking() as never,
  council: () => council() as never,
  desk: () => desk({ backAndForth: true, firstCome: true }) as never,
  'desk that goes by chance': () => desk({ looksAt: () => Math.random() < 2 }) as never,
  'desk whose guard writes': () => desk({ guardWrites: true, looksAt: () => false }) as never,
  helping: () => helping({ asksTwice: true }) as never,
  relay: () => relay(3) as never,
  ...Object.fromEntries(
    Array.from({ length: 6 }, (_, n) => [`random ${n}`, () => randomCaseTypes(6, 23)[n] as AnyCaseType]),
  ),
}

/** What somebody asks, and looks for where nothing is. */
const curious = always('curious', 'nothing is where nobody puts it', ({ context, deadlines, is }) => {
  const { nowhere, notes } = context as unknown as Record<string, { readonly more?: unknown } | undefined>
  return nowhere?.more === undefined &&
    notes?.more === undefined &&
    Object.keys(context as object).length >= 0 &&
    !is('nowhere')
    ? deadlines.every(({ key }) => key !== 'nowhere')
    : false
})
const ended = leadsTo(
  'ended',
  'it ends',
  () => true,
  ({ outcome }) => outcome !== null,
)

const ways: readonly VerifyOptions[] = [
  {},
  { own: [curious] },
  { own: [ended, curious], properties: ['P7', 'P18'] },
  { properties: ['P18'] },
  { properties: ['P17', 'P9', 'P2'], mustBeSeparate: 'its commands' },
  { departures: 1, effort: 0 },
  {
    effort: 0,
    own: [curious],
    metrics: [{ name: 'steps', title: { 'zh-CN': '步数', en: 'steps' }, fold: { start: 0, step: () => 1 } }],
  },
  { maxItems: 1, time: 'any' },
  { links: helpAnswers },
  { maxStates: 7 },
] as never

/** One of these, asked of a case type: what has to stay apart is the first and the last of its commands. */
const wayOf = (n: number, { commands }: AnyCaseType): VerifyOptions => {
  const { mustBeSeparate, ...way } = ways[n] as VerifyOptions
  const names = Object.keys(commands)
  const apart = { did: names[0] as string, mayNot: names.at(-1) as string }
  return mustBeSeparate === undefined ? way : { ...way, mustBeSeparate: [apart] }
}

const told = ({ elapsedMs: _, ...rest }: VerifyResult): object => rest

describe('what is kept of a case type', () => {
  it('changes nothing in what a verification tells, whatever was asked before', () => {
    const alone = new Map<string, unknown>()
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(fresh)),
        fc.array(fc.integer({ min: 0, max: ways.length - 1 }), { minLength: 2, maxLength: 5 }),
        (name, asked) => {
          const make = fresh[name] as () => AnyCaseType
          const caseType = make()
          for (const n of asked) {
            const which = `${name} ${n}`
            if (!alone.has(which)) alone.set(which, told(verifyCaseType(make(), wayOf(n, caseType))))
            expect(told(verifyCaseType(caseType, wayOf(n, caseType))), which).toEqual(alone.get(which))
          }
        },
      ),
      { numRuns: 16, seed: 40 },
    )
    expect(alone.size).toBeGreaterThan(15)
  })

  it('changes nothing for a case type that is shipped, and is used', () => {
    const caseType = ownersCommitteeElection as unknown as AnyCaseType
    const asked: VerifyOptions = { properties: ['P1', 'P4', 'P11', 'P18'] }
    const first = told(verifyCaseType(caseType, asked))
    const kept = taken(caseType)
    expect(kept.size).toBeGreaterThan(1_000)
    givenBack(caseType, kept)
    expect(told(verifyCaseType(caseType, asked))).toEqual(first)
    expect(taken(caseType)).toBe(kept)
  })

  it('grows by nothing that somebody asks', () => {
    const caseType = asking() as unknown as AnyCaseType
    const sizeAfter = (options: VerifyOptions): number => {
      verifyCaseType(caseType, options)
      const kept = taken(caseType)
      givenBack(caseType, kept)
      return kept.size
    }
    const sound = { effort: 0, properties: ['P4', 'rulebook'] } as const
    const before = sizeAfter(sound)
    expect(before).toBeGreaterThan(100)
    expect(sizeAfter({ ...sound, own: [curious, ended] })).toBe(before)
    expect(sizeAfter({ ...sound, mustBeSeparate: [{ did: 'reply', mayNot: 'hold' }] })).toBe(before)
  })

  it('is for one verification at a time', () => {
    const caseType = desk({ backAndForth: true }) as unknown as AnyCaseType
    const alone = told(verifyCaseType(desk({ backAndForth: true }) as never))
    verifyCaseType(caseType)
    const [one, other] = [verifying(caseType), verifying(caseType)]
    let [here, there] = [one.next(), other.next()]
    while (here.done !== true || there.done !== true) {
      if (here.done !== true) here = one.next(undefined)
      if (there.done !== true) there = other.next(undefined)
    }
    expect([here, there].map(({ value }) => told(value as VerifyResult))).toEqual([alone, alone])
  })

  it('is not what was found until somebody ended it', () => {
    const caseType = asking() as unknown as AnyCaseType
    const before = taken(caseType)
    givenBack(caseType, before)
    expect(verifyCaseType(caseType, { progress: () => false }).partial).toBe(true)
    expect(taken(caseType)).not.toBe(before)
  })

  it('is not used once the case type decides otherwise, and not kept where it goes by something else', () => {
    let isOpen = true
    const caseType = desk({ looksAt: () => isOpen }) as unknown as AnyCaseType
    const open = verifyCaseType(caseType, { properties: ['P4'] })
    isOpen = false
    const shut = verifyCaseType(caseType, { properties: ['P4'] })
    expect(shut.transitions).toBeLessThan(open.transitions)
    expect(told(shut)).toEqual(told(verifyCaseType(desk({ looksAt: () => false }) as never, { properties: ['P4'] })))
    const chancy = desk({ looksAt: () => Math.random() < 2 }) as unknown as AnyCaseType
    expect(verifyCaseType(chancy, { properties: ['P18'] }).findings).toHaveLength(1)
    expect(taken(chancy).size).toBe(0)
  })

  it('explores nothing a second time, and asks the case type all the same', () => {
    let asked = 0
    const caseType = desk({ looksAt: () => ++asked > 0 }) as unknown as AnyCaseType
    const explored: number[] = []
    const asks = (properties: readonly PropertyId[]): number => {
      const before = asked
      verifyCaseType(caseType, { properties, progress: states => void explored.push(states) })
      return asked - before
    }
    asks(['P4'])
    expect(explored).not.toEqual([])
    explored.length = 0
    expect(asks(['P4'])).toBeGreaterThan(0)
    expect(explored).toEqual([])
  })

  it('is dropped, the oldest first, where there is too much of it', () => {
    const sized = (size: number): Kept => ({ ...taken({} as AnyCaseType), size, settle: () => {} })
    const all = [150_000, 150_000, 150_000].map(size => ({ caseType: {} as AnyCaseType, kept: sized(size) }))
    for (const { caseType, kept } of all) givenBack(caseType, kept)
    expect(all.map(({ caseType, kept }) => taken(caseType) === kept)).toEqual([false, true, true])
  })
})
