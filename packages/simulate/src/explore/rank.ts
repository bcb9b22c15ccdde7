import exp from '@stdlib/math-base-special-exp'
import ln from '@stdlib/math-base-special-ln'
import quantileOfT from '@stdlib/stats-base-dists-t-quantile'
import type { ReplicationResult } from '../run/tally.js'
import type { ScenarioInput } from '../scenario/schema.js'
import { spreadOfAlike, widenedBy } from '../statistics/alike-parts.js'
import { intervalOfAlike } from '../statistics/chance.js'
import { type Interval, leavesOutZero, meanInterval, pairedMeans } from '../statistics/interval.js'
import { notCertain } from '../study/compare.js'
import { type Figures, type Indicator, isCounted } from '../study/indicators.js'
import type { SimulationOptions } from '../study/study.js'
import { answered, type Count, cancelled, type Exploring } from './exploring.js'
import { runsOf } from './runs.js'
import { figureOf, holdToFigures, type Target, unexplorable, valueIn } from './target.js'

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
  /** `partial` where somebody ended it: told apart as far as the replications go that all policies have had. */
  readonly status: 'complete' | 'partial'
  readonly target: Target
  readonly unit: Indicator['unit']
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
  return answered(ranking(scenario, options))
}

/**
 * As {@link rankPolicies}, step by step, for a host that shows how far it is or lets somebody end it with what is known.
 *
 * @throws ConvokeError as {@link rankPolicies}; `simulate/cancelled` where it is ended before each had two replications
 * @example
 * import { errand, errandOpened } from '@convoke/core/testing'
 * const cases = [{ type: 'errand', arrivals: { perDay: 40 }, opening: errandOpened.opening }]
 * const scenario = { from: '2026-03-02', days: 20, replications: 3, cases, compare: { other: {} } }
 * const options = { caseTypes: [errand], target: { id: 'arrived' }, better: 'lower' as const }
 * const first = ranking(scenario, options).next(true)
 * first.done === false && first.value.of // => 6
 */
