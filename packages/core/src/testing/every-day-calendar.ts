import { ConvokeError } from '../errors/convoke-error.js'
import type { Due, Duration, ExplainedDay, WorkingCalendar } from '../ports/working-calendar.js'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/**
 * A calendar without holidays, for tests: UTC, every day works, an hour is an hour. Arithmetic can be done in one's head.
 *
 * @example
 * new Date(everyDayCalendar().add(Date.UTC(2026, 0, 5, 9), { n: 2, unit: 'working-day' }).at).toISOString() // => '2026-01-08T00:00:00.000Z'
 */
export function everyDayCalendar(edition = 'every-day'): WorkingCalendar {
  const midnightAfter = (at: number) => (Math.floor(at / dayMs) + 1) * dayMs
  const inDays = ({ unit }: Duration) => unit === 'working-day' || unit === 'calendar-day'
  const unitMs = ({ unit }: Duration) => (unit === 'minute' ? minuteMs : unit.endsWith('day') ? dayMs : hourMs)
  const add = (from: number, duration: Duration): Due => ({
    at: inDays(duration) ? midnightAfter(from) + duration.n * dayMs : from + duration.n * unitMs(duration),
    provisional: false,
  })
  const date = (at: number) => new Date(at).toISOString().slice(0, 10)
  const calendar: WorkingCalendar = {
    edition,
    zone: 'UTC',
    coverage: { from: '0001-01-01', to: '9999-12-31' },
    add,
    before: (due, duration) => ({ at: due - duration.n * unitMs(duration), provisional: false }),
    extend: (due, duration) => ({ at: due + duration.n * unitMs(duration), provisional: false }),
    remaining: (at, due) => (due > at ? due - at : null),
    resume: (at, left) => ({ at: at + left, provisional: false }),
    isWorkingDay: () => true,
    localDate: date,
    endOf: day => startOf(day) + dayMs,
    explain(from, duration) {
      const { at: due, provisional } = add(from, duration)
      const days: ExplainedDay[] = inDays(duration)
        ? [
            { date: date(from), counted: null, kind: 'start' },
            ...Array.from(
              { length: duration.n },
              (_, i): ExplainedDay => ({ date: date(from + (i + 1) * dayMs), counted: i + 1, kind: 'working' }),
            ),
          ]
        : [{ date: date(from), counted: duration.n, kind: 'hours' }]
      return {
        edition,
        from,
        due,
        provisional,
        duration,
        days,
        sentence: {
          'zh-CN': `自${date(from)}起${duration.n}个单位`,
          en: `${duration.n} ${duration.unit} from ${date(from)}`,
        },
      }
    },
    desk(name) {
      if (name === 'duty') return calendar
      throw new ConvokeError('calendar/unknown-desk', `this calendar has no desk "${name}"; it has "duty"`, {
        details: { desk: name, known: ['duty'] },
      })
    },
  }
  return calendar
}

/** A date that is none, such as 30 February, is refused as the calendars of a host refuse it. */
function startOf(date: string): number {
  const at = Date.parse(`${date}T00:00:00Z`)
  if (!Number.isNaN(at) && new Date(at).toISOString().startsWith(`${date}T`)) return at
  throw new ConvokeError(
    'calendar/bad-date',
    `${JSON.stringify(date)} is not a date; write it as YYYY-MM-DD, such as '2026-02-15'.`,
    { details: { date } },
  )
}
