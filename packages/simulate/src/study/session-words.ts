// When a party meets, and how much it takes up, in words.

import type { Locale } from '@convoke/core'
import type { Sessions } from '../scenario/additions/sessions.js'
import { namedInChinese } from './in-chinese.js'
import type { Sentence } from './result.js'

const weekdays: Readonly<Record<string, Sentence>> = {
  mon: { en: 'Monday', 'zh-CN': '星期一' },
  tue: { en: 'Tuesday', 'zh-CN': '星期二' },
  wed: { en: 'Wednesday', 'zh-CN': '星期三' },
  thu: { en: 'Thursday', 'zh-CN': '星期四' },
  fri: { en: 'Friday', 'zh-CN': '星期五' },
  sat: { en: 'Saturday', 'zh-CN': '星期六' },
  sun: { en: 'Sunday', 'zh-CN': '星期日' },
}

const periods: Readonly<Record<string, Sentence>> = {
  day: { en: 'every day', 'zh-CN': '每天' },
  week: { en: 'every week', 'zh-CN': '每周' },
  fortnight: { en: 'every two weeks', 'zh-CN': '每两周' },
  month: { en: 'every month', 'zh-CN': '每月' },
}

/** How often a party meets. */
export function everyWords(every: Sessions['every'], locale: Locale): string {
  const isEnglish = locale === 'en'
  if (Array.isArray(every)) return isEnglish ? `on ${every.length} dates` : `按 ${every.length} 个指定日期`
  if (typeof every === 'string') return periods[every]?.[locale] ?? every
  return isEnglish ? `every ${every.days} days` : `每 ${every.days} 天`
}

/** A weekday, or the day of a month. */
export function dayWords(on: NonNullable<Sessions['on']>, locale: Locale): string {
  if (typeof on === 'string') return weekdays[on]?.[locale] ?? on
  return locale === 'en' ? `day ${on}` : `${on} 日`
}

/** When a party meets, how many sit there and how much is taken up. */
export function sessionWords(
  { every, on, at, takes, least, lasts }: Sessions,
  heads: number | undefined,
  locale: Locale,
): string {
  const day = on === undefined ? '' : dayWords(on, locale)
  if (locale === 'en') {
    const own = lasts === 0 ? '' : `, ${lasts} beside their effort`
    const from = least === 1 ? '' : `, from ${least} on`
    const persons = heads === undefined ? '' : `, ${heads} ${heads === 1 ? 'person' : 'persons'}`
    return `meets ${everyWords(every, locale)}${day === '' ? '' : ` on ${day}`} at ${at}${persons}, up to ${takes} ${takes === 1 ? 'case' : 'cases'} a session${from}${own}`
  }
  const own = lasts === 0 ? '' : `，议题之外用时 ${lasts}`
  const persons = heads === undefined ? '' : `，${heads} 人参加`
  const from = least === 1 ? '' : `，满 ${least} 件才开`
  return `${everyWords(every, locale)}${day} ${at} 开会${persons}，每次至多 ${takes} 件${from}${own}`
}

const members: Readonly<Record<string, Sentence>> = {
  every: { en: 'how often {party} meets', 'zh-CN': '{party}开会周期' },
  on: { en: 'the day on which {party} meets', 'zh-CN': '{party}开会日' },
  at: { en: 'the hour at which {party} meets', 'zh-CN': '{party}开会时间' },
  first: { en: 'the first session of {party}', 'zh-CN': '{party}首次开会' },
  takes: { en: 'cases that {party} takes up in a session', 'zh-CN': '{party}每次会议至多议题数' },
  least: { en: 'cases without which {party} does not meet', 'zh-CN': '{party}开会所需议题数' },
  lasts: { en: 'time of a session of {party} beside its cases', 'zh-CN': '{party}每次会议议题外用时' },
  restDays: { en: 'sessions of {party} on days of rest', 'zh-CN': '{party}遇休息日的会议' },
}

/** What a policy changes of the sessions of a party; undefined for what has no words. */
export function sessionMember(member: string | undefined, party: Sentence): Sentence | undefined {
  const words =
    member === undefined
      ? { en: 'sessions of {party}', 'zh-CN': '{party}的会议安排' }
      : Object.hasOwn(members, member)
        ? members[member]
        : undefined
  if (words === undefined) return undefined
  return {
    en: words.en.replace('{party}', () => party.en),
    'zh-CN': namedInChinese(words['zh-CN'], { party: party['zh-CN'] }),
  }
}
