// Policies under which no case arrives: none of their figures says anything, and nobody has work.
import type { Arm } from '../scenario/schema.js'
import type { Figures } from './indicators.js'
import type { Sentence } from './sentence.js'

/** A policy with what came of it. */
interface Ran {
  /** What it is called; undefined for the first. */
  readonly name?: string | undefined
  readonly arm: Pick<Arm, 'start' | 'electorates'>
  readonly figures: readonly Figures[]
}

/** Whether no case arrived on a measured day in any replication, and none was open at the start. Pure. */
export function hasNoCases({
  arm,
  figures,
}: {
  readonly arm: Pick<Arm, 'start'>
  readonly figures: readonly Figures[]
}): boolean {
  const arrived = figures.filter(({ id }) => id === 'arrived').flatMap(({ values = [] }) => values)
  return (arm.start?.cases ?? []).length === 0 && arrived.every(value => value === 0)
}

/** A warning that no case arrives, of the first policy in which that is so; by name where it is another than the first. Votes need no case: where there are some, nothing is said. Pure. */
export function noCasesWarnings(policies: readonly Ran[]): readonly Sentence[] {
  const none = policies.find(one => hasNoCases(one) && Object.keys(one.arm.electorates ?? {}).length === 0)
  if (none === undefined) return []
  const [under, underZh] = none.name === undefined ? ['', ''] : [`under “${none.name}” `, `“${none.name}”下，`]
  return [
    {
      en: `${under}no case arrives on the days that are measured, in any replication, so that there is nothing to tell: see how many "arrivals" under "cases" lets come ("perDay", "restDays", "byWeekday", "at", "gaps"), and how many "days" there are`,
      'zh-CN': `${underZh}各次重复在统计期内都没有办件到达，没有数字可言：请查看 "cases" 中 "arrivals" 使多少办件到达（"perDay"、"restDays"、"byWeekday"、"at"、"gaps"），以及 "days" 是多少天`,
    },
  ]
}
