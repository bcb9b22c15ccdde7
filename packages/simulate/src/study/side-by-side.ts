// Which share of cases is better off under another policy, case by case.
import type { ReplicationResult } from '../run/tally.js'
import { intervalOfAlike } from '../statistics/chance.js'
import { type Fraction, type Interval, ratioInterval, sumOf } from '../statistics/interval.js'

/**
 * Cases of one type under two policies, each case beside itself 逐件对照: a sample that is the same under both, of those that arrived at the same instant and were settled under one
 * policy at least. The rest closed at the same instant. Plain JSON.
 */
export interface SideBySide {
  readonly caseType: string
  /** How many cases were looked at, over all replications. */
  readonly n: number
  /** Share that is closed sooner under the other policy; and later. What is not settled when the run ends counts as later than what is. */
  readonly sooner: Interval
  readonly later: Interval
}

/** Each case type of another policy beside the first, from what replications of the other say of it. */
export function sideBySideOf(results: readonly ReplicationResult[], level: number): readonly SideBySide[] {
  const of = (id: string, caseType: string): readonly Fraction[] =>
    results.map(
      ({ measures }) => measures.find(one => one.id === id && one.dims.caseType === caseType) ?? { sum: 0, count: 0 },
    )
  const types = results.flatMap(({ measures }) =>
    measures.filter(({ id }) => id === 'closedSooner').map(({ dims }) => dims.caseType as string),
  )
  return [...new Set(types)].sort().map(caseType => {
    const share = (id: string): Interval => {
      const fractions = of(id, caseType)
      const { estimate, ci } = intervalOfAlike(fractions, level) ?? ratioInterval(fractions, level)
      return { estimate, ci: ci === null ? null : [Math.max(0, ci[0]), Math.min(1, ci[1])] }
    }
    const n = sumOf(of('closedSooner', caseType).map(({ count }) => count))
    return { caseType, n, sooner: share('closedSooner'), later: share('closedLater') }
  })
}
