import type { Duration } from './duration.js'
import { type ExplainContext, type ExplainedDay, explainDays } from './explained-days.js'
import { sentences } from './sentence.js'

/** The arithmetic of one due instant, day by day. Plain JSON. */
export interface Explanation {
  readonly edition: string
  readonly from: number
  readonly due: number
  readonly provisional: boolean
  readonly duration: Duration
  readonly days: readonly ExplainedDay[]
  readonly sentence: { readonly 'zh-CN': string; readonly en: string }
}

/** Explains a due instant that `add` computed. */
export const explain = (
  context: ExplainContext,
  from: number,
  duration: Duration,
  due: { readonly at: number; readonly provisional: boolean },
): Explanation => {
  const days = explainDays(context, from, due.at, duration)
  return {
    edition: context.edition,
    from,
    due: due.at,
    provisional: due.provisional,
    duration,
    days,
    sentence: sentences(context, from, due, duration, days),
  }
}
