// Numbers a month of things that came of so many tries, with what they are uncertain by where all tries came out alike.
import { apart, differenceOfAlike, intervalOfAlike } from '../statistics/chance.js'
import {
  type Corrections,
  type Difference,
  type Fraction,
  type Interval,
  meanInterval,
  pairedMeans,
} from '../statistics/interval.js'

/** How many came a month, replication by replication, and of how many tries; without tries they are not a share of anything. */
export interface Numbers {
  readonly monthly: readonly number[]
  /** What came and what might have, by replication. */
  readonly tries?: readonly Fraction[] | undefined
}

/** How many a month, the interval no narrower than that of the share where it came out alike: of 60 tries of which none came, 1 may. */
export function monthlyInterval({ monthly, tries }: Numbers, months: number, level: number): Interval {
  const own = meanInterval(monthly, level)
  const alike = tries && ofTries(tries, months, level)
  return alike === undefined || own.ci === null
    ? own
    : { ...own, ci: [Math.min(own.ci[0], alike.ci[0]), Math.max(own.ci[1], alike.ci[1])] }
}

/** How many a month more there are under the other policy, replication by replication; the interval is no narrower than that of shares that came out alike. */
export function monthlyDifference(
  one: Numbers,
  other: Numbers,
  {
    months,
    level,
    corrections = [],
  }: { readonly months: number; readonly level: number; readonly corrections?: Corrections },
): Difference {
  const own = pairedMeans(one.monthly, other.monthly, level, corrections)
  const share = one.tries && other.tries && differenceOfAlike(one.tries, other.tries, level)
  const [before, after] = [one, other].map(({ tries }) => tries && ofTries(tries, months, level))
  if (own.estimate === null || own.ci === null || !share || before === undefined || after === undefined) return own
  const { estimate, ci } = apart(before, after)
  const [down, up] = ci === null ? [0, 0] : [(estimate as number) - ci[0], ci[1] - (estimate as number)]
  return {
    ...own,
    ci: [Math.min(own.ci[0], own.estimate - down), Math.max(own.ci[1], own.estimate + up)],
    confidenceSmaller: lessSure(own.confidenceSmaller, share),
  }
}

/** Of which more is not surer than which share is greater, where the shares differ. */
function lessSure(own: number | null, share: Difference): number | null {
  const { estimate, confidenceSmaller } = share
  if (own === null || confidenceSmaller === null || estimate === 0) return own
  return own > 0.5 ? Math.min(own, confidenceSmaller) : Math.max(own, confidenceSmaller)
}

/** So many a month (below 0: fewer, where months are counted below 0) as the share of as many tries as there were says, where it came out alike; else undefined. */
function ofTries(tries: readonly Fraction[], months: number, level: number) {
  const { estimate, ci } = intervalOfAlike(tries, level) ?? { estimate: null, ci: null }
  if (estimate === null || ci === null) return undefined
  const most = tries.reduce((sum, { count }) => sum + count, 0) / tries.length / months
  const ends = [most * ci[0], most * ci[1]] as const
  return { estimate: most * estimate, ci: [Math.min(...ends), Math.max(...ends)] as const }
}
