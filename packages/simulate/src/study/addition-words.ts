// What a policy changes beyond parameters and people, in words.
import type { AnyCaseType, Locale } from '@convoke/core'
import type { Reaction } from '../scenario/additions/reactions.js'
import type { Effective } from '../scenario/additions/segments.js'
import type { Shock } from '../scenario/additions/shocks.js'
import { reactionWords, shockWords } from './assumptions.js'
import type { Sentence } from './result.js'

type Words = (value: unknown, caseTypes: readonly AnyCaseType[], locale: Locale, member: string | undefined) => string

const none: Sentence = { en: 'none', 'zh-CN': '无' }

const heads: Readonly<Record<string, { readonly title: Sentence; readonly words: Words }>> = {
  reactions: {
    title: { en: 'Reactions', 'zh-CN': '反应' },
    words: (value, caseTypes, locale) =>
      (value as readonly Reaction[]).map(one => reactionWords(one, caseTypes, locale)).join('; '),
  },
  effective: {
    title: { en: 'In force', 'zh-CN': '生效' },
    words: (value, _, locale) => effectiveWords(value as Effective)[locale],
  },
  residents: {
    title: { en: 'Residents', 'zh-CN': '居民' },
    words: value => JSON.stringify(value),
  },
  reopening: {
    title: { en: 'Opened again', 'zh-CN': '重开' },
    words: value => JSON.stringify(value),
  },
  electorates: {
    title: { en: 'Votes', 'zh-CN': '表决' },
    words: (value, _, locale, member) => voteWords(value, locale, member),
  },
  costs: {
    title: { en: 'Costs', 'zh-CN': '成本' },
    words: value => JSON.stringify(value),
  },
  shocks: {
    title: { en: 'Shocks', 'zh-CN': '冲击' },
    words: (value, _, locale) => (value as readonly Shock[]).map(one => shockWords(one)[locale]).join('; '),
  },
}

function effectiveWords({ from, cases, where = {} }: Effective): Sentence {
  const groups = Object.values(where).flat().join(', ')
  return {
    en: [
      ...(from === undefined ? [] : [`from ${from}`]),
      cases === 'new' ? 'for new cases' : 'for new and open cases',
      ...(groups === '' ? [] : [`in ${groups}`]),
    ].join(', '),
    'zh-CN': [
      ...(from === undefined ? [] : [`自 ${from} 起`]),
      cases === 'new' ? '仅适用于新办件' : '新旧办件均适用',
      ...(groups === '' ? [] : [`限于 ${groups}`]),
    ].join('，'),
  }
}

/** What a vote of owners changes: reminders by their day, all else as it is written. */
function voteWords(value: unknown, locale: Locale, member: string | undefined): string {
  if (member !== 'reminders') return typeof value === 'string' ? value : JSON.stringify(value)
  const reminders = value as readonly { readonly day: number; readonly hazardTimes: number }[]
  return reminders
    .map(({ day, hazardTimes }) =>
      locale === 'en'
        ? `on day ${day}, from then on ${hazardTimes} times as likely to vote`
        : `第 ${day} 天提醒，此后参加表决的可能性为 ${hazardTimes} 倍`,
    )
    .join(locale === 'en' ? '; ' : '；')
}

/** A change of what the scenario declares beyond parameters and people, at its place; undefined for anything else. */
export function additionWords(
  [head = '', ...below]: readonly string[],
  from: unknown,
  to: unknown,
  caseTypes: readonly AnyCaseType[],
): Sentence | undefined {
  const known = Object.hasOwn(heads, head) ? heads[head] : undefined
  if (known === undefined) return undefined
  const { title, words } = known
  const said = (value: unknown, locale: Locale) =>
    value === null || value === undefined || (Array.isArray(value) && value.length === 0)
      ? none[locale]
      : words(value, caseTypes, locale, below.at(-1))
  // Which of them it is, and what of it.
  const [where, whereZh] = below.length === 0 ? ['', ''] : [` (${below.join(', ')})`, `（${below.join('，')}）`]
  return {
    en: `${title.en}${where}: ${said(from, 'en')} becomes ${said(to, 'en')}`,
    'zh-CN': `${title['zh-CN']}${whereZh}：由 ${said(from, 'zh-CN')} 改为 ${said(to, 'zh-CN')}`,
  }
}
