// Distributions as data, and each as the inverse of its distribution function: one uniform variate makes one value, and
// more luck never makes a smaller one. `Math.log` and its kin differ in bits between engines; these ports do not.
import { ConvokeError } from '@convoke/core'
import exp from '@stdlib/math-base-special-exp'
import ln from '@stdlib/math-base-special-ln'
import log1p from '@stdlib/math-base-special-log1p'
import pow from '@stdlib/math-base-special-pow'
import betaQuantile from '@stdlib/stats-base-dists-beta-quantile'
import gammaQuantile from '@stdlib/stats-base-dists-gamma-quantile'
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile'
import { tabulated } from './tabulated.js'
import { unitExponential } from './unit-exponential.js'

/** A value that is drawn: how it is distributed, in whatever unit its reader takes. `never` is beyond all time. */
export type Distribution =
  | number
  | 'never'
  | { readonly uniform: { readonly from: number; readonly to: number } }
  | { readonly exponential: { readonly mean: number } }
  | { readonly lognormal: { readonly median: number; readonly p90: number } }
  | { readonly lognormal: { readonly mean: number; readonly cv: number } }
  | { readonly gamma: { readonly mean: number; readonly cv: number } }
  | { readonly weibull: { readonly scale: number; readonly shape: number } }
  | { readonly triangular: { readonly min: number; readonly mode: number; readonly max: number } }
  | { readonly pert: { readonly min: number; readonly mode: number; readonly max: number } }
  | { readonly empirical: readonly (number | { readonly value: number; readonly weight: number })[] }
  | { readonly zero: number; readonly else: Distribution }
  | { readonly never: number; readonly else: Distribution }

/** The value that a share of all draws does not exceed: from a uniform variate in (0, 1); `Infinity` is never. */
export type Quantile = (u: number) => number

/**
 * The inverse distribution function of a distribution. The same on every engine, bit for bit. Pure.
 *
 * Gamma and PERT are read from a table of 4,096 knots between which they are straight, and worked out beyond its ends.
 *
 * @throws ConvokeError `simulate/distribution` for a parameter that makes no distribution: `details` has the place, what is wrong
 * in both languages, and the value
 * @example
 * quantileOf({ exponential: { mean: 10 } })(0.5) // => 6.931471805599453
 * quantileOf({ zero: 0.25, else: 8 })(0.2) // => 0
 * quantileOf({ exponential: { mean: -1 } }) // => throws simulate/distribution
 */
export function quantileOf(distribution: Distribution, place = ''): Quantile {
  const bad = (member: string, value: unknown, en: string, zh: string): ConvokeError => {
    const at = member === '' ? place : place === '' ? member : `${place}.${member}`
    return new ConvokeError('simulate/distribution', `${at || 'a distribution'} ${en}`, {
      details: { place: at, value, why: { en, 'zh-CN': zh } },
    })
  }
  const positive = (member: string, value: number): number => {
    if (value > 0 && value < Number.POSITIVE_INFINITY) return value
    throw bad(member, value, 'must be greater than 0', '必须大于 0')
  }
  const notNegative = (member: string, value: number): number => {
    if (value >= 0 && value < Number.POSITIVE_INFINITY) return value
    throw bad(member, value, 'must not be negative', '不得为负')
  }
  const share = (member: string, value: number): number => {
    if (value >= 0 && value <= 1) return value
    throw bad(member, value, 'must be from 0 to 1', '必须在 0 到 1 之间')
  }
  const under = (member: string) => (place === '' ? member : `${place}.${member}`)

  if (distribution === 'never') return () => Number.POSITIVE_INFINITY
  if (typeof distribution === 'number') {
    const value = notNegative('', distribution)
    return () => value
  }
  if ('uniform' in distribution) {
    const from = notNegative('uniform.from', distribution.uniform.from)
    const to = notNegative('uniform.to', distribution.uniform.to)
    if (to < from) throw bad('uniform.to', to, 'must not be less than from', '不得小于 from')
    return u => from + (to - from) * u
  }
  if ('exponential' in distribution) {
    const mean = positive('exponential.mean', distribution.exponential.mean)
    return u => mean * unitExponential(u)
  }
  if ('lognormal' in distribution) {
    const { mu, sigma } = lognormalOf(distribution.lognormal, { positive, bad })
    return u => exp(mu + sigma * normalQuantile(u, 0, 1))
  }
  if ('gamma' in distribution) {
    const mean = positive('gamma.mean', distribution.gamma.mean)
    const cv = positive('gamma.cv', distribution.gamma.cv)
    if (cv < 0.01 || cv > 10) throw bad('gamma.cv', cv, 'must be from 0.01 to 10', '必须在 0.01 到 10 之间')
    const shape = 1 / (cv * cv)
    const standard = tabulated(`gamma ${shape}`, u => gammaQuantile(u, shape, 1))
    return u => (standard(u) * mean) / shape
  }
  if ('weibull' in distribution) {
    const scale = positive('weibull.scale', distribution.weibull.scale)
    const shape = positive('weibull.shape', distribution.weibull.shape)
    return u => scale * pow(unitExponential(u), 1 / shape)
  }
  if ('triangular' in distribution) {
    const { min, mode, max } = ordered('triangular', distribution.triangular, { notNegative, bad })
    const cut = (mode - min) / (max - min)
    return u =>
      u < cut ? min + Math.sqrt(u * (max - min) * (mode - min)) : max - Math.sqrt((1 - u) * (max - min) * (max - mode))
  }
  if ('pert' in distribution) {
    const { min, mode, max } = ordered('pert', distribution.pert, { notNegative, bad })
    const a = 1 + (4 * (mode - min)) / (max - min)
    const b = 1 + (4 * (max - mode)) / (max - min)
    const standard = tabulated(`beta ${a} ${b}`, u => betaQuantile(u, a, b))
    return u => min + (max - min) * standard(u)
  }
  if ('empirical' in distribution) return empirical(distribution.empirical, { notNegative, bad })
  if ('zero' in distribution) {
    const zero = share('zero', distribution.zero)
    const rest = quantileOf(distribution.else, under('else'))
    return u => (u <= zero ? 0 : rest((u - zero) / (1 - zero)))
  }
  const never = share('never', distribution.never)
  const rest = quantileOf(distribution.else, under('else'))
  return u => (u >= 1 - never ? Number.POSITIVE_INFINITY : rest(u / (1 - never)))
}

