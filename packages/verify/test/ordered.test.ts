// Deadlines in the order in which they fall due, against the real rules a unit of time after the other.
import { type AnyCaseType, type ConvokeError, type Duration, describeError } from '@convoke/core'
import { expect, it } from 'vitest'
import { explored } from '../oracle/agreement.js'
import { compareInTime } from '../oracle/agreement-in-time.js'
import { randomCaseTypes } from '../oracle/random-case-type.js'
import { verifyCaseType } from '../src/index.js'
import { type Rules, rulesOf } from '../src/ordered/rules.js'
import { desk } from './fixtures/desk.js'
import { twoClocks } from './fixtures/two-clocks.js'

const hour = 3_600_000
const day = 24 * hour
const days = (n: number): Duration => ({ n, unit: 'calendar-day', rollover: false })
const hours = (n: number): Duration => ({ n, unit: 'hour' })
const workingDays = (n: number): Duration => ({ n, unit: 'working-day' })

/** Random case types whose clocks run in these units, small enough for the slow way. */
function small(first: (n: number) => Duration, each: (n: number) => Duration, count = 10): readonly AnyCaseType[] {
  return randomCaseTypes(count, 7, n => ({ first: first(1 + (n % 3)), each: each(1 + ((n >> 1) % 3)) }))
}

const looked = (caseType: AnyCaseType) => explored(caseType.name, caseType, { maxStates: 120, maxItems: 2 })
const isWorthIt = ({ exploration }: ReturnType<typeof looked>) =>
  exploration.states >= 12 && exploration.limits.length === 0

it.each([
  ['days', small(days, days), { unit: day, isExact: true }],
  ['hours', small(hours, hours), { unit: hour / 4, isExact: true }],
  ['working days', small(workingDays, workingDays), { unit: day, isExact: false }],
  ['working days and hours', small(workingDays, n => hours(10 * n)), { unit: 5 * hour, isExact: false }],
] as const)(
  'clocks in %s: the same states and edges come about as by the rules, and none that no order allows',
  (_, caseTypes, units) => {
    const compared = caseTypes
      .map(looked)
      .filter(isWorthIt)
      .map(one => compareInTime(one, { ...units, maxStates: 4_000 }))
    expect(compared.flatMap(one => one?.faults ?? [])).toEqual([])
    expect(compared.filter(one => one !== undefined).length).toBeGreaterThan(2)
    // There is something to compare: not everything that may come about at any moment does so in order.
    expect(compared.some(one => one !== undefined && one.states < one.anyStates)).toBe(true)
  },
)

it('where time may pass what is due, or a deadline runs a day longer than declared, that is seen', () => {
  const all = small(days, days, 24).map(looked).filter(isWorthIt)
  const units = { unit: day, isExact: true, maxStates: 4_000 }
  const isSeen = (change: (rules: Rules) => Rules) =>
    all.some(one => (compareInTime(one, units, change(rulesOf(one.exploration)))?.faults ?? []).length > 0)
  expect(isSeen(rules => rules)).toBe(false)
  expect(isSeen(rules => ({ ...rules, scales: [] }))).toBe(true)
  const longer = (period: Duration | undefined, n: number) =>
    n === 0 && period ? { ...period, n: period.n + 1 } : period
  expect(isSeen(rules => ({ ...rules, periods: rules.periods.map(longer) }))).toBe(true)
})

const properties = ['P1', 'P3', 'P8'] as const
const told = (caseType: AnyCaseType, time?: 'any') => {
  const { findings, verdicts } = verifyCaseType(caseType, { properties, time })
  return {
    findings: findings.map(({ property, mode, message }) => `${property} ${mode}: ${message.en}`),
    verdicts: verdicts.map(({ property, mode, verdict }) => `${property} ${mode}: ${verdict}`),
  }
}

