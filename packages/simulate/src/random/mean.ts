import exp from '@stdlib/math-base-special-exp'
import gammaln from '@stdlib/math-base-special-gammaln'
import ln from '@stdlib/math-base-special-ln'
import { type Distribution, z90 } from './distribution.js'

/** What is expected of a value that is drawn. */
export interface Mean {
  /** Of values that are not never, in the unit of the distribution; `Infinity` beyond all numbers, and 0 where all are never. */
  readonly mean: number
  /** Share of all draws that are never, from 0 to 1. */
  readonly never: number
}

/**
 * The mean of a distribution of which {@link quantileOf} makes something, and how often it is never. Pure.
 *
 * @example
 * meanOf({ triangular: { min: 1, mode: 2, max: 6 } }) // => { mean: 3, never: 0 }
 * meanOf({ never: 0.25, else: { zero: 0.5, else: 8 } }) // => { mean: 4, never: 0.25 }
 */
export function meanOf(distribution: Distribution): Mean {
  if (distribution === 'never') return { mean: 0, never: 1 }
  if (typeof distribution === 'number') return { mean: distribution, never: 0 }
  if ('zero' in distribution) {
    const { mean, never: ofRest } = meanOf(distribution.else)
    const never = (1 - distribution.zero) * ofRest
    const rest = (1 - distribution.zero) * (1 - ofRest)
    return { mean: rest === 0 ? 0 : (mean * rest) / (1 - never), never }
  }
  if ('never' in distribution) {
    const { mean, never: ofRest } = meanOf(distribution.else)
    const never = distribution.never + (1 - distribution.never) * ofRest
    return { mean: never === 1 ? 0 : mean, never }
  }
  return { mean: alwaysMean(distribution), never: 0 }
}

type Always = Exclude<Distribution, number | 'never' | { readonly zero: number } | { readonly never: number }>

function alwaysMean(distribution: Always): number {
  if ('uniform' in distribution) return (distribution.uniform.from + distribution.uniform.to) / 2
  if ('exponential' in distribution) return distribution.exponential.mean
  if ('gamma' in distribution) return distribution.gamma.mean
  if ('lognormal' in distribution) {
    const { lognormal } = distribution
    if ('mean' in lognormal) return lognormal.mean
    const sigma = (ln(lognormal.p90) - ln(lognormal.median)) / z90
    return lognormal.median * exp((sigma * sigma) / 2)
  }
  if ('weibull' in distribution) return distribution.weibull.scale * exp(gammaln(1 + 1 / distribution.weibull.shape))
  if ('triangular' in distribution) {
    const { min, mode, max } = distribution.triangular
    return (min + mode + max) / 3
  }
  if ('pert' in distribution) {
    const { min, mode, max } = distribution.pert
    return (min + 4 * mode + max) / 6
  }
  let [sum, total] = [0, 0]
  for (const point of distribution.empirical) {
    const { value, weight } = typeof point === 'number' ? { value: point, weight: 1 } : point
    sum += value * weight
    total += weight
  }
  return sum / total
}
