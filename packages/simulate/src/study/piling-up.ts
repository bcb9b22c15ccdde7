// Cases that pile up 积压: more comes than the people can do, so that every figure hangs on how many days were simulated.

import type { ReplicationResult } from '../run/tally.js'
import { meanInterval } from '../statistics/interval.js'
import { partyTitle, plainNumber, type Titles } from './figure-words.js'
import { inChinese } from './in-chinese.js'
import type { Indicator } from './indicators.js'
import type { Sentence } from './result.js'

/** Who is busy for less than this share of the time could still do more. Ours. */
const leastBusy = 0.95
/** Open cases that rise by less than this share from one quarter of the days to the next may do so by luck. Ours. */
const leastRise = 0.1
/** In fewer days than this a quarter is no stretch of time. Ours. */
const fewestDays = 4

/** A policy with what came of it. */
interface Ran {
  /** What it is called; undefined for the first. */
  readonly name: string | undefined
  readonly results: readonly ReplicationResult[]
  readonly indicators: readonly Indicator[]
}

/**
 * A warning for each policy under which people are hardly ever free and more cases are open in the last quarter of the measured days than in the
 * quarter before, beyond chance. Pure.
 */
export function pilingUpWarnings(policies: readonly Ran[], titles: Titles, level: number): readonly Sentence[] {
  return policies.flatMap(({ name, results, indicators }) => {
    const [busiest] = indicators
      .filter(({ id, dims, estimate }) => id === 'utilisation' && dims.skill === undefined && estimate !== null)
      .sort((a, b) => (b.estimate ?? 0) - (a.estimate ?? 0))
    const busy = busiest?.estimate ?? 0
    if (busiest === undefined || busy < leastBusy) return []
    const days = results[0]?.open[0]?.counts.length ?? 0
    if (days < fewestDays) return []
    const quarter = Math.floor(days / 4)
    const quarters = results.map(({ open }) =>
      [days - 2 * quarter, days - quarter].map(from => openIn(open, from, from + quarter)),
    )
    const before = quarters.reduce((sum, [earlier = 0]) => sum + earlier, 0) / quarters.length
    const { estimate, ci } = meanInterval(
      quarters.map(([earlier = 0, later = 0]) => later - earlier),
      level,
    )
    if (estimate === null || ci === null || ci[0] <= 0 || estimate < leastRise * before) return []
    const party = partyTitle(busiest.dims.party ?? '', titles)
    const [per, rise] = [Math.round(100 * busy), `${plainNumber(estimate)} (${ci.map(plainNumber).join(' – ')})`]
    return [
      {
        en: `cases pile up${name === undefined ? '' : ` under “${name}”`}: the people of ${party.en} are busy ${per} % of their time, and in the last quarter of the days ${rise} more are open than in the one before. More comes than they can do: every figure depends on how many days are simulated`,
        'zh-CN': inChinese`${name === undefined ? '' : `“${name}”下`}办件在积压：${party['zh-CN']}的工作负荷已达 ${String(per)}%，最后四分之一时段的在办件比前一时段多 ${rise.replace(' (', '（').replace(')', '）')} 件。来的多于办得完的，所有数字都取决于模拟了多少天`,
      },
    ]
  })
}

/** Mean number of cases of all types that are open at the end of these days. */
function openIn(open: ReplicationResult['open'], from: number, to: number): number {
  return (
    open.reduce((sum, { counts }) => sum + counts.slice(from, to).reduce((all, one) => all + one, 0), 0) / (to - from)
  )
}
