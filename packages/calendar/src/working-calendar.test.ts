import { describe, expect, it } from 'vitest'
import { chinaCalendar, chinaEdition } from './china/china-calendar.js'
import type { Duration } from './duration.js'
import { workingCalendar } from './working-calendar.js'

const calendar = chinaCalendar()
const at = (local: string) => Date.parse(`${local}+08:00`)
const show = (instant: number) => new Date(instant + 8 * 3_600_000).toISOString().slice(0, 16)
const due = (from: string, duration: Duration) => show(calendar.add(at(from), duration).at)
const wd = (n: number): Duration => ({ n, unit: 'working-day' })
const cd = (n: number): Duration => ({ n, unit: 'calendar-day' })
const wh = (n: number): Duration => ({ n, unit: 'working-hour' })
const atClose = { cutoff: 'close-of-business' } as const

describe('a period of working days', () => {
  it('does not count the day on which it starts, at whatever hour', () => {
    expect(due('2026-03-02T00:00', wd(1))).toBe('2026-03-04T00:00')
    expect(due('2026-03-02T23:59', wd(1))).toBe('2026-03-04T00:00')
  })

  it('ends after the holiday and counts make-up days', () => {
    expect(due('2025-09-30T09:00', wd(1))).toBe('2025-10-10T00:00')
    expect(due('2025-09-30T09:00', wd(3))).toBe('2025-10-12T00:00')
    expect(due('2026-02-13T09:00', wd(1))).toBe('2026-02-15T00:00')
    expect(due('2026-02-13T09:00', wd(5))).toBe('2026-02-28T00:00')
  })

  it('starts on a rest day as on any other', () => {
    expect(due('2026-03-07T12:00', wd(1))).toBe('2026-03-10T00:00')
  })

  it('ends when the office closes where the rule says so', () => {
    expect(due('2026-03-02T09:00', { ...wd(1), ...atClose })).toBe('2026-03-03T17:30')
  })
})

describe('a period of calendar days', () => {
  it('counts every day and rolls over a last day that is a holiday, a weekend or both', () => {
    expect(due('2025-09-29T09:00', cd(3))).toBe('2025-10-10T00:00')
    expect(due('2026-03-02T09:00', cd(5))).toBe('2026-03-10T00:00')
    expect(due('2026-03-02T09:00', cd(4))).toBe('2026-03-07T00:00')
  })

  it('does not roll over a Saturday on which offices work', () => {
    expect(due('2026-02-23T09:00', cd(5))).toBe('2026-03-01T00:00')
  })

  it('ends on the holiday itself without roll-over; a closed office has no closing time then', () => {
    expect(due('2025-09-29T09:00', { ...cd(3), rollover: false })).toBe('2025-10-03T00:00')
    expect(due('2025-09-29T09:00', { ...cd(3), rollover: false, ...atClose })).toBe('2025-10-03T00:00')
    expect(due('2026-03-02T09:00', { ...cd(4), rollover: false, ...atClose })).toBe('2026-03-06T17:30')
  })
})

describe('a period of hours', () => {
  it('runs from the stated moment, by the clock or while the office is open', () => {
    expect(due('2026-03-06T16:30', { n: 24, unit: 'hour' })).toBe('2026-03-07T16:30')
    expect(due('2026-03-06T23:45', { n: 30, unit: 'minute' })).toBe('2026-03-07T00:15')
    expect(due('2026-03-06T16:30', wh(2))).toBe('2026-03-09T10:00')
  })

  it('rests over lunch and ends at closing time rather than at the next opening', () => {
    expect(due('2026-03-03T11:00', wh(2))).toBe('2026-03-03T14:30')
    expect(due('2026-03-03T11:00', wh(5))).toBe('2026-03-03T17:30')
  })
})

// kiegroup/jbpm#233 #1342 #1830, jmix#790, pm4py-core#558
describe('PITFALL 16: periods of earlier engines that ignored the calendar', () => {
  it('a holiday is not worked through', () => {
    expect(due('2025-09-30T17:00', wh(1))).toBe('2025-10-09T09:30')
  })

  it('a period that starts before opening runs from opening', () => {
    expect(due('2026-03-03T06:00', wh(1))).toBe('2026-03-03T10:00')
  })

  it('a period that starts after closing runs from the next opening', () => {
    expect(due('2026-03-03T20:00', wh(1))).toBe('2026-03-04T10:00')
  })

  it('one day is a day, not 24 hours of business', () => {
    expect(due('2026-03-02T09:00', wd(1))).toBe('2026-03-04T00:00')
    expect(due('2026-03-02T09:00', cd(1))).toBe('2026-03-04T00:00')
  })

  it('holidays that are passed in are used', () => {
    const edition = chinaEdition()
    const extra = { ...edition, id: 'x', daysOff: [...edition.daysOff, { date: '2026-03-03', name: '停电' }] }
    expect(show(workingCalendar(extra).add(at('2026-03-02T09:00'), wd(1)).at)).toBe('2026-03-05T00:00')
  })
})

