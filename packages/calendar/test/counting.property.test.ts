import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Duration, type Edition, type HoursBlock, type Weekday, workingCalendar } from '../src/index.js'
import { naiveCalendar, TICK_MS } from './naive-calendar.js'

const weekdays: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

// Clocks that never change; that change by an hour, by half an hour, at midnight; and in the other half of the year.
const zones = [
  'Asia/Shanghai',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'America/Santiago',
]

// No block begins or ends between 00:00 and 04:00, where clocks change: "02:30" would be two instants or none.
const days: readonly (readonly HoursBlock[])[] = [
  [
    ['09:00', '12:00'],
    ['13:30', '17:30'],
  ],
  [['08:15', '12:00']],
  [
    ['18:00', '24:00'],
    ['00:00', '06:00'],
  ],
  [['00:00', '24:00']],
]

const dateArb = fc
  .integer({ min: 0, max: 730 })
  .map(n => new Date(Date.UTC(2024, 0, 1) + n * 86_400_000).toISOString().slice(0, 10))

const editionArb: fc.Arbitrary<Edition> = fc
  .record({
    zone: fc.constantFrom(...zones),
    workingWeek: fc.subarray([...weekdays], { minLength: 3 }),
    hours: fc.tuple(...weekdays.map(() => fc.constantFrom(...days))),
    marked: fc.uniqueArray(fc.tuple(dateArb, fc.boolean()), { selector: ([date]) => date, maxLength: 120 }),
    makeUpHours: fc.option(fc.constantFrom(...days), { nil: undefined }),
  })
  .map(({ zone, workingWeek, hours, marked, makeUpHours }) => ({
    id: 'random',
    zone,
    coverage: { from: '2024-01-01', to: '2025-12-31' },
    workingWeek,
    hours: Object.fromEntries(workingWeek.map(day => [day, hours[weekdays.indexOf(day)]])),
    makeUpHours,
    daysOff: marked.flatMap(([date, off]) => (off ? [{ date, name: `holiday of ${date}` }] : [])),
    extraWorkingDays: marked.flatMap(([date, off]) => (off ? [] : [{ date }])),
  }))

const durationArb: fc.Arbitrary<Duration> = fc
  .record({
    unit: fc.constantFrom('working-day', 'calendar-day', 'working-hour', 'hour', 'minute'),
    n: fc.integer({ min: 1, max: 15 }),
    rollover: fc.option(fc.boolean(), { nil: undefined }),
    cutoff: fc.option(fc.constantFrom('midnight', 'close-of-business'), { nil: undefined }),
  })
  .map(duration => duration as Duration)

/** Instants on a quarter of an hour, from before the coverage to after it. */
const tickArb = fc
  .integer({ min: Date.UTC(2023, 11, 1) / TICK_MS, max: Date.UTC(2026, 0, 31) / TICK_MS })
  .map(tick => tick * TICK_MS)
const instantArb = fc.integer({ min: Date.UTC(2023, 11, 1), max: Date.UTC(2026, 0, 31) })

const holds = <T>(property: fc.IProperty<T>, numRuns = 500): void => {
  // Synchronous, as the type of the property says; `void` only tells the linter so.
  void fc.assert(property, { numRuns })
}

/** What a function gives, or the code of its error. */
const attempt = <T>(ask: () => T): T | string => {
  try {
    return ask()
  } catch (error) {
    return (error as { readonly code: string }).code
  }
}

const open = (edition: Edition) => workingCalendar(edition, { allowProvisional: true })
const inDays = (duration: Duration) => duration.unit === 'working-day' || duration.unit === 'calendar-day'

