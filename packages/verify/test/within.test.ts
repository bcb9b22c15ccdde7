// What has to come within a time: found with its dates where it does not, against the real rules a unit of time after the other.
import { type AnyCaseType, activePaths, caseDefinition, type Duration } from '@convoke/core'
import { describe, expect, it } from 'vitest'
import { explored } from '../oracle/agreement.js'
import { randomCaseTypes } from '../oracle/random-case-type.js'
import { nameBy } from '../oracle/told-states.js'
import { comesInTimeByUnits } from '../oracle/unit-by-unit.js'
import { type OwnProperty, type StateView, verifyCaseType, within } from '../src/index.js'
import { asking } from './fixtures/asking.js'
import { twoClocks } from './fixtures/two-clocks.js'

const workingDays = (n: number): Duration => ({ n, unit: 'working-day' })
const calendarDays = (n: number): Duration => ({ n, unit: 'calendar-day', rollover: false })
const hours = (n: number): Duration => ({ n, unit: 'hour' })

const isOver = ({ outcome }: StateView<never>) => outcome !== null
const ends = (period: Duration | string) => within('ends', 'a file is settled', () => true, isOver, period)
const answered = (period: Duration) =>
  within(
    'answered',
    'who asks is told',
    (s: StateView<never>) => s.is('asked'),
    (s: StateView<never>) => !s.is('asked'),
    period,
  )

function told(caseType: AnyCaseType, property: OwnProperty, more: object = {}) {
  const { verdicts, findings } = verifyCaseType(caseType, { own: [property], properties: [], ...more })
  const [verdict] = verdicts
  return {
    verdict: verdict?.verdict,
    scope: verdict?.scope.en,
    said: findings.map(({ severity, mode, message }) => `${severity} ${mode}: ${message.en}`),
    story: findings[0]?.story.map(({ en }) => en),
    findings,
  }
}

