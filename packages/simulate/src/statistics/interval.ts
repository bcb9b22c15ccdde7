// Figures with their intervals, from one number per replication. Nothing here knows of cases.
import tCdf from '@stdlib/stats-base-dists-t-cdf'
import quantileOfT from '@stdlib/stats-base-dists-t-quantile'

/** A figure and the interval that covers the true one in `level` of all studies; null where it is not defined. */
export interface Interval {
  readonly estimate: number | null
  readonly ci: readonly [low: number, high: number] | null
}

/** Whether an interval is there and leaves out 0: a difference is then seen. Pure. */
export function leavesOutZero(ci: Interval['ci']): ci is readonly [low: number, high: number] {
  return ci !== null && (ci[0] > 0 || ci[1] < 0)
}

/** A sum over some number of things in one replication: a mean or a share is the two sums divided. */
export interface Fraction {
  readonly sum: number
  readonly count: number
}

/** The sum of numbers, in their order, with what rounding loses carried along: the same for the same list, always. */
export function sumOf(values: readonly number[]): number {
  let sum = 0
  let lost = 0
  for (const value of values) {
    const next = sum + value
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum
    sum = next
  }
  return sum + lost
}

/** Quantiles that were asked for before: all figures of a study ask for the same few, and one takes a series to work out. */
const quantiles = new Map<string, number>()
const mostQuantiles = 1000

function tQuantile(share: number, freedom: number): number {
  const key = `${share} ${freedom}`
  let quantile = quantiles.get(key)
  if (quantile === undefined) {
    if (quantiles.size >= mostQuantiles) quantiles.clear()
    quantile = quantileOfT(share, freedom)
    quantiles.set(key, quantile)
  }
  return quantile
}

/** The half-width of a t interval around the mean of independent values; null below two of them. */
function halfWidth(deviations: readonly number[], level: number): number | null {
  const n = deviations.length
  if (n < 2) return null
  const variance = sumOf(deviations.map(one => one * one)) / (n - 1)
  return tQuantile(1 - (1 - level) / 2, n - 1) * Math.sqrt(variance / n)
}

function around(estimate: number, deviations: readonly number[], level: number): Interval {
  const half = halfWidth(deviations, level)
  return { estimate, ci: half === null ? null : [estimate - half, estimate + half] }
}

/**
 * The mean of independent values with its t interval. Undefined below two values: one value says nothing about luck.
 *
 * @source Student's t; Law, Simulation Modeling and Analysis, 9.4.1
 */
export function meanInterval(values: readonly number[], level: number): Interval {
  if (values.length === 0) return { estimate: null, ci: null }
  const mean = sumOf(values) / values.length
  return around(
    mean,
    values.map(value => value - mean),
    level,
  )
}

/**
 * A mean or a share over all things of all replications, with the interval of a ratio of two means: replications differ
 * in how many things they have, and a mean of means would count the thing of a quiet one for more.
 *
 * @source Cochran, Sampling Techniques, 6.3 (ratio estimator)
 */
export function ratioInterval(fractions: readonly Fraction[], level: number): Interval {
  const parts = linearised(fractions)
  return parts === null ? { estimate: null, ci: null } : around(parts.ratio, parts.deviations, level)
}

interface Linearised {
  readonly ratio: number
  readonly deviations: readonly number[]
}

function linearised(fractions: readonly Fraction[]): Linearised | null {
  const count = sumOf(fractions.map(one => one.count))
  if (!(count > 0)) return null
  const ratio = sumOf(fractions.map(one => one.sum)) / count
  const mean = count / fractions.length
  return { ratio, deviations: fractions.map(one => (one.sum - ratio * one.count) / mean) }
}

/** A t interval of so many replications, widened so that it and so many others hold at once (Bonferroni). */
export function widened(
  { estimate, ci }: Interval,
  {
    replications,
    level,
    together,
  }: { readonly replications: number; readonly level: number; readonly together: number },
): Interval['ci'] {
  if (estimate === null || ci === null || replications < 2) return null
  const quantile = (alpha: number) => tQuantile(1 - alpha / 2, replications - 1)
  const by = quantile((1 - level) / Math.max(1, together)) / quantile(1 - level)
  return [estimate - (estimate - ci[0]) * by, estimate + (ci[1] - estimate) * by]
}

