// Logs to compare with: simulated, resampled, halved.
import { type AnyCaseType, ConvokeError } from '@convoke/core'
import { type LoggedEvent, simulatedLog } from '../../export/simulated-log.js'
import { draw, label, seedKey } from '../../random/luck.js'
import type { ScenarioInput } from '../../scenario/schema.js'
import type { Trace, Window } from '../log/event-log.js'
import type { ComparedCase } from './distances.js'

const weekMs = 7 * 86_400_000

/** The cases of a log as they are compared, cut where it ends. */
export function comparedCases(traces: readonly Trace[], ahead: number): readonly ComparedCase[] {
  return traces.map(({ instances }) => ({
    events: instances.map(({ activity, end, by }) => ({ activity, at: end + ahead, by })),
  }))
}

/** Who does what in the log, so that a simulated log, which knows no persons, can be told with persons. */
export function doersOf(traces: readonly Trace[]): ReadonlyMap<string, readonly string[]> {
  const doers = new Map<string, string[]>()
  for (const { activity, by } of traces.flatMap(({ instances }) => instances)) {
    const known = doers.get(activity)
    if (known === undefined) doers.set(activity, [by])
    else known.push(by)
  }
  return doers
}

/** One simulated log of a calibrated scenario, cut where the real one ends, its persons drawn from those who did the same. */
export function simulatedCases(
  scenario: ScenarioInput,
  {
    seed,
    window,
    ahead,
    doers,
    caseTypes,
    activityOf,
  }: {
    readonly seed: number
    readonly window: Window
    readonly ahead: number
    readonly doers: ReadonlyMap<string, readonly string[]>
    readonly caseTypes: readonly AnyCaseType[]
    /** What an event is called in the real log; undefined: it is not in it. */
    readonly activityOf: (event: LoggedEvent) => string | undefined
  },
): readonly ComparedCase[] {
  const luck = seedKey(seed)
  let i = 0
  return simulatedLog({ ...scenario, seed }, { caseTypes })
    .map(({ events }) => ({
      events: events.flatMap(event => {
        const activity = event.at < window.to ? activityOf(event) : undefined
        if (activity === undefined) return []
        const own = doers.get(activity) ?? ['']
        i++
        const by = own[Math.floor(draw(luck, label('doer'), i) * own.length)] ?? ''
        return [{ activity, at: event.at + ahead, by }]
      }),
    }))
    .filter(({ events }) => events.length > 0)
}

/** Cases of the earlier part, drawn with replacement and moved by whole weeks into the later part: what one would expect without a model. */
export function resampledCases(
  traces: readonly Trace[],
  {
    seed,
    window,
    ahead,
    perDay,
  }: { readonly seed: number; readonly window: Window; readonly ahead: number; readonly perDay: number },
): readonly ComparedCase[] {
  const luck = seedKey(seed)
  const days = (window.to - window.from) / 86_400_000
  const number = Math.max(1, Math.round(perDay * days))
  const weeks = Math.max(1, Math.ceil(days / 7))
  return Array.from({ length: number }, (_, i) => {
    const { instances } = traces[Math.floor(draw(luck, label('resampled'), i + 1) * traces.length)] as Trace
    const start = instances[0]?.end ?? 0
    const week = Math.floor(draw(luck, label('week'), i + 1) * weeks)
    // Into the first week of the later part that has this hour of the week, and on from there.
    const into = start + weekMs * (Math.ceil((window.from - start) / weekMs) + week)
    return {
      events: instances
        .map(({ activity, end, by }) => ({ activity, at: end - start + into + ahead, by }))
        .filter(({ at }) => at - ahead < window.to),
    }
  }).filter(({ events }) => events.length > 0)
}

/** The same flow as if everything were at random: cases by day and night, times exponential with the same mean. */
export function exponentialScenario(
  scenario: ScenarioInput,
  means: (task: string, last: string | undefined) => number,
): ScenarioInput {
  return {
    ...scenario,
    cases: scenario.cases.map(source => {
      if (!('perDay' in source.arrivals))
        throw new ConvokeError('simulate/scenario', 'a calibrated scenario has arrivals by rate', {
          details: { issues: [] },
        })
      const { perDay, restDays = 1 } = source.arrivals
      // Five working days and two of rest.
      const mean = scenario.calendar === 'always' ? perDay : (perDay * (5 + 2 * restDays)) / 7
      return { ...source, arrivals: { perDay: mean, restDays: 1 } }
    }),
    parties: {},
    behaviour: (scenario.behaviour ?? []).map(({ delay, effort, delayIn: _, ...rule }) => {
      if (delay === undefined && effort === undefined) return rule
      const last = rule.when?.case?.last
      const ms = means(rule.task ?? '', typeof last === 'string' ? last : undefined)
      return {
        ...rule,
        delay: ms < 1 ? 0 : { exponential: { mean: `${(ms / 1000).toFixed(3)} s` } },
        delayIn: 'elapsed' as const,
      }
    }),
  }
}
