// What was put in and decides what comes out, in words: what people do, how many they are, how many cases come.

import type { AnyCaseType, Locale } from '@convoke/core'
import type { Reaction } from '../scenario/additions/reactions.js'
import type { Shock } from '../scenario/additions/shocks.js'
import { gapMean, gapTotal } from '../scenario/arrival-gaps.js'
import type { Arm, BehaviourRule, TimeDistribution } from '../scenario/schema.js'
import { timeForm } from '../scenario/time.js'
import type { Weekday } from '../scenario/weekday.js'
import { inChinese } from './in-chinese.js'
import { labelsOf } from './labels.js'
import { personWords } from './person-words.js'
import type { Assumption, Sentence } from './result.js'
import { dayWords, sessionWords } from './session-words.js'

const dayMs = 86_400_000

const both = (make: (locale: Locale) => string): Sentence => ({ 'zh-CN': make('zh-CN'), en: make('en') })
const of = <T>(locale: Locale, zh: T, en: T): T => (locale === 'en' ? en : zh)

/** What the scenario calls its parties, in both languages. */
export function titlesOf({ titles }: Arm): Readonly<Record<string, Sentence>> {
  return Object.fromEntries(
    Object.entries(titles).map(([party, title]) => [party, typeof title === 'string' ? both(() => title) : title]),
  )
}

/** How many times as many arrive on a weekday, of those that are named. */
function weekdayTimes(byWeekday: Readonly<Partial<Record<Weekday, number | undefined>>> = {}, locale: Locale): string {
  return Object.entries(byWeekday)
    .map(([day, times]) => {
      const name = dayWords(day as Weekday, locale)
      return of(locale, `，${name}为 ${times} 倍`, `, ${times} times on ${name}`)
    })
    .join('')
}

/** Gaps between arrivals: how they are distributed, and how many cases that makes. */
function gapWords(gaps: TimeDistribution, locale: Locale): string {
  const about = gapMean(gaps)
  const rounded = (count: number) => String(Number(count.toPrecision(3)))
  const many =
    about.never === 0
      ? of(locale, `平均每天 ${rounded(dayMs / about.mean)} 件`, `${rounded(dayMs / about.mean)} a day on average`)
      : of(locale, `平均至多共 ${rounded(gapTotal(about))} 件`, `${rounded(gapTotal(about))} in all on average at most`)
  const time = timeWords(gaps, locale)
  return of(
    locale,
    inChinese`相邻两件间隔${time}，各自随机，${many}`,
    `gaps between cases: ${time}; each by itself, ${many}`,
  )
}

