import erfc from '@stdlib/math-base-special-erfc'
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile'
import { type Difference, type Fraction, type Interval, sumOf } from './interval.js'

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
  const alike = alikeIn(fractions)
  return alike && chanceInterval(alike.came, alike.tries, level)
}

/** How often something came that came every time or never, and of how many tries; undefined where it came now and then, and without tries. */
function alikeIn(fractions: readonly Fraction[]): { readonly came: number; readonly tries: number } | undefined {
  const [came, tries] = [sumOf(fractions.map(one => one.sum)), sumOf(fractions.map(one => one.count))]
  return tries > 0 && (came === 0 || came === tries) ? { came, tries } : undefined
}

/**
 * How far two shares differ each of which came out alike in all replications, the second less the first, with an interval made of Wilson's of either: Student's would
 * have no width. That both had the same luck is not in it, since nothing in what came out alike says how much that is worth. Undefined where one did not come out alike.
 *
 * @source Newcombe (1998), Interval estimation for the difference between independent proportions, Statistics in Medicine 17, method 10; and the same volume on paired
 * data, where the correlation is taken as 0 if one of the shares is 0 or 1
 */
export function differenceOfAlike(
  one: readonly Fraction[],
  other: readonly Fraction[],
  level: number,
): Difference | undefined {
  const [a, b] = [alikeIn(one), alikeIn(other)]
  if (a === undefined || b === undefined) return undefined
  const { estimate, ci } = apart(chanceInterval(a.came, a.tries, level), chanceInterval(b.came, b.tries, level))
  const doubt = doubtOf(a.tries, b.tries)
  return {
    ...{ estimate, ci, varianceRatio: null },
    confidenceSmaller: estimate === 0 ? 0.5 : (estimate as number) < 0 ? 1 - doubt : doubt,
  }
}

/**
 * How far two figures differ that have intervals of their own, the second less the first.
 *
 * @source Zou and Donner (2008), Construction of confidence limits about effect measures, Statistics in Medicine 27 (MOVER)
 */
export function apart(one: Interval, other: Interval): Interval {
  if (one.estimate === null || other.estimate === null || one.ci === null || other.ci === null)
    return { estimate: null, ci: null }
  const estimate = other.estimate - one.estimate
  const down = together(other.estimate - other.ci[0], one.ci[1] - one.estimate)
  const up = together(other.ci[1] - other.estimate, one.estimate - one.ci[0])
  return { estimate, ci: [estimate - down, estimate + up] }
}

/** How far two independent errors reach together. `Math.hypot` has other bits in other engines. */
export function together(one: number, other: number): number {
  return Math.sqrt(one * one + other * other)
}

/** One less how sure it is, one-sided, that a chance is greater of so many tries in which something always came than of so many in which it never did: where the interval ends at 0. */
function doubtOf(one: number, other: number): number {
  // Of Wilson's interval what is beyond the share is z² / (n + z²); both together, as hypotenuse, have to come to 1.
  let [low, high] = [0, 3 * Math.max(one, other)]
  for (let i = 0; i < 100; i++) {
    const square = (low + high) / 2
    if (together(square / (one + square), square / (other + square)) < 1) low = square
    else high = square
  }
  return erfc(Math.sqrt(low / 2)) / 2
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
