import { chinaCalendar } from '@convoke/calendar'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { daysFrom } from './days.js'
import { shiftsOf } from './shifts.js'

const hours = [
  ['09:00', '12:00'],
  ['13:30', '17:30'],
] as const
const calendar = chinaCalendar({ allowProvisional: true, hours })
const origin = calendar.endOf('2025-12-31')
const days = daysFrom(calendar, origin)
const at = (iso: string) => Date.parse(`${iso}+08:00`)

describe('shifts', () => {
  it('count working hours as the calendar does, over holidays and make-up days', () => {
    const shifts = shiftsOf(days, hours, { restDays: false })
    const property = fc.property(
      fc.integer({ min: 0, max: 300 * 24 * 60 }),
      fc.integer({ min: 1, max: 200 }),
      (minute, n) => {
        const from = origin + minute * 60_000
        expect(shifts.after(from, n * 3_600_000)).toBe(calendar.add(from, { n, unit: 'working-hour' }).at)
      },
    )
    fc.assert(property, { seed: 1, numRuns: 500 })
  })

  it('begin with their first instant and end before their last', () => {
    const shifts = shiftsOf(days, hours, { restDays: false })
    expect(shifts.isOn(at('2026-03-02T09:00'))).toBe(true)
    expect(shifts.isOn(at('2026-03-02T12:00'))).toBe(false)
    expect(shifts.nextOn(at('2026-03-06T17:30'))).toBe(at('2026-03-09T09:00'))
    expect(shifts.between(at('2026-03-06T17:00'), at('2026-03-09T09:30'))).toBe(3_600_000)
    expect(shifts.after(at('2026-03-06T20:00'), 0)).toBe(at('2026-03-06T20:00'))
  })

  it('of a night reach into the next day', () => {
    const shifts = shiftsOf(days, [['22:00', '06:00']], { restDays: true })
    expect(shifts.after(at('2026-03-02T23:00'), 7 * 3_600_000)).toBe(at('2026-03-03T06:00'))
    expect(shifts.isOn(at('2026-03-03T05:59'))).toBe(true)
    expect(shifts.isOn(at('2026-03-03T06:00'))).toBe(false)
  })
})
