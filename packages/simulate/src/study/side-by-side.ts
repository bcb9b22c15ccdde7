// Which share of cases is better off under another policy, case by case.
import type { ReplicationResult } from '../run/tally.js'
import { intervalOfAlike } from '../statistics/chance.js'
import { type Fraction, type Interval, ratioInterval, sumOf } from '../statistics/interval.js'
import { amountText, type Titles } from './figure-words.js'
import { labelsOf } from './labels.js'
import type { Sentence } from './result.js'

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

/**
 * What cases side by side come to, in words.
 *
 * @example
 * const sooner = { estimate: 0.31, ci: [0.28, 0.34] } as const
 * const later = { estimate: 0, ci: [0, 0.001] } as const
 * sideBySideWords({ caseType: 'errand', n: 4812, sooner, later }, { caseTypes: [] }).en
 * // => 'errand: of 4812 cases, each beside itself under the same luck, 31 % (28 % – 34 %) are closed sooner, 0 % (0 % – 0.1 %) later, the rest at the same instant'
 */
export function sideBySideWords({ caseType, n, sooner, later }: SideBySide, { caseTypes }: Titles): Sentence {
  const title = (locale: 'en' | 'zh-CN') => labelsOf(caseTypes, caseType, locale)?.title ?? caseType
  const share = ({ estimate, ci }: Interval, locale: 'en' | 'zh-CN') => {
    const told = (value: number) => amountText(value, 'share', locale)
    const range = ci === null ? '' : `${told(ci[0])} – ${told(ci[1])}`
    if (range === '') return told(estimate ?? 0)
    return locale === 'en' ? `${told(estimate ?? 0)} (${range})` : `${told(estimate ?? 0)}（${range}）`
  }
  return {
    en: `${title('en')}: of ${n} cases, each beside itself under the same luck, ${share(sooner, 'en')} are closed sooner, ${share(later, 'en')} later, the rest at the same instant`,
    'zh-CN': `${title('zh-CN')}：同样运气下逐件对照 ${n} 件，较早办结 ${share(sooner, 'zh-CN')}，较晚办结 ${share(later, 'zh-CN')}，其余同时办结`,
  }
}
