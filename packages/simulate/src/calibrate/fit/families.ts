// Families of distributions of positive times, on scales on which every number is allowed.
import erfc from '@stdlib/math-base-special-erfc'
import exp from '@stdlib/math-base-special-exp'
import gammainc from '@stdlib/math-base-special-gammainc'
import gammaln from '@stdlib/math-base-special-gammaln'
import ln from '@stdlib/math-base-special-ln'
import pow from '@stdlib/math-base-special-pow'
import type { Distribution } from '../../random/distribution.js'

/** The families that are fitted. */
export type FamilyName = 'exponential' | 'lognormal' | 'gamma' | 'weibull'

/** A family at certain parameters. */
export interface Fitted {
  /** Of a value above 0 and its natural logarithm. */
  logDensity(x: number, lnX: number): number
  /** The share of values beyond, from 0 to 1. */
  survival(x: number): number
}

/** One family. */
export interface Family {
  readonly name: FamilyName
  /** What its parameters are called, in the order of their numbers. */
  readonly parameters: readonly string[]
  /** Where a search begins: from mean and variance of the logarithms and the mean. */
  start(moments: { readonly mean: number; readonly lnMean: number; readonly lnVariance: number }): readonly number[]
  at(numbers: readonly number[]): Fitted
  /** A number as the parameter it stands for. */
  natural(i: number, number: number): number
  distribution(numbers: readonly number[]): Distribution
}

/** Half of ln 2π. */
const lnRoot2Pi = 0.9189385332046728
const root2 = Math.SQRT2
/** The 90 % point of the standard normal distribution. */
const z90 = 1.2815515655446004

const exponential: Family = {
  name: 'exponential',
  parameters: ['mean'],
  start: ({ mean }) => [ln(mean)],
  at([lnMean = 0]) {
    const mean = exp(lnMean)
    return { logDensity: x => -lnMean - x / mean, survival: x => exp(-x / mean) }
  },
  natural: (_, number) => exp(number),
  distribution: ([lnMean = 0]) => ({ exponential: { mean: exp(lnMean) } }),
}

const lognormal: Family = {
  name: 'lognormal',
  parameters: ['median', 'sigma'],
  start: ({ lnMean, lnVariance }) => [lnMean, ln(Math.max(0.05, Math.sqrt(lnVariance)))],
  at([mu = 0, lnSigma = 0]) {
    const sigma = exp(lnSigma)
    return {
      logDensity(_, lnX) {
        const z = (lnX - mu) / sigma
        return -lnX - lnSigma - lnRoot2Pi - (z * z) / 2
      },
      survival: x => (x <= 0 ? 1 : erfc((ln(x) - mu) / sigma / root2) / 2),
    }
  },
  natural: (_, number) => exp(number),
  distribution: ([mu = 0, lnSigma = 0]) => ({ lognormal: { median: exp(mu), p90: exp(mu + z90 * exp(lnSigma)) } }),
}

const gamma: Family = {
  name: 'gamma',
  parameters: ['mean', 'shape'],
  // The shape whose logarithms are about as far below the logarithm of the mean.
  start({ mean, lnMean }) {
    const gap = Math.max(0.005, ln(mean) - lnMean)
    return [ln(mean), ln((3 - gap + Math.sqrt((gap - 3) * (gap - 3) + 24 * gap)) / (12 * gap))]
  },
  at([lnMean = 0, lnShape = 0]) {
    const shape = exp(lnShape)
    const rate = exp(lnShape - lnMean)
    const constant = shape * (lnShape - lnMean) - gammaln(shape)
    return {
      logDensity: (x, lnX) => constant + (shape - 1) * lnX - rate * x,
      survival: x => (x <= 0 ? 1 : gammainc(rate * x, shape, true, true)),
    }
  },
  natural: (_, number) => exp(number),
  distribution: ([lnMean = 0, lnShape = 0]) => ({ gamma: { mean: exp(lnMean), cv: exp(-lnShape / 2) } }),
}

const weibull: Family = {
  name: 'weibull',
  parameters: ['scale', 'shape'],
  // The logarithms of Weibull values have variance π²/6 over the square of the shape, and lie 0.577 over the shape below the scale.
  start({ lnMean, lnVariance }) {
    const shape = 1.2825 / Math.max(0.05, Math.sqrt(lnVariance))
    return [lnMean + 0.5772 / shape, ln(shape)]
  },
  at([lnScale = 0, lnShape = 0]) {
    const shape = exp(lnShape)
    return {
      logDensity(_, lnX) {
        const t = shape * (lnX - lnScale)
        return lnShape - lnX + t - exp(t)
      },
      survival: x => (x <= 0 ? 1 : exp(-pow(x / exp(lnScale), shape))),
    }
  },
  natural: (_, number) => exp(number),
  distribution: ([lnScale = 0, lnShape = 0]) => ({ weibull: { scale: exp(lnScale), shape: exp(lnShape) } }),
}

/** Every family, the simplest first. */
export const families: readonly Family[] = [exponential, lognormal, gamma, weibull]