export function* ranking(scenario: ScenarioInput, options: RankOptions): Exploring<Ranking> {
  const { target, better, indifference, atMost = 500 } = options
  holdToFigures(target)
  const count: Count = { done: 0, of: 0 }
  const runs = runsOf(scenario, options, count)
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
  let unit: Indicator['unit'] = 'count'
  const value = function* (arm: number, r: number): Exploring<number | undefined> {
    const result = yield* runs.run(arm, r)
    if (result === undefined) return undefined
    const figure = figureOf(runs.figures(arm, [result]), target)
    unit = figure.unit
    return sign * valueIn(figure, target)
  }
  const n = indifference === undefined ? Math.max(2, scenario.replications ?? 30) : firstStage
  count.of = k * n
  const values = runs.names.map((): number[] => [])
  let isEnded = false
  // Replication by replication, so that whoever ends it early has as many of each.
  for (let r = 0; r < n && !isEnded; r++) isEnded = !(yield* another(values, value, r))
  if ((values[0]?.length ?? 0) < 2) throw cancelled()
  const pairs = (k * (k - 1)) / 2
  let candidates: ReadonlySet<number>
  /** Each policy's figure over so many replications, all of which were run. */
  const figuresOver = function* (count: (arm: number) => number): Exploring<readonly Figures[]> {
    const figures: Figures[] = []
    for (const arm of runs.names.keys()) {
      const results = (yield* runs.all(arm, count(arm))) as readonly ReplicationResult[]
      figures.push(figureOf(runs.figures(arm, results), target))
    }
    return figures
  }
  if (indifference === undefined || isEnded)
    candidates = apart(values, yield* figuresOver(arm => values[arm]?.length ?? 0), 1 - (1 - level) / pairs)
  else {
    const floor = floorsOf(yield* figuresOver(() => firstStage), level)
    const found = yield* sequential(values, value, { alpha: 1 - level, indifference, atMost, count, floor })
    candidates = found.left
    isEnded = found.isEnded
  }
  const figures = yield* figuresOver(arm => values[arm]?.length ?? 0)
  const rows = values.map((own, arm) => {
    const { estimate, ci } = intervalOver(
      own.map(one => sign * one),
      figures[arm] as Figures,
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
      status: isEnded ? 'partial' : 'complete',
      target,
      unit,
      better,
      adjusted: indifference === undefined ? 'bonferroni' : 'kn',
      level,
    },
    isDecided: candidates.size === 1,
    rows: rows.sort((a, b) => Number(b.isCandidate) - Number(a.isCandidate) || sign * (a.estimate - b.estimate)),
  }
}

type Value = (arm: number, r: number) => Exploring<number | undefined>

/** One replication more of each policy; false where somebody ends it before all have had it. */
function* another(values: readonly number[][], value: Value, r: number, arms = [...values.keys()]): Exploring<boolean> {
  const made: number[] = []
  for (const arm of arms) {
    const one = yield* value(arm, r)
    if (one === undefined) return false
    made.push(one)
  }
  for (const [i, arm] of arms.entries()) values[arm]?.push(made[i] as number)
  return true
}

/** Those that no other is shown to be better than. */
function apart(
  values: readonly (readonly number[])[],
  figures: readonly Figures[],
  level: number,
): ReadonlySet<number> {
  const isBeaten = (own: readonly number[], arm: number) =>
    values.some((other, i) => {
      const { ci, estimate } = pairedMeans(own, other, level)
      if (ci === null || (estimate as number) >= 0 || ci[1] >= 0) return false
      // Of a share that came out alike under each it says nothing.
      const [one, two] = [figures[arm], figures[i]] as [Figures, Figures]
      return leavesOutZero(notCertain({ estimate, ci, ...unsaid }, one, two, { level, isSame: () => false }).ci)
    })
  return new Set(values.flatMap((own, arm) => (isBeaten(own, arm) ? [] : [arm])))
}

const unsaid = { confidenceSmaller: null, varianceRatio: null }

/** The interval of a figure over the replications of one policy, which is that of so many tries where a share came out alike in all. */
function intervalOver(values: readonly number[], { id, fractions, parts = [] }: Figures, level: number): Interval {
  const alike = isCounted(id) && fractions !== undefined ? intervalOfAlike(fractions, level) : undefined
  return alike ?? widenedBy(meanInterval(values, level), spreadOfAlike(parts, level))
}

/**
 * Below which the variance of the difference of two policies is not taken to be, by what their figures came to in the first stage: of shares that came out alike under
 * either it would be 0, and one replication as good as a hundred. Ours: that of a t interval which reaches as far as that of so many tries.
 */
function floorsOf(figures: readonly Figures[], level: number): (one: number, other: number) => number {
  const none = { estimate: 0, ci: [0, 0], ...unsaid } as const
  return (one, other) => {
    const { ci } = notCertain(none, figures[one] as Figures, figures[other] as Figures, { level, isSame: () => false })
    const half = ci === null ? 0 : (ci[1] - ci[0]) / 2
    const error = half / quantileOfT(1 - (1 - level) / 2, firstStage - 1)
    return firstStage * error * error
  }
}

/** Runs those that may be the best, one replication at a time, until one is left: the lowest. `values` has the first stage of each, and gets what is run. */
export function* sequential(
  values: number[][],
  value: Value,
  {
    alpha,
    indifference,
    atMost,
    count,
    floor,
  }: {
    readonly alpha: number
    readonly indifference: number
    readonly atMost: number
    readonly count: Count
    floor(one: number, other: number): number
  },
): Exploring<{ readonly left: ReadonlySet<number>; readonly isEnded: boolean }> {
  const k = values.length
  const eta = (exp((-2 / (firstStage - 1)) * ln((2 * alpha) / (k - 1))) - 1) / 2
  const h2 = 2 * eta * (firstStage - 1)
  const mean = (list: readonly number[]) => list.reduce((sum, one) => sum + one, 0) / list.length
  const variance = (a: readonly number[], b: readonly number[]) => {
    const differences = a.slice(0, firstStage).map((one, r) => one - (b[r] as number))
    const middle = mean(differences)
    return differences.reduce((sum, one) => sum + (one - middle) * (one - middle), 0) / (firstStage - 1)
  }
  const variances = values.map((a, i) => values.map((b, j) => Math.max(variance(a, b), i === j ? 0 : floor(i, j))))
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
    if (left.length <= 1 || r >= atMost) return { left: new Set(left), isEnded: false }
    // Where all differ by less than matters, they have run as long as any width lasts.
    if (left.every(i => left.every(j => width(i, j) === 0))) {
      const best = left.reduce((low, i) => ((means[i] as number) < (means[low] as number) ? i : low))
      return { left: new Set([best]), isEnded: false }
    }
    count.of = Math.max(count.of, count.done + left.length)
    if (!(yield* another(values, value, r, left))) return { left: new Set(left), isEnded: true }
  }
}
