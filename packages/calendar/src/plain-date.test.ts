import { describe, expect, it } from 'vitest'
import { dayNumber, formatDate, parseDate, weekdayOf } from './plain-date.js'

describe('a plain date', () => {
  it('is counted in days, forth and back', () => {
    expect(dayNumber('1970-01-01')).toBe(0)
    expect(dayNumber('2026-03-01') - dayNumber('2026-02-28')).toBe(1)
    expect(dayNumber('2024-03-01') - dayNumber('2024-02-28')).toBe(2)
    for (const date of ['1000-01-01', '1900-02-28', '1969-12-31', '2000-02-29', '9999-12-31'])
      expect(formatDate(dayNumber(date))).toBe(date)
    // Every day of four centuries follows the one before, by the rule of the Gregorian calendar.
    const lengths = (year: number) => [
      31,
      year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28,
      31,
      30,
      31,
      30,
      31,
      31,
      30,
      31,
      30,
      31,
    ]
    const wrong: string[] = []
    let day = dayNumber('1800-01-01')
    for (let year = 1800; year < 2200; year++)
      for (const [month, length] of lengths(year).entries())
        for (let of = 1; of <= length; of++) {
          const date = [year, month + 1, of].map(part => String(part).padStart(2, '0')).join('-')
          if (parseDate(date) !== day || formatDate(day) !== date) wrong.push(date)
          day++
        }
    expect(wrong).toEqual([])
    expect(day).toBe(dayNumber('2200-01-01'))
  })

  it('knows its weekday, also before 1970', () => {
    expect(weekdayOf(dayNumber('2026-02-16'))).toBe(0)
    expect(weekdayOf(dayNumber('2026-02-22'))).toBe(6)
    expect(weekdayOf(dayNumber('1969-12-28'))).toBe(6)
  })

  it.each([
    '2025-02-29',
    '2025-02-30',
    '1900-02-29',
    '2025-04-31',
    '2025-1-1',
    '2025-13-01',
    '2025-00-10',
    '25-01-01',
    '2025-01-01T00:00',
    '',
    '0099-01-01',
  ])('refuses %j and says how to write one', date => {
    expect(parseDate(date)).toBeUndefined()
    expect(() => dayNumber(date)).toThrow(/calendar\/bad-date: .*YYYY-MM-DD/)
  })
})