/** The assumptions of a policy, in the order in which the scenario makes them. */
export function assumptionsOf(
  arm: Arm,
  caseTypes: readonly AnyCaseType[],
  others: readonly { readonly name: string; readonly arm: Arm }[] = [],
): readonly Assumption[] {
  const titles = titlesOf(arm)
  const titleOf = (party: string, locale: Locale) =>
    Object.hasOwn(titles, party) ? (titles[party] as Sentence)[locale] : party
  const arrivals = arm.cases.map(({ type, arrivals: own }): Assumption => {
    const what = (locale: Locale) => labelsOf(caseTypes, type, locale)?.title ?? type
    const sentence =
      'at' in own
        ? both(locale =>
            of(
              locale,
              `${what(locale)}：按记录的 ${own.at.length} 个时刻到达`,
              `${what(locale)}: at the ${own.at.length} moments recorded`,
            ),
          )
        : 'gaps' in own
          ? both(locale => `${what(locale)}${of(locale, '：', ': ')}${gapWords(own.gaps, locale)}`)
          : both(locale =>
              of(
                locale,
                `${what(locale)}：每工作日平均 ${own.perDay} 件，休息日为其 ${own.restDays} 倍${weekdayTimes(own.byWeekday, locale)}，随机到达`,
                `${what(locale)}: ${own.perDay} on a mean working day, ${own.restDays} times as many on a day of rest${weekdayTimes(own.byWeekday, locale)}, at random`,
              ),
            )
    return { about: 'arrivals', basis: 'at' in own ? 'measured' : 'assumed', sentence }
  })
  const staff = Object.entries(arm.parties).map(
    ([party, own]): Assumption => ({
      about: 'staff',
      basis: 'assumed',
      sentence: both(locale => {
        const { staff: persons, speed, sessions } = own
        if (sessions !== undefined)
          return `${titleOf(party, locale)}${of(locale, '：', ' ')}${sessionWords(sessions, persons, locale)}`
        const pace = speed === 1 ? '' : of(locale, `，办理速度为常人 ${speed} 倍`, `, ${speed} times as fast as others`)
        const more = personWords(own, locale, titleOf).map(one => `${of(locale, '；', '; ')}${one}`)
        return of(
          locale,
          `${titleOf(party, locale)}：${persons} 人办理${pace}${more.join('')}`,
          `${titleOf(party, locale)}: ${persons} ${persons === 1 ? 'person' : 'persons'} on these cases${pace}${more.join('')}`,
        )
      }),
    }),
  )
  const behaviour = arm.behaviour.map(
    (rule): Assumption => ({
      about: 'behaviour',
      basis: rule.basis,
      sentence: both(locale => ruleWords(rule, caseTypes, locale, titleOf)),
    }),
  )
  const shocks = (arm.shocks ?? []).map(
    (shock): Assumption => ({ about: 'shocks', basis: 'assumed', sentence: shockWords(shock) }),
  )
  const waiting = waitingWords(arm, caseTypes)
  const all = [
    ...reactionsOf(arm, others, caseTypes, titleOf),
    ...startWords(arm),
    ...arrivals,
    ...shocks,
    ...staff,
    ...behaviour,
    ...waiting,
  ]
  return arm.districts === undefined ? all : [...all.map(one => inEachDistrict(one)), ...ownStaffOf(arm, titleOf)]
}

/** What residents do while they wait, and which cases are opened again. */
function waitingWords(
  { residents = {}, reopening = [] }: Arm,
  caseTypes: readonly AnyCaseType[],
): readonly Assumption[] {
  const assumed = (sentence: Sentence): Assumption => ({ about: 'behaviour', basis: 'assumed', sentence })
  const commandIn = (type: string | undefined, command: string, locale: Locale) =>
    caseTypes
      .filter(({ name }) => type === undefined || name === type)
      .map(({ name }) => labelsOf(caseTypes, name, locale)?.commands[command])
      .find(one => one !== undefined) ?? command
  return [
    ...Object.entries(residents).map(([name, { type, command, perDay, after, most }]) =>
      assumed(
        both(locale => {
          const what =
            command === undefined ? of(locale, '再次提出', 'open the same again') : commandIn(type, command, locale)
          const since = after === 0 ? '' : of(locale, `满 ${spelledOut(after as string, locale)} 后`, `after ${after} `)
          return of(
            locale,
            `${name}：居民等待中${since}每天平均 ${perDay} 次“${what}”，每件至多 ${most} 次`,
            `${name}: residents who wait ${since}${what} ${perDay} times a day on average, ${most} times a case at most`,
          )
        }),
      ),
    ),
    ...reopening.map(({ type, share, command }) =>
      assumed(
        both(locale =>
          of(
            locale,
            `办结后有 ${percent(share)}% 要求“${commandIn(type, command, locale)}”`,
            `of settled cases ${percent(share)} % are asked to be opened again (${commandIn(type, command, locale)})`,
          ),
        ),
      ),
    ),
  ]
}

/** What is taken for granted of the cases with which a run begins. */
function startWords({ start }: Arm): readonly Assumption[] {
  if (start === undefined) return []
  const n = (start.cases ?? []).length
  return [
    {
      about: 'start',
      basis: 'measured',
      sentence: {
        'zh-CN': `自 ${n} 件在办件起算，期限照旧；任务产生以来的时间计入着手前的时间，谁已动手并不知道`,
        en: `it begins with ${n} open cases and their periods as they stand; the time since a duty arose counts as delay, since nobody knows who has begun`,
      },
    },
  ]
}

