import { type AnyCaseType, ConvokeError } from '@convoke/core'
import type { LoggedEvent } from '../../export/simulated-log.js'
import { doing } from '../../flow/flow.js'
import type { ScenarioInput } from '../../scenario/schema.js'
import { meanInterval } from '../../statistics/interval.js'
import type { Sentence } from '../../study/result.js'
import { activityNames } from '../activity-names.js'
import { type CalibrationOptions, calibrate } from '../calibrate.js'
import type { Calibration } from '../calibration.js'
import { type EventLog, type Trace, tracesOf, type Window } from '../log/event-log.js'
import { clockFor } from '../log/measured-log.js'
import { modelledOnto, type OntoOptions } from '../onto/calibrate-onto.js'
import { meaningsOf } from '../onto/type-map.js'
import { type ComparedCase, distancesOf, type MeasureName, measures } from './distances.js'
import { comparedCases, doersOf, exponentialScenario, resampledCases, simulatedCases } from './logs.js'

/** A distance as the mean of several made logs with its interval; null where it is not defined. Plain JSON. */
export interface MadeDistance {
  readonly mean: number | null
  readonly ci: readonly [low: number, high: number] | null
}

/** How far the later part of a log is from what the earlier part makes one expect 校准验证. Plain JSON. */
export interface Validation {
  readonly schema: 'convoke-calibration-check-1'
  /** `partial` where it was stopped before all logs were made. */
  readonly status: 'complete' | 'partial'
  /** The parts: what was calibrated, and what it was compared with. */
  readonly training: Window & { readonly cases: number }
  readonly test: Window & { readonly cases: number }
  readonly logs: number
  readonly measures: readonly {
    readonly id: MeasureName
    readonly unit: 'hours' | 'share'
    /** Of the calibrated scenario, of the same flow with exponential times, of cases drawn anew from the earlier part. */
    readonly calibrated: MadeDistance
    readonly exponential: MadeDistance
    readonly resampled: MadeDistance
    /** Of one half of the later part from the other: no model can be expected to do better. */
    readonly floor: number | null
  }[]
  /** Shares by hour, which a distance can hide: real, and of the made logs the mean with the least and the most. */
  readonly histograms: readonly {
    readonly id: 'arrivalHour' | 'hourOfDay' | 'dayOfWeek' | 'cycleTime'
    readonly bins: readonly string[]
    readonly real: readonly number[]
    readonly simulated: readonly number[]
    readonly least: readonly number[]
    readonly most: readonly number[]
  }[]
  readonly notes: readonly Sentence[]
}

/** How much is compared with how much. */
export interface ValidationSize {
  /** Share of the cases, the earlier ones, that are calibrated. Default 0.7. */
  readonly trainingShare?: number | undefined
  /** How many logs are made of each kind, at least 2. Default 10. */
  readonly logs?: number | undefined
}

/** How a calibration is validated. */
export interface ValidationOptions extends CalibrationOptions, ValidationSize {}

/** Fewer cases than this in either part say nothing. Ours. */
const fewestCases = 20

/**
 * Calibrates the earlier cases of a log and compares the later ones with logs that the calibrated scenario makes, beside two that need no
 * model and one that none can beat. Distances are those of Chapela-Campa et al. (BPM 2023). Pure.
 *
 * @throws ConvokeError `simulate/fit` where either part has fewer than twenty cases
 * @example
 * const monday = Date.parse('2026-03-02T09:00:00Z')
 * const hour = 3_600_000
 * const events = Array.from({ length: 90 }, (_, i) => [
 *   { caseId: `c${i}`, activity: 'Receive', at: monday + 12 * i * hour, row: 2 * i + 1 },
 *   { caseId: `c${i}`, activity: 'Answer', at: monday + (12 * i + 1 + (i % 7)) * hour, row: 2 * i + 2 },
 * ]).flat()
 * const { measures } = validateCalibration({ events, broken: [] }, { name: 'letters', bootstrap: 0, logs: 2 })
 * measures.map(({ id }) => id) // => ['ngram', 'controlFlow', 'absoluteEvents', …]
 * Math.round(measures[0]?.calibrated.mean ?? 1) // => 0
 */
export function validateCalibration(log: EventLog, options: ValidationOptions): Validation {
  return finished(validatingCalibration(log, options))
}

/** How far a validation is: logs that were made and compared. */
export interface ValidationProgress {
  readonly done: number
  readonly of: number
}

