// Weighted sums of shares some of which came out alike every time: a score whose rates are all 1 is not certain either.
import { differenceOfAlike, intervalOfAlike, together } from './chance.js'
import { type Fraction, type Interval, sumOf } from './interval.js'

/** A share that counts with a weight in a sum. */
export interface Part {
  readonly name: string
  readonly weight: number
  readonly fractions: readonly Fraction[]
}

/** How far a figure may be lower, and how much higher, for what came out alike. */
export interface Spread {
  readonly down: number
  readonly up: number
}

const none: Spread = { down: 0, up: 0 }

/** How far two intervals around an estimate reach, whose errors are independent. */
export function spreadTogether(spreads: readonly Spread[]): Spread {
  return spreads.reduce((all, one) => ({ down: together(all.down, one.down), up: together(all.up, one.up) }), none)
}

/** An interval that has to hold this as well; where it is nothing the same to the bit. */
export function widenedBy<Of extends Interval>(of: Of, { down, up }: Spread): Of {
  const { estimate, ci } = of
  if (estimate === null || ci === null || (down === 0 && up === 0)) return of
  return { ...of, ci: [estimate - together(estimate - ci[0], down), estimate + together(ci[1] - estimate, up)] }
}

/** The shares are of the same things, and may be wrong together: their errors are added up. */
function added(spreads: readonly Spread[]): Spread {
  return { down: sumOf(spreads.map(({ down }) => down)), up: sumOf(spreads.map(({ up }) => up)) }
}

/** What a sum is uncertain by for those of its shares that came out alike, as Wilson's interval has each; nothing for all others, which vary over replications. */
export function spreadOfAlike(parts: readonly Part[], level: number): Spread {
  return added(
    parts.map(({ weight, fractions }) => {
      const { estimate, ci } = intervalOfAlike(fractions, level) ?? { estimate: null, ci: null }
      return estimate === null || ci === null
        ? none
        : { down: weight * (estimate - ci[0]), up: weight * (ci[1] - estimate) }
    }),
  )
}

/**
 * What the difference of two sums is uncertain by for shares that came out alike under each policy. Where nothing but weights differs the shares are the same, and only
 * what a weight has more counts.
 */
export function spreadOfAlikeDifference(
  one: readonly Part[],
  other: readonly Part[],
  level: number,
  isSame: boolean,
): Spread {
  return added(
    other.map(({ name, weight, fractions }) => {
      const first = one.find(part => part.name === name)
      if (first === undefined || differenceOfAlike(first.fractions, fractions, level) === undefined) return none
      const own = spreadOfAlike([{ name, weight: 1, fractions }], level)
      if (isSame) {
        const more = weight - first.weight
        return more >= 0 ? { down: more * own.down, up: more * own.up } : { down: -more * own.up, up: -more * own.down }
      }
      const before = spreadOfAlike([first], level)
      return {
        down: together(weight * own.down, before.up),
        up: together(weight * own.up, before.down),
      }
    }),
  )
}
