import betaQuantile from '@stdlib/stats-base-dists-beta-quantile'
import gammaQuantile from '@stdlib/stats-base-dists-gamma-quantile'
import type { Parameter } from './maximum-likelihood.js'

/** What is added to every count before it becomes a share: nothing that was never seen is impossible. Jeffreys' prior. */
const prior = 0.5

/** A share with its interval of 95 %; the estimate is what was counted. */
export function shareInterval(count: number, of: number): Parameter {
  if (of === 0) return { estimate: 0, ci: null }
  const [a, b] = [count + prior, of - count + prior]
  const low = count === 0 ? 0 : betaQuantile(0.025, a, b)
  const high = count === of ? 1 : betaQuantile(0.975, a, b)
  return { estimate: count / of, ci: [low, high] }
}

/**
 * Shares of several that add up to 1, each smoothed as if half of one more had been seen of it.
 *
 * @source Dirichlet prior of Jeffreys
 */
export function smoothedShares(counts: readonly number[]): readonly Parameter[] {
  const total = counts.reduce((sum, count) => sum + count + prior, 0)
  if (counts.length === 1) return [{ estimate: 1, ci: null }]
  return counts.map(count => {
    const a = count + prior
    return { estimate: a / total, ci: [betaQuantile(0.025, a, total - a), betaQuantile(0.975, a, total - a)] }
  })
}

/** A rate with its exact interval of 95 %: so many in such an exposure, at random. */
export function rateInterval(count: number, exposure: number): Parameter {
  if (!(exposure > 0)) return { estimate: 0, ci: null }
  const low = count === 0 ? 0 : gammaQuantile(0.025, count, 1) / exposure
  return { estimate: count / exposure, ci: [low, gammaQuantile(0.975, count + 1, 1) / exposure] }
}
