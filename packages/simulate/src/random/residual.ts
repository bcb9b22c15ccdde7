// What is left of a time that began before anybody looked.
import type { Quantile } from './distribution.js'
import { shareUpTo } from './hazard.js'

/** Below this share of all lucks, a time counts as over: nothing that could be drawn is left. */
const leastLeft = 2 ** -40

/** A time that has gone on for a while. */
export interface Residual {
  /** The share of all lucks with which it goes on for longer: 1 − F. */
  readonly left: number
  /** The whole time by a uniform variate, never less than has passed; what has passed itself where it must be over. */
  of(u: number): number
  /** The luck that the whole time then has. */
  share(u: number): number
}

/**
 * The time that goes on for longer than `elapsed`: F⁻¹(F(e) + u (1 − F(e))). Pure.
 *
 * @source definition of a conditional distribution; exact for one with a density
 */
export function residual(quantile: Quantile, elapsed: number): Residual {
  const passed = elapsed <= 0 ? 0 : shareUpTo(quantile, elapsed)
  const left = 1 - passed
  if (left < leastLeft) return { left: 0, of: () => elapsed, share: () => passed }
  const share = passed === 0 ? (u: number) => u : (u: number) => Math.min(passed + u * left, 1 - 2 ** -53)
  return { left, of: u => Math.max(elapsed, quantile(share(u))), share }
}