/** What holds in every district, said of none of them by name. */
export function inEachDistrict<Told extends { readonly sentence: Sentence }>({ sentence, ...rest }: Told) {
  const said = (locale: Locale) => sentence[locale].replaceAll('$district', () => of(locale, '各片区', 'each district'))
  return { ...rest, sentence: both(said) }
}

/** How many people districts have of their own, where they say so. */
function ownStaffOf({ districts = {} }: Arm, titleOf: TitleOf): readonly Assumption[] {
  return Object.entries(districts).flatMap(([district, { parties = {} }]) =>
    Object.entries(parties).flatMap(([party, own]): Assumption[] => {
      const { staff: persons } = (own ?? {}) as { readonly staff?: number }
      if (persons === undefined) return []
      const name = (locale: Locale) => titleOf(party, locale).replaceAll('$district', () => district)
      const said = (locale: Locale) =>
        of(
          locale,
          `${name(locale)}：${persons} 人办理`,
          `${name(locale)}: ${persons} ${persons === 1 ? 'person' : 'persons'} on these cases`,
        )
      return [{ about: 'staff', basis: 'assumed', sentence: both(said) }]
    }),
  )
}

/** A shock in words. */
export function shockWords({ name, from, to, arrivals, seconded }: Shock): Sentence {
  return both(locale => {
    const away =
      seconded === undefined
        ? []
        : [
            seconded.persons === undefined
              ? of(
                  locale,
                  `抽调 ${percent(seconded.share ?? 0)}% 人员`,
                  `${percent(seconded.share ?? 0)} % of staff seconded`,
                )
              : of(locale, `各抽调 ${seconded.persons} 人`, `${seconded.persons} persons seconded of each`),
          ]
    const more = arrivals === 1 ? [] : [of(locale, `来件为平时 ${arrivals} 倍`, `${arrivals} times as many cases`)]
    return `${name}${of(locale, `（${from} 至 ${to}）：`, ` (${from} to ${to}): `)}${[...more, ...away].join(of(locale, '、', ', '))}`
  })
}

type TitleOf = (party: string, locale: Locale) => string

/** First what a reader has to know before all else: whether people react at all. */
function reactionsOf(
  { reactions = [] }: Arm,
  others: readonly { readonly name: string; readonly arm: Arm }[],
  caseTypes: readonly AnyCaseType[],
  titleOf: TitleOf,
): readonly Assumption[] {
  if (reactions.length === 0) return [{ about: 'reactions', basis: 'assumed', sentence: heldFixed(others) }]
  const basis = reactions.every(one => one.basis === 'measured') ? 'measured' : 'assumed'
  const lead: Assumption = {
    about: 'reactions',
    basis,
    sentence: {
      'zh-CN': `各方有 ${reactions.length} 项反应${basis === 'measured' ? '（实测）' : '（假定）'}，其余行为固定不变`,
      en: `people react in ${reactions.length} ${reactions.length === 1 ? 'way' : 'ways'} (${basis}); otherwise behaviour was held fixed`,
    },
  }
  const each = reactions.map(
    (one): Assumption => ({
      about: 'reactions',
      basis: one.basis,
      sentence: both(locale => reactionWords(one, caseTypes, locale, titleOf)),
    }),
  )
  return [lead, ...each]
}

/** Nobody reacts, but for policies that are compared and in which people do. */
function heldFixed(others: readonly { readonly name: string; readonly arm: Arm }[]): Sentence {
  const reacting = others.filter(one => (one.arm.reactions ?? []).length > 0).map(({ name }) => name)
  const [zh, en] =
    reacting.length === 0 ? ['', ''] : [`（${reacting.join('、')} 除外）`, ` (but for: ${reacting.join(', ')})`]
  return {
    'zh-CN': `各方行为固定不变：规则变了，人的做法不随之改变${zh}`,
    en: `behaviour was held fixed: where rules change, what people do does not${en}`,
  }
}

