import { chinaCalendar, workingCalendar } from '@convoke/calendar'
import type { WorkingCalendar } from '@convoke/core'
import type { Arm } from './schema.js'

/**
 * The calendar of a scenario that says `calendar: always`: every hour of every day is worked, in UTC, from 1990 to 2100.
 * Whoever reads the journal of a simulated case needs the one it was decided under.
 *
 * @example
 * alwaysCalendar().isWorkingDay('2026-10-01') // => true
 */
export function alwaysCalendar(): WorkingCalendar {
  const edition = {
    id: 'always',
    zone: 'Etc/UTC',
    coverage: { from: '1990-01-01', to: '2100-12-31' },
    workingWeek: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
    hours: [['00:00', '24:00']],
    daysOff: [],
  } as const
  return workingCalendar(edition)
}

/** The calendar that a scenario names. */
export function calendarOf({ calendar, hours }: Arm): WorkingCalendar {
  if (calendar === 'always') return alwaysCalendar()
  // A year whose holidays are not published yet is counted by weekends, and the result says so by its edition.
  return chinaCalendar({ allowProvisional: true, ...(hours === undefined ? {} : { hours: hours as never }) })
}