/** A validation on its way: told how far it is, and asked whether to go on; what is done by then is the result, marked `partial`. */
export type Validating = Generator<ValidationProgress, Validation, boolean | undefined>

/**
 * The same step by step, for a host that shows how far it is or stops it. At least one log of each kind is made.
 *
 * @example
 * const at = (n: number) => Date.parse('2026-03-02T09:00:00Z') + n * 3_600_000
 * const events = Array.from({ length: 90 }, (_, i) => [
 *   { caseId: `c${i}`, activity: 'Receive', at: at(12 * i), row: 2 * i + 1 },
 *   { caseId: `c${i}`, activity: 'Answer', at: at(12 * i + 1 + (i % 7)), row: 2 * i + 2 },
 * ]).flat()
 * const validating = validatingCalibration({ events, broken: [] }, { name: 'letters', bootstrap: 0, logs: 9 })
 * validating.next().value // => { done: 1, of: 9 }
 * const { value } = validating.next(false)
 * 'status' in value && value.status // => 'partial'
 */
export function validatingCalibration(log: EventLog, options: ValidationOptions): Validating {
  const { name } = options
  const how = { ...options, bootstrap: 0, onStep: undefined }
  return compared(log, options, {
    caseTypes: [],
    calibrated(window, trained) {
      const made = calibrate(log, window === undefined ? how : { ...how, window })
      const titles = made.scenario.flows?.[name]?.activities ?? {}
      return {
        ...{ scenario: made.scenario, window: { from: made.log.from, to: made.log.to } },
        activityOf: ({ type }) => titles[type] ?? type,
        means: meansOf(made, trained),
      }
    },
    told: traces => traces,
  })
}

/**
 * Calibrates the earlier cases of a log onto a case type, and compares the commands of the later ones with those of simulated cases, as
 * {@link validateCalibration} does. Pure.
 *
 * @throws ConvokeError as `calibrateOnto` does, and `simulate/fit` where either part has fewer than twenty cases
 * @example
 * import { errand, errandOpened } from '@convoke/core/testing'
 * const at = (hour: number) => Date.parse('2026-03-02T01:00:00Z') + hour * 3_600_000
 * const events = Array.from({ length: 80 }, (_, i) => [
 *   { caseId: `c${i}`, activity: 'Asked', at: at(24 * i), row: 2 * i + 1 },
 *   { caseId: `c${i}`, activity: 'Sent', at: at(24 * i + 1 + (i % 3)), row: 2 * i + 2 },
 * ]).flat()
 * const map = { opening: errandOpened.opening, activities: { Asked: 'open', Sent: 'submit' } }
 * const how = { caseType: errand, map, calendar: 'always', logs: 2 } as const
 * const validating = validatingOnto({ events, broken: [] }, how)
 * validating.next().value // => { done: 1, of: 2 }
 */
export function validatingOnto(log: EventLog, options: OntoOptions & ValidationSize): Validating {
  const { caseType, map } = options
  const meanings = meaningsOf(map, caseType)
  const how = { ...options, bootstrap: 0, onStep: undefined }
  // Of what happens in a case, a log tells what comes up in it.
  const known = new Set(
    log.events.flatMap(({ activity }) => {
      const meaning = meanings(activity)
      return typeof meaning === 'object' ? meaning.map(({ command }) => command) : []
    }),
  )
  const opens = log.events.some(({ activity }) => meanings(activity) === 'open')
  return compared(log, options, {
    caseTypes: [caseType],
    calibrated(window) {
      const { made, duties } = modelledOnto(log, window === undefined ? how : { ...how, window })
      return {
        ...{ scenario: made.scenario, window: { from: made.log.from, to: made.log.to } },
        activityOf: ({ type, kind }) =>
          type === 'case.started'
            ? opens
              ? 'open'
              : undefined
            : kind === 'command' && known.has(type)
              ? type
              : undefined,
        means: task => duties.find(one => one.task === task)?.elapsedMean ?? 0,
      }
    },
    told: traces =>
      traces.map(trace => ({
        ...trace,
        instances: trace.instances.flatMap(instance => {
          const meaning = meanings(instance.activity)
          if (meaning === undefined || meaning === 'ignore') return []
          const names = meaning === 'open' ? ['open'] : meaning.map(({ command }) => command)
          return names.map(activity => ({ ...instance, activity }))
        }),
      })),
  })
}

