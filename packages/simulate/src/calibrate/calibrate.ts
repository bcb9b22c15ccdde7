import type { WorkingCalendar } from '@convoke/core'
import { daysFrom } from '../run/days.js'
import { shiftsOf } from '../run/shifts.js'
import { calendarOf } from '../scenario/calendar.js'
import type { Arm, ScenarioInput } from '../scenario/schema.js'
import { arrivalsText, fitArrivals } from './arrivals.js'
import { hoursFound, type OfficeHours, officeHours, type WorkingCalendarFound } from './calendars.js'
import type { CalibratedTime, Calibration } from './calibration.js'
import { choosingRules, type Discovered, type Durations, discovered, timeRule } from './discover.js'
import { type FittedDuration, fewest, fitDuration } from './fit/fit-duration.js'
import { kaplanMeier, valuesOf } from './fit/kaplan-meier.js'
import { isCensored } from './fit/observation.js'
import { type EventLog, resolutionOf, type Trace, tracesOf, type Window } from './log/event-log.js'
import { notesOf } from './notes.js'
import { distributionText } from './time-text.js'

/** How a log is calibrated. */
export interface CalibrationOptions {
  /** What the case type is called that is made of the log: lower-case words joined by `-`. */
  readonly name: string
  readonly title?: string | undefined
  /** Where times of the log lie. Default: `week`, or `always` where Saturdays and Sundays are worked. */
  readonly calendar?: 'china' | 'week' | 'always' | undefined
  /** First and last instant at which the log was kept, epoch ms; what lies outside is not known. Default: its first and last day. */
  readonly window?: Partial<Window> | undefined
  /** Logs that are made to test each fit. Default 99. */
  readonly bootstrap?: number | undefined
  readonly seed?: number | undefined
  /** Told after each fit how far it is. */
  readonly onStep?: ((done: number, of: number) => void) | undefined
}

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

/**
 * Calibrates a scenario 校准 to a log of events: when cases arrive, what follows what, how long it takes, when people work. The case type
 * is a flow made of the log, so that a log of any system will do. Cases that are open at the end of the log count for as long as
 * they were seen, and those that began before it from where they are seen. Pure.
 *
 * @throws ConvokeError `simulate/fit` for a log without events
 * @example
 * const hour = 3_600_000
 * const monday = Date.parse('2026-03-02T09:00:00Z')
 * const events = Array.from({ length: 200 }, (_, i) => [
 *   { caseId: `c${i}`, activity: 'Receive', at: monday + i * hour, row: 2 * i },
 *   { caseId: `c${i}`, activity: 'Answer', at: monday + i * hour + (1 + (i % 7)) * hour, row: 2 * i + 1 },
 * ]).flat()
 * const { scenario, arrivals } = calibrate({ events, broken: [] }, { name: 'letters', bootstrap: 0 })
 * Math.round(arrivals.perDay.estimate) // => 22
 * scenario.flows?.letters?.follows.receive // => ['answer']
 */
export function calibrate(log: EventLog, options: CalibrationOptions): Calibration {
  const read = readLog(log, options)
  const { window, hours, basis, calendar, flow } = read
  const { bootstrap, seed, onStep, name } = options
  const times = flow.durations.map((durations, i): CalibratedTime => {
    const ended = durations.observations.filter(one => !isCensored(one)).length
    const fit = ended < fewest ? null : fitDuration(durations.observations, { bootstrap, seed })
    onStep?.(i + 1, flow.durations.length)
    const { after, activity, what } = durations
    return { after, activity, what, fit }
  })
  const arrivals = fitArrivals(
    read.traces.filter(({ isTruncated }) => !isTruncated).map(({ instances }) => instances[0]?.end ?? 0),
    calendar,
    window,
  )
  const delayIn = basis === 'hours' ? 'hours' : 'elapsed'
  const behaviour = [
    ...choosingRules(name, flow.branching),
    // Those of a certain activity before come first; effort and delay of one task are in one rule.
    ...rulesOf(name, flow, times, delayIn),
  ]
  const scenario: ScenarioInput = {
    name: options.title ?? name,
    from: calendar.localDate(window.from),
    days: Math.max(1, Math.min(3660, Math.round((window.to - window.from) / 86_400_000))),
    calendar: read.calendarName,
    ...(basis === 'hours' || flow.hasStarts ? { hours: hours.hours.map(([from, to]) => [from, to]) } : {}),
    flows: { [name]: flow.flow },
    cases: [{ type: name, arrivals: arrivalsText(arrivals), opening: { desk: pool } }],
    ...(flow.hasStarts ? { parties: { [pool]: { staff: Math.max(1, read.resources.length) } } } : {}),
    behaviour,
  }
  const made: Omit<Calibration, 'notes'> = {
    schema: 'convoke-calibration-1',
    log: {
      ...{ cases: read.traces.length, events: read.events, from: window.from, to: window.to },
      open: read.traces.filter(({ isOpen }) => isOpen).length,
      truncated: read.traces.filter(({ isTruncated }) => isTruncated).length,
      ...{ brokenRows: log.broken.length, resources: read.resources.length },
    },
    ...{ arrivals, branching: flow.branching, times, hours: { ...hours, basis }, titles: flow.titles, scenario },
    calendars: read.calendars,
  }
  return { ...made, notes: notesOf(made, { hasStarts: flow.hasStarts, saysEnded: log.ended !== undefined }) }
}

