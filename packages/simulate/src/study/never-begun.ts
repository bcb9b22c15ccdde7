// Work that waited and was never begun: waits are told of what was begun, and are too short where much was not.
import type { ReplicationResult } from '../run/tally.js'
import { partyTitle, type Titles } from './figure-words.js'
import type { Sentence } from './result.js'

/** Less than this share of what waited changes no wait by much. */
const least = 0.05
const mostNamed = 10

/**
 * A warning that names the parties of whose work much was never begun, each with its share under the policy where it is highest: it was withdrawn when its time was over, or still
 * waited when the run ended. Pure.
 */
export function neverBegunWarnings(
  policies: readonly (readonly ReplicationResult[])[],
  titles: Titles,
): readonly Sentence[] {
  const highest = new Map<string, number>()
  for (const results of policies)
    for (const [party, share] of neverBegunShares(results)) highest.set(party, Math.max(share, highest.get(party) ?? 0))
  const told = [...highest]
    .filter(([, share]) => share >= least)
    .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
  if (told.length === 0) return []
  const list = (locale: keyof Sentence, unit: string) =>
    told
      .slice(0, mostNamed)
      .map(([party, share]) => `${partyTitle(party, titles)[locale]} ${Math.round(100 * share)}${unit}`)
  const [more, moreZh] = told.length > mostNamed ? [', …', '等'] : ['', '']
  return [
    {
      en: `some work that waited was never begun: its time was over, or it still waited when the run ended. Waits are told of the rest and are too short; never begun was, of what waited: ${list('en', ' %').join(', ')}${more}`,
      'zh-CN': `部分排队的工作始终无人着手：期限已过，或到模拟结束仍在排队。等待时间只计已着手者，因而偏短；排队中未着手的比例：${list('zh-CN', '%').join('、')}${moreZh}`,
    },
  ]
}

/** Of what waited for each party, the share that nobody began. Pure. */
export function neverBegunShares(results: readonly ReplicationResult[]): ReadonlyMap<string, number> {
  const [begun, never] = [new Map<string, number>(), new Map<string, number>()]
  for (const { measures } of results) {
    for (const { id, dims, sum, count } of measures) {
      const { party } = dims
      if (party === undefined || Object.keys(dims).length > 1) continue
      if (id === 'wait') begun.set(party, (begun.get(party) ?? 0) + count)
      if (id === 'neverBegun') never.set(party, (never.get(party) ?? 0) + sum)
    }
  }
  return new Map([...never].map(([party, sum]) => [party, sum / (sum + (begun.get(party) ?? 0))]))
}
