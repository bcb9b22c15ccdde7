import { describe, expect, it } from 'vitest'
import { verifyCaseType } from '../src/index.js'
import { asking } from './fixtures/asking.js'
import { council } from './fixtures/council.js'
import { desk } from './fixtures/desk.js'
import { small } from './fixtures/small.js'

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

  // Found here once: it said `bounded` of a case looked into to its end, and not why.
  it('names the deadlines at which nothing could be tried, since another falls due before', () => {
    const days = (n: number) => ({ on: 'open', within: { n, unit: 'calendar-day' }, owes: 'clerk' })
    const caseType = small({
      parties: { clerk: ['town:clerk'] },
      commands: { close: { by: ['clerk'] } },
      deadlines: { soon: days(1), later: days(2) },
      machine: () => ({
        initial: 'open',
        states: {
          open: {
            meta: { duties: [{ role: 'clerk', task: 'close', commands: ['close'], deadline: 'soon' }] },
            on: { close: 'closed', 'deadline.soon': 'closed', 'deadline.later': 'closed' },
          },
          closed: { type: 'final' },
        },
      }),
    })
    const { verdicts, complete } = verifyCaseType(caseType, { properties: ['P15'] })
    expect(complete).toBe(true)
    expect(verdicts[0]?.verdict).toBe('bounded')
    expect(verdicts[0]?.unsure?.en).toMatch(/^not tried on dates at "later": /)
    expect(verdicts[0]?.unsure?.['zh-CN']).toContain('没有按日期试到期限“later”')
    expect(verdicts[0]?.scope.en).toContain('not tried on dates at "later"')
  })

  it('is nothing to speak of without a deadline', () => {
    const { deadlines: _, ...timeless } = desk() as unknown as { deadlines: object }
    const without = { ...timeless, deadlines: {} } as never
    expect(verifyCaseType(without, { properties: ['P15'] }).verdicts[0]?.verdict).toBe('notApplicable')
  })
})
