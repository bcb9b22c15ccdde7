import {
  type AnyCaseType,
  type CaseDefinition,
  ConvokeError,
  canonicalJson,
  type Json,
  sha256Hex,
  type WorkingCalendar,
} from '@convoke/core'
import { replicationKey, seedKey } from './random/luck.js'
import { replicate } from './run/replication.js'
import type { ReplicationResult } from './run/tally.js'
import { typesOf, type World, worldOf } from './run/world.js'
import { calendarOf } from './scenario/calendar.js'
import { type CheckedScenario, caseTypesFor, soundScenario } from './scenario/check.js'
import type { Arm, ScenarioInput } from './scenario/schema.js'
import { meanInterval } from './statistics/interval.js'
import { additionFigures } from './study/additions.js'
import { assumptionsOf, titlesOf } from './study/assumptions.js'
import { recoveryWarnings } from './study/backlog.js'
import { bottleneckOf } from './study/bottleneck.js'
import { changesOf } from './study/changes.js'
import { compared } from './study/compare.js'
import { perStaffMonth } from './study/costs.js'
import { effectsOf } from './study/effects.js'
import { type Figures, figuresOf, indicatorOf } from './study/indicators.js'
import type { Comparison, Series, SimulationResult } from './study/result.js'
import { skippedIn, warningsOf } from './study/skipped.js'

/** What a simulation needs beside the scenario. */
export interface SimulationOptions {
  /** The case types that the scenario names. */
  readonly caseTypes: readonly AnyCaseType[]
  /** Instead of the calendar that the scenario names. */
  readonly calendar?: WorkingCalendar | undefined
}

/** How far a simulation is. */
export interface SimulationProgress {
  /** Replications that are done, of all policies, of how many there will be at least. */
  readonly done: number
  readonly of: number
  /** How far all of it is, from 0 to 1. */
  readonly share: number
}

/**
 * Simulates a scenario 情景模拟: what its policy would do to the cases, every figure with its interval, and how the policies
 * it is compared with differ under the same luck. Pure: the same scenario makes the same bytes, on every machine.
 *
 * @throws ConvokeError `simulate/scenario` with every issue in `details.issues`; `simulate/opening`, `simulate/data` or
 * `simulate/endless` where cases cannot be run as the scenario says
 * @example
 * import { errand, errandOpened } from '@convoke/core/testing'
 * const result = simulate(
 *   {
 *     from: '2026-03-02',
 *     days: 20,
 *     replications: 5,
 *     cases: [{ type: 'errand', arrivals: { perDay: 4 }, opening: errandOpened.opening }],
 *     parties: { 'dept:police': { staff: 1 } },
 *     behaviour: [{ role: 'invitee', delay: { exponential: { mean: '3 h' } }, effort: '20 min' }],
 *   },
 *   { caseTypes: [errand] },
 * )
 * const agreed = result.indicators.find(({ id, dims }) => id === 'outcome' && dims.outcome === 'agreed')
 * agreed?.estimate // => 0.12433862433862433
 * agreed?.ci?.map(share => Math.round(100 * share)) // => [7, 18]
 */
export function simulate(scenario: ScenarioInput | CheckedScenario, options: SimulationOptions): SimulationResult {
  const run = simulating(scenario, options)
  for (;;) {
    const { value, done } = run.next(true)
    if (done === true) return value
  }
}

/**
 * Simulates a scenario step by step, for a host that shows how far it is or lets somebody stop it: `next(false)` ends it
 * after the replications that are done, with `status: 'partial'`. As {@link simulate} otherwise.
 *
 * @throws ConvokeError `simulate/cancelled` where it is stopped before two replications are done
 * @example
 * import { errand, errandOpened } from '@convoke/core/testing'
 * const cases = [{ type: 'errand', arrivals: { perDay: 40 }, opening: errandOpened.opening }]
 * const run = simulating({ from: '2026-03-02', days: 20, replications: 5, cases }, { caseTypes: [errand] })
 * const first = run.next(true)
 * first.done === false && first.value.of // => 5
 */
export function* simulating(
  scenario: ScenarioInput | CheckedScenario,
  options: SimulationOptions,
): Generator<SimulationProgress, SimulationResult, boolean | undefined> {
  const study = studyOf(scenario, options)
  const { base, worlds } = study
  const results: ReplicationResult[][] = worlds.map(() => [])
  const luck = seedKey(base.seed)
  let stop: SimulationResult['design']['stop'] = 'replications'
  let least = base.replications

  replications: for (let r = 0; r < least; r++) {
    const own: ReplicationResult[] = []
    for (const world of worlds) {
      const run = replicate(world, r, replicationKey(luck, r))
      for (;;) {
        const { value, done } = run.next()
        if (done === true) {
          own.push(value)
          break
        }
        const all = least * worlds.length
        const before = r * worlds.length + own.length
        const goOn = yield { done: before, of: all, share: (before + Math.min(value, 1)) / all }
        if (goOn === false) {
          stop = 'cancelled'
          break replications
        }
      }
    }
    // Only whole rounds count: every policy has had the same luck.
    for (const [i, result] of own.entries()) results[i]?.push(result)
    if (r + 1 === least && base.stop !== undefined && !isNarrow(results[0] ?? [], base)) {
      if (least < base.stop.atMost) least++
      else stop = 'atMost'
    } else if (r + 1 === least && base.stop !== undefined) stop = 'relativeHalfWidth'
  }
  return concluded(study, results, stop)
}

/** A scenario made ready to run. */
export interface Study {
  readonly checked: CheckedScenario & { readonly ok: true }
  readonly base: Arm
  readonly caseTypes: readonly AnyCaseType[]
  readonly calendar: WorkingCalendar
  readonly definitions: ReadonlyMap<string, CaseDefinition>
  readonly worlds: readonly World[]
}

