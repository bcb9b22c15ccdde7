import {
  type AnyCaseType,
  authorityAmong,
  type CaseDefinition,
  ConvokeError,
  type JsonObject,
  resolveParameters,
} from '@convoke/core'
import { preparing } from '../../run/prepared-data.js'
import { typesOf } from '../../run/world.js'
import type { Arm, ScenarioInput } from '../../scenario/schema.js'
import { arrivalsText, fitArrivals } from '../arrivals.js'
import type { CalibrationOptions } from '../calibrate.js'
import type { EventLog } from '../log/event-log.js'
import { type MeasuredLog, measuredLog } from '../log/measured-log.js'
import type { CalibrationOnto } from './calibration-onto.js'
import { type DutyTimes, dutiesFound } from './duties-found.js'
import { type Replay, replayOf } from './fates.js'
import { ontoNotes } from './onto-notes.js'
import { openingsOf } from './openings.js'
import { type ReplayedCase, replayed } from './replay.js'
import { rulesOf } from './rules.js'
import { type CaseTypeMap, checkCaseTypeMap, meaningsOf } from './type-map.js'

/** How a log is calibrated onto a case type. */
export interface OntoOptions extends Omit<CalibrationOptions, 'name'> {
  readonly caseType: AnyCaseType
  readonly map: CaseTypeMap
  readonly name?: string | undefined
}

/** The same with what a validation needs. */
export interface ModelledOnto {
  readonly made: CalibrationOnto
  readonly duties: readonly DutyTimes[]
  readonly cases: readonly ReplayedCase[]
  readonly measured: MeasuredLog
}

/**
 * Calibrates a scenario of a case type 校准到办件类型 to a log of another system: each case of the log is carried out once more by the rules
 * of the case type, clocks and all; what parties did about their duties, and how soon, becomes the behaviour of the scenario. What
 * cannot be carried out is told with its count, rows and reason. A duty that falls away, or lasts beyond the log, counts for as
 * long as it was seen. Pure.
 *
 * @throws ConvokeError `simulate/map` where the map does not fit the case type, with every issue in `details.issues`, or where by
 * it no case can be opened; `simulate/fit` for a log without events
 * @example
 * import { errand, errandOpened } from '@convoke/core/testing'
 * const at = (hour: number) => Date.parse('2026-03-02T01:00:00Z') + hour * 3_600_000
 * const events = Array.from({ length: 40 }, (_, i) => [
 *   { caseId: `c${i}`, activity: 'Asked', at: at(24 * i), row: 3 * i + 1 },
 *   { caseId: `c${i}`, activity: 'Sent', at: at(24 * i + 1), row: 3 * i + 2 },
 *   { caseId: `c${i}`, activity: 'Phoned', at: at(24 * i + 2 + (i % 3)), row: 3 * i + 3 },
 * ]).flat()
 * const map = { opening: errandOpened.opening, activities: { Asked: 'open', Sent: 'submit' } }
 * const { replay, scenario } = calibrateOnto({ events, broken: [] }, { caseType: errand, map, calendar: 'always', bootstrap: 0 })
 * replay.leftOut.map(({ activity, fate, count }) => `${activity} ${fate} ${count}`) // => ['Phoned unmapped 40']
 * scenario.behaviour?.find(({ task }) => task === 'submit')?.delay // => '60 min'
 */
export function calibrateOnto(log: EventLog, options: OntoOptions): CalibrationOnto {
  return modelledOnto(log, options).made
}