/** The difference of two figures of the same replications, the second less the first. */
export interface Difference extends Interval {
  /** How sure one can be that the second is smaller, from 0 to 1: one minus the p-value of a one-sided t test; null without an interval. */
  readonly confidenceSmaller: number | null
  /** The variance of the difference against that of independent studies: what sharing luck saves. Null where nothing varies. */
  readonly varianceRatio: number | null
}

const nothing: Difference = { estimate: null, ci: null, confidenceSmaller: null, varianceRatio: null }

/** Of each thing that is expected to be off by nothing, by how much it was off in each replication: control variates 控制变量. */
export type Controls = readonly (readonly number[])[]

/** By what a difference is corrected: {@link Controls}, or by how much it was off in each replication as far as others told, in one of several ways. */
export type Corrections = Controls | { readonly off: readonly (readonly number[])[] }

/**
 * The difference of two means, replication by replication. It is corrected by controls as far as it goes along with them.
 *
 * @source Lavenberg, Welch: A Perspective on the Use of Control Variables (Management Science 27, 1981)
 */
export function pairedMeans(
  one: readonly number[],
  other: readonly number[],
  level: number,
  controls: Corrections = [],
): Difference {
  if (one.length === 0 || one.length !== other.length) return nothing
  const a = sumOf(one) / one.length
  const b = sumOf(other) / other.length
  return paired(
    { ratio: a, deviations: one.map(value => value - a) },
    { ratio: b, deviations: other.map(value => value - b) },
    level,
    controls,
  )
}

/** The difference of two means or shares as {@link ratioInterval} has them, replication by replication; controls as {@link pairedMeans} has them. */
export function pairedRatios(
  one: readonly Fraction[],
  other: readonly Fraction[],
  level: number,
  controls: Corrections = [],
): Difference {
  const a = linearised(one)
  const b = linearised(other)
  return a === null || b === null || one.length !== other.length ? nothing : paired(a, b, level, controls)
}

function paired(one: Linearised, other: Linearised, level: number, controls: Corrections): Difference {
  const plain = other.ratio - one.ratio
  const deviations = other.deviations.map((deviation, i) => deviation - (one.deviations[i] as number))
  const half = halfWidth(deviations, level)
  if (half === null) return { ...nothing, estimate: plain }
  const n = deviations.length
  const apart = squares(one.deviations) + squares(other.deviations)
  const corrected = 'off' in controls ? lessOff(controls.off, deviations) : correctedBy(controls, deviations)
  if (corrected !== undefined) {
    const estimate = plain - corrected.off
    const error = Math.sqrt(corrected.variance)
    const wide = tQuantile(1 - (1 - level) / 2, corrected.freedom) * error
    return {
      estimate,
      ci: [estimate - wide, estimate + wide],
      confidenceSmaller: confidenceSmaller(estimate, error, corrected.freedom),
      varianceRatio: apart > 0 ? (corrected.variance * n * (n - 1)) / apart : null,
    }
  }
  const error = Math.sqrt(squares(deviations) / (n - 1) / n)
  return {
    estimate: plain,
    ci: [plain - half, plain + half],
    confidenceSmaller: confidenceSmaller(plain, error, n - 1),
    varianceRatio: apart > 0 ? squares(deviations) / apart : null,
  }
}

/** Where nothing varies between replications, the difference itself says which is smaller. */
function confidenceSmaller(estimate: number, error: number, freedom: number): number {
  return error > 0 ? 1 - tCdf(estimate / error, freedom) : estimate === 0 ? 0.5 : estimate < 0 ? 1 : 0
}

function squares(list: readonly number[]): number {
  return sumOf(list.map(value => value * value))
}

/** Each control takes a degree of freedom, and its slope is guessed: of so many replications one is worth it. */
const leastEach = 4
/** A replication that settles a slope nearly by itself says nothing about how sure that is. */
const mostLeverage = 0.99

/** A way is left for a later one where that leaves so much less of the variance: which leaves least is luck where several leave about as much. */
const clearlyLess = 0.75

/**
 * What is left of each replication is one independent value. Each is corrected in the way that leaves least of the others: the first, or none, or a later one that leaves clearly
 * less. A way that was chosen by what it leaves of the replication itself would make intervals too narrow.
 */