describe('counting, over random editions in six zones', () => {
  it('agrees with a calendar that counts tick by tick', () => {
    holds(
      fc.property(editionArb, tickArb, durationArb, (edition, from, duration) => {
        expect(open(edition).add(from, duration)).toEqual(naiveCalendar(edition).add(from, duration))
      }),
      400,
    )
  })

  it('puts every instant on the date that the wall clock shows', () => {
    holds(
      fc.property(editionArb, instantArb, (edition, at) => {
        const [date] = naiveCalendar(edition).wallClock(at)
        const calendar = open(edition)
        expect(calendar.localDate(at)).toBe(date)
        expect(calendar.endOf(date)).toBeGreaterThan(at)
        expect(calendar.localDate(calendar.endOf(date) - 1)).toBe(date)
        expect(calendar.localDate(calendar.endOf(date))).not.toBe(date)
      }),
      500,
    )
  })

  it('never lets a later start run out earlier, and always ends after it starts', () => {
    holds(
      fc.property(editionArb, instantArb, fc.nat(10 * 86_400_000), durationArb, (edition, from, later, duration) => {
        const calendar = open(edition)
        const due = calendar.add(from, duration).at
        expect(due).toBeGreaterThan(from)
        expect(calendar.add(from + later, duration).at).toBeGreaterThanOrEqual(due)
      }),
      1000,
    )
  })

  it('counts back to the latest start that runs out in time: add(t) ≤ due exactly when t ≤ before(due)', () => {
    holds(
      fc.property(
        editionArb,
        instantArb,
        durationArb,
        fc.constantFrom(-3_600_000, -1, 0, 1, 3_600_000, 86_400_000),
        (edition, from, duration, shift) => {
          const calendar = open(edition)
          const due = calendar.add(from, duration).at + shift
          const start = calendar.before(due, duration).at
          expect(calendar.add(start, duration).at).toBeLessThanOrEqual(due)
          expect(calendar.add(start + 1, duration).at).toBeGreaterThan(due)
          expect(from <= start).toBe(calendar.add(from, duration).at <= due)
        },
      ),
      1000,
    )
  })

  it('extends a period of working days or hours as if it had been longer from the start', () => {
    holds(
      fc.property(
        editionArb,
        instantArb,
        durationArb,
        fc.integer({ min: 1, max: 10 }),
        (edition, from, duration, more) => {
          const calendar = open(edition)
          const period = { ...duration, rollover: false }
          const whole = calendar.add(from, { ...period, n: period.n + more })
          expect(calendar.extend(calendar.add(from, period).at, { ...period, n: more }).at).toBe(whole.at)
        },
      ),
      1000,
    )
  })

  it('extends a period that rolled over from the day it rolled to', () => {
    holds(
      fc.property(
        editionArb,
        instantArb,
        fc.integer({ min: 1, max: 15 }),
        fc.integer({ min: 1, max: 10 }),
        (edition, from, n, more) => {
          const calendar = open(edition)
          const due = calendar.add(from, { n, unit: 'calendar-day' }).at
          expect(calendar.extend(due, { n: more, unit: 'calendar-day' }).at).toBe(
            calendar.add(due - 1, { n: more, unit: 'calendar-day' }).at,
          )
        },
      ),
    )
  })

  it('resumes where it was suspended: at the same instant nothing has moved', () => {
    holds(
      fc.property(
        editionArb,
        instantArb,
        durationArb,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (edition, from, duration, share) => {
          const calendar = open(edition)
          const due = calendar.add(from, duration).at
          const at = from + Math.floor((due - 1 - from) * share)
          const left = calendar.remaining(at, due, duration)
          expect(left).not.toBeNull()
          expect(calendar.resume(at, left ?? 0, duration).at).toBe(due)
          expect(calendar.remaining(due, due, duration)).toBeNull()
        },
      ),
      1000,
    )
  })

  it('resumed later, a period ends later than it is resumed and has as much left', () => {
    holds(
      fc.property(editionArb, instantArb, durationArb, fc.nat(60 * 86_400_000), (edition, from, duration, pause) => {
        const calendar = open(edition)
        const due = calendar.add(from, duration).at
        const left = calendar.remaining(from, due, duration) ?? 0
        const resumed = calendar.resume(from + pause, left, duration).at
        expect(resumed).toBeGreaterThan(from + pause)
        if (duration.unit !== 'calendar-day') expect(calendar.remaining(from + pause, resumed, duration)).toBe(left)
      }),
      1000,
    )
  })

  it('never answers otherwise where provisional answers are not allowed: it gives the same instant or refuses', () => {
    holds(
      fc.property(editionArb, instantArb, durationArb, (edition, from, duration) => {
        const [strict, lenient] = [workingCalendar(edition), open(edition)]
        const due = lenient.add(from, duration)
        const given = attempt(() => strict.add(from, duration))
        const isAhead = lenient.localDate(from) >= edition.coverage.from
        if (!due.provisional || (isAhead && duration.unit === 'calendar-day')) expect(given).toEqual(due)
        else expect(given).toBe('calendar/outside-coverage')
        const extended = attempt(() => strict.extend(due.at, duration))
        if (typeof extended !== 'string') expect(extended).toEqual(lenient.extend(due.at, duration))
        const before = attempt(() => strict.before(due.at, duration))
        if (typeof before !== 'string') expect(before).toEqual(lenient.before(due.at, duration))
      }),
      1000,
    )
  })

  it('explains what it computed: the same end, every date once in a row, the last count equal to n', () => {
    holds(
      fc.property(editionArb, instantArb, durationArb, (edition, from, duration) => {
        const calendar = open(edition)
        const due = calendar.add(from, duration)
        const { days, ...explanation } = calendar.explain(from, duration)
        expect(explanation).toMatchObject({
          due: due.at,
          provisional: due.provisional,
          from,
          duration,
          edition: 'random',
        })
        const dates = [...new Set(days.map(day => day.date))]
        expect(dates[0]).toBe(calendar.localDate(from))
        expect(dates.at(-1)).toBe(calendar.localDate(due.at - 1))
        expect(dates).toEqual(dates.toSorted())
        const counts = days.flatMap(day => (day.counted === null ? [] : [day.counted]))
        expect(counts.at(-1)).toBeCloseTo(duration.n, 9)
        if (inDays(duration)) expect(counts).toEqual(Array.from({ length: duration.n }, (_, i) => i + 1))
        for (const day of days) {
          const marked = edition.daysOff.find(off => off.date === day.date)
          if (day.kind === 'working' || day.kind === 'make-up' || day.kind === 'rolled-over')
            expect(marked).toBeUndefined()
          if (day.kind === 'holiday') expect(day.name).toBe(marked?.name)
        }
      }),
      500,
    )
  })
})
