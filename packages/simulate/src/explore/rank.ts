import exp from '@stdlib/math-base-special-exp'
import ln from '@stdlib/math-base-special-ln'
import type { ScenarioInput } from '../scenario/schema.js'
import { meanInterval, pairedMeans } from '../statistics/interval.js'
import type { SimulationOptions } from '../study/study.js'
import { runsOf } from './runs.js'
import { figureIn, type Target, unexplorable } from './target.js'

/** How policies are ranked. */
export interface RankOptions extends SimulationOptions {
  readonly target: Target
  readonly better: 'lower' | 'higher'
  /**
   * The least difference that matters, in the unit of the figure. With it policies are run until one is best or they differ by less
   * (Kim and Nelson); without, as often as the scenario says, and told apart as far as that goes (Bonferroni).
   */
  readonly indifference?: number | undefined
  /** Never more replications of a policy. Default 500. */
  readonly atMost?: number | undefined
}

/** Policies by a figure, the best first. Plain JSON. */
export interface Ranking {
  readonly schema: 'convoke-ranking-1'
  readonly target: Target
  readonly better: 'lower' | 'higher'
  readonly adjusted: 'bonferroni' | 'kn'
  readonly level: number
  /** Whether one policy was found to be the best, with the confidence of `level`. */
  readonly isDecided: boolean
  readonly rows: readonly {
    readonly name: string
    readonly estimate: number
    readonly ci: readonly [low: number, high: number] | null
    readonly replications: number
    /** Whether it may still be the best. */
    readonly isCandidate: boolean
  }[]
}

const firstStage = 10

/**
 * Ranks the policies of a scenario 方案排序 by one figure, all with the same luck. Pure.
 *
 * @source Kim, Nelson: A Fully Sequential Procedure for Indifference-Zone Selection in Simulation (2001), c = 1, ten replications
 * first; Bonferroni over all pairs
 * @throws ConvokeError `simulate/explore` where there are no two policies or no such figure; otherwise as `simulate`
 * @example
 * import { errand, errandOpened } from '@convoke/core/testing'
 * const scenario = {
 *   from: '2026-03-02', days: 20, replications: 5,
 *   cases: [{ type: 'errand', arrivals: { perDay: 4 }, opening: errandOpened.opening }],
 *   behaviour: [{ role: 'invitee', delay: { exponential: { mean: '3 h' } } }],
 *   compare: { quick: { behaviour: [{ role: 'invitee', delay: { exponential: { mean: '1 h' } } }] } },
 * }
 * const target = { id: 'outcome', dims: { outcome: 'agreed' } }
 * const ranking = rankPolicies(scenario, { caseTypes: [errand], target, better: 'higher' })
 * ranking.rows.map(({ name }) => name) // => ['quick', 'scenario']
 * ranking.isDecided // => true
 */
export function rankPolicies(scenario: ScenarioInput, options: RankOptions): Ranking {
  const { target, better, indifference, atMost = 500 } = options
  const runs = runsOf(scenario, options)
  const k = runs.names.length
  if (k < 2)
    throw unexplorable(
      'there is one policy only; name others under "compare"',
      '只有一个方案；请在 "compare" 中写出其他方案',
    )
  if (indifference !== undefined && !(indifference > 0))
    throw unexplorable('the least difference that matters must be above 0', '有意义的最小差异必须大于 0')
  const level = scenario.level ?? 0.95
  const sign = better === 'lower' ? 1 : -1
  /** Lower is better, whichever way the figure goes. */
  const value = (arm: number, r: number) => sign * figureIn(runs.run(arm, r), target)
  const n = indifference === undefined ? Math.max(2, scenario.replications ?? 30) : firstStage
  const values = runs.names.map((_, arm) => Array.from({ length: n }, (_, r) => value(arm, r)))
  const candidates =
    indifference === undefined
      ? apart(values, 1 - (1 - level) / ((k * (k - 1)) / 2))
      : sequential(values, value, { alpha: 1 - level, indifference, atMost })
  const rows = values.map((own, arm) => {
    const { estimate, ci } = meanInterval(
      own.map(one => sign * one),
      level,
    )
    return {
      name: runs.names[arm] as string,
      estimate: estimate as number,
      ci,
      replications: own.length,
      isCandidate: candidates.has(arm),
    }
  })
  return {
    ...{
      schema: 'convoke-ranking-1',
      target,
      better,
      adjusted: indifference === undefined ? 'bonferroni' : 'kn',
      level,
    },
    isDecided: candidates.size === 1,
    rows: rows.sort((a, b) => Number(b.isCandidate) - Number(a.isCandidate) || sign * (a.estimate - b.estimate)),
  }
}

/** Those that no other is shown to be better than. */
function apart(values: readonly (readonly number[])[], level: number): ReadonlySet<number> {
  const isBeaten = (own: readonly number[]) =>
    values.some(other => {
      const { ci, estimate } = pairedMeans(own, other, level)
      return ci !== null && (estimate as number) < 0 && ci[1] < 0
    })
  return new Set(values.flatMap((own, arm) => (isBeaten(own) ? [] : [arm])))
}

/** Runs those that may be the best, one replication at a time, until one is left. */
function sequential(
  values: number[][],
  value: (arm: number, r: number) => number,
  { alpha, indifference, atMost }: { readonly alpha: number; readonly indifference: number; readonly atMost: number },
): ReadonlySet<number> {
  const k = values.length
  const eta = (exp((-2 / (firstStage - 1)) * ln((2 * alpha) / (k - 1))) - 1) / 2
  const h2 = 2 * eta * (firstStage - 1)
  const mean = (list: readonly number[]) => list.reduce((sum, one) => sum + one, 0) / list.length
  const variance = (a: readonly number[], b: readonly number[]) => {
    const differences = a.slice(0, firstStage).map((one, r) => one - (b[r] as number))
    const middle = mean(differences)
    return differences.reduce((sum, one) => sum + (one - middle) * (one - middle), 0) / (firstStage - 1)
  }
  const variances = values.map(a => values.map(b => variance(a, b)))
  let left = values.map((_, arm) => arm)
  for (let r = firstStage; ; r++) {
    const means = values.map(mean)
    const width = (i: number, j: number) =>
      Math.max(
        0,
        (indifference / 2 / r) * ((h2 * ((variances[i] as number[])[j] as number)) / (indifference * indifference) - r),
      )
    const before = left
    left = left.filter(i => before.every(j => i === j || (means[i] as number) <= (means[j] as number) + width(i, j)))
    if (left.length <= 1 || r >= atMost) return new Set(left)
    // Where all differ by less than matters, they have run as long as any width lasts.
    if (left.every(i => left.every(j => width(i, j) === 0))) {
      const best = left.reduce((low, i) => ((means[i] as number) < (means[low] as number) ? i : low))
      return new Set([best])
    }
    for (const arm of left) values[arm]?.push(value(arm, r))
  }
}