/** Calibrates, and keeps what came between. */
export function modelledOnto(log: EventLog, options: OntoOptions): ModelledOnto {
  const { caseType, map, bootstrap, seed, onStep } = options
  const issues = checkCaseTypeMap(map, caseType)
  if (issues.length > 0)
    throw new ConvokeError('simulate/map', 'the map does not fit the case type; correct what the issues name', {
      details: { issues },
    })
  const meanings = meaningsOf(map, caseType)
  const measured = measuredLog(log, { ...options, isDoing: activity => meanings(activity) !== 'ignore' })
  const { window, hours, basis, calendar, calendarName, traces } = measured
  const definition = typesOf([caseType]).get(caseType.name) as CaseDefinition
  const resolved = resolveParameters(definition, [(map.parameters ?? {}) as JsonObject])
  const parameters = resolved.ok ? resolved.values : {}
  const organisation = map.organisation ?? []
  const type = { name: caseType.name, definition, parameters }
  const cases = traces
    // How such a case opened, and what came then, is not known.
    .filter(({ isTruncated }) => !isTruncated)
    .map(trace =>
      replayed(trace, {
        ...{ type, map, meanings, calendar, to: window.to, begun: log.begun },
        authority: authorityAmong(organisation.map(edge => ({ ...edge, from: 0, to: null }))),
        prepared,
      }),
    )
  const replay = replayOf(cases, caseType, log.ended)
  if (replay.opened === 0) throw unopened(replay)
  const open = cases.filter(({ openedAt }) => openedAt !== undefined)
  const instances = traces.flatMap(one => one.instances)
  const hasStarts = instances.filter(({ start }) => start !== undefined).length > instances.length / 2
  const duties = dutiesFound(open, { measuring: measured, hasStarts, bootstrap, seed, onStep })
  const arrivals = fitArrivals(
    open.map(({ openedAt = 0 }) => openedAt),
    calendar,
    window,
  )
  const found = openingsOf(open)
  const rate = arrivalsText(arrivals)
  const total = found.reduce((sum, { cases: count }) => sum + count, 0)
  const name = options.name ?? options.title ?? caseType.name
  const scenario: ScenarioInput = {
    name,
    from: calendar.localDate(window.from),
    days: Math.max(1, Math.min(3660, Math.round((window.to - window.from) / 86_400_000))),
    calendar: calendarName,
    ...(basis === 'hours' || hasStarts ? { hours: hours.hours.map(([from, to]) => [from, to]) as Arm['hours'] } : {}),
    ...(map.parameters === undefined ? {} : { parameters: { [caseType.name]: { ...map.parameters } } }),
    ...(organisation.length === 0 ? {} : { organisation: organisation.map(edge => ({ ...edge })) }),
    cases: found.map(({ opening, cases: count }) => ({
      type: caseType.name,
      arrivals: { ...rate, perDay: Number(((rate.perDay * count) / total).toPrecision(5)) },
      ...(map.opening === undefined ? {} : { opening }),
    })),
    ...(hasStarts ? { parties: staffOf(open) } : {}),
    behaviour: rulesOf(type.name, duties, open, { map, delayIn: basis === 'hours' ? 'hours' : 'elapsed', hasStarts }),
  }
  const made: Omit<CalibrationOnto, 'notes'> = {
    schema: 'convoke-calibration-onto-1',
    caseType: { name: caseType.name, version: caseType.version },
    log: {
      ...{ cases: traces.length, events: measured.events, from: window.from, to: window.to },
      open: open.filter(({ outcome }) => outcome === null).length,
      truncated: traces.filter(({ isTruncated }) => isTruncated).length,
      ...{ brokenRows: log.broken.length, resources: measured.resources.length },
    },
    ...{ replay, arrivals, openings: found, hours: { ...hours, basis }, calendars: measured.calendars, scenario },
    duties: duties.map(({ times: _, elapsedMean: __, ...duty }) => duty),
  }
  const notes = ontoNotes(made, { caseType, map, hasStarts, activities: new Set(instances.map(one => one.activity)) })
  return { made: { ...made, notes }, duties, cases, measured }
}

const prepared = preparing()

/** As many persons as did something for a party. */
function staffOf(cases: readonly ReplayedCase[]): ScenarioInput['parties'] {
  const persons = new Map<string, Set<string>>()
  for (const { events } of cases)
    for (const { by, instance } of events) {
      if (by === undefined) continue
      const own = persons.get(by) ?? new Set()
      persons.set(by, own.add(instance.by))
    }
  return Object.fromEntries([...persons].sort().map(([party, own]) => [party, { staff: Math.max(1, own.size) }]))
}

function unopened({ cases, leftOut }: Replay): ConvokeError {
  const [first] = leftOut.filter(({ fate }) => fate === 'refused' || fate === 'cell')
  const told = (locale: 'en' | 'zh-CN') =>
    first === undefined ? '' : ` ${first.reason[locale]}${first.code === null ? '' : ` [${first.code}]`}`
  const why = {
    en: `none of the ${cases} cases of the log could be opened${first === undefined ? '' : ` (row ${first.rows[0]}):${told('en')}`}; correct "opening" of the map`,
    'zh-CN': `日志中 ${cases} 件均未能立案${first === undefined ? '' : `（第 ${first.rows[0]} 行）：${told('zh-CN')}`}；请更正对应表的 "opening"`,
  }
  return new ConvokeError('simulate/map', `a log cannot be calibrated: ${why.en}`, { details: { why } })
}
