// What tells the persons of a party apart, and how work passes between them, in words. Nobody is named: how many they are says what decides.

import type { Locale } from '@convoke/core'
import type { Arm } from '../scenario/schema.js'
import { inChinese, namedInChinese } from './in-chinese.js'
import type { Sentence } from './result.js'

type Party = Arm['parties'][string]

const of = <T>(locale: Locale, zh: T, en: T): T => (locale === 'en' ? en : zh)
const percent = (share: number) => Math.round(1000 * share) / 10

/** What is said of a party beyond how many they are and how fast; in parts, none where there is nothing to say. */
export function personWords(
  party: Party,
  locale: Locale,
  titleOf: (party: string, locale: Locale) => string,
): string[] {
  const { staff, persons = {}, skills = [], serves = [], limit, queue, overtaken, shiftEnd, handOver } = party
  const { preempt, assign } = party
  const named = Object.values(persons)
  const all = [...named.map(one => one.skills ?? skills), ...Array.from({ length: staff - named.length }, () => skills)]
  const knowing = [...new Set(all.flat())].sort().map(skill => {
    const n = all.filter(own => own.includes(skill)).length
    return of(locale, `${skill} ${n} 人`, `${n} for ${skill}`)
  })
  const served = [...new Set([...serves, ...named.flatMap(one => one.serves ?? [])])].sort()
  const { loss = 0, absentDays } = handOver ?? {}
  return [
    ...(knowing.length === 0 ? [] : [of(locale, `技能：${knowing.join('、')}`, `skills: ${knowing.join(', ')}`)]),
    ...(served.length === 0
      ? []
      : [
          of(
            locale,
            inChinese`兼为${served.map(one => titleOf(one, locale)).join('、')}办理`,
            `work as well for ${served.map(one => titleOf(one, locale)).join(', ')}`,
          ),
        ]),
    ...(limit === undefined || limit === 1
      ? []
      : [of(locale, `每人同时至多 ${limit} 件`, `each has up to ${limit} things in hand at a time`)]),
    ...(assign === undefined || assign === 'leastLoaded' ? [] : [assignWords[assign][locale]]),
    ...(queue === 'due' ? [of(locale, '先办先到期的', 'what is due first goes first')] : []),
    ...(overtaken === 'finish'
      ? [of(locale, '中途已无须办理的仍然办完', 'what nobody needs any more is finished all the same')]
      : []),
    ...(shiftEnd === 'handOver' ? [of(locale, '下班移交未完工作', 'what is begun is handed over for the night')] : []),
    ...(absentDays === undefined
      ? []
      : [
          of(
            locale,
            `连续缺勤超过 ${absentDays} 个工作日即移交`,
            `handed over after more than ${absentDays} working ${absentDays === 1 ? 'day' : 'days'} of absence`,
          ),
        ]),
    ...(loss === 0
      ? []
      : [
          of(
            locale,
            `移交后剩余用时增加 ${percent(loss)}%`,
            `the rest takes ${percent(loss)} % longer after a hand-over`,
          ),
        ]),
    ...(preempt === undefined ? [] : [preemptWords[preempt][locale]]),
  ]
}

const assignWords: Readonly<Record<'affinity' | 'roundRobin', Sentence>> = {
  affinity: { en: 'who had the case before has it again', 'zh-CN': '优先交原承办人' },
  roundRobin: { en: 'each in turn', 'zh-CN': '轮流承办' },
}

const preemptWords: Readonly<Record<'resume' | 'restart', Sentence>> = {
  resume: {
    en: 'urgent work interrupts other work, which then goes on',
    'zh-CN': '紧急工作可打断在办工作，之后接着办',
  },
  restart: {
    en: 'urgent work interrupts other work, which then begins anew',
    'zh-CN': '紧急工作可打断在办工作，之后从头办',
  },
}

const members: Readonly<Record<string, Sentence>> = {
  skills: { en: 'what the persons of {party} know', 'zh-CN': '{party}人员的技能' },
  serves: { en: 'for whom {party} works as well', 'zh-CN': '{party}兼办的单位' },
  limit: { en: 'things in hand per person at {party}', 'zh-CN': '{party}每人同时在办件数' },
  assign: { en: 'who of {party} gets the work', 'zh-CN': '{party}的派件方式' },
  queue: { en: 'what goes first at {party}', 'zh-CN': '{party}先办什么' },
  overtaken: {
    en: 'what {party} does with work that nobody needs any more',
    'zh-CN': '{party}遇办件中途已无须办理时的做法',
  },
  shiftEnd: { en: 'what {party} does at the end of a shift', 'zh-CN': '{party}下班时的做法' },
  handOver: { en: 'handing over at {party}', 'zh-CN': '{party}的工作移交' },
  preempt: { en: 'interruptions by urgent work at {party}', 'zh-CN': '{party}的紧急打断' },
}

