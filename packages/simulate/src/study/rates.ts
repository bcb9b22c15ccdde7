// What the rates come to by which places assess cases, each with what it counts, of how many, and what is left out.
import type { AnyCaseType, Authority, Locale, Rate, RatePack, RateRules } from '@convoke/core'
import { type ReplicationResult, sameDims } from '../run/tally.js'
import type { World } from '../run/world.js'
import { packsNamed, packsOf } from '../scenario/additions/rates.js'
import type { Indicator } from './indicators.js'
import { labelsOf } from './labels.js'
import type { Sentence } from './sentence.js'

/** A rate with what it is made of. Plain JSON. */
export interface AssessedRate {
  readonly name: string
  readonly title: Sentence
  /** Cases of which it is so, over all replications, and what they are called. */
  readonly numerator: { readonly cases: number; readonly title: Sentence }
  /** Of how many; `title` is null where these are all that count. */
  readonly denominator: { readonly cases: number; readonly title: Sentence | null }
  /** Cases that count and are not in the denominator, such as those that nobody rated; `title` is null where all are. */
  readonly otherwise: { readonly cases: number; readonly title: Sentence | null }
  readonly estimate: number | null
  readonly ci: readonly [low: number, high: number] | null
  /** Who assesses by it, where, and where that was read. */
  readonly authority: Authority
  readonly jurisdiction: string
  readonly source: string
  readonly readOn: string
}

/** The rates of one place over the settled cases of one type 考核指标. Plain JSON. */
export interface AssessedPack {
  readonly caseType: string
  readonly name: string
  readonly title: Sentence
  /** Cases that were settled, and those of them that count, over all replications. Those that were not settled by the end are in neither. */
  readonly settled: number
  readonly counted: number
  /** Why others are left out of all rates. Each reason that the case type names, also where it was none's. */
  readonly excluded: readonly { readonly reason: string; readonly title: Sentence; readonly cases: number }[]
  readonly rates: readonly AssessedRate[]
}

/** The packs that the scenario names, as they come out under one policy; undefined where it names none. */
export function assessedOf(
  results: readonly ReplicationResult[],
  { arm, types }: World,
  indicators: readonly Indicator[],
): readonly AssessedPack[] | undefined {
  const packs = packsNamed(arm)
  if (packs.length === 0) return undefined
  return packs.flatMap(pack =>
    types.flatMap((caseType): readonly AssessedPack[] => {
      const rules = caseType.rates
      return rules !== undefined && Object.hasOwn(rules.packs, pack)
        ? [packOf(results, caseType, rules, [pack, rules.packs[pack] as RatePack], indicators)]
        : []
    }),
  )
}

/** A warning for each pack that a case type has in the version of one policy and not in that of another: it is told of the one only. */
export function unevenRateWarnings(
  policies: readonly { readonly name: string | undefined; readonly world: Pick<World, 'arm' | 'types'> }[],
): readonly Sentence[] {
  const [first, ...others] = policies
  const warned = new Map<string, Sentence>()
  for (const pack of first === undefined ? [] : packsNamed(first.world.arm))
    for (const own of first?.world.types ?? [])
      for (const { name, world } of others) {
        const other = world.types.find(one => one.name === own.name)
        const has = packsOf(own).includes(pack)
        if (other === undefined || has === packsOf(other).includes(pack)) continue
        const { version } = has ? other : own
        const where = has
          ? { en: `under "${name}"`, 'zh-CN': `“${name}”` }
          : { en: 'under the first policy', 'zh-CN': '首个方案' }
        const title = (locale: Locale) => labelsOf([own], own.name, locale)?.title ?? own.name
        const en = `rates "${pack}" cannot be compared for ${title('en')}: ${where.en} version ${version} runs, which says none`
        const zh = `${title('zh-CN')}的 "${pack}" 口径无法比较：${where['zh-CN']}所用版本 ${version} 没有该口径`
        warned.set(en, { en, 'zh-CN': zh })
      }
  return [...warned.values()]
}

function packOf(
  results: readonly ReplicationResult[],
  { name: caseType }: AnyCaseType,
  { exclusions, facts }: RateRules,
  [pack, { title, rates }]: readonly [string, RatePack],
  indicators: readonly Indicator[],
): AssessedPack {
  const all = (id: string, dims: Readonly<Record<string, string>>) => {
    const own = results.map(({ measures }) => measures.find(one => one.id === id && sameDims(one.dims, dims)))
    return own.map(one => ({ sum: one?.sum ?? 0, count: one?.count ?? 0 }))
  }
  const total = (list: readonly { readonly sum: number; readonly count: number }[], of: 'sum' | 'count') =>
    list.reduce((sum, one) => sum + one[of], 0)
  const whole = all('rateCounted', { caseType })
  const counted = total(whole, 'sum')
  return {
    ...{ caseType, name: pack, title, settled: total(whole, 'count'), counted },
    excluded: Object.entries(exclusions).map(([reason, called]) => ({
      ...{ reason, title: called },
      cases: total(all('rateExcluded', { caseType, reason }), 'sum'),
    })),
    rates: rates.map(
      ({ name, title, numerator, denominator, authority, jurisdiction, source, readOn }: Rate): AssessedRate => {
        const dims = { caseType, pack, rate: name }
        const fractions = all('rate', dims)
        const of = total(fractions, 'count')
        // Nothing was settled of which it could be told.
        const told = indicators.find(one => one.id === 'rate' && sameDims(one.dims, dims))
        const { estimate = null, ci = null } = told ?? {}
        return {
          ...{ name, title },
          numerator: { cases: total(fractions, 'sum'), title: calledOf(facts, numerator) as Sentence },
          denominator: { cases: of, title: calledOf(facts, denominator) },
          otherwise: { cases: counted - of, title: otherwiseOf(facts, denominator) },
          ...{ estimate, ci, authority, jurisdiction, source, readOn },
        }
      },
    ),
  }
}

function calledOf(facts: RateRules['facts'], name: string): Sentence | null {
  return Object.hasOwn(facts, name) ? (facts[name]?.title ?? null) : null
}

function otherwiseOf(facts: RateRules['facts'], name: string): Sentence | null {
  const title = calledOf(facts, name)
  if (title === null) return null
  return facts[name]?.otherwise ?? { 'zh-CN': `非“${title['zh-CN']}”`, en: `not “${title.en}”` }
}
