import { ConvokeError } from '@convoke/core'
import ln from '@stdlib/math-base-special-ln'
import { type Distribution, quantileOf } from '../../random/distribution.js'
import { label, seedKey } from '../../random/luck.js'
import { derive, type Key, uniformAt } from '../../random/threefry.js'
import { type FamilyName, families } from './families.js'
import { distance, resampled, type Share } from './goodness.js'
import { kaplanMeier, meanOf, valuesOf } from './kaplan-meier.js'
import { type Fit, likeliest, type Parameter, prepared } from './maximum-likelihood.js'
import { isCensored, middle, type Observation } from './observation.js'
import { shareInterval } from './shares.js'

/** How one family fits. Plain JSON. */
export interface FamilyFit {
  readonly family: FamilyName
  /** Times in ms; `never` is the share that never happens. */
  readonly parameters: Readonly<Record<string, Parameter>>
  readonly logLikelihood: number
  /** Akaike's criterion: the lowest is chosen. */
  readonly aic: number
}

/** A distribution made of observations, with what speaks for and against it. Plain JSON. */
export interface FittedDuration {
  /** How many were seen, how many of these had not ended, how many would not have been seen had they ended sooner. */
  readonly n: number
  readonly censored: number
  readonly truncated: number
  /** Share that takes no time at all; its interval. */
  readonly zero: Parameter
  /** By Akaike's criterion, the best first. */
  readonly families: readonly FamilyFit[]
  readonly chosen: FamilyName | 'kaplan-meier' | 'constant'
  /** Of the best family; null where there was none to test. */
  readonly test: {
    readonly ks: number
    readonly ksP: number
    readonly ad: number | null
    readonly adP: number | null
    /** ms, and as a share of the mean. */
    readonly wasserstein: number
    readonly relative: number
    /** How many observations it was tested on, and how many logs were made to compare with. */
    readonly tested: number
    readonly made: number
  } | null
  /** Mean by Kaplan–Meier, up to the last value seen, ms. */
  readonly mean: number
  /** Times in ms. */
  readonly distribution: Distribution
}

/** How a distribution is fitted. */
export interface FitOptions {
  /** Some may never happen at all, however long one waits. Default false. */
  readonly mayBeNever?: boolean | undefined
  /** How many logs are made to tell how unusual the distance is. Default 99; 0 tests nothing. */
  readonly bootstrap?: number | undefined
  /** The same seed, the same p-values. Default 1. */
  readonly seed?: number | undefined
}

/** Fewer that ended say nothing of a family. Ours. */
export const fewest = 5
/** More are not needed to tell that a family does not fit. Ours. */
const mostTested = 300
/** A family whose thousandth value lies so many times beyond anything that was seen says more than the log does. Ours. */
const farthest = 20
/** A family is given up where chance would hardly make it fit as badly, and the misfit matters. Ours. */
const unlikely = 0.01
const matters = 0.1

/**
 * The distribution 分布拟合 that observed times come from: exponential, lognormal, gamma and Weibull by maximum likelihood, whether times
 * were seen exactly, within bounds, not to their end (censored) or only because they lasted (truncated); the best by Akaike's
 * criterion, tested against logs that it would make; where it does not fit, the observed times themselves (Kaplan–Meier). Times of 0
 * are a share of their own. Pure.
 *
 * @source AIC: Akaike (1974); parametric bootstrap of Kolmogorov–Smirnov and Anderson–Darling: Stute, Gonzáles Manteiga, Presedo
 * Quindimil (1993). When a family is given up is ours: p of 0.01 or less, and more than a tenth of the mean between the two;
 * a family with one value in a thousand twenty times beyond anything seen is passed over.
 * @throws ConvokeError `simulate/fit` where fewer than five ended, or a bound is no number from 0 up
 * @example
 * import { quantileOf } from '@convoke/simulate'
 * const hour = 3_600_000
 * const times = Array.from({ length: 99 }, (_, i) => quantileOf({ lognormal: { median: 2 * hour, p90: 6 * hour } })((i + 1) / 100))
 * const { chosen, families } = fitDuration(times.map(x => ({ from: x, to: x })))
 * chosen // => 'lognormal'
 * Math.round((families[0]?.parameters.median?.estimate ?? 0) / hour) // => 2
 * fitDuration([{ from: 3, to: Infinity }]) // => throws simulate/fit
 */
