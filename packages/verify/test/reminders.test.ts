// Reminders that lead somewhere: which there are, and in which order they come, beside the real rules day by day.
import type { Duration } from '@convoke/core'
import { everyDayCalendar } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import { explored } from '../oracle/agreement.js'
import { compareInTime, compareOnDates } from '../oracle/agreement-in-time.js'
import { verifyCaseType } from '../src/index.js'
import { reminders } from './fixtures/reminders.js'

const days = (n: number): Duration => ({ n, unit: 'working-day' })
const hours = (n: number): Duration => ({ n, unit: 'hour' })
const onDates = { calendar: everyDayCalendar(), opensOn: '2026-09-28' }

const compared = (within: Duration, rungs: Parameters<typeof reminders>[1]) => {
  const one = explored('reminders', reminders(within, rungs), { maxStates: 120, maxItems: 2 })
  const units = { unit: within.unit === 'hour' ? 3_600_000 : 43_200_000, isExact: false, maxStates: 4_000 }
  return {
    limits: one.exploration.limits.map(({ says }) => says.en),
    onDates: compareOnDates(one, onDates, 4_000)?.faults,
    inOrder: compareInTime(one, units)?.faults,
  }
}
const alike = { limits: [], onDates: [], inOrder: [] }

describe('reminders that lead somewhere', () => {
  it('come as by the rules where they lie within the period', () => {
    expect(compared(days(3), [{ rung: 'soon', before: days(2) }])).toEqual(alike)
    expect(compared(days(3), [{ rung: 'soon', before: days(3) }])).toEqual(alike)
    expect(compared(days(4), [{ rung: 'half', fraction: [1, 2] }])).toEqual(alike)
  })

  it('are none where they would come before the start, so that the due instant comes without them', () => {
    expect(compared(days(1), [{ rung: 'soon', before: days(2) }])).toEqual(alike)
    expect(compared(hours(2), [{ rung: 'soon', before: hours(2) }])).toEqual(alike)
    const short = reminders(days(1), [{ rung: 'soon', before: days(2) }])
    for (const dates of [undefined, onDates]) {
      const { findings } = verifyCaseType(short, { properties: ['P3'], dates })
      expect(findings.map(({ message }) => message.en)).toEqual([
        'with these samples, the state "warned" never comes about',
        'with these samples, the state "late" never comes about',
        'with these samples, the outcome "late" never comes about',
      ])
    }
  })

  it('come in the order of their dates, however they are listed', () => {
    const near = { rung: 'near', before: days(1) }
    const far = { rung: 'far', before: days(3) }
    expect(compared(days(5), [near, far])).toEqual(alike)
    const fiveLate = { rung: 'five', after: days(5) }
    const oneLate = { rung: 'one', after: days(1) }
    expect(compared(days(2), [fiveLate, far, oneLate, near])).toEqual(alike)
  })

  it('after a part of the time depend on the hour at which it began, which on dates is a limit', () => {
    const half = reminders(days(4), [{ rung: 'half', fraction: [1, 2] }])
    const { verdicts } = verifyCaseType(half, { properties: ['P3'], dates: onDates })
    expect(verdicts[0]?.scope.en).toContain('the deadline "due" does not run in whole days')
  })

  it('that dates may bring in another order, or leave out, are a limit of all that is said', () => {
    const told = compared(days(5), [
      { rung: 'near', before: hours(30) },
      { rung: 'far', before: days(3) },
    ])
    const inOrder =
      'the rungs of the deadline "due" are taken in the order in which they are listed, with none left out'
    expect(told.limits).toEqual([inOrder])
    const mayBeNone = reminders(days(1), [{ rung: 'soon', before: hours(30) }])
    for (const dates of [undefined, onDates]) {
      const { verdicts, findings } = verifyCaseType(mayBeNone, { properties: ['P1', 'P3'], dates })
      expect(findings).toEqual([])
      expect(verdicts.map(({ verdict }) => verdict)).toEqual(['bounded', 'bounded'])
      expect(verdicts[0]?.scope.en).toContain(inOrder)
      expect(verdicts[0]?.scope['zh-CN']).toContain('期限“due”的各级提醒')
    }
  })
})
