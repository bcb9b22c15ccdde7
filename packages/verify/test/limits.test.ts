import { describe, expect, it } from 'vitest'
import { verifyCaseType } from '../src/index.js'
import { asking } from './fixtures/asking.js'
import { council } from './fixtures/council.js'
import { desk } from './fixtures/desk.js'

describe('at the limit of a deadline', () => {
  it.each([
    ['asking', asking()],
    ['desk', desk()],
    ['council', council({ takesLate: true })],
  ])('%s: a command is in time before it, late at it, and the same whenever the clock is looked at', (_, caseType) => {
    const { findings, verdicts } = verifyCaseType(caseType, { properties: ['P15'] })
    expect(findings).toEqual([])
    expect(verdicts.map(({ verdict, mode }) => `${verdict} ${mode}`)).toEqual(['sampled calendar'])
  })

  it('a case type that remembers how often the clock was looked at is found, with where that is', () => {
    const { findings } = verifyCaseType(council({ takesLate: true, remembers: true }), { properties: ['P15'] })
    // Whose vote shows it depends on how often it was asked before: it counts that, too.
    expect(findings.map(({ severity, mode, message }) => `${severity} ${mode}: ${message.en}`)).toEqual([
      expect.stringMatching(
        /^error calendar: what comes of vote of m:[ab] after the deadline "the vote" has fallen due depends on whether the clock was looked at before$/,
      ),
    ])
    expect(findings[0]?.journal.map(({ type }) => type)).toEqual(['case.started'])
  })

  it('is nothing to speak of without a deadline', () => {
    const { deadlines: _, ...timeless } = desk() as unknown as { deadlines: object }
    const without = { ...timeless, deadlines: {} } as never
    expect(verifyCaseType(without, { properties: ['P15'] }).verdicts[0]?.verdict).toBe('notApplicable')
  })
})
