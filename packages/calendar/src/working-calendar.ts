import { CalendarError } from './calendar-error.js'
import { checkEdition } from './check-edition.js'
import { compileDays, type DayTable } from './day-table.js'
import { checkDuration, checkInstant, clockUnitMs, type Duration, HOUR_MS } from './duration.js'
import type { Desk, Edition, WeeklyHours } from './edition.js'
import { type Explanation, explain } from './explain.js'
import { type DayNumber, dayNumber, formatDate, type PlainDate } from './plain-date.js'
import { type WorkingHours, workingHours } from './working-hours.js'
import { type Zone, zoneOf } from './zone.js'

/** An instant computed from a calendar: epoch ms, and whether a needed date lies outside the published coverage. */
export interface Due {
  readonly at: number
  readonly provisional: boolean
}

/**
 * Legal day counting over one edition 工作日历. Has the shape of the port `WorkingCalendar` of `@convoke/core`.
 *
 * Pure. Instants are epoch ms; dates are read in `zone`; every returned end is exclusive (`t < at` is in time).
 */
export interface Calendar {
  readonly edition: string
  readonly zone: string
  readonly coverage: { readonly from: PlainDate; readonly to: PlainDate }
  /**
   * The instant at which a period that starts at `from` has run out. In day units the start day is not counted and the
   * last day ends at 24:00 or at close of business; in hours and minutes the period runs from `from`.
   * Throws `calendar/outside-coverage`, `calendar/bad-duration`, `calendar/bad-instant`.
   */
  add(from: number, duration: Duration): Due
  /** The latest start whose period has run out by `due`: `add(t).at <= due` exactly when `t <= before(due).at`. */
  before(due: number, duration: Duration): Due
  /** `due` moved by a further period, counted from the day that `due` closed: a 5-day and a 3-day period make one of 8. */
  extend(due: number, duration: Duration): Due
  /**
   * What is left of a period at `at`: whole days (the day of `at` is used up) in day units, ms in hours and minutes; `null`
   * from `due` on. 0 means: today is the last day.
   */
  remaining(at: number, due: number, duration: Duration): number | null
  /** The due instant of a period of which `left` remained, resumed at `at`; always later than `at` in day units. */
  resume(at: number, left: number, duration: Duration): Due
  /** Throws `calendar/outside-coverage` for a date without published holidays, unless provisional answers are allowed. */
  isWorkingDay(date: PlainDate): boolean
  localDate(at: number): PlainDate
  /** The first instant after `date`, exclusive end of that day. */
  endOf(date: PlainDate): number
  /** The arithmetic of {@link Calendar.add}, day by day, with a sentence in Chinese and English. */
  explain(from: number, duration: Duration): Explanation
  /** The same zone on other days and hours: `office` (this edition), `duty` (never closes), or one of the edition's own. */
  desk(name: string): Calendar
}

/** How a calendar is built from an edition. */
export interface CalendarOptions {
  /**
   * Count dates outside the coverage by the working week alone and mark the answer `provisional`. Default false: such
   * a date is an error.
   */
  readonly allowProvisional?: boolean
  /** Working hours instead of the edition's own. Changes the identity of the edition, since working hours depend on it. */
  readonly hours?: WeeklyHours
}

/**
 * A calendar over any country's edition.
 *
 * A last day that does not work (holiday or weekly rest day) rolls over to the next working day unless the period says
 * `rollover: false`. A desk that ignores holidays is never outside coverage.
 *
 * @throws CalendarError `calendar/bad-edition` with every fault in `details.problems`
 * @source Civil Code 201 and 203, docs/reference/sources.md#civil-code
 * @example
 * const calendar = workingCalendar({
 *   id: 'nl-2026',
 *   zone: 'Europe/Amsterdam',
 *   coverage: { from: '2026-01-01', to: '2026-12-31' },
 *   workingWeek: ['mon', 'tue', 'wed', 'thu', 'fri'],
 *   hours: [['09:00', '17:00']],
 *   daysOff: [{ date: '2026-04-27', name: 'Koningsdag' }],
 * })
 * const due = calendar.add(Date.parse('2026-04-24T10:00+02:00'), { n: 1, unit: 'working-day' })
 * calendar.localDate(due.at - 1) // => '2026-04-28'
 */