export function fitDuration(observations: readonly Observation[], options: FitOptions = {}): FittedDuration {
  const { mayBeNever = false, bootstrap = 99, seed = 1 } = options
  for (const { from, to, after = 0 } of observations)
    if (!(from >= 0 && to >= from && after >= 0 && from < Number.POSITIVE_INFINITY))
      throw unfit('bounds', observations.length, 0)
  const ended = observations.filter(one => !isCensored(one))
  if (ended.length < fewest) throw unfit('few', observations.length, ended.length)

  const isZero = (one: Observation) => one.to === 0
  const zeros = observations.filter(isZero).length
  const positive = observations.filter(one => !isZero(one) && (one.from > 0 || one.to < Number.POSITIVE_INFINITY))
  const zero = shareInterval(zeros, zeros + positive.length)
  const counts = {
    n: observations.length,
    censored: observations.length - ended.length,
    truncated: observations.filter(({ after = 0 }) => after > 0).length,
    zero,
    mean: meanOf(kaplanMeier(observations)),
  }
  const withZero = (rest: Distribution): Distribution => (zeros === 0 ? rest : { zero: zero.estimate, else: rest })
  const endedPositive = positive.filter(one => !isCensored(one))
  const [first] = endedPositive
  const isSame = endedPositive.every(one => middle(one) === middle(first as Observation))
  if (first === undefined || (isSame && endedPositive.length === positive.length)) {
    const distribution = withZero(first === undefined ? 0 : middle(first))
    return { ...counts, families: [], chosen: 'constant', test: null, distribution }
  }
  if (endedPositive.length < fewest || isSame)
    return {
      ...counts,
      families: [],
      chosen: 'kaplan-meier',
      test: null,
      distribution: withZero(empiricalOf(positive)),
    }

  const seen = prepared(positive)
  const fits = families
    .map(family => likeliest(family, seen))
    .concat(mayBeNever ? families.map(family => likeliest(family, seen, { mayBeNever })) : [])
    .filter(fit => Number.isFinite(fit.aic) && isDrawable(fit))
    .sort((a, b) => a.aic - b.aic)
  const told = fits.map(({ family, parameters, logLikelihood, aic }) => ({
    family: family.name,
    parameters,
    logLikelihood,
    aic,
  }))
  const longest = positive.reduce((most, one) => Math.max(most, middle(one)), 0)
  const best = fits.find(fit => quantileOf(fit.family.distribution(fit.numbers))(0.999) <= farthest * longest)
  if (best === undefined)
    return {
      ...counts,
      families: told,
      chosen: 'kaplan-meier',
      test: null,
      distribution: withZero(empiricalOf(positive)),
    }
  const test = bootstrap === 0 ? null : tested(positive, best, { bootstrap, seed, mean: counts.mean })
  const isGivenUp = test !== null && test.ksP <= unlikely && test.relative > matters
  const distribution = withZero(isGivenUp ? empiricalOf(positive) : distributionOf(best))
  return { ...counts, families: told, chosen: isGivenUp ? 'kaplan-meier' : best.family.name, test, distribution }
}

/** A gamma time that is nearly constant, or nearly always nothing, cannot be drawn. */
function isDrawable({ family, numbers }: Fit): boolean {
  const distribution = family.distribution(numbers)
  const cv = typeof distribution === 'object' && 'gamma' in distribution ? distribution.gamma.cv : 1
  return cv >= 0.01 && cv <= 10
}

function distributionOf({ family, numbers, never }: Fit): Distribution {
  const own = family.distribution(numbers)
  return never > 0 ? { never, else: own } : own
}

function empiricalOf(observations: readonly Observation[]): Distribution {
  return { empirical: valuesOf(kaplanMeier(observations)) }
}

function shareUnder({ family, numbers, never }: Fit): Share {
  const fitted = family.at(numbers)
  return x => (1 - never) * (1 - fitted.survival(x))
}

function tested(
  observations: readonly Observation[],
  best: Fit,
  { bootstrap, seed, mean }: { readonly bootstrap: number; readonly seed: number; readonly mean: number },
): NonNullable<FittedDuration['test']> {
  const every = Math.max(1, Math.ceil(observations.length / mostTested))
  const sample = observations.filter((_, i) => i % every === 0)
  const mayBeNever = best.never > 0
  const refitted = (list: readonly Observation[]) => {
    const start = [...best.numbers, ...(mayBeNever ? [lnOdds(best.never)] : [])]
    return likeliest(best.family, prepared(list), { mayBeNever, start, isBare: true })
  }
  const all = distance(observations, shareUnder(best))
  const own = every === 1 ? all : distance(sample, shareUnder(refitted(sample)))
  const quantile = quantileOf(distributionOf(best))
  let [ksAsFar, adAsFar] = [0, 0]
  for (let b = 0; b < bootstrap; b++) {
    const made = resampled(sample, quantile, luck(derive(seedKey(seed), label('bootstrap').w0, b)))
    if (made.every(isCensored)) continue
    const found = distance(made, shareUnder(refitted(made)))
    if (found.ks >= own.ks) ksAsFar++
    if (own.ad !== null && (found.ad ?? 0) >= own.ad) adAsFar++
  }
  const p = (asFar: number) => (asFar + 1) / (bootstrap + 1)
  return {
    ...{ ks: own.ks, ksP: p(ksAsFar), ad: own.ad, adP: own.ad === null ? null : p(adAsFar) },
    ...{
      wasserstein: all.wasserstein,
      relative: mean > 0 ? all.wasserstein / mean : 0,
      tested: sample.length,
      made: bootstrap,
    },
  }
}

const lnOdds = (share: number) => ln(share / (1 - share))

function luck(key: Key): () => number {
  let i = 0
  return () => uniformAt(key, i++, 0)
}

function unfit(why: 'few' | 'bounds', n: number, ended: number): ConvokeError {
  const words =
    why === 'few'
      ? {
          en: `only ${ended} of ${n} observed times ended, and at least ${fewest} must have; give a longer log, or write the time into the scenario`,
          'zh-CN': `观测到的 ${n} 个用时中只有 ${ended} 个已结束，至少需要 ${fewest} 个；请提供更长的日志，或在情景中直接写明用时`,
        }
      : {
          en: 'a time must be from 0 up, and not end before it begins; correct the log',
          'zh-CN': '用时不得为负，结束不得早于开始；请更正日志',
        }
  return new ConvokeError('simulate/fit', `a distribution cannot be fitted: ${words.en}`, {
    details: { why: words, n, ended },
  })
}