describe('what has to come within a time', () => {
  it('does where a deadline sees to it in exactly that time, and does not in a day less', () => {
    const file = twoClocks({ whole: workingDays(20), answer: workingDays(5) })
    expect(told(file, ends(workingDays(20)))).toMatchObject({ verdict: 'sampled', said: [] })
    expect(told(file, ends(workingDays(19)))).toMatchObject({
      verdict: 'violated',
      said: ['error ordered: in "the open", 19 working days may pass before it comes: a file is settled'],
      story: ['day 21, 00:00: 19 working days are over'],
    })
  })

  it('does not where the deadline was made a day too long, and the story has its last dates', () => {
    const planted = twoClocks({ whole: workingDays(20), answer: workingDays(6) })
    expect(told(twoClocks({ whole: workingDays(20), answer: workingDays(5) }), answered(workingDays(5)))).toMatchObject(
      {
        verdict: 'sampled',
      },
    )
    const { said, story, findings } = told(planted, answered(workingDays(5)))
    expect(said).toEqual(['error ordered: in "the asked", 5 working days may pass before it comes: who asks is told'])
    // Whoever asks later is cut short by the deadline of the whole.
    expect(story).toEqual(['day 15, 23:59: dept:clerk: the ask', 'day 21, 00:00: 5 working days are over'])
    expect(findings[0]?.journal.map(({ type, at }) => `${type} ${new Date(at).toISOString().slice(0, 16)}`)).toEqual([
      'case.started 2026-01-05T09:00',
      'ask 2026-01-19T23:59',
    ])
  })

  it('is counted from when it began to be due, and not from each thing that is done meanwhile', () => {
    const file = twoClocks({ whole: hours(20), answer: hours(5) })
    const unsettled = within('unsettled', 'x', ({ outcome }: StateView<never>) => outcome === null, isOver, hours(19))
    expect(told(file, unsettled).verdict).toBe('violated')
    expect(told(file, ends(hours(20))).verdict).toBe('sampled')
  })

  it('does not come where nothing sees to it, however long it may take', () => {
    const { said } = told(asking({ withoutDeadline: true }), ends(workingDays(500)), { maxStates: 500 })
    expect(said[0]).toMatch(/^error ordered: .*500 working days may pass/)
  })

  it('may ask for what lies deeper in the data, and is played on the rules all the same', () => {
    // It once ended with a fault: the data of a real case is frozen.
    type Replies = { readonly replies: Readonly<Record<string, string>> }
    const allSilent = ({ context }: StateView<Replies>) => Object.keys(context.replies).length === 0
    const property = within('quiet', 'somebody replies', allSilent, s => !allSilent(s), hours(1))
    expect(told(asking(), property as unknown as OwnProperty)).toMatchObject({ verdict: 'violated' })
  })

  it('may be given by a knob, and one that there is not is an error', () => {
    expect(told(asking(), answered(hours(1))).verdict).toBe('notApplicable')
    expect(() => told(asking(), ends('noSuchKnob'))).toThrow(/no knob "noSuchKnob" holds a time/)
  })

  it('is bounded where units differ and no way of missing it can be played, and the scope says why', () => {
    // Twenty working days are over after three weeks, or after five with holidays between.
    const { verdict, said, scope } = told(
      twoClocks({ whole: workingDays(20), answer: hours(5) }),
      ends(calendarDays(30)),
    )
    expect([verdict, said]).toEqual(['bounded', []])
    expect(scope).toContain('it may take longer than 30 calendar days, in no way that could be played on dates')
    expect(scope).toContain('those of different units compared by their shortest and longest length alone')
    // Two days of hours are over before three working days are.
    expect(told(twoClocks({ whole: hours(20), answer: hours(5) }), ends(workingDays(3))).verdict).toBe('sampled')
  })

  it('is bounded where deadlines may be reached at any moment', () => {
    const file = twoClocks({ whole: workingDays(20), answer: workingDays(5) })
    expect(told(file, ends(workingDays(20)), { time: 'any' })).toMatchObject({ verdict: 'bounded', said: [] })
  })
})

const day = 86_400_000

it.each([
  ['days', calendarDays, day],
  ['hours', hours, day / 96],
] as const)('in %s: it comes in time where it does by the rules, unit by unit', (_, periodOf, unit) => {
  const all = randomCaseTypes(24, 11, n => ({ first: periodOf(1 + (n % 3)), each: periodOf(1 + ((n >> 1) % 3)) }))
  const compared: string[] = []
  const differing: string[] = []
  for (const caseType of all) {
    const { opening, exploration } = explored(caseType.name, caseType, { maxStates: 60, maxItems: 2 })
    if (exploration.limits.length > 0) continue
    const definition = caseDefinition(caseType)
    for (const [place, n] of [
      ['s0', 2],
      ['s1', 1],
      ['s1', 3],
      ['s2', 2],
    ] as const) {
      const period = periodOf(n)
      const begins = (state: StateView<never>) => state.is(place)
      const comes = (state: StateView<never>) => !state.is(place)
      const { verdict } = told(caseType, within('w', 'w', begins, comes, period), { maxItems: 2 })
      const isInTime = comesInTimeByUnits(
        caseType,
        opening,
        nameBy(exploration),
        {
          period,
          begins: state => activePaths(definition, state.machine).includes(place),
          comes: state => !activePaths(definition, state.machine).includes(place),
        },
        { unit, maxStates: 3_000 },
      )
      if (isInTime === undefined || verdict === 'notApplicable') continue
      compared.push(String(isInTime))
      if ((verdict === 'sampled') !== isInTime || verdict === 'bounded')
        differing.push(`${caseType.name} ${place} ${n}: ${verdict}, by the rules ${isInTime}`)
    }
  }
  expect(differing).toEqual([])
  // Both come about.
  expect(new Set(compared)).toEqual(new Set(['true', 'false']))
})