it('a deadline that always comes after another never runs out, and what hangs on it never comes about', () => {
  // Whoever asks at once has sixty days for an answer, and twenty left of the whole.
  const caseType = twoClocks({ whole: workingDays(20), answer: workingDays(60) })
  expect(told(caseType)).toEqual({
    findings: [
      'P3 ordered: with these samples, the state "unanswered" never comes about',
      'P3 ordered: with these samples, the outcome "unanswered" never comes about',
      'P3 ordered: with these samples, the deadline "answer" starts and never runs out before something else ends it',
    ],
    verdicts: ['P1 any: sampled', 'P3 ordered: violated', 'P8 any: sampled'],
  })
  expect(told(caseType, 'any')).toEqual({
    findings: [],
    verdicts: ['P1 any: sampled', 'P3 any: bounded', 'P8 any: sampled'],
  })
})

it('a trap behind an order that no calendar has is none', () => {
  const sound = twoClocks({ whole: workingDays(20), answer: workingDays(60), isTrap: true })
  expect(told(sound, 'any').findings.filter(one => one.startsWith('P1'))).toHaveLength(1)
  expect(told(sound).verdicts).toContain('P1 ordered: sampled')
  const trapped = twoClocks({ whole: workingDays(60), answer: workingDays(20), isTrap: true })
  expect(told(trapped).findings).toContain(
    'P1 ordered: once the case is in "the unanswered", nothing that anybody does can settle it',
  )
})

it('a command that a state provides for, and that nobody can ever give there, is named', () => {
  const p10 = (refuses: boolean) =>
    verifyCaseType(twoClocks({ whole: workingDays(20), answer: workingDays(5), refuses }), { properties: ['P10'] })
  expect(p10(false)).toMatchObject({ verdicts: [{ verdict: 'sampled', mode: 'ordered' }], findings: [] })
  expect(p10(true).findings).toMatchObject([
    {
      severity: 'info',
      mode: 'ordered',
      message: { en: 'in "the asked", "ask" is provided for, and nobody can ever give it: it is always refused' },
    },
  ])
})

it('what nobody can ever do is told once, of the duty, and not of each of its commands again', () => {
  const { findings } = verifyCaseType(desk({ looksAt: () => false }), { properties: ['P10'] })
  expect(findings).toMatchObject([
    {
      severity: 'warning',
      message: { en: expect.stringMatching(/nobody can ever do "answer".*each of answer is refused/) },
    },
  ])
})

it('how many days a deadline runs does not make more states', () => {
  const statesWith = (n: number) =>
    verifyCaseType(twoClocks({ whole: workingDays(60 * n), answer: workingDays(7 * n) }), { properties: ['P3'] })
      .verdicts[0]
  expect(statesWith(100)).toEqual(statesWith(1))
})

it('what is counted in other units is compared by its shortest and longest length, and the scope says so', () => {
  const { verdicts, findings } = verifyCaseType(twoClocks({ whole: workingDays(3), answer: hours(100) }), {
    properties: ['P3'],
  })
  // Three working days may be over after three days, or after a week of holidays.
  expect(findings).toEqual([])
  expect(verdicts[0]?.scope.en).toContain(
    'those of different units compared by their shortest and longest length alone',
  )
  // An hour is over before any three working days are, where nobody asks in the last of them.
  expect(told(twoClocks({ whole: hours(20), answer: workingDays(3) })).findings).toContain(
    'P3 ordered: with these samples, the deadline "answer" starts and never runs out before something else ends it',
  )
})

it('a way to take time that there is not is refused, and so are dates without a day to open on', () => {
  const caseType = twoClocks({ whole: workingDays(3), answer: workingDays(1) })
  const known = ['ordered', 'any', 'calendar']
  const refused = (time: string) => {
    try {
      verifyCaseType(caseType, { time: time as never })
    } catch (error) {
      return error
    }
    return undefined
  }
  expect(refused('lunar')).toMatchObject({ code: 'verify/time', details: { time: 'lunar', known, reason: 'unknown' } })
  const withoutDates = refused('calendar')
  expect(withoutDates).toMatchObject({ code: 'verify/time', details: { time: 'calendar', known, reason: 'no-dates' } })
  expect(describeError(withoutDates as ConvokeError, 'en').advice).toContain('--opens-on 2026-09-30')
  expect(describeError(withoutDates as ConvokeError, 'zh-CN').advice).toContain('--opens-on 2026-09-30')
})
