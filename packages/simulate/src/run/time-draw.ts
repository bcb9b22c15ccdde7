import { type Quantile, quantileOf } from '../random/distribution.js'
import { unitExponentials } from '../random/unit-exponential.js'
import { distributionOf } from '../scenario/distributions.js'
import type { TimeDistribution } from '../scenario/schema.js'

/** Some 4,000 years: no run is as long, and added to any instant it is one that can be planned. */
export const longestTime = 2 ** 47

/** How a time is drawn, made once for each distribution. */
export interface TimeDraw {
  /** The time, where there is nothing to draw: then luck is not asked. */
  readonly fixed: number | undefined
  readonly mayBeNever: boolean
  /** The time by a uniform variate, whole ms where it is drawn; `Infinity` is never. */
  of(u: number): number
  /** The same for many uniform variates, as they are drawn, from a place on: each becomes the time. */
  ofAll(variates: Float64Array, from: number, count: number): void
}

export function timeDraw(distribution: TimeDistribution): TimeDraw {
  if (typeof distribution !== 'object') {
    const fixed =
      distribution === 'never'
        ? Number.POSITIVE_INFINITY
        : Math.min(distributionOf(distribution) as number, longestTime)
    return {
      fixed,
      mayBeNever: fixed === Number.POSITIVE_INFINITY,
      of: () => fixed,
      ofAll: (all, from, count) => void all.fill(fixed, from, from + count),
    }
  }
  const drawn = distributionOf(distribution)
  const quantile: Quantile = quantileOf(drawn)
  const of = (u: number) => {
    const value = quantile(u)
    return value === Number.POSITIVE_INFINITY ? value : Math.min(Math.round(value), longestTime)
  }
  return {
    fixed: undefined,
    mayBeNever: hasNever(distribution),
    of,
    ofAll(variates, from, count) {
      if (typeof drawn === 'object' && 'exponential' in drawn)
        exponentials(drawn.exponential.mean, variates, from, count)
      else for (let i = from; i < from + count; i++) variates[i] = of(variates[i] as number)
    },
  }
}

/** Those that are most often drawn, without a call for each. */
function exponentials(mean: number, variates: Float64Array, from: number, count: number): void {
  unitExponentials(variates, from, count)
  for (let i = from; i < from + count; i++) {
    const exact = mean * (variates[i] as number)
    // `Math.round` chooses a way by the half above or below, which the machine guesses wrong every other time. This is the same.
    const rounded = Math.floor(exact + 0.5)
    variates[i] = Math.min(rounded - exact > 0.5 ? rounded - 1 : rounded, longestTime)
  }
}

function hasNever(distribution: TimeDistribution): boolean {
  if (typeof distribution !== 'object') return distribution === 'never'
  if ('never' in distribution) return true
  return 'zero' in distribution && hasNever(distribution.else)
}