/**
 * Makes a scenario ready to run: each of its policies is a world.
 *
 * @throws ConvokeError `simulate/scenario` with every issue in `details.issues`
 */
export function studyOf(
  scenario: ScenarioInput | CheckedScenario,
  { caseTypes: registered, calendar: given }: SimulationOptions,
): Study {
  const checked = soundScenario(scenario, registered)
  const caseTypes = caseTypesFor(checked.scenario, registered)
  const { arms } = checked
  const { compare: _, ...base } = checked.scenario
  const calendar = given ?? calendarOf(base)
  const definitions = typesOf(
    caseTypes.filter(({ name }) => arms.some(({ arm }) => arm.cases.some(one => one.type === name))),
  )
  const worlds = arms.map(({ arm }) => worldOf(arm, definitions, calendar))
  return { checked, base, caseTypes, calendar, definitions, worlds }
}

/**
 * What replications come to, of each policy in their order, with everything that is said beside the figures.
 *
 * @throws ConvokeError `simulate/cancelled` for fewer than two replications
 */
export function concluded(
  { checked, base, caseTypes, calendar, definitions, worlds }: Study,
  results: readonly (readonly ReplicationResult[])[],
  stop: SimulationResult['design']['stop'],
): SimulationResult {
  const { arms } = checked
  const number = results[0]?.length ?? 0
  if (number < 2) {
    throw new ConvokeError(
      'simulate/cancelled',
      'stopped before two replications were done; one says nothing about luck',
      {
        details: { replications: number },
      },
    )
  }

  const first = worlds[0] as (typeof worlds)[number]
  const figures = results.map((own, i) => [...figuresOf(own), ...additionFigures(own, worlds[i] as World, worlds)])
  const [own = [], ...others] = figures
  const level = 1 - (1 - base.level) / Math.max(1, others.length)
  const titles = { caseTypes, parties: titlesOf(base) }
  const comparisons = others.map((other, i): Comparison => {
    const perPerson = perStaffMonth([base, own], [arms[i + 1]?.arm as Arm, other], level)
    return {
      name: arms[i + 1]?.name as string,
      changes: changesOf(base, arms[i + 1]?.arm as Arm, caseTypes),
      paired: true,
      adjusted: 'bonferroni',
      rows: compared(own, other, level),
      bottleneck: bottleneckOf(indicatorsOf(other, base.level), titles),
      effects: effectsOf(own, other, { days: base.days, level }),
      indicators: indicatorsOf(other, base.level),
      series: seriesOf(results[i + 1] ?? [], first.dayEnds, base.level),
      ...(perPerson === undefined ? {} : { perStaffMonth: perPerson }),
    }
  })
  return {
    schema: 'convoke-simulation-1',
    provenance: {
      scenarioHash: sha256Hex(canonicalJson(JSON.parse(JSON.stringify(checked.scenario)) as Json)),
      definitionHash: Object.fromEntries([...definitions].map(([name, { hash }]) => [name, hash])),
      versions: Object.fromEntries([...definitions].map(([name, { caseType }]) => [name, caseType.version])),
      calendarEdition: calendar.edition,
      randomScheme: 'threefry2x32-20/1',
      seed: base.seed,
    },
    design: {
      ...{ name: base.name, mode: 'terminating', replications: number },
      firstDay: calendar.localDate(first.measuredFrom),
      lastDay: calendar.localDate(first.measuredTo - 1),
      ...{ from: first.origin, measuredFrom: first.measuredFrom, measuredTo: first.measuredTo, end: first.end, stop },
    },
    status: stop === 'cancelled' ? 'partial' : 'complete',
    titles: titles.parties,
    bottleneck: bottleneckOf(indicatorsOf(own, base.level), titles),
    assumptions: assumptionsOf(base, caseTypes),
    skipped: skippedIn(definitions, { areReactions: arms.some(({ arm }) => (arm.reactions ?? []).length > 0) }),
    warnings: [...warningsOf(results.flat(), comparisons), ...figures.flatMap(recoveryWarnings)],
    indicators: indicatorsOf(own, base.level),
    series: seriesOf(results[0] ?? [], first.dayEnds, base.level),
    comparisons,
  }
}

function indicatorsOf(figures: readonly Figures[], level: number) {
  return figures.map(one => indicatorOf(one, level))
}

function isNarrow(results: readonly ReplicationResult[], { stop, level }: Arm): boolean {
  if (stop === undefined) return true
  const meant = figuresOf(results).filter(({ id, kind }) => id === stop.indicator && kind !== 'quantile')
  return meant.every(figures => {
    const { estimate, ci } = indicatorOf(figures, level)
    return estimate === null || ci === null || (ci[1] - ci[0]) / 2 <= stop.relativeHalfWidth * Math.abs(estimate)
  })
}

function seriesOf(results: readonly ReplicationResult[], t: readonly number[], level: number): readonly Series[] {
  const types = results[0]?.open.map(({ type }) => type) ?? []
  return types.map(type => {
    const points = t.map((_, day) => {
      const values = results.map(({ open }) => open.find(one => one.type === type)?.counts[day] ?? 0)
      const { estimate, ci } = meanInterval(values, level)
      return { mid: estimate ?? 0, lo: ci?.[0] ?? 0, hi: ci?.[1] ?? 0 }
    })
    return {
      ...{ id: 'openCases', dims: { caseType: type }, t },
      ...{ mid: points.map(({ mid }) => mid), lo: points.map(({ lo }) => lo), hi: points.map(({ hi }) => hi) },
    }
  })
}