/** Everybody, where the log tells groups not apart. */
const pool = 'desk:all'

/** What is known of a log before anything is fitted. */
interface ReadLog {
  readonly window: Window
  readonly traces: readonly Trace[]
  readonly events: number
  readonly calendarName: Arm['calendar']
  readonly calendar: WorkingCalendar
  readonly hours: OfficeHours
  readonly basis: 'hours' | 'elapsed'
  readonly resources: readonly string[]
  readonly calendars: readonly WorkingCalendarFound[]
  readonly flow: Discovered
}

function readLog(log: EventLog, options: CalibrationOptions): ReadLog {
  const { events } = log
  if (events.length === 0) fitDuration([])
  // The wall clock is found first: which calendar it is read on depends on whether weekends are worked.
  const { ahead } = clockFor(options.calendar ?? 'week')
  const wall = (at: number) => at + ahead
  const doings = events.map(({ at, by = '' }) => ({ at: wall(at), by }))
  const hours = officeHours(doings)
  const calendarName = options.calendar ?? (hours.isEveryDay ? 'always' : 'week')
  const { calendar } = clockFor(calendarName, hours.hours as Arm['hours'])
  const first = events.reduce((least, { at }) => Math.min(least, at), Number.POSITIVE_INFINITY)
  const last = events.reduce((most, { at }) => Math.max(most, at), 0)
  const window = {
    from: options.window?.from ?? dayStart(calendar, first),
    to: options.window?.to ?? calendar.endOf(calendar.localDate(last)),
  }
  const traces = tracesOf(log, window)
  if (traces.length === 0) fitDuration([])
  const perDay = hours.hours.reduce((sum, [from, to]) => sum + Number(to.slice(0, 2)) - Number(from.slice(0, 2)), 0)
  const basis = hours.support >= 0.9 && perDay <= 20 ? 'hours' : 'elapsed'
  const isEveryDay = calendarName === 'always'
  const shifts =
    basis === 'hours'
      ? shiftsOf(daysFrom(calendar, dayStart(calendar, Math.min(first, window.from))), hours.hours, {
          restDays: isEveryDay,
        })
      : undefined
  const resolution = resolutionOf(events.map(event => ({ ...event, at: wall(event.at) })))
  const byResource = new Map<string, { at: number; by: string }[]>()
  for (const one of doings) byResource.set(one.by, [...(byResource.get(one.by) ?? []), one])
  const known = [...byResource]
    .filter(([by]) => by !== '')
    .sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1))
  return {
    ...{ window, traces, calendarName, calendar, hours, basis },
    events: traces.reduce((sum, { instances }) => sum + instances.length, 0),
    resources: known.map(([by]) => by),
    calendars: [hoursFound('', doings), ...known.slice(0, mostCalendars).map(([by, own]) => hoursFound(by, own))],
    flow: discovered(options.title ?? options.name, traces, { window, shifts, resolution }),
  }
}

function dayStart(calendar: WorkingCalendar, at: number): number {
  const date = calendar.localDate(at)
  return calendar.endOf(new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10))
}

type Rule = NonNullable<ScenarioInput['behaviour']>[number]

function rulesOf(type: string, flow: Discovered, times: readonly CalibratedTime[], delayIn: 'hours' | 'elapsed') {
  const timeOf = (durations: Durations, fit: FittedDuration | null) =>
    distributionText(fit?.distribution ?? { empirical: valuesOf(kaplanMeier(durations.observations)) })
  const rules = flow.durations.flatMap((durations, i): readonly Rule[] => {
    if (durations.what !== 'response') return []
    // Nothing ended, and nothing is known but that it takes longer than was seen.
    if (durations.observations.every(isCensored)) return [{ ...timeRule(type, durations), delay: 'never' }]
    const delay = timeOf(durations, times[i]?.fit ?? null)
    // Where work is known, the queue for people makes the waiting.
    return flow.hasStarts ? [] : [{ ...timeRule(type, durations), delay, delayIn }]
  })
  const services = flow.durations.flatMap((durations, i) =>
    durations.what === 'service'
      ? [{ ...timeRule(type, durations), effort: timeOf(durations, times[i]?.fit ?? null) }]
      : [],
  )
  return [
    ...rules.filter(rule => rule.when !== undefined),
    ...rules.filter(rule => rule.when === undefined),
    ...services,
  ]
}
