// How time was taken in an exploration, in words.
import type { Exploration } from '../explore/explore.js'
import type { Sentence } from '../verdict.js'
import type { Dated } from './dated.js'
import type { Ordered } from './ordered.js'

/** How time was taken in an exploration, in words. */
export function ordersIn(exploration: Exploration | Ordered | Dated): Sentence {
  if ('dates' in exploration) {
    const { calendar, opensOn } = exploration.dates
    return {
      'zh-CN': `${opensOn} 立案，按日历 ${calendar.edition} 的日期`,
      en: `opened on ${opensOn}, on the dates of the calendar ${calendar.edition}`,
    }
  }
  if (!('rules' in exploration)) return { 'zh-CN': '期限可在任何时刻届满', en: 'deadlines at any moment' }
  const { rules, isBlurred } = exploration
  const counted = rules.scales.map(({ kind }) => kind)
  const free = rules.deadlines
    .filter(
      ({ name, due, extended }, n) =>
        rules.isActing(name) && (rules.periods[n] === undefined || due !== undefined || extended !== undefined),
    )
    .map(({ name }) => name)
  const zh = ['期限按届满先后']
  const en = ['deadlines in the order in which they fall due']
  if (counted.length > 1) {
    zh.push('不同单位之间只按最短和最长比较')
    en.push('those of different units compared by their shortest and longest length alone')
  }
  if (free.length > 0) {
    zh.push(`日期可由办件改定的（${free.join('、')}）不限届满时刻`)
    en.push(`those that the case may date or extend (${free.join(', ')}) as late as may be`)
  }
  if (isBlurred) {
    zh.push('有些状态的先后没有一一区分')
    en.push('in some states not every order told apart')
  }
  return { 'zh-CN': zh.join('，'), en: en.join(', ') }
}
