// Legal case types of odd kinds: the rules find the very states and edges, and what is said of them is so.
import type { AnyCaseType } from '@convoke/core'
import { describe, expect, it } from 'vitest'
import { actingOf, askTheRules, explored } from '../oracle/agreement.js'
import { type PropertyId, verifyCaseType } from '../src/index.js'
import { byRoll, dueTogether, ladder, rearming, remembering, standingStill, unanswered } from './fixtures/odd.js'

const told = (caseType: AnyCaseType, ...properties: PropertyId[]) => {
  const { findings, verdicts, complete } = verifyCaseType(caseType, { properties })
  const messages = findings.map(({ property, severity, message }) => `${property} ${severity}: ${message.en}`)
  return { messages, verdicts: verdicts.map(({ verdict }) => verdict), complete, scope: verdicts[0]?.scope }
}

it.each([
  ['a deep history over parallel regions with ends', remembering(), 53],
  ['deadlines of two regions, due at one instant', dueTogether(), 5],
  ['a deadline that begins anew three times', rearming(3), 9],
  ['a deadline that begins anew for ever', rearming(Number.POSITIVE_INFINITY), 2],
  ['a ladder down to the last resort, some of whose rungs nobody hears', ladder(), 6],
  ['clocks of one key each that are stopped and go on', standingStill(), 34],
] as const)('%s: the tables find what decide finds, with delegates and recusals as well', (name, caseType, states) => {
  const plain = explored(name, caseType, { maxStates: 5_000, maxItems: 4 })
  expect(plain.exploration.limits).toEqual([])
  expect(plain.exploration.states).toBe(states)
  expect(askTheRules(plain)).toBeUndefined()
  const acting = actingOf(caseType)
  expect(askTheRules(explored(name, caseType, { maxStates: 5_000, maxItems: 4, acting }))).toBeUndefined()
})

describe('what is said of an odd case type', () => {
  it('a history state is none that a case might stand in, and none that never comes about', () => {
    // Found here once: P3 named it among the states that never come about.
    expect(told(remembering(), 'P1', 'P3', 'P4').messages).toEqual([])
  })

  it('a deadline that another one, due at the same instant, has ended is not missed at its limit', () => {
    // Found here once: an error of P15, "is not reached when it falls due".
    expect(told(dueTogether(), 'P15')).toMatchObject({ messages: [], verdicts: ['sampled'] })
  })

  it('a deadline that begins anew by running out, and changes nothing else, goes round by itself', () => {
    // Found here once: no edge tells of it, and P5 held.
    expect(told(rearming(Number.POSITIVE_INFINITY), 'P5').messages).toEqual([
      'P5 error: with nobody doing anything, deadlines and linked cases alone lead from "open" back to itself',
    ])
    expect(told(rearming(3), 'P5')).toMatchObject({ messages: [], verdicts: ['sampled'] })
  })

  it('a state that never comes about is named by its path', () => {
    const { messages } = told(rearming(Number.POSITIVE_INFINITY), 'P3')
    expect(messages).toEqual([
      'P3 info: with these samples, the state "lapsed" never comes about',
      'P3 info: with these samples, the outcome "lapsed" never comes about',
    ])
  })

  it('a command of those on a roll is not tried, which is said; nor is it said that it never comes about', () => {
    // Found here once: the exploration was called complete, the role and its command dead.
    const { messages, complete, verdicts, scope } = told(byRoll(), 'P3', 'P10')
    expect([messages, complete, verdicts]).toEqual([[], false, ['bounded', 'bounded']])
    expect(scope?.en).toContain('not explored: the commands of "owner" are not tried: who holds it is on a roll')
    expect(scope?.['zh-CN']).toContain('没有试“owner”的命令')
  })

  it('a linked case whose end nobody has an example of is told beside what its silence leads to', () => {
    const { messages, complete, scope } = told(unanswered(), 'P1', 'P4')
    expect(messages).toEqual([
      'P1 error: once the case is in "waiting", nothing that anybody does can settle it',
      'P4 error: "waiting" is no end, yet nothing that anybody does there and no deadline leads on',
    ])
    expect(complete).toBe(false)
    expect(scope?.en).toContain('no end of a case opened through "help" is tried, for want of "answers"')
    const answers = { help: [{ outcome: 'helped', result: {} }] }
    expect(verifyCaseType(unanswered(), { properties: ['P1', 'P4'], links: answers }).findings).toEqual([])
  })
})
