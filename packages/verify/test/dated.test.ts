// The case on the dates of a calendar: what holidays change, against the real rules day by day.
import { type AnyCaseType, ConvokeError, type Duration, type WorkingCalendar } from '@convoke/core'
import { everyDayCalendar } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import { explored } from '../oracle/agreement.js'
import { type AgreementOnDates, compareOnDates } from '../oracle/agreement-in-time.js'
import { randomCaseTypes } from '../oracle/random-case-type.js'
import { type StateView, type VerifyOptions, verifyCaseType, within } from '../src/index.js'
import { type Moves, movedClock } from './fixtures/moved-clock.js'
import { twoClocks } from './fixtures/two-clocks.js'

const workingDays = (n: number): Duration => ({ n, unit: 'working-day' })
const calendarDays = (n: number): Duration => ({ n, unit: 'calendar-day', rollover: false })

const day = 86_400_000
const every = everyDayCalendar()

/** Every day works but those of the first week of October. */
const withHolidays: WorkingCalendar = {
  ...every,
  edition: 'week-off',
  isWorkingDay: date => !(date >= '2026-10-01' && date <= '2026-10-07'),
  add(from, duration) {
    if (duration.unit !== 'working-day') return every.add(from, duration)
    let left = duration.n
    let at = every.endOf(every.localDate(from))
    while (left > 0) {
      if (withHolidays.isWorkingDay(every.localDate(at))) left -= 1
      at += day
    }
    return { at, provisional: false }
  },
}

const told = (caseType: ReturnType<typeof twoClocks>, more: VerifyOptions) => {
  const { verdicts, findings, limits } = verifyCaseType(caseType, { properties: ['P1', 'P3', 'P8'], ...more })
  return {
    verdicts: verdicts.map(({ property, mode, verdict }) => `${property} ${mode}: ${verdict}`),
    findings: findings.map(({ property, mode, severity, message }) => `${property} ${mode} ${severity}: ${message.en}`),
    story: findings.find(({ story }) => story.length > 0)?.story.map(({ en }) => en),
    test: findings.find(({ test }) => test !== '')?.test,
    scope: verdicts.find(({ property }) => property === 'P3')?.scope,
    limits,
  }
}

