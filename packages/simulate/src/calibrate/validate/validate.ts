import { ConvokeError } from '@convoke/core'
import { doing } from '../../flow/flow.js'
import { meanInterval } from '../../statistics/interval.js'
import type { Sentence } from '../../study/result.js'
import { activityNames } from '../activity-names.js'
import { type CalibrationOptions, calibrate } from '../calibrate.js'
import type { Calibration } from '../calibration.js'
import { type EventLog, type Trace, tracesOf, type Window } from '../log/event-log.js'
import { clockFor } from '../log/measured-log.js'
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
  /** Shares by hour, which a distance can hide: real and simulated, the first of the made logs. */
  readonly histograms: readonly {
    readonly id: 'hourOfDay' | 'dayOfWeek' | 'cycleTime'
    readonly bins: readonly string[]
    readonly real: readonly number[]
    readonly simulated: readonly number[]
  }[]
  readonly notes: readonly Sentence[]
}

/** How a calibration is validated. */
export interface ValidationOptions extends CalibrationOptions {
  /** Share of the cases, the earlier ones, that are calibrated. Default 0.7. */
  readonly trainingShare?: number | undefined
  /** How many logs are made of each kind, at least 2. Default 10. */
  readonly logs?: number | undefined
}

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
 * measures.map(({ id }) => id) // => ['ngram', 'absoluteEvents', 'circadianEvents', …]
 * Math.round(measures[0]?.calibrated.mean ?? 1) // => 0
 */
export function validateCalibration(log: EventLog, options: ValidationOptions): Validation {
  const { trainingShare = 0.7, logs = 10, seed = 1, name } = options
  const whole = calibrate(log, { ...options, bootstrap: 0, onStep: undefined })
  const window: Window = { from: whole.log.from, to: whole.log.to }
  const { ahead, calendar } = clockFor(whole.scenario.calendar ?? 'china')
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
  const trained = traces.filter(one => arrivedIn(one, training))
  const later = traces.filter(one => arrivedIn(one, test))
  if (trained.length < fewestCases || later.length < fewestCases) throw tooFew(trained.length, later.length)

  const calibration = calibrate(log, { ...options, bootstrap: 0, window: training, onStep: undefined })
  const days = Math.max(1, Math.round((test.to - test.from) / 86_400_000))
  const scenario = { ...calibration.scenario, from: calendar.localDate(test.from), days }
  const real = comparedCases(later, ahead)
  const origin = test.from + ahead
  const doers = doersOf(trained)
  const making = (n: number) => ({ seed: seed + n, window: test, ahead, doers })
  const random = exponentialScenario(scenario, meansOf(calibration, trained))
  const perDay = trained.length / ((training.to - training.from) / 86_400_000)
  const each = (make: (n: number) => readonly ComparedCase[]) =>
    Array.from({ length: Math.max(2, logs) }, (_, n) => make(n))
  const made = {
    calibrated: each(n => simulatedCases(scenario, name, making(n))),
    exponential: each(n => simulatedCases(random, name, making(n))),
    resampled: each(n => resampledCases(trained, { ...making(n), perDay })),
  }
  const distances = (list: readonly (readonly ComparedCase[])[]) => list.map(one => distancesOf(real, one, origin))
  const [calibratedDistances, exponential, resampled] = [
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
    training: { ...training, cases: trained.length },
    test: { ...test, cases: later.length },
    logs: Math.max(2, logs),
    measures: ids.map(id => ({
      ...{ id, unit: measures[id], floor: floor[id] },
      calibrated: madeDistance(calibratedDistances.map(one => one[id])),
      exponential: madeDistance(exponential.map(one => one[id])),
      resampled: madeDistance(resampled.map(one => one[id])),
    })),
    histograms: histogramsOf(real, made.calibrated[0] ?? []),
    notes: [
      {
        en: 'Distances can be small where patterns differ: look at the histograms too.',
        'zh-CN': '距离小并不代表规律相同：请同时查看直方图。',
      },
      {
        en: 'A simulated log knows no persons: whoever did the same activity in the log stands for them.',
        'zh-CN': '模拟日志不区分个人：以日志中办理同一环节的人代替。',
      },
    ],
  }
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

function histogramsOf(real: readonly ComparedCase[], simulated: readonly ComparedCase[]): Validation['histograms'] {
  const share = (of: readonly number[], size: number) =>
    Array.from({ length: size }, (_, bin) => (of.length === 0 ? 0 : of.filter(one => one === bin).length / of.length))
  const times = (cases: readonly ComparedCase[]) => cases.flatMap(({ events }) => events.map(({ at }) => at))
  const hour = (at: number) => Math.floor(at / 3_600_000) % 24
  const day = (at: number) => (Math.floor(at / 86_400_000) + 3) % 7
  const cycle = ({ events }: ComparedCase) => {
    const days = ((events.at(-1)?.at ?? 0) - (events[0]?.at ?? 0)) / 86_400_000
    return cycleEdges.findIndex(edge => days < edge)
  }
  const two = (
    id: Validation['histograms'][number]['id'],
    bins: readonly string[],
    of: (cases: readonly ComparedCase[]) => readonly number[],
  ) => ({
    ...{ id, bins, real: share(of(real), bins.length), simulated: share(of(simulated), bins.length) },
  })
  return [
    two(
      'hourOfDay',
      Array.from({ length: 24 }, (_, i) => String(i)),
      cases => times(cases).map(hour),
    ),
    two('dayOfWeek', ['1', '2', '3', '4', '5', '6', '7'], cases => times(cases).map(day)),
    two('cycleTime', cycleNames, cases => cases.map(cycle)),
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