describe('counting back', () => {
  it('gives the latest start that runs out in time', () => {
    const back = calendar.before(at('2026-03-05T00:00'), wd(1)).at
    expect(back).toBe(at('2026-03-04T00:00') - 1)
    expect(show(calendar.before(at('2025-10-10T00:00'), wd(1)).at)).toBe('2025-10-08T23:59')
    expect(show(calendar.before(at('2026-03-09T10:00'), wh(2)).at)).toBe('2026-03-06T16:30')
    expect(show(calendar.before(at('2026-03-09T09:00'), { n: 2, unit: 'hour' }).at)).toBe('2026-03-09T07:00')
  })
})

describe('extension, suspension and resumption', () => {
  it('extends from the day that the due instant closed', () => {
    const first = calendar.add(at('2026-03-02T09:00'), wd(5)).at
    expect(calendar.extend(first, wd(3))).toEqual(calendar.add(at('2026-03-02T09:00'), wd(8)))
  })

  it('keeps what is left: days in day units, ms in hours, null when nothing is', () => {
    const end = calendar.add(at('2026-03-02T09:00'), wd(5)).at
    expect(calendar.remaining(at('2026-03-04T10:00'), end, wd(5))).toBe(3)
    expect(calendar.remaining(end - 1, end, wd(5))).toBe(0)
    expect(calendar.remaining(end, end, wd(5))).toBeNull()
    expect(calendar.remaining(at('2026-03-03T16:30'), at('2026-03-04T10:00'), wh(8))).toBe(2 * 3_600_000)
    expect(show(calendar.resume(at('2026-09-30T10:00'), 3, wd(5)).at)).toBe('2026-10-11T00:00')
  })

  it('gives the next working day to a last day that is resumed on a holiday or after closing', () => {
    expect(show(calendar.resume(at('2026-10-02T10:00'), 0, wd(5)).at)).toBe('2026-10-09T00:00')
    expect(show(calendar.resume(at('2026-03-03T18:00'), 0, { ...wd(5), ...atClose }).at)).toBe('2026-03-04T17:30')
    expect(show(calendar.resume(at('2026-03-03T09:00'), 0, { ...wd(5), ...atClose }).at)).toBe('2026-03-03T17:30')
  })

  it('refuses a remainder that remaining() cannot have given', () => {
    for (const left of [-1, 0.5, Number.NaN])
      expect(() => calendar.resume(at('2026-03-03T09:00'), left, wd(1))).toThrow(/calendar\/bad-duration/)
  })
})

describe('dates without published holidays', () => {
  const lenient = chinaCalendar({ allowProvisional: true })

  it('raise an error as soon as a day that counts is needed, and not before', () => {
    expect(() => calendar.add(at('2026-12-31T09:00'), wd(1))).toThrow(
      /calendar\/outside-coverage: the holidays of 2027-01-01/,
    )
    expect(due('2026-12-30T09:00', wd(1))).toBe('2027-01-01T00:00')
    expect(() => calendar.add(at('2026-12-31T16:30'), wh(2))).toThrow(/2027-01-01/)
    expect(() => calendar.resume(at('2026-12-31T09:00'), 1, wd(5))).toThrow(/2027-01-01/)
    expect(() => calendar.extend(at('2027-01-01T00:00'), wd(1))).toThrow(/2027-01-01/)
    expect(() => calendar.before(at('2020-01-03T00:00'), wd(2))).toThrow(/2019-12-31/)
    expect(() => calendar.remaining(at('2026-12-31T09:00'), at('2027-01-07T00:00'), wd(5))).toThrow(/2027-01-01/)
  })

  it('are not needed for hours by the clock or for days without roll-over', () => {
    expect(due('2026-12-31T09:00', { n: 48, unit: 'hour' })).toBe('2027-01-02T09:00')
    expect(due('2026-12-31T09:00', { ...cd(10), rollover: false })).toBe('2027-01-11T00:00')
  })

  it('only move the last day of a calendar-day period, which is provisional until they are published', () => {
    const yearOn = { at: at('2027-05-25T00:00'), provisional: true }
    expect(calendar.add(at('2026-05-22T09:00'), cd(365))).toEqual(yearOn)
    expect(calendar.extend(at('2026-05-23T00:00'), cd(365))).toEqual(yearOn)
    expect(calendar.resume(at('2026-05-22T09:00'), 365, cd(400))).toEqual(yearOn)
    expect(calendar.remaining(at('2026-05-22T09:00'), yearOn.at, cd(365))).toBe(367)
    const { provisional, sentence } = calendar.explain(at('2026-05-22T09:00'), cd(365))
    expect(provisional).toBe(true)
    expect(sentence['zh-CN']).toContain('末日2027-05-22为周末，顺延至2027-05-24，部分日期尚未公布节假日安排')
    expect(sentence.en).toContain('provisional')
    // Within the coverage nothing has changed, and before it nothing will ever be published.
    expect(calendar.add(at('2026-12-30T09:00'), cd(1))).toEqual({ at: at('2027-01-01T00:00'), provisional: false })
    expect(() => calendar.add(at('2019-05-01T09:00'), cd(10))).toThrow(/2019-05-11/)
  })

  it('do not stop the reminders and extensions that hang on a provisional date', () => {
    const due = calendar.add(at('2026-12-01T09:00'), cd(90)).at
    expect(calendar.before(due, wd(1))).toEqual(lenient.before(due, wd(1)))
    expect(calendar.before(due, wh(2))).toEqual(lenient.before(due, wh(2)))
    expect(calendar.before(due, cd(7)).provisional).toBe(true)
    for (const duration of [wd(5), wh(3), cd(9)]) {
      expect(calendar.extend(due, duration)).toEqual(lenient.extend(due, duration))
      expect(calendar.extend(due, duration).provisional).toBe(true)
    }
  })

  it('are counted by weekends only and marked provisional where the host allows it', () => {
    expect(lenient.add(at('2026-12-31T09:00'), wd(1))).toEqual({ at: at('2027-01-02T00:00'), provisional: true })
    expect(lenient.add(at('2026-12-30T09:00'), wd(1)).provisional).toBe(false)
    expect(lenient.add(at('2026-12-31T16:30'), wh(2))).toEqual({ at: at('2027-01-01T10:00'), provisional: true })
    expect(lenient.isWorkingDay('2027-01-01')).toBe(true)
    expect(lenient.resume(at('2027-01-04T09:00'), 0, wd(5))).toEqual({ at: at('2027-01-05T00:00'), provisional: true })
    expect(lenient.explain(at('2026-12-31T09:00'), wd(1))).toMatchObject({
      provisional: true,
      sentence: { en: expect.stringContaining('provisional') },
    })
  })
})

