import normalQuantile from '@stdlib/stats-base-dists-normal-quantile'
import type { Interval } from './interval.js'

/**
 * A chance by how often something came in independent tries, with Wilson's interval: of something that never came it does not
 * say that it cannot. Undefined without tries.
 *
 * @source Wilson (1927), Probable inference, JASA 22; Brown, Cai and DasGupta (2001), Interval estimation for a binomial proportion
 */
export function chanceInterval(came: number, tries: number, level: number): Interval {
  if (tries === 0) return { estimate: null, ci: null }
  const z = normalQuantile(1 - (1 - level) / 2, 0, 1)
  const share = came / tries
  const weight = (z * z) / tries
  const middle = (share + weight / 2) / (1 + weight)
  const half = (z * Math.sqrt((share * (1 - share)) / tries + weight / (4 * tries))) / (1 + weight)
  return { estimate: share, ci: [Math.max(0, middle - half), Math.min(1, middle + half)] }
}