const occasions: Readonly<Record<Reaction['when'], Sentence>> = {
  'half-time': { 'zh-CN': '期限过半后', en: 'once half the time is over' },
  reminder: { 'zh-CN': '收到提醒后', en: 'once reminded' },
  overdue: { 'zh-CN': '逾期后', en: 'once late' },
  supervised: { 'zh-CN': '被督办后', en: 'once supervised' },
}

/** A reaction in words: who, when, and how much sooner. */
export function reactionWords(
  reaction: Reaction,
  caseTypes: readonly AnyCaseType[],
  locale: Locale,
  titleOf: TitleOf = party => party,
): string {
  const { hazardTimes, wakes, reworkTimes = {} } = reaction
  const word = wordOf(reaction, caseTypes, locale)
  const who = whoIn(reaction, word, locale, titleOf)
  const parts = [
    ...(hazardTimes === 1
      ? []
      : [
          of(
            locale,
            `着手的可能性为平时 ${hazardTimes} 倍`,
            `${hazardTimes} times as likely to turn to it in any moment`,
          ),
        ]),
    ...(wakes === 0
      ? []
      : [
          of(
            locale,
            `${percent(wakes)}% 原不作为者重新考虑`,
            `${percent(wakes)} % of those who meant to do nothing think again`,
          ),
        ]),
    ...Object.entries(reworkTimes).map(([command, times]) =>
      of(
        locale,
        `“${word('commands', command)}”随之为 ${times} 倍`,
        `“${word('commands', command)}” then ${times} times as likely`,
      ),
    ),
  ]
  const what = parts.join(of(locale, '；', '; '))
  return of(
    locale,
    `${who}：${occasions[reaction.when][locale]}${what}`,
    `${who}: ${occasions[reaction.when][locale]}, ${what}`,
  )
}

const percent = (share: number) => Math.round(1000 * share) / 10

type Word = (group: 'roles' | 'tasks' | 'commands', name: string) => string

/** What a scenario's names are called by the case types it means. */
function wordOf(
  meant: { readonly type?: string | undefined },
  caseTypes: readonly AnyCaseType[],
  locale: Locale,
): Word {
  return (group, name) => {
    for (const { name: type } of caseTypes) {
      const table = labelsOf(caseTypes, type, locale)?.[group] as Readonly<Record<string, string>> | undefined
      if ((meant.type === undefined || meant.type === type) && table !== undefined && Object.hasOwn(table, name))
        return table[name] as string
    }
    return name
  }
}

function whoIn(
  meant: Pick<BehaviourRule, 'party' | 'role' | 'task'>,
  word: Word,
  locale: Locale,
  titleOf: TitleOf,
): string {
  const who = [
    ...(meant.party === undefined ? [] : [meant.party].flat()).map(party => titleOf(party, locale)),
    ...(meant.role === undefined ? [] : [word('roles', meant.role)]),
    ...(meant.task === undefined ? [] : [word('tasks', meant.task)]),
  ]
  return who.join(' · ') || of(locale, '其余事项', 'all else')
}

function ruleWords(
  rule: BehaviourRule,
  caseTypes: readonly AnyCaseType[],
  locale: Locale,
  titleOf: (party: string, locale: Locale) => string,
): string {
  const word = wordOf(rule, caseTypes, locale)
  const weights = Object.entries(rule.choose ?? {})
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0)
  const choices = weights.map(([command, weight]) => {
    const name = command === 'never' ? of(locale, '不作为', 'nothing') : word('commands', command)
    return `${name} ${Math.round((1000 * weight) / total) / 10}${of(locale, '%', ' %')}`
  })
  const parts = [
    ...(choices.length === 0 || weights.length === 1 ? [] : [choices.join(of(locale, '、', ', '))]),
    ...(rule.delay === 0
      ? []
      : [
          `${of(locale, '着手前', 'begins after')} ${timeWords(rule.delay, locale, rule.delayIn === 'hours')}${rule.delayIn === 'hours' ? of(locale, '（工作时间）', ' of working time') : ''}`,
        ]),
    ...(rule.effort === 0 ? [] : [`${of(locale, '用时', 'takes')} ${timeWords(rule.effort, locale)}`]),
    ...(rule.skills === undefined
      ? []
      : [`${of(locale, '须会', 'asks for')} ${rule.skills.join(of(locale, '、', ', '))}`]),
  ]
  const whom = `${whoIn(rule, word, locale, titleOf)}${momentWords(rule.when ?? {}, locale)}`
  const what = parts.join(of(locale, '；', '; ')) || of(locale, '立即办理', 'at once')
  return of(locale, `${whom}：${what}`, `${whom}: ${what}`)
}