type Bad = (member: string, value: unknown, en: string, zh: string) => ConvokeError
type Checked = (member: string, value: number) => number

/** The 90 % point of the standard normal distribution. */
export const z90 = 1.2815515655446004

function lognormalOf(
  given: { readonly median: number; readonly p90: number } | { readonly mean: number; readonly cv: number },
  { positive, bad }: { readonly positive: Checked; readonly bad: Bad },
): { readonly mu: number; readonly sigma: number } {
  if ('median' in given) {
    const median = positive('lognormal.median', given.median)
    const p90 = positive('lognormal.p90', given.p90)
    if (p90 <= median) throw bad('lognormal.p90', p90, 'must be greater than the median', '必须大于中位数')
    return { mu: ln(median), sigma: (ln(p90) - ln(median)) / z90 }
  }
  const mean = positive('lognormal.mean', given.mean)
  const cv = positive('lognormal.cv', given.cv)
  const variance = log1p(cv * cv)
  return { mu: ln(mean) - variance / 2, sigma: Math.sqrt(variance) }
}

function ordered(
  kind: string,
  given: { readonly min: number; readonly mode: number; readonly max: number },
  { notNegative, bad }: { readonly notNegative: Checked; readonly bad: Bad },
): { readonly min: number; readonly mode: number; readonly max: number } {
  const min = notNegative(`${kind}.min`, given.min)
  const mode = notNegative(`${kind}.mode`, given.mode)
  const max = notNegative(`${kind}.max`, given.max)
  if (max <= min) throw bad(`${kind}.max`, max, 'must be greater than min', '必须大于 min')
  if (mode < min || mode > max)
    throw bad(`${kind}.mode`, mode, 'must lie between min and max', '必须在 min 与 max 之间')
  return { min, mode, max }
}

function empirical(
  given: readonly (number | { readonly value: number; readonly weight: number })[],
  { notNegative, bad }: { readonly notNegative: Checked; readonly bad: Bad },
): Quantile {
  const points = given.map((point, i) => {
    const { value, weight } = typeof point === 'number' ? { value: point, weight: 1 } : point
    return { value: notNegative(`empirical.${i}`, value), weight: notNegative(`empirical.${i}.weight`, weight) }
  })
  points.sort((a, b) => a.value - b.value)
  let total = 0
  const upTo = points.map(({ weight }) => {
    total += weight
    return total
  })
  if (!(total > 0)) throw bad('empirical', given.length, 'needs a value with a weight', '至少要有一个带权重的值')
  return u => {
    const sought = u * total
    let [low, high] = [0, points.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((upTo[middle] as number) >= sought) high = middle
      else low = middle + 1
    }
    return (points[low] as { value: number }).value
  }
}