describe('on the dates of a calendar', () => {
  // The file is closed after eight days; whoever is asked has three working days.
  const file = twoClocks({ whole: calendarDays(8), answer: workingDays(3) })

  it('a deadline that holidays put off is never reached where the case opens before them, and is on other days', () => {
    const before = told(file, { dates: { calendar: withHolidays, opensOn: '2026-09-30' } })
    expect(before.findings).toEqual([
      'P3 calendar info: with these samples, the state "unanswered" never comes about',
      'P3 calendar info: with these samples, the outcome "unanswered" never comes about',
      'P3 calendar info: with these samples, the deadline "answer" starts and never runs out before something else ends it',
    ])
    expect(before.verdicts).toEqual(['P1 any: sampled', 'P3 calendar: violated', 'P8 any: sampled'])
    expect(before.scope?.en).toContain('opened on 2026-09-30, on the dates of the calendar week-off')
    expect(told(file, { dates: { calendar: withHolidays, opensOn: '2026-10-08' } }).findings).toEqual([])
    expect(told(file, { dates: { calendar: every, opensOn: '2026-09-30' } }).findings).toEqual([])
    // Which no calendar of its own tells: by shortest and longest lengths either may be first.
    expect(told(file, {}).findings).toEqual([])
  })

  it('what is found is told on its dates, and its test names the calendar', () => {
    const trap = twoClocks({ whole: calendarDays(8), answer: workingDays(3), isTrap: true })
    const { findings, story, test } = told(trap, { dates: { calendar: withHolidays, opensOn: '2026-09-25' } })
    expect(findings).toContain(
      'P1 calendar error: once the case is in "the unanswered", nothing that anybody does can settle it',
    )
    expect(story).toEqual([
      '2026-09-25 09:00: dept:clerk: the ask',
      '2026-09-29 00:00: the deadline "the answer" runs out',
    ])
    expect(test).toContain('paperCase(twoClocks, opened, commands, { calendar })')
  })

  const looked = (caseType: AnyCaseType) => explored(caseType.name, caseType, { maxStates: 120, maxItems: 2 })
  const holidays = (opensOn: string) => ({ calendar: withHolidays, opensOn })

  it.each(['2026-09-25', '2026-09-28', '2026-09-30', '2026-10-03'])(
    'opened on %s, two clocks of any lengths come to the same states and edges as by the rules day by day, across holidays',
    opensOn => {
      const lengths = [calendarDays(2), calendarDays(8), workingDays(2), workingDays(4)]
      const files = lengths.flatMap(whole =>
        lengths.flatMap(answer => [twoClocks({ whole, answer }), twoClocks({ whole, answer, isTrap: true })]),
      )
      const compared = files.map(one => compareOnDates(looked(one), holidays(opensOn), 2_000))
      expect(compared.map(one => one?.faults)).toEqual(files.map(() => []))
      expect(compared.every(one => one?.isExact)).toBe(true)
      // There is something to compare: not everything that may come about at any moment does so on these dates.
      expect(compared.some(one => one !== undefined && one.edges < one.anyEdges)).toBe(true)
    },
  )

  it('random case types in working days and days come to the same states and edges as by the rules day by day', () => {
    const caseTypes = randomCaseTypes(12, 7, n => ({
      first: workingDays(1 + (n % 3)),
      each: calendarDays(1 + (n % 2)),
    }))
    const compared = caseTypes
      .map(looked)
      .filter(({ exploration }) => exploration.states >= 12 && exploration.limits.length === 0)
      .map(one => compareOnDates(one, holidays('2026-09-30'), 1_500))
    expect(compared.flatMap(one => one?.faults ?? [])).toEqual([])
    expect(compared.filter(one => one?.isExact === true).length).toBeGreaterThan(1)
  })

  it.each(['2026-09-28', '2026-09-30'])(
    'opened on %s, a clock that is stopped, made longer or set to a date comes to the same as by the rules, with what it is reminded of',
    opensOn => {
      const more: Partial<Moves>[] = [
        {},
        { cap: workingDays(1) },
        { date: '2026-10-05' },
        { date: '2026-09-29' },
        { rung: { rung: 'soon', before: workingDays(1) } },
        { rung: { rung: 'later', after: calendarDays(2) } },
      ]
      const files = [
        { within: workingDays(2), whole: calendarDays(9), by: workingDays(2) },
        { within: calendarDays(3), whole: workingDays(3), by: calendarDays(1) },
      ].flatMap(one => more.map(own => movedClock({ ...one, ...own })))
      const compared = files.map(one => compareOnDates(looked(one), holidays(opensOn), 6_000))
      expect(compared.map(one => one?.faults)).toEqual(files.map(() => []))
      expect(compared.filter(one => one?.isExact === true).length).toBeGreaterThan(3)
    },
  )

  it('a week of holidays that the rules do not have is seen', () => {
    const { faults } = compareOnDates(looked(file), holidays('2026-09-30'), 2_000, {
      calendar: every,
      opensOn: '2026-09-30',
    }) as AgreementOnDates
    expect(faults.join()).toContain('edges of the rules are on no date')
  })

  it('what has to come within a time is late where holidays lie between, with its dates, and in time on other days', () => {
    const asked = twoClocks({ whole: workingDays(20), answer: workingDays(3) })
    const inTime = (opensOn: string) => {
      const own = within(
        'told',
        'who asks is told',
        (s: StateView<never>) => s.is('asked'),
        (s: StateView<never>) => !s.is('asked'),
        calendarDays(9),
      )
      const { verdicts, findings } = verifyCaseType(asked, { properties: [], own: [own], dates: holidays(opensOn) })
      return { verdicts, findings, story: findings[0]?.story.map(({ en }) => en) }
    }
    expect(inTime('2026-10-08')).toMatchObject({ verdicts: [{ verdict: 'sampled', mode: 'calendar' }], findings: [] })
    const late = inTime('2026-09-25')
    expect(late).toMatchObject({
      verdicts: [{ verdict: 'violated', mode: 'calendar' }],
      findings: [
        {
          severity: 'error',
          message: { en: 'in "the asked", 9 calendar days may pass before it comes: who asks is told' },
        },
      ],
      // Asked a day earlier, the third working day would have come before the ninth day.
      story: ['2026-09-28 09:00: dept:clerk: the ask', '2026-10-08 00:00: 9 calendar days are over'],
    })
  })

  it('a time that ends beyond the calendar is a limit, and a case that cannot be opened then is refused before anything is explored', () => {
    const ends = { from: '2026-01-01', to: '2026-10-31' }
    /** Known up to the end of October. */
    const short: WorkingCalendar = {
      ...every,
      coverage: ends,
      add(from, duration) {
        const due = every.add(from, duration)
        if (every.localDate(due.at - 1) <= ends.to) return due
        throw new ConvokeError('calendar/outside-coverage', 'beyond October', { details: {} })
      },
    }
    const asked = twoClocks({ whole: workingDays(8), answer: workingDays(3) })
    const own = within(
      ...(['told', 'who asks is told'] as const),
      (s: StateView<never>) => s.is('asked'),
      (s: StateView<never>) => !s.is('asked'),
      workingDays(9),
    )
    const dates = { calendar: short, opensOn: '2026-10-21' }
    const { verdicts, findings } = verifyCaseType(asked, { properties: [], own: [own], dates })
    expect([verdicts, findings]).toMatchObject([[{ verdict: 'bounded', mode: 'calendar' }], []])
    expect(verdicts[0]?.scope.en).toContain('the calendar ends on 2026-10-31')
    const explored: number[] = []
    const late = { ...dates, opensOn: '2026-10-28' }
    const progress = (states: number) => void explored.push(states)
    expect(() => verifyCaseType(asked, { properties: ['P4'], dates: late, progress })).toThrow('beyond October')
    expect(explored).toEqual([])
  })

  it('what cannot be said on dates is a limit, in both languages', () => {
    const limitsOf = (caseType: ReturnType<typeof twoClocks>, dates: VerifyOptions['dates']) =>
      told(caseType, { properties: ['P3'], dates })
    // Hours are asked for at nine alone.
    const inHours = limitsOf(twoClocks({ whole: calendarDays(8), answer: { n: 30, unit: 'hour' } }), {
      calendar: withHolidays,
      opensOn: '2026-09-28',
    })
    expect(inHours.verdicts).toEqual(['P3 calendar: bounded'])
    expect(inHours.scope).toMatchObject({
      en: expect.stringContaining('the deadline "answer" does not run in whole days'),
      'zh-CN': expect.stringContaining('期限“answer”不按整日计'),
    })
  })
})