const ofHandOver: Readonly<Record<string, Sentence>> = {
  loss: {
    en: 'how much longer the rest takes after a hand-over at {party}',
    'zh-CN': '{party}移交后剩余用时增加的比例',
  },
  absentDays: {
    en: 'working days of absence after which {party} hands over',
    'zh-CN': '{party}缺勤超过几个工作日即移交',
  },
}

const ofPerson: Readonly<Record<string, Sentence>> = {
  skills: { en: 'what {person} knows', 'zh-CN': '{person}的技能' },
  serves: { en: 'for whom {person} works as well', 'zh-CN': '{person}兼办的单位' },
  hours: { en: 'hours of {person}', 'zh-CN': '{person}的工作时间' },
  restDays: { en: 'days of rest of {person}', 'zh-CN': '{person}休息日是否上班' },
  speed: { en: 'speed of {person}', 'zh-CN': '{person}的办理速度' },
  absence: { en: 'absence of {person}', 'zh-CN': '{person}的缺勤' },
  away: { en: 'times at which {person} is away', 'zh-CN': '{person}不在岗的日期' },
  from: { en: 'first day in office of {person}', 'zh-CN': '{person}到岗日' },
  until: { en: 'last day in office of {person}', 'zh-CN': '{person}离任日' },
}

/** What a policy changes of persons, by the place below their party; undefined for what has no words. */
export function personMember([member = '', person, inner]: readonly string[], party: Sentence): Sentence | undefined {
  const filled = (words: Sentence | undefined, name = '') =>
    words && {
      en: words.en.replace('{party}', () => party.en).replace('{person}', () => `${name} (${party.en})`),
      'zh-CN': namedInChinese(words['zh-CN'], { party: party['zh-CN'], person: `${party['zh-CN']}·${name}` }),
    }
  if (member === 'persons') {
    if (person === undefined) return filled({ en: 'persons of {party}', 'zh-CN': '{party}的人员' })
    return inner === undefined
      ? filled({ en: '{person}', 'zh-CN': '{person}' }, person)
      : filled(Object.hasOwn(ofPerson, inner) ? ofPerson[inner] : undefined, person)
  }
  if (member === 'handOver' && person !== undefined)
    return filled(Object.hasOwn(ofHandOver, person) ? ofHandOver[person] : undefined)
  return filled(Object.hasOwn(members, member) ? members[member] : undefined)
}

const choices: Readonly<Record<string, Readonly<Record<string, Sentence>>>> = {
  overtaken: {
    abort: { en: 'dropped at once', 'zh-CN': '立即停办' },
    finish: { en: 'finished in vain', 'zh-CN': '仍然办完' },
  },
  queue: {
    fifo: { en: 'what has waited longest', 'zh-CN': '先到先办' },
    due: { en: 'what is due first', 'zh-CN': '先到期先办' },
  },
  assign: {
    leastLoaded: { en: 'whoever has least in hand', 'zh-CN': '在办最少者' },
    affinity: { en: 'whoever had the case before', 'zh-CN': '原承办人' },
    roundRobin: { en: 'each in turn', 'zh-CN': '轮流' },
  },
  shiftEnd: {
    pause: { en: 'it waits for the next shift', 'zh-CN': '次日接着办' },
    finish: { en: 'finished first', 'zh-CN': '加班办完' },
    handOver: { en: 'handed over for the night', 'zh-CN': '移交他人' },
  },
  preempt: {
    none: { en: 'none', 'zh-CN': '不打断' },
    resume: { en: 'it goes on later', 'zh-CN': '打断后接着办' },
    restart: { en: 'it begins anew later', 'zh-CN': '打断后从头办' },
  },
}

/** What a party does by default, of what it may choose. */
const byDefault: Readonly<Record<string, string>> = {
  queue: 'fifo',
  overtaken: 'abort',
  assign: 'leastLoaded',
  preempt: 'none',
}

/** A way to work that a party chooses, in words; undefined for any other value. */
export function choiceWords(member: string | undefined, value: unknown, locale: Locale): string | undefined {
  const words = member !== undefined && Object.hasOwn(choices, member) ? choices[member] : undefined
  const chosen = value ?? byDefault[member ?? '']
  return typeof chosen === 'string' ? words?.[chosen]?.[locale] : undefined
}

/** A value of a party where words are lists: skills, parties. Undefined for anything else. */
export function listWords(value: unknown, locale: Locale): string | undefined {
  if (!Array.isArray(value) || value.length === 0 || !value.every(one => typeof one === 'string')) return undefined
  return value.join(of(locale, '、', ', '))
}