/** A model of a log, of whichever kind. */
interface Modelling {
  readonly caseTypes: readonly AnyCaseType[]
  /** Of the whole log, or of the part before. */
  calibrated(
    window: Window | undefined,
    trained: readonly Trace[],
  ): {
    readonly scenario: ScenarioInput
    readonly window: Window
    readonly activityOf: (event: LoggedEvent) => string | undefined
    readonly means: (task: string, last: string | undefined) => number
  }
  /** Cases in the words in which simulated ones are told. */
  told(traces: readonly Trace[]): readonly Trace[]
}

function* compared(
  log: EventLog,
  { trainingShare = 0.7, logs = 10, seed = 1 }: ValidationSize & { readonly seed?: number | undefined },
  model: Modelling,
): Validating {
  const { window, scenario: whole } = model.calibrated(undefined, [])
  const { ahead, calendar } = clockFor(whole.calendar ?? 'china')
  const traces = tracesOf(log, window).filter(({ isTruncated }) => !isTruncated)
  const cutCase = traces[Math.floor(traces.length * trainingShare)]
  const cut =
    cutCase === undefined ? window.to : calendar.endOf(calendar.localDate(cutCase.instances[0]?.end ?? window.to))
  const training: Window = { from: window.from, to: cut }
  const test: Window = { from: cut, to: window.to }
  const arrivedIn = (one: Trace, { from, to }: Window) => {
    const at = one.instances[0]?.end ?? 0
    return at >= from && at < to
  }
  const trained = model.told(traces.filter(one => arrivedIn(one, training)))
  const later = model.told(traces.filter(one => arrivedIn(one, test)))
  if (trained.length < fewestCases || later.length < fewestCases) throw tooFew(trained.length, later.length)

  const { scenario: fitted, activityOf, means } = model.calibrated(training, trained)
  const days = Math.max(1, Math.round((test.to - test.from) / 86_400_000))
  const scenario = { ...fitted, from: calendar.localDate(test.from), days }
  const real = comparedCases(later, ahead).filter(({ events }) => events.length > 0)
  const origin = test.from + ahead
  const doers = doersOf(trained)
  const random = exponentialScenario(scenario, means)
  const perDay = trained.length / ((training.to - training.from) / 86_400_000)
  const of = Math.max(2, logs)
  const made: Readonly<Record<'calibrated' | 'exponential' | 'resampled', (readonly ComparedCase[])[]>> = {
    ...{ calibrated: [], exponential: [], resampled: [] },
  }
  for (let n = 0; n < of; n++) {
    const making = { seed: seed + n, window: test, ahead, doers, caseTypes: model.caseTypes, activityOf }
    made.calibrated.push(simulatedCases(scenario, making))
    made.exponential.push(simulatedCases(random, making))
    made.resampled.push(resampledCases(trained, { ...making, perDay }))
    const goesOn = yield { done: n + 1, of }
    if (goesOn === false && n + 1 < of) break
  }
  const distances = (list: readonly (readonly ComparedCase[])[]) => list.map(one => distancesOf(real, one, origin))
  const [calibrated, exponential, resampled] = [
    distances(made.calibrated),
    distances(made.exponential),
    distances(made.resampled),
  ]
  const floor = distancesOf(
    real.filter((_, i) => i % 2 === 0),
    real.filter((_, i) => i % 2 === 1),
    origin,
  )
  const ids = Object.keys(measures) as MeasureName[]
  return {
    schema: 'convoke-calibration-check-1',
    status: made.calibrated.length < of ? 'partial' : 'complete',
    training: { ...training, cases: trained.length },
    test: { ...test, cases: later.length },
    logs: made.calibrated.length,
    measures: ids.map(id => ({
      ...{ id, unit: measures[id], floor: floor[id] },
      calibrated: madeDistance(calibrated.map(one => one[id])),
      exponential: madeDistance(exponential.map(one => one[id])),
      resampled: madeDistance(resampled.map(one => one[id])),
    })),
    histograms: histogramsOf(real, made.calibrated),
    notes: [
      {
        en: 'Distances can be small where patterns differ: look at the histograms too.',
        'zh-CN': '距离小并不代表规律相同：请同时查看直方图。',
      },
      {
        en: 'A simulated log knows no persons: whoever did the same activity in the log stands for them.',
        'zh-CN': '模拟日志不区分个人：以日志中办理同一环节的人代替。',
      },
      ...(floor.controlFlow === null || calibrated[0]?.controlFlow === null
        ? [
            {
              en: 'Whole courses are matched case by case in logs of two hundred cases at most; this one has more.',
              'zh-CN': '逐件比较完整流程仅适用于不超过两百件的日志；本日志超出此数。',
            },
          ]
        : []),
    ],
  }
}

