import { describe, expect, it } from 'vitest'
import { everyDayCalendar } from './every-day-calendar.js'

describe('the calendar of every day', () => {
  it.each(['2026-02-30', '2026-13-45', '2026-3-5', '2026-03-07T10:00', 'next Monday', ''])(
    'refuses %j, which is no date, as the calendar of a host does',
    date => {
      expect(() => everyDayCalendar().endOf(date)).toThrow(expect.objectContaining({ code: 'calendar/bad-date' }))
    },
  )

  it('ends a day at midnight', () => {
    expect(everyDayCalendar().endOf('2028-02-29')).toBe(Date.UTC(2028, 2, 1))
  })
})
