import type { CheckedScenario } from './scenario/check.js'
import type { ScenarioInput } from './scenario/schema.js'
import { type PortionResult, portionsOf, runPortion } from './study/portions.js'
import type { SimulationResult } from './study/result.js'
import { roundsOf } from './study/rounds.js'
import { type SimulationOptions, type Study, studyOf } from './study/study.js'

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
  const rounds = roundsOf(study)
  while (rounds.done < rounds.wanted) {
    const results: PortionResult[] = []
    let before = 0
    for (const portion of portionsOf(study, rounds.done)) {
      const run = runPortion(study, portion)
      for (let step = run.next(); ; step = run.next()) {
        if (step.done === true) {
          results.push(step.value)
          break
        }
        const share = rounds.done + before + portion.size * step.value
        if ((yield progressAt(share, rounds.wanted, study)) === false) return rounds.result(true)
      }
      before += portion.size
    }
    // Only whole rounds count: every policy has had the same luck.
    rounds.add(results)
  }
  return rounds.result(false)
}

/** How far a study is of which so many replications are done, the newest in part. */
export function progressAt(replications: number, wanted: number, { worlds }: Study): SimulationProgress {
  const of = wanted * worlds.length
  return { done: Math.floor(replications * worlds.length + 1e-9), of, share: Math.min(1, replications / wanted) }
}
