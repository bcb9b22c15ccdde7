import { UTCDate } from '@date-fns/utc'
// One by one: all of the library together takes longer to load than all else of this package.
import { formatISO } from 'date-fns/formatISO'
import { isValid } from 'date-fns/isValid'
import { parseISO } from 'date-fns/parseISO'
import { CalendarError } from './calendar-error.js'

/** A calendar date in the calendar's own zone, `YYYY-MM-DD`, years 1000 to 9999. */
export type PlainDate = string

/** Days since 1970-01-01, counted in the calendar's zone. Inside the package dates are numbers, so they compare and add. */
export type DayNumber = number

export const DAY_MS = 86_400_000

const shape = /^[1-9]\d{3}-\d{2}-\d{2}$/

/** The day number of a date, or `undefined` when there is no such date (`2025-02-29`, `2025-1-1`). */
export const parseDate = (date: unknown): DayNumber | undefined => {
  if (typeof date !== 'string' || !shape.test(date)) return undefined
  // In UTC: date-fns reads the process's time zone otherwise, and a date must be the same everywhere.
  const midnight = parseISO(`${date}T00:00Z`)
  return isValid(midnight) ? midnight.getTime() / DAY_MS : undefined
}

/** Dates that were read before: whoever counts days asks for the same ones again and again, and reading one is slow. */
const read = new Map<PlainDate, DayNumber>()
/** Some fifty years of days. */
const mostRead = 20_000

/** The day number of a date. Throws `calendar/bad-date`. */
export const dayNumber = (date: PlainDate): DayNumber => {
  const known = read.get(date)
  if (known !== undefined) return known
  const day = parseDate(date)
  if (day !== undefined) {
    if (read.size >= mostRead) read.clear()
    read.set(date, day)
    return day
  }
  throw new CalendarError(
    'calendar/bad-date',
    `${JSON.stringify(date)} is not a date; write it as YYYY-MM-DD, such as '2026-02-15'.`,
    { date },
  )
}

export const formatDate = (day: DayNumber): PlainDate =>
  formatISO(new UTCDate(day * DAY_MS), { representation: 'date' })

/** 0 = Monday … 6 = Sunday. Day 0 was a Thursday. */
export const weekdayOf = (day: DayNumber): number => (((day + 3) % 7) + 7) % 7
