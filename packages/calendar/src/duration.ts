import { CalendarError } from './calendar-error.js'

/** A period as a rule states it. The same shape as `Duration` of `@convoke/core`. */
export interface Duration {
  readonly n: number
  readonly unit: 'working-day' | 'calendar-day' | 'working-hour' | 'hour' | 'minute'
  readonly rollover?: boolean | undefined
  readonly cutoff?: 'midnight' | 'close-of-business' | undefined
}

export const HOUR_MS = 3_600_000

/** Length of one unit that runs by the clock, whatever the calendar says; `undefined` for units that need a calendar. */
export const clockUnitMs = (unit: Duration['unit']): number | undefined => {
  if (unit === 'hour') return HOUR_MS
  return unit === 'minute' ? 60_000 : undefined
}

/** Longest period counted: a century of days, four years of hours, 25 days of minutes. More is a slip of units (ms for hours), not a rule. Our default. */
const MAX_UNITS = 36_525

const units: readonly string[] = ['working-day', 'calendar-day', 'working-hour', 'hour', 'minute']

/** Throws `calendar/bad-duration` for a period no calendar can count. */
export const checkDuration = (duration: Duration): void => {
  const { unit, n, cutoff } = duration
  if (!units.includes(unit))
    throw badDuration(duration, `unit ${JSON.stringify(unit)} is unknown; use one of ${units.join(', ')}.`)
  if (!Number.isInteger(n) || n < 1 || n > MAX_UNITS)
    throw badDuration(duration, `n is ${n}; write a whole number of ${unit}s from 1 to ${MAX_UNITS}.`)
  if (cutoff !== undefined && cutoff !== 'midnight' && cutoff !== 'close-of-business')
    throw badDuration(duration, `cutoff ${JSON.stringify(cutoff)} is unknown; use 'midnight' or 'close-of-business'.`)
}

// Not made anew within: each deadline that starts is checked.
const badDuration = (duration: Duration, message: string) =>
  new CalendarError('calendar/bad-duration', message, { duration })

// The longest period, worked one day a week, takes seven centuries: every date on its way still has a four-digit year.
const earliest = Date.UTC(1900, 0, 1)
const latest = Date.UTC(9000, 0, 1)

/** Throws `calendar/bad-instant` for a number that is no epoch ms of the years 1900 to 8999, such as a fraction. */
export const checkInstant = (at: number): void => {
  if (!Number.isSafeInteger(at) || at < earliest || at > latest)
    throw new CalendarError(
      'calendar/bad-instant',
      `${at} is not an instant; pass whole milliseconds since 1970, such as Date.parse(…) gives.`,
      { at },
    )
}