export const workingCalendar = (edition: Edition, options: CalendarOptions = {}): Calendar => {
  const used = options.hours === undefined ? edition : withHours(edition, options.hours)
  checkEdition(used)
  return openDesk(used, 'office', options.allowProvisional === true)
}

/** Every day, round the clock. Our default for a duty roster; an edition may define its own. */
const duty: Desk = {
  workingWeek: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
  hours: [['00:00', '24:00']],
  ignoresHolidays: true,
}

const deskOf = (edition: Edition, name: string): Desk | undefined => {
  if (name === 'office') return edition
  if (edition.desks && Object.hasOwn(edition.desks, name)) return edition.desks[name]
  return name === 'duty' ? duty : undefined
}

const openDesk = (edition: Edition, name: string, allowProvisional: boolean): Calendar => {
  const desk = deskOf(edition, name)
  if (!desk) {
    const desks = [...new Set(['office', 'duty', ...Object.keys(edition.desks ?? {})])]
    throw new CalendarError(
      'calendar/unknown-desk',
      `there is no desk '${name}'; use one of ${desks.join(', ')}, or add it to the edition's desks.`,
      {
        desk: name,
        edition: edition.id,
        desks,
      },
    )
  }
  const table = compileDays(edition, desk)
  const zone = zoneOf(edition.zone)
  const id = name === 'office' ? edition.id : `${edition.id}#${name}`
  const counting = count(table, zone, workingHours(table, zone), (from, to) => {
    const date = table.uncovered(from, to)
    if (date === undefined) return false
    if (!allowProvisional) throw outside(edition, formatDate(date))
    return true
  })
  const calendar: Calendar = {
    edition: id,
    zone: edition.zone,
    coverage: { ...edition.coverage },
    ...counting,
    explain: (from, duration) =>
      explain(
        { table, zone, hours: workingHours(table, zone), edition: id },
        from,
        duration,
        counting.add(from, duration),
      ),
    desk: other => (other === name ? calendar : openDesk(edition, other, allowProvisional)),
  }
  return calendar
}

const outside = (edition: Edition, date: PlainDate): CalendarError => {
  const { from, to } = edition.coverage
  return new CalendarError(
    'calendar/outside-coverage',
    `the holidays of ${date} are not in edition ${edition.id}, which covers ${from} to ${to}; load a newer edition, or build the calendar with allowProvisional to count weekends only and mark the result.`,
    { date, edition: edition.id, coverage: { from, to } },
  )
}

type Counting = Omit<Calendar, 'edition' | 'zone' | 'coverage' | 'explain' | 'desk'>

