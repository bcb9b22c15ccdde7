import type { Calendar } from './calendar.js'
import { assertOptions, CalendarError } from './calendar-error.js'
import { checkEdition } from './check-edition.js'
import { count } from './counting.js'
import { compileDays } from './day-table.js'
import type { Desk, Edition, WeeklyHours } from './edition.js'
import { explain } from './explain.js'
import { type DayNumber, dayNumber, formatDate, type PlainDate } from './plain-date.js'
import { workingHours } from './working-hours.js'
import { zoneOf } from './zone.js'

/** How a calendar is built from an edition. */
export interface CalendarOptions {
  /**
   * Count every date outside the coverage by the working week alone and mark the answer `provisional`. Default false:
   * only a calendar-day period, which needs no more than the roll-over of its last day, is counted beyond the coverage
   * and marked, with the reminders and extensions that hang on its date; other working days and hours are an error.
   * The instants are the same under both.
   */
  readonly allowProvisional?: boolean
  /** Working hours instead of the edition's own. Changes the identity of the edition, since working hours depend on it. */
  readonly hours?: WeeklyHours
}

/**
 * A calendar over any country's edition.
 *
 * A last day that does not work (holiday or weekly rest day) rolls over to the next working day unless the period says
 * `rollover: false`. Beyond the coverage that roll-over goes by the working week, and the answer is `provisional`. A desk
 * that ignores holidays is never outside coverage.
 *
 * @throws CalendarError `calendar/bad-edition` with every fault in `details.problems`; `calendar/bad-option` for an option
 * that there is not
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
  assertOptions(options, ['allowProvisional', 'hours'])
  const used = options.hours === undefined ? edition : withHours(edition, options.hours)
  checkEdition(used)
  return openDesk(used, 'office', options.allowProvisional === true, new Map())
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

/** `opened` holds the desks of this calendar: a deadline names its desk at every start, and compiling one reads every day. */
const openDesk = (
  edition: Edition,
  name: string,
  allowProvisional: boolean,
  opened: Map<string, Calendar>,
): Calendar => {
  const known = opened.get(name)
  if (known !== undefined) return known
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
  const covers = (isAllowed: (date: DayNumber) => boolean) => (from: DayNumber, to: DayNumber) => {
    const date = table.uncovered(from, to)
    if (date === undefined) return false
    if (!isAllowed(date)) throw outside(edition, formatDate(date))
    return true
  }
  const lastCovered = dayNumber(edition.coverage.to)
  const counting = count(table, zone, workingHours(table, zone), {
    needs: covers(() => allowProvisional),
    foresees: covers(date => allowProvisional || date > lastCovered),
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
    desk: other => openDesk(edition, other, allowProvisional, opened),
  }
  opened.set(name, calendar)
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