describe('a desk', () => {
  it('on duty never closes, never rolls over and needs no coverage', () => {
    const duty = calendar.desk('duty')
    expect(duty.edition).toBe(`${calendar.edition}#duty`)
    expect(show(duty.add(at('2025-10-01T09:00'), wd(1)).at)).toBe('2025-10-03T00:00')
    expect(show(duty.add(at('2025-10-01T09:00'), cd(1)).at)).toBe('2025-10-03T00:00')
    expect(show(duty.add(at('2025-10-01T22:00'), wh(4)).at)).toBe('2025-10-02T02:00')
    expect(duty.add(at('2026-12-31T22:00'), wh(24))).toEqual({ at: at('2027-01-01T22:00'), provisional: false })
    expect(duty.isWorkingDay('2030-02-02')).toBe(true)
  })

  it('leads back to the office', () => {
    expect(calendar.desk('duty').desk('office').isWorkingDay('2025-10-01')).toBe(false)
    expect(calendar.desk('office')).toBe(calendar)
    expect(calendar.desk('duty').desk('office')).toBe(calendar)
    expect(calendar.desk('duty'), 'compiled once').toBe(calendar.desk('duty'))
  })

  it('of the edition keeps the holidays and its own week', () => {
    const edition = {
      ...chinaEdition(),
      desks: { window: { workingWeek: ['sat'], hours: [['09:00', '12:00']] } },
    } as const
    const window = workingCalendar(edition).desk('window')
    expect(show(window.add(at('2026-03-02T09:00'), wh(4)).at)).toBe('2026-03-14T10:00')
    expect(window.isWorkingDay('2026-10-03')).toBe(false)
  })

  it('that nobody set up is refused with the names of those there are', () => {
    expect(() => calendar.desk('night')).toThrow(/calendar\/unknown-desk.*office, duty/)
    expect(() => calendar.desk('toString')).toThrow(/calendar\/unknown-desk/)
  })
})

describe('what a calendar is asked', () => {
  it.each([
    { n: 0, unit: 'working-day' },
    { n: 1.5, unit: 'hour' },
    { n: 3_600_000, unit: 'hour' },
    { n: 1, unit: 'week' },
    { n: 60_000, unit: 'minute' },
    { n: 1, unit: 'working-day', cutoff: 'noon' },
  ])('is refused as a period: %j', duration => {
    expect(() => calendar.add(at('2026-03-02T09:00'), duration as Duration)).toThrow(/calendar\/bad-duration/)
  })

  it.each([Number.NaN, 1.5, Infinity, 8.64e15])('is refused as an instant: %d', instant => {
    expect(() => calendar.add(instant, wd(1))).toThrow(/calendar\/bad-instant/)
    expect(() => calendar.localDate(instant)).toThrow(/calendar\/bad-instant/)
  })

  it('is a date in the zone of the calendar', () => {
    expect(calendar.localDate(Date.parse('2026-03-01T16:00Z'))).toBe('2026-03-02')
    expect(calendar.localDate(Date.parse('2026-03-01T15:59Z'))).toBe('2026-03-01')
    expect(show(calendar.endOf('2026-03-01'))).toBe('2026-03-02T00:00')
    expect(() => calendar.endOf('2026-3-1')).toThrow(/calendar\/bad-date/)
  })
})
