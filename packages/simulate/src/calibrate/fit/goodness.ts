import ln from '@stdlib/math-base-special-ln'
import type { Quantile } from '../../random/distribution.js'
import { kaplanMeier, type Step } from './kaplan-meier.js'
import { isCensored, middle, type Observation } from './observation.js'

/** How far a fitted distribution is from what was seen. */
export interface Distance {
  /** The largest difference of the two shares (Kolmogorov and Smirnov), from 0 to 1. */
  readonly ks: number
  /** The same over all of it, the ends counting for more (Anderson and Darling); null where something was censored or truncated. */
  readonly ad: number | null
  /** The area between the two (Wasserstein), ms, up to the largest value that was seen. */
  readonly wasserstein: number
}

/** The share that a fitted distribution has up to a value. */
export type Share = (x: number) => number

/** How far `share` is from the observations. */
export function distance(observations: readonly Observation[], share: Share): Distance {
  const steps = kaplanMeier(observations)
  const isWhole = observations.every(one => !isCensored(one) && (one.after ?? 0) <= 0)
  return { ...apart(steps, share), ad: isWhole ? andersonDarling(observations, share) : null }
}

function apart(steps: readonly Step[], share: Share): { readonly ks: number; readonly wasserstein: number } {
  let ks = 0
  let area = 0
  let before = 0
  let ended = 0
  let shareBefore = 0
  for (const { at, surviving } of steps) {
    const here = share(at)
    ks = Math.max(ks, Math.abs(ended - here), Math.abs(1 - surviving - here))
    // The curve between two steps by its ends and its middle.
    const between = share((before + at) / 2)
    const gaps = Math.abs(ended - shareBefore) + 4 * Math.abs(ended - between) + Math.abs(ended - here)
    area += (gaps / 6) * (at - before)
    before = at
    ended = 1 - surviving
    shareBefore = here
  }
  return { ks, wasserstein: area }
}

function andersonDarling(observations: readonly Observation[], share: Share): number {
  const shares = observations.map(one => Math.min(1 - 1e-12, Math.max(1e-12, share(Math.max(0.5, middle(one))))))
  shares.sort((a, b) => a - b)
  const n = shares.length
  let sum = 0
  for (const [i, one] of shares.entries()) sum += (2 * i + 1) * (ln(one) + ln(1 - (shares[n - 1 - i] as number)))
  return -n - sum / n
}

/**
 * A log as it would be had the fitted distribution made it: as many values, last seen as early as those of the real log were.
 *
 * @source Efron: Censored Data and the Bootstrap (1981)
 */
export function resampled(
  observations: readonly Observation[],
  quantile: Quantile,
  uniform: () => number,
): readonly Observation[] {
  // When things were last seen: the same steps with what ended and what did not exchanged.
  const seen = kaplanMeier(
    observations.map(one =>
      isCensored(one)
        ? { from: one.from, to: one.from, after: one.after }
        : { from: middle(one), to: Number.POSITIVE_INFINITY, after: one.after },
    ),
  )
  const lastSeen = (u: number) => seen.find(({ surviving }) => 1 - surviving >= u)?.at ?? Number.POSITIVE_INFINITY
  return observations.map(one => {
    // Truncated ones come from beyond their bound.
    const { after = 0 } = one
    let value = 0
    for (let tries = 0; tries < 1000; tries++) {
      value = quantile(uniform())
      if (value > after) break
    }
    const until = seen.length === 0 ? Number.POSITIVE_INFINITY : Math.max(after, lastSeen(uniform()))
    if (value > until) return { from: until, to: Number.POSITIVE_INFINITY, after }
    // As coarse as the clock of the log was.
    const half = isCensored(one) ? 0 : (one.to - one.from) / 2
    return { from: Math.max(0, value - half), to: value + half, after }
  })
}
