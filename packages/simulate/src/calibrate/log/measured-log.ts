// A log as it is measured: its span, its cases, the hours in which people work, by which its times count.
import { ConvokeError, type WorkingCalendar } from '@convoke/core'
import { daysFrom } from '../../run/days.js'
import { type Hours, type Shifts, shiftsOf } from '../../run/shifts.js'
import { calendarOf } from '../../scenario/calendar.js'
import type { Arm } from '../../scenario/schema.js'
import { hoursFound, minutesOf, type OfficeHours, officeHours, type WorkingCalendarFound } from '../calendars.js'
import { type EventLog, resolutionOf, type Trace, tracesOf, type Window } from './event-log.js'

/** Resources whose calendars are told. */
const mostCalendars = 50

/**
 * The calendar of a scenario by its name, and how far its wall clock is ahead of UTC, ms: for readers of logs, whose times are to
 * be what that clock showed. Pure.
 *
 * @example
 * clockFor('china').ahead // => 28800000
 * clockFor('week').ahead // => 0
 */
export function clockFor(
  calendar: Arm['calendar'],
  hours?: Arm['hours'],
): { readonly calendar: WorkingCalendar; readonly ahead: number } {
  const own = calendarOf({ calendar, hours } as Arm)
  return { calendar: own, ahead: Date.parse('2024-01-02T00:00:00Z') - own.endOf('2024-01-01') }
}

/** What is known of a log before anything is fitted. */
export interface MeasuredLog {
  readonly window: Window
  readonly traces: readonly Trace[]
  readonly events: number
  readonly calendarName: Arm['calendar']
  readonly calendar: WorkingCalendar
  readonly hours: OfficeHours
  readonly basis: 'hours' | 'elapsed'
  /** Working hours, or all time where that is undefined. */
  readonly shifts: Shifts | undefined
  /** The clock of the log, ms. */
  readonly resolution: number
  readonly resources: readonly string[]
  readonly calendars: readonly WorkingCalendarFound[]
}

/**
 * Finds out by what the times of a log count.
 *
 * @throws ConvokeError `simulate/fit` for a log without events
 */
export function measuredLog(
  log: EventLog,
  options: {
    readonly calendar?: Arm['calendar'] | undefined
    readonly hours?: Hours | undefined
    readonly window?: Partial<Window> | undefined
    /** Which events somebody did; others say nothing of when people work. Default: all. */
    readonly isDoing?: ((activity: string) => boolean) | undefined
  },
): MeasuredLog {
  const { events } = log
  if (events.length === 0) throw nothingToFit()
  // The wall clock is found first: which calendar it is read on depends on whether weekends are worked.
  const { ahead } = clockFor(options.calendar ?? 'week')
  const wall = (at: number) => at + ahead
  const done = options.isDoing === undefined ? events : events.filter(one => options.isDoing?.(one.activity))
  const doings = done.map(({ at, by = '' }) => ({ at: wall(at), by }))
  const hours = officeHours(doings, options.hours)
  const calendarName = options.calendar ?? (hours.isEveryDay ? 'always' : 'week')
  const { calendar } = clockFor(calendarName, hours.hours as Arm['hours'])
  const first = events.reduce((least, { at }) => Math.min(least, at), Number.POSITIVE_INFINITY)
  const last = events.reduce((most, { at }) => Math.max(most, at), 0)
  const window = {
    from: options.window?.from ?? dayStart(calendar, first),
    to: options.window?.to ?? calendar.endOf(calendar.localDate(last)),
  }
  const traces = tracesOf(log, window)
  if (traces.length === 0) throw nothingToFit()
  const basis =
    options.hours !== undefined || (hours.support >= 0.9 && minutesOf(hours.hours) <= 20 * 60) ? 'hours' : 'elapsed'
  const isEveryDay = calendarName === 'always'
  const shifts =
    basis === 'hours'
      ? shiftsOf(daysFrom(calendar, dayStart(calendar, Math.min(first, window.from))), hours.hours, {
          restDays: isEveryDay,
        })
      : undefined
  const byResource = new Map<string, { at: number; by: string }[]>()
  for (const one of doings) {
    const own = byResource.get(one.by)
    if (own === undefined) byResource.set(one.by, [one])
    else own.push(one)
  }
  const known = [...byResource]
    .filter(([by]) => by !== '')
    .sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1))
  return {
    ...{ window, traces, calendarName, calendar, hours, basis, shifts },
    resolution: resolutionOf(events.map(event => ({ ...event, at: wall(event.at) }))),
    events: traces.reduce((sum, { instances }) => sum + instances.length, 0),
    resources: known.map(([by]) => by),
    calendars: [hoursFound('', doings), ...known.slice(0, mostCalendars).map(([by, own]) => hoursFound(by, own))],
  }
}

function dayStart(calendar: WorkingCalendar, at: number): number {
  const date = calendar.localDate(at)
  return calendar.endOf(new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10))
}

function nothingToFit(): ConvokeError {
  const why = {
    en: 'the log holds no events in the time that is looked at; give a longer log, or correct "from" and "to"',
    'zh-CN': '日志在所取时段内没有任何事件；请提供更长的日志，或更正 "from" 与 "to"',
  }
  return new ConvokeError('simulate/fit', `a log cannot be calibrated: ${why.en}`, { details: { why } })
}
