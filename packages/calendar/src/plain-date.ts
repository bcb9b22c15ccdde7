import { CalendarError } from './calendar-error.js'

/** A calendar date in the calendar's own zone, `YYYY-MM-DD`, years 1000 to 9999. */
export type PlainDate = string

/** Days since 1970-01-01, counted in the calendar's zone. Inside the package dates are numbers, so they compare and add. */
export type DayNumber = number

export const DAY_MS = 86_400_000

const shape = /^([1-9]\d{3})-(\d{2})-(\d{2})$/

/** The day number of a date, or `undefined` when there is no such date (`2025-02-29`, `2025-1-1`). */
export const parseDate = (date: unknown): DayNumber | undefined => {
  const parts = typeof date === 'string' ? shape.exec(date) : null
  if (!parts) return undefined
  // Date.UTC never reads the process's time zone; `new Date('2025-01-01').getDay()` does, and is wrong west of London.
  const ms = Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]))
  return formatDate(ms / DAY_MS) === date ? ms / DAY_MS : undefined
}

/** The day number of a date. Throws `calendar/bad-date`. */
export const dayNumber = (date: PlainDate): DayNumber => {
  const day = parseDate(date)
  if (day === undefined)
    throw new CalendarError(
      'calendar/bad-date',
      `${JSON.stringify(date)} is not a date; write it as YYYY-MM-DD, such as '2026-02-15'.`,
      { date },
    )
  return day
}

export const formatDate = (day: DayNumber): PlainDate => new Date(day * DAY_MS).toISOString().slice(0, 10)

/** 0 = Monday … 6 = Sunday. Day 0 was a Thursday. */
export const weekdayOf = (day: DayNumber): number => (((day + 3) % 7) + 7) % 7