/** At which moments a duty arises that a rule is about. */
function momentWords({ hours = [], weekday = [] }: NonNullable<BehaviourRule['when']>, locale: Locale): string {
  const days = [weekday].flat().map(day => dayWords(day, locale))
  const said = [...days, ...[hours].flat().map(range => of(locale, `${range} 时`, range))]
  return said.length === 0 ? '' : of(locale, inChinese`（产生于${said.join('、')}）`, ` (arising ${said.join(', ')})`)
}

const unitsInChinese: Readonly<Record<string, string>> = { s: '秒', min: '分钟', h: '小时', d: '天', w: '周' }

/** Hours in a unit that is longer. A day of working time is three days of an office: read in hours, it is not mistaken for one. */
const hoursIn: Readonly<Record<string, number>> = { d: 24, w: 168 }

/** A time as the scenario says it, with its unit in the language of the reader; of working time days and weeks in hours. */
function spelledOut(time: string | 0, locale: Locale, isOfWork = false): string {
  const [, n, unit = ''] = timeForm.exec(String(time)) ?? []
  if (n === undefined) return String(time)
  const hours = isOfWork ? hoursIn[unit] : undefined
  if (hours !== undefined) return of(locale, `${Number(n) * hours} 小时`, `${Number(n) * hours} h`)
  return of(locale, `${n} ${unitsInChinese[unit]}`, String(time))
}

/** A distribution in words. */
function timeWords(time: TimeDistribution, locale: Locale, isOfWork = false): string {
  if (time === 'never') return of(locale, '从不', 'never')
  const said = (one: string | 0) => spelledOut(one, locale, isOfWork)
  if (typeof time !== 'object') return said(time)
  if ('uniform' in time) return `${said(time.uniform.from)} – ${said(time.uniform.to)}`
  if ('exponential' in time) return `${of(locale, '均值', 'a mean of')} ${said(time.exponential.mean)}`
  if ('lognormal' in time) {
    const { lognormal } = time
    return 'median' in lognormal
      ? of(
          locale,
          `中位 ${said(lognormal.median)}、九成在 ${said(lognormal.p90)} 内`,
          `a median of ${said(lognormal.median)}, nine of ten within ${said(lognormal.p90)}`,
        )
      : `${of(locale, '均值', 'a mean of')} ${said(lognormal.mean)}`
  }
  if ('gamma' in time) return `${of(locale, '均值', 'a mean of')} ${said(time.gamma.mean)}`
  // One minus one over e of a Weibull distribution lie below its scale, whatever its shape.
  if ('weibull' in time)
    return of(locale, `63% 在 ${said(time.weibull.scale)} 内`, `63 % within ${said(time.weibull.scale)}`)
  if ('triangular' in time || 'pert' in time) {
    const { min, mode, max } = 'triangular' in time ? time.triangular : time.pert
    return of(
      locale,
      `${said(min)} 至 ${said(max)}、多为 ${said(mode)}`,
      `${said(min)} to ${said(max)}, mostly ${said(mode)}`,
    )
  }
  if ('empirical' in time)
    return of(locale, `实测 ${time.empirical.length} 个值`, `one of ${time.empirical.length} values`)
  const [share, rest] = 'zero' in time ? [time.zero, time.else] : [time.never, time.else]
  const none = 'zero' in time ? of(locale, '立即', 'at once') : of(locale, '从不', 'never')
  return `${none} ${Math.round(1000 * share) / 10}${of(locale, '%，其余', ' %, else')} ${timeWords(rest, locale, isOfWork)}`
}