function lessOff(ways: readonly (readonly number[])[], deviations: readonly number[]): ReturnType<typeof correctedBy> {
  const n = deviations.length
  const tried = [deviations.map(() => 0), ...ways].map(off => {
    const mean = sumOf(off) / n
    const left = deviations.map((value, i) => value - ((off[i] as number) - mean))
    return { off, left, whole: squares(left) }
  })
  const off = deviations.map((_, i) => {
    const leftOf = ({ left, whole }: (typeof tried)[number]) => whole - (left[i] as number) * (left[i] as number)
    const isBetter = (one: (typeof tried)[number], best: (typeof tried)[number]) =>
      leftOf(one) < leftOf(best) * (best === tried[0] ? 1 : clearlyLess)
    return tried.reduce((best, one) => (isBetter(one, best) ? one : best)).off[i] as number
  })
  const mean = sumOf(off) / n
  const left = deviations.map((value, i) => value - ((off[i] as number) - mean))
  return { off: mean, variance: squares(left) / (n - 1) / n, freedom: freedomOf(left) }
}

/**
 * Degrees of freedom of the variance of values around their mean: as many as a variance of normal ones would have that is as unsure. What is left of differences has long tails, since a few
 * replications have long queues: their variance is less sure than it looks, and most often too small. Never more than one less than values.
 *
 * @source Satterthwaite: An Approximate Distribution of Estimates of Variance Components (Biometrics Bulletin 2, 1946); Box: Non-Normality and Tests on Variances
 * (Biometrika 40, 1953): by the kurtosis; Joanes, Gill: Comparing Measures of Sample Skewness and Kurtosis (The Statistician 47, 1998): G2, since that of few values is too small
 */
function freedomOf(around: readonly number[]): number {
  const n = around.length
  const whole = squares(around)
  if (!(whole > 0) || n < 4) return n - 1
  const own = (n * squares(around.map(value => value * value))) / (whole * whole) - 3
  const excess = ((n - 1) / ((n - 2) * (n - 3))) * ((n + 1) * own + 6)
  return (n - 1) / (1 + (Math.max(0, excess) * (n - 1)) / (2 * n))
}

interface Taken {
  readonly around: readonly number[]
  readonly mean: number
  readonly spread: number
}

/**
 * By how much a difference is off with its controls, and the variance of what is left, with its degrees of freedom; undefined where there are too few
 * replications, and where no control varies. Each control is first freed of those before it: so they are one regression on all of them. Whether one is taken is
 * settled by the controls alone. The variance is what leaving out each replication comes to, about: those in which queues are long vary more than others and have
 * more weight in the slopes, so that one variance for all makes intervals too narrow.
 *
 * @source Nelson: Control Variate Remedies (Operations Research 38, 1990); MacKinnon, White: Some Heteroskedasticity-Consistent Covariance Matrix Estimators
 * with Improved Finite Sample Properties (Journal of Econometrics 29, 1985), HC3
 */
function correctedBy(
  controls: Controls,
  deviations: readonly number[],
): { readonly off: number; readonly variance: number; readonly freedom: number } | undefined {
  const n = deviations.length
  const taken: Taken[] = []
  let left = deviations
  let off = 0
  let leverage: readonly number[] = deviations.map(() => 1 / n)
  for (const control of controls) {
    if (n < leastEach * (taken.length + 1) || control.length !== n) break
    let mean = sumOf(control) / n
    let around: readonly number[] = control.map(value => value - mean)
    const whole = squares(around)
    for (const before of taken) {
      const shared = slopeOf(around, before)
      around = around.map((value, i) => value - shared * (before.around[i] as number))
      mean -= shared * before.mean
    }
    const spread = squares(around)
    // One that says no more than those before it would divide by what rounding has left.
    if (!(spread > 1e-9 * whole)) continue
    const raised = leverage.map((value, i) => value + ((around[i] as number) * (around[i] as number)) / spread)
    if (raised.some(value => value > mostLeverage)) continue
    leverage = raised
    const own = { around, mean, spread }
    const slope = slopeOf(left, own)
    left = left.map((value, i) => value - slope * (around[i] as number))
    off += slope * mean
    taken.push(own)
  }
  if (taken.length === 0) return undefined
  const weights = deviations.map(
    (_, i) => 1 / n - taken.reduce((sum, { around, mean, spread }) => sum + (mean * (around[i] as number)) / spread, 0),
  )
  const variance = squares(left.map((value, i) => ((weights[i] as number) * value) / (1 - (leverage[i] as number))))
  return { off, variance, freedom: n - 1 - taken.length }
}

function slopeOf(
  of: readonly number[],
  { around, spread }: { readonly around: readonly number[]; readonly spread: number },
): number {
  return sumOf(around.map((value, i) => value * (of[i] as number))) / spread
}
