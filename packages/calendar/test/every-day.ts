/** Prints a digest of everything the calendar says about every day, for comparison between process time zones. */
import { createHash } from 'node:crypto'
import { type Calendar, chinaCalendar, type Duration, workingCalendar } from '../src/index.js'

const durations: readonly Duration[] = [
  { n: 1, unit: 'working-day' },
  { n: 5, unit: 'working-day', cutoff: 'close-of-business' },
  { n: 3, unit: 'calendar-day' },
  { n: 10, unit: 'calendar-day', rollover: false },
  { n: 4, unit: 'working-hour' },
  { n: 30, unit: 'hour' },
  { n: 90, unit: 'minute' },
]

const berlin = workingCalendar(
  {
    id: 'berlin',
    zone: 'Europe/Berlin',
    coverage: { from: '2020-01-01', to: '2026-12-31' },
    workingWeek: ['mon', 'tue', 'wed', 'thu', 'fri'],
    hours: [['08:00', '16:00']],
    daysOff: [{ date: '2026-05-01', name: 'Maifeiertag' }],
  },
  { allowProvisional: true },
)

const digest = (calendar: Calendar): string => {
  const hash = createHash('sha256')
  for (let t = Date.UTC(2020, 0, 1, 5); t < Date.UTC(2027, 0, 1); t += 86_400_000) {
    const date = calendar.localDate(t)
    hash.update(JSON.stringify([date, calendar.isWorkingDay(date), calendar.endOf(date)]))
    for (const duration of durations) {
      hash.update(
        JSON.stringify([calendar.explain(t, duration), calendar.before(t, duration), calendar.extend(t, duration)]),
      )
    }
  }
  return hash.digest('hex')
}

const local = `${new Date(2026, 0, 1).getTimezoneOffset()}`
process.stdout.write(
  JSON.stringify({ local, china: digest(chinaCalendar({ allowProvisional: true })), berlin: digest(berlin) }),
)
