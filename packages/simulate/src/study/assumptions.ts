// What was put in and decides what comes out, in words: what people do, how many they are, how many cases come.
import type { AnyCaseType, Locale } from '@convoke/core'
import type { Arm, BehaviourRule, TimeDistribution } from '../scenario/schema.js'
import { labelsOf } from './labels.js'
import type { Assumption, Sentence } from './result.js'

const both = (make: (locale: Locale) => string): Sentence => ({ 'zh-CN': make('zh-CN'), en: make('en') })
const of = <T>(locale: Locale, zh: T, en: T): T => (locale === 'en' ? en : zh)

/** What the scenario calls its parties, in both languages. */
export function titlesOf({ titles }: Arm): Readonly<Record<string, Sentence>> {
  return Object.fromEntries(
    Object.entries(titles).map(([party, title]) => [party, typeof title === 'string' ? both(() => title) : title]),
  )
}

/** The assumptions of a policy, in the order in which the scenario makes them. */
export function assumptionsOf(arm: Arm, caseTypes: readonly AnyCaseType[]): readonly Assumption[] {
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
        : both(locale =>
            of(
              locale,
              `${what(locale)}：每工作日平均 ${own.perDay} 件，休息日为其 ${own.restDays} 倍，随机到达`,
              `${what(locale)}: ${own.perDay} on a mean working day, ${own.restDays} times as many on a day of rest, at random`,
            ),
          )
    return { about: 'arrivals', basis: 'at' in own ? 'measured' : 'assumed', sentence }
  })
  const staff = Object.entries(arm.parties).map(
    ([party, { staff: persons, speed }]): Assumption => ({
      about: 'staff',
      basis: 'assumed',
      sentence: both(locale => {
        const pace = speed === 1 ? '' : of(locale, `，办理速度为常人 ${speed} 倍`, `, ${speed} times as fast as others`)
        return of(
          locale,
          `${titleOf(party, locale)}：${persons} 人办理${pace}`,
          `${titleOf(party, locale)}: ${persons} ${persons === 1 ? 'person' : 'persons'} on these cases${pace}`,
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
  const fixed: Assumption = {
    about: 'reactions',
    basis: 'assumed',
    sentence: {
      'zh-CN': '各方行为固定不变：规则变了，人的做法不随之改变',
      en: 'behaviour was held fixed: where rules change, what people do does not',
    },
  }
  return [fixed, ...arrivals, ...staff, ...behaviour]
}

function ruleWords(
  rule: BehaviourRule,
  caseTypes: readonly AnyCaseType[],
  locale: Locale,
  titleOf: (party: string, locale: Locale) => string,
): string {
  const word = (group: 'roles' | 'tasks' | 'commands', name: string): string => {
    for (const { name: type } of caseTypes) {
      const table = labelsOf(caseTypes, type, locale)?.[group] as Readonly<Record<string, string>> | undefined
      if ((rule.type === undefined || rule.type === type) && table !== undefined && Object.hasOwn(table, name))
        return table[name] as string
    }
    return name
  }
  const parties = rule.party === undefined ? [] : [rule.party].flat()
  const who = [
    ...parties.map(party => titleOf(party, locale)),
    ...(rule.role === undefined ? [] : [word('roles', rule.role)]),
    ...(rule.task === undefined ? [] : [word('tasks', rule.task)]),
  ]
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
          `${of(locale, '着手前', 'begins after')} ${timeWords(rule.delay, locale)}${rule.delayIn === 'hours' ? of(locale, '（工作时间）', ' of working time') : ''}`,
        ]),
    ...(rule.effort === 0 ? [] : [`${of(locale, '用时', 'takes')} ${timeWords(rule.effort, locale)}`]),
  ]
  const whom = who.join(of(locale, ' · ', ' · ')) || of(locale, '其余事项', 'all else')
  const what = parts.join(of(locale, '；', '; ')) || of(locale, '立即办理', 'at once')
  return of(locale, `${whom}：${what}`, `${whom}: ${what}`)
}

/** A distribution in words. */
function timeWords(time: TimeDistribution, locale: Locale): string {
  if (time === 'never') return of(locale, '从不', 'never')
  if (typeof time !== 'object') return String(time)
  if ('uniform' in time) return `${time.uniform.from} – ${time.uniform.to}`
  if ('exponential' in time) return `${of(locale, '均值', 'a mean of')} ${time.exponential.mean}`
  if ('lognormal' in time) {
    const { lognormal } = time
    return 'median' in lognormal
      ? of(
          locale,
          `中位 ${lognormal.median}、九成在 ${lognormal.p90} 内`,
          `a median of ${lognormal.median}, nine of ten within ${lognormal.p90}`,
        )
      : `${of(locale, '均值', 'a mean of')} ${lognormal.mean}`
  }
  if ('gamma' in time) return `${of(locale, '均值', 'a mean of')} ${time.gamma.mean}`
  if ('weibull' in time) return `${of(locale, '约', 'about')} ${time.weibull.scale}`
  if ('triangular' in time || 'pert' in time) {
    const { min, mode, max } = 'triangular' in time ? time.triangular : time.pert
    return of(locale, `${min} 至 ${max}、多为 ${mode}`, `${min} to ${max}, mostly ${mode}`)
  }
  if ('empirical' in time)
    return of(locale, `实测 ${time.empirical.length} 个值`, `one of ${time.empirical.length} values`)
  const [share, rest] = 'zero' in time ? [time.zero, time.else] : [time.never, time.else]
  const none = 'zero' in time ? of(locale, '立即', 'at once') : of(locale, '从不', 'never')
  return `${none} ${Math.round(1000 * share) / 10}${of(locale, '%，其余', ' %, else')} ${timeWords(rest, locale)}`
}
