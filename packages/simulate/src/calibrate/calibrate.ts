import type { Hours } from '../run/shifts.js'
import type { ScenarioInput } from '../scenario/schema.js'
import { arrivalsText, fitArrivals } from './arrivals.js'
import type { CalibratedTime, Calibration } from './calibration.js'
import { choosingRules, type Discovered, type Durations, discovered, timeRule } from './discover.js'
import { type FittedDuration, fewest, fitDuration } from './fit/fit-duration.js'
import { kaplanMeier, valuesOf } from './fit/kaplan-meier.js'
import { isCensored } from './fit/observation.js'
import type { EventLog, Window } from './log/event-log.js'
import { measuredLog } from './log/measured-log.js'
import { notesOf } from './notes.js'
import { distributionText } from './time-text.js'

/** How a log is calibrated. */
export interface CalibrationOptions {
  /** What the case type is called that is made of the log: lower-case words joined by `-`. */
  readonly name: string
  readonly title?: string | undefined
  /** Where times of the log lie. Default: `week`, or `always` where Saturdays and Sundays are worked. */
  readonly calendar?: 'china' | 'week' | 'always' | undefined
  /** Working hours of everybody, where they are known. Default: those found in the log. */
  readonly hours?: Hours | undefined
  /** First and last instant at which the log was kept, epoch ms; what lies outside is not known. Default: its first and last day. */
  readonly window?: Partial<Window> | undefined
  /** Logs that are made to test each fit. Default 99. */
  readonly bootstrap?: number | undefined
  readonly seed?: number | undefined
  /** Told after each fit how far it is. */
  readonly onStep?: ((done: number, of: number) => void) | undefined
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
  const read = measuredLog(log, options)
  const { window, hours, basis, calendar } = read
  const flow = discovered(options.title ?? options.name, read.traces, read)
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
