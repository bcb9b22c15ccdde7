import normalQuantile from '@stdlib/stats-base-dists-normal-quantile'
import { type Fraction, type Interval, sumOf } from './interval.js'

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
  return { estimate: share, ci: [came === 0 ? 0 : middle - half, came === tries ? 1 : middle + half] }
}

/**
 * The interval of a share of things that came out alike in all replications, as one of so many tries: Student's would say that they always do.
 * Undefined where they did not, or where there are none.
 */
export function intervalOfAlike(fractions: readonly Fraction[], level: number): Interval | undefined {
  const [came, tries] = [sumOf(fractions.map(one => one.sum)), sumOf(fractions.map(one => one.count))]
  return tries > 0 && (came === 0 || came === tries) ? chanceInterval(came, tries, level) : undefined
}

/**
 * How far a chance differs by how often something came in the same tries under two policies, each told as 0 or 1, with an interval that does not say of what
 * came out alike in a few tries that it always does. Undefined without tries.
 *
 * @source Bonett and Price (2012), Adjusted Wald confidence interval for a difference of binomial proportions based on paired data, JEBS 37
 */
export function pairedChanceInterval(one: readonly number[], other: readonly number[], level: number): Interval {
  const tries = one.length
  if (tries === 0) return { estimate: null, ci: null }
  const [less, more] = [1, -1].map(by => one.filter((value, i) => value - (other[i] as number) === by).length) as [
    number,
    number,
  ]
  const estimate = (more - less) / tries
  const [down, up] = [(less + 1) / (tries + 2), (more + 1) / (tries + 2)]
  const middle = up - down
  const z = normalQuantile(1 - (1 - level) / 2, 0, 1)
  const half = z * Math.sqrt((up + down - middle * middle) / (tries + 2))
  return {
    estimate,
    ci: [Math.max(-1, Math.min(middle - half, estimate)), Math.min(1, Math.max(middle + half, estimate))],
  }
}
