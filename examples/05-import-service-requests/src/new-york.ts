import { type Edition, workingCalendar } from '@convoke/calendar'

/**
 * A calendar on New York's clock that takes every weekday for a working day. Enough here, since the map gives no period
 * in working days any meaning; a city that did would list its holidays (docs/how-to/build-a-calendar.md).
 */
const edition: Edition = {
  id: 'us-ny-weekdays-2019-2060',
  zone: 'America/New_York',
  coverage: { from: '2019-01-01', to: '2060-12-31' },
  workingWeek: ['mon', 'tue', 'wed', 'thu', 'fri'],
  hours: Object.fromEntries(
    (['mon', 'tue', 'wed', 'thu', 'fri'] as const).map(day => [day, [['09:00', '17:00']] as const]),
  ),
  daysOff: [],
  sources: {},
}

export const newYork = workingCalendar(edition)
