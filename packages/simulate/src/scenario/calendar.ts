import { chinaCalendar, workingCalendar } from '@convoke/calendar'
import type { WorkingCalendar } from '@convoke/core'
import type { Arm } from './schema.js'

type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun'
const weekdays: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri']
/** Working hours of the calendars of a scenario where it names none. */
export const usualHours = [
  ['09:00', '12:00'],
  ['13:30', '17:30'],
] as const

/**
 * The calendar of a scenario that says `calendar: always`: every hour of every day is worked, in UTC, from 1990 to 2100.
 * Whoever reads the journal of a simulated case needs the one it was decided under.
 *
 * @example
 * alwaysCalendar().isWorkingDay('2026-10-01') // => true
 */
export function alwaysCalendar(): WorkingCalendar {
  return everyWeek('always', [...weekdays, 'sat', 'sun'], [['00:00', '24:00']])
}

const everyYear = { from: '1990-01-01', to: '2100-12-31' } as const

/** The same every week, in UTC, for all time that a scenario can name. */
function everyWeek(
  id: string,
  workingWeek: readonly Weekday[],
  hours: readonly (readonly [string, string])[],
): WorkingCalendar {
  return workingCalendar({
    id,
    zone: 'Etc/UTC',
    coverage: everyYear,
    workingWeek,
    hours: hours as never,
    daysOff: [],
  })
}

/** Calendars that were made before: one is worked out day by day, and the same scenario asks for it several times. */
const made = new Map<string, WorkingCalendar>()
const mostMade = 16

/** The first and the last day that can be simulated by the calendar of a scenario, which knows the day before the first. That of China counts by weekends alone where no holidays are published. */
export function daysOf({ calendar }: Pick<Arm, 'calendar'>): { readonly from: string; readonly to: string } {
  return calendar === 'china' ? { from: '1901-01-01', to: '8000-12-31' } : { ...everyYear, from: '1990-01-02' }
}

/** The calendar that a scenario names. */
export function calendarOf({ calendar, hours }: Arm): WorkingCalendar {
  const key = JSON.stringify([calendar, hours])
  const known = made.get(key)
  if (known !== undefined) return known
  const own = calendarFor({ calendar, hours })
  if (made.size >= mostMade) made.clear()
  made.set(key, own)
  return own
}

function calendarFor({ calendar, hours }: Pick<Arm, 'calendar' | 'hours'>): WorkingCalendar {
  if (calendar === 'always') return alwaysCalendar()
  if (calendar === 'week') return everyWeek('week', weekdays, hours ?? usualHours)
  // A year whose holidays are not published yet is counted by weekends, and the result says so by its edition.
  return chinaCalendar({ allowProvisional: true, ...(hours === undefined ? {} : { hours: hours as never }) })
}