/** `needs` reports whether any date of a stretch is outside coverage, and throws where that is not allowed. */
const count = (
  table: DayTable,
  zone: Zone,
  hours: WorkingHours,
  needs: (from: DayNumber, to: DayNumber) => boolean,
): Counting => {
  const endOfDay = (day: DayNumber) => zone.startOf(day + 1)
  const closesEarly = (duration: Duration) => duration.cutoff === 'close-of-business'
  /** The end of a last day. A day without hours has no close of business and ends at 24:00. */
  const end = (day: DayNumber, duration: Duration) =>
    closesEarly(duration) ? (hours.closeOf(day) ?? endOfDay(day)) : endOfDay(day)
  const rolls = (duration: Duration) => duration.rollover !== false
  const onOrAfter = (day: DayNumber) => table.nth(table.upTo(day - 1) + 1)
  const check = (instants: readonly number[], duration: Duration) => {
    checkDuration(duration)
    for (const at of instants) checkInstant(at)
  }

  /** The end of the n-th day after `day`; for n = 0, of `day` itself or the next working day. */
  const afterDay = (day: DayNumber, n: number, duration: Duration): Due => {
    if (duration.unit === 'working-day') {
      const last = n === 0 ? onOrAfter(day) : table.nth(table.upTo(day) + n)
      return { at: end(last, duration), provisional: needs(n === 0 ? day : day + 1, last) }
    }
    const nominal = day + n
    const last = rolls(duration) ? onOrAfter(nominal) : nominal
    const consulted = rolls(duration) || closesEarly(duration)
    return { at: end(last, duration), provisional: consulted && needs(nominal, last) }
  }
  const workedFor = (from: number, ms: number): Due => {
    const at = hours.after(from, ms)
    return { at, provisional: needs(zone.dayAt(from), zone.dayAt(at - 1)) }
  }

  return {
    add: (from, duration) => {
      check([from], duration)
      const unitMs = clockUnitMs(duration.unit)
      if (unitMs) return { at: from + duration.n * unitMs, provisional: false }
      if (duration.unit === 'working-hour') return workedFor(from, duration.n * HOUR_MS)
      return afterDay(zone.dayAt(from), duration.n, duration)
    },
    before: (due, duration) => {
      check([due], duration)
      const unitMs = clockUnitMs(duration.unit)
      if (unitMs) return { at: due - duration.n * unitMs, provisional: false }
      if (duration.unit === 'working-hour') {
        const at = hours.before(due, duration.n * HOUR_MS)
        return { at, provisional: needs(zone.dayAt(at), zone.dayAt(due)) }
      }
      const today = zone.dayAt(due)
      const closed = closesEarly(duration) && end(today, duration) <= due ? today : today - 1
      const looked = closesEarly(duration) ? today : closed
      if (duration.unit === 'working-day') {
        const firstCounted = table.nth(table.upTo(closed) - duration.n + 1)
        return { at: zone.startOf(firstCounted) - 1, provisional: needs(firstCounted, looked) }
      }
      const last = rolls(duration) ? table.nth(table.upTo(closed)) : closed
      const consulted = rolls(duration) || closesEarly(duration)
      return { at: zone.startOf(last - duration.n + 1) - 1, provisional: consulted && needs(last, looked) }
    },
    extend: (due, duration) => {
      check([due], duration)
      const unitMs = clockUnitMs(duration.unit)
      if (unitMs) return { at: due + duration.n * unitMs, provisional: false }
      if (duration.unit === 'working-hour') return workedFor(due, duration.n * HOUR_MS)
      // `due` is the first instant after its last day: counting from its own date would give one day too many.
      return afterDay(zone.dayAt(due - 1), duration.n, duration)
    },
    remaining: (at, due, duration) => {
      check([at, due], duration)
      if (at >= due) return null
      if (clockUnitMs(duration.unit)) return due - at
      const [today, last] = [zone.dayAt(at), zone.dayAt(due - 1)]
      if (duration.unit === 'calendar-day') return last - today
      needs(duration.unit === 'working-day' ? today + 1 : today, last)
      return duration.unit === 'working-day' ? table.upTo(last) - table.upTo(today) : hours.between(at, due)
    },
    resume: (at, left, duration) => {
      check([at], duration)
      if (!Number.isSafeInteger(left) || left < 0)
        throw new CalendarError('calendar/bad-duration', `left is ${left}; pass what remaining() gave.`, {
          left,
          duration,
        })
      if (clockUnitMs(duration.unit)) return { at: at + left, provisional: false }
      if (duration.unit === 'working-hour') return workedFor(at, left)
      const due = afterDay(zone.dayAt(at), left, duration)
      // The last day, resumed after closing time: the rest of that day is lost, so the next one counts.
      return due.at > at ? due : afterDay(zone.dayAt(at), 1, duration)
    },
    isWorkingDay: date => {
      const day = dayNumber(date)
      needs(day, day)
      return table.works(day)
    },
    localDate: at => {
      checkInstant(at)
      return formatDate(zone.dayAt(at))
    },
    endOf: date => endOfDay(dayNumber(date)),
  }
}

const withHours = (edition: Edition, hours: WeeklyHours): Edition => ({
  ...edition,
  id: `${edition.id}+hours-${digest(JSON.stringify(hours))}`,
  hours,
})

/** FNV-1a, 32 bits: tells apart the hours that different hosts write for one edition. Not for secrets. */
const digest = (text: string): string => {
  let hash = 0x811c9dc5
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}
