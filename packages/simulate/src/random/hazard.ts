// A time that is under way, and ends sooner because something makes its end likelier from now on.
import exp from '@stdlib/math-base-special-exp'
import log1p from '@stdlib/math-base-special-log1p'
import type { Quantile } from './distribution.js'

/** How much hazard a time still takes that was drawn with `u`: unit exponential over all lucks. */
export function hazardOf(u: number): number {
  return -log1p(-u)
}

/**
 * The share of all lucks with which a time is over after `elapsed`, by its inverse distribution function. Pure.
 *
 * @source F is found by halving, since only its inverse is known
 */
export function shareUpTo(quantile: Quantile, elapsed: number): number {
  let [low, high] = [0, 1]
  for (let i = 0; i < 53; i++) {
    const middle = (low + high) / 2
    if (quantile(middle) <= elapsed) low = middle
    else high = middle
  }
  return low
}

/**
 * The hazard that a time has used up after `elapsed`: −ln(1 − F). Pure.
 *
 * @source definition of the cumulative hazard
 */
function hazardUpTo(quantile: Quantile, elapsed: number): number {
  return hazardOf(shareUpTo(quantile, elapsed))
}

/**
 * What hazard is left in all where its rate is `times` as high from `elapsed` on: what was left then counts for less by
 * as much. `1` changes nothing, exactly. Pure.
 */
export function hastened(hazard: number, quantile: Quantile, elapsed: number, times: number): number {
  if (times === 1) return hazard
  const used = Math.min(hazard, hazardUpTo(quantile, elapsed))
  return used + (hazard - used) / times
}

/** The time that takes so much hazard. */
export function timeAt(quantile: Quantile, hazard: number): number {
  return quantile(Math.min(1 - exp(-hazard), 1 - 2 ** -53))
}
