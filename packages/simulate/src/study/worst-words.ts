import type { Titles } from './figure-words.js'
import { labelsOf } from './labels.js'
import type { Sentence } from './result.js'
import type { WorstCase } from './worst-case.js'

/**
 * How a slow case is named on the command line (`--case`): replication, district where the scenario has any, and id. Text of users is in it as it is. Pure.
 *
 * @example
 * worstCaseName({ replication: 3, id: 'errand-1-7' }) // => '3/errand-1-7'
 * worstCaseName({ replication: 3, district: 'East', id: 'errand-1-7' }) // => '3/East/errand-1-7'
 */
export function worstCaseName({
  replication,
  district,
  id,
}: Pick<WorstCase, 'replication' | 'district' | 'id'>): string {
  return [replication, ...(district === undefined ? [] : [district]), id].join('/')
}

/**
 * The very same case among the slowest under another policy: of that name, and arrived at that instant; undefined where it is none of them. Pure.
 *
 * @example
 * const one = { caseType: 'errand', id: 'errand-1-7', replication: 3, arrivedAt: 0, ms: 5000, outcome: 'agreed' }
 * sameSlowCase(one, [{ ...one, ms: 9000 }])?.ms // => 9000
 * sameSlowCase(one, [{ ...one, arrivedAt: 1 }]) // => undefined
 */
export function sameSlowCase(one: WorstCase, others: readonly WorstCase[]): WorstCase | undefined {
  const name = worstCaseName(one)
  return others.find(other => other.arrivedAt === one.arrivedAt && worstCaseName(other) === name)
}

/**
 * What a slow case ended as, as its case type calls it; or that it was not settled. Pure.
 *
 * @example
 * import { errand } from '@convoke/core/testing'
 * worstCaseEnd({ caseType: 'errand', outcome: null }, { caseTypes: [errand] }).en // => 'not settled'
 * worstCaseEnd({ caseType: 'errand', outcome: 'agreed' }, { caseTypes: [errand] }).en // => 'Agreed'
 */
export function worstCaseEnd(
  { caseType, outcome }: Pick<WorstCase, 'caseType' | 'outcome'>,
  { caseTypes }: Pick<Titles, 'caseTypes'>,
): Sentence {
  if (outcome === null) return { 'zh-CN': '未办结', en: 'not settled' }
  const called = (locale: keyof Sentence) => {
    const outcomes = labelsOf(caseTypes, caseType, locale)?.outcomes as Readonly<Record<string, string>> | undefined
    return outcomes !== undefined && Object.hasOwn(outcomes, outcome) ? (outcomes[outcome] as string) : outcome
  }
  return { 'zh-CN': called('zh-CN'), en: called('en') }
}