function finished(validating: Validating): Validation {
  for (let step = validating.next(); ; step = validating.next()) if (step.done === true) return step.value
}

function madeDistance(values: readonly (number | null)[]): MadeDistance {
  const known = values.filter(value => value !== null)
  if (known.length < values.length) return { mean: null, ci: null }
  const { estimate, ci } = meanInterval(known, 0.95)
  return { mean: estimate, ci: ci === null ? null : [Math.max(0, ci[0]), ci[1]] }
}

/** Mean time from the activity before, or from any, in all time: what an exponential model would know. */
function meansOf({ titles }: Calibration, traces: readonly Trace[]) {
  const names = activityNames(Object.values(titles))
  const times = new Map<string, number[]>()
  const note = (key: string, ms: number) => times.set(key, [...(times.get(key) ?? []), ms])
  for (const { instances } of traces) {
    for (const [i, { activity, end }] of instances.entries()) {
      const before = instances[i - 1]
      if (before === undefined) continue
      const task = doing(names.get(activity) ?? activity)
      note(task, end - before.end)
      note(`${task} ${names.get(before.activity) ?? before.activity}`, end - before.end)
    }
  }
  return (task: string, last: string | undefined): number => {
    const own = times.get(last === undefined ? task : `${task} ${last}`) ?? times.get(task) ?? []
    return own.length === 0 ? 0 : own.reduce((sum, ms) => sum + ms, 0) / own.length
  }
}

function histogramsOf(
  real: readonly ComparedCase[],
  made: readonly (readonly ComparedCase[])[],
): Validation['histograms'] {
  const share = (of: readonly number[], size: number) => {
    const counts = new Array<number>(size).fill(0)
    for (const one of of) counts[one] = (counts[one] ?? 0) + 1
    return counts.map(count => (of.length === 0 ? 0 : count / of.length))
  }
  const times = (cases: readonly ComparedCase[]) => cases.flatMap(({ events }) => events.map(({ at }) => at))
  const hour = (at: number) => Math.floor(at / 3_600_000) % 24
  const day = (at: number) => (Math.floor(at / 86_400_000) + 3) % 7
  const cycle = ({ events }: ComparedCase) => {
    const days = ((events.at(-1)?.at ?? 0) - (events[0]?.at ?? 0)) / 86_400_000
    return cycleEdges.findIndex(edge => days < edge)
  }
  const held = (
    id: Validation['histograms'][number]['id'],
    bins: readonly string[],
    of: (cases: readonly ComparedCase[]) => readonly number[],
  ) => {
    const all = made.map(cases => share(of(cases), bins.length))
    const over = (sum: (values: readonly number[]) => number) => bins.map((_, i) => sum(all.map(one => one[i] ?? 0)))
    return {
      ...{ id, bins, real: share(of(real), bins.length) },
      simulated: over(values => values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length)),
      least: over(values => Math.min(...values)),
      most: over(values => Math.max(...values)),
    }
  }
  const hours = Array.from({ length: 24 }, (_, i) => String(i))
  return [
    held('arrivalHour', hours, cases => cases.map(({ events }) => hour(events[0]?.at ?? 0))),
    held('hourOfDay', hours, cases => times(cases).map(hour)),
    held('dayOfWeek', ['1', '2', '3', '4', '5', '6', '7'], cases => times(cases).map(day)),
    held('cycleTime', cycleNames, cases => cases.map(cycle)),
  ]
}

/** Days. */
const cycleEdges = [0.04, 1, 2, 4, 8, 16, 32, 64, Number.POSITIVE_INFINITY]
const cycleNames = ['< 1 h', '< 1 d', '< 2 d', '< 4 d', '< 8 d', '< 16 d', '< 32 d', '< 64 d', '≥ 64 d']

function tooFew(training: number, test: number): ConvokeError {
  const why = {
    en: `the earlier part has ${training} cases and the later ${test}; each needs ${fewestCases}. Give a longer log`,
    'zh-CN': `前段 ${training} 件、后段 ${test} 件，各需至少 ${fewestCases} 件；请提供更长的日志`,
  }
  return new ConvokeError('simulate/fit', `a calibration cannot be validated: ${why.en}`, {
    details: { why, training, test },
  })
}
