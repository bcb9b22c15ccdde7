/** The example of docs/how-to/build-a-calendar.md: its regions are the page's code blocks. */
// #region edition
import { type Edition, type HoursBlock, workingCalendar } from '@convoke/calendar'
import Holidays from 'date-holidays'

const german = new Holidays('DE', 'by', { languages: ['de'] })
const english = new Holidays('DE', 'by', { languages: ['en'] })

const morning: HoursBlock = ['08:00', '12:00']

export const edition: Edition = {
  id: 'de-by-2025-2027@date-holidays-3.37.0',
  zone: 'Europe/Berlin',
  coverage: { from: '2025-01-01', to: '2027-12-31' },
  workingWeek: ['mon', 'tue', 'wed', 'thu', 'fri'],
  hours: {
    mon: [morning, ['13:00', '16:00']],
    tue: [morning, ['13:00', '16:00']],
    wed: [morning],
    thu: [morning, ['13:00', '18:00']],
    fri: [morning],
  },
  daysOff: [2025, 2026, 2027].flatMap(year => {
    const names = new Map(english.getHolidays(year).map(holiday => [holiday.rule, holiday.name]))
    return german
      .getHolidays(year)
      .filter(holiday => holiday.type === 'public')
      .map(({ date, name, rule }) => ({ date: date.slice(0, 10), name, nameEn: names.get(rule), source: 'holidays' }))
  }),
  sources: {
    holidays: 'Bayerisches Feiertagsgesetz, as compiled by date-holidays 3.37.0 (CC BY-SA 3.0)',
    start: '§ 187 Abs. 1 BGB',
    rollover: '§ 193 BGB',
  },
  basis: { startDay: 'start', rollover: 'rollover' },
}

export const calendar = workingCalendar(edition)
// #endregion edition

// #region use
export const received = Date.parse('2026-04-01T10:00+02:00')

const explanation = calendar.explain(received, { n: 4, unit: 'calendar-day' })
explanation.sentence.en
// => 4 calendar days from 2026-04-01 (that day not counted); the last day 2026-04-05 is a weekend, so it rolls over to 2026-04-07; runs out at 2026-04-07 24:00 (Europe/Berlin).

const due = calendar.add(received, { n: 7, unit: 'working-hour' })
new Date(due.at).toISOString()
// => 2026-04-02T12:00:00.000Z
// #endregion use
