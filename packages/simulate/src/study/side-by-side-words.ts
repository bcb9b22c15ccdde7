// Which share of cases is better off, as a sentence.
import type { Interval } from '../statistics/interval.js'
import { amountText, type Titles } from './figure-words.js'
import { labelsOf } from './labels.js'
import type { Sentence } from './result.js'
import type { SideBySide } from './side-by-side.js'

/**
 * What cases side by side come to, in words.
 *
 * @example
 * const sooner = { estimate: 0.31, ci: [0.28, 0.34] } as const
 * const later = { estimate: 0, ci: [0, 0.001] } as const
 * sideBySideWords({ caseType: 'errand', n: 4812, sooner, later }, { caseTypes: [] }).en
 * // => 'errand: of 4812 cases, each beside itself under the same luck, 31.0 % (28.0 % – 34.0 %) are closed sooner, 0.0 % (0.0 % – 0.1 %) later, the rest at the same instant'
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
