// How high open cases pile up 积压, and how long it takes until they are down again after a shock.
import type { ReplicationResult } from '../run/tally.js'
import type { World } from '../run/world.js'
import type { Shock } from '../scenario/additions/shocks.js'
import type { Figures } from './indicators.js'
import type { Sentence } from './result.js'

const dayMs = 86_400_000
/** Days before a shock whose highest number of open cases counts as usual. Ours. */
const usualDays = 14

/**
 * The most cases open at the end of a measured day, by case type; and by shock the days after its last until there are no
 * more open than at most in the 14 days before it. A replication in which that does not come counts up to the last day.
 */
export function backlogFigures(results: readonly ReplicationResult[], world: World): readonly Figures[] {
  const dates = world.dayEnds.map(end => world.calendar.localDate(end - 1))
  const types = [...new Set(results.flatMap(({ open }) => open.map(({ type }) => type)))].sort()
  return types.flatMap(type => {
    const all = results.map(({ open }) => open.find(one => one.type === type)?.counts ?? [])
    const peak: Figures = {
      ...{ id: 'peakOpen', dims: { caseType: type }, unit: 'count', kind: 'mean', better: 'lower' },
      ...{ values: all.map(counts => Math.max(0, ...counts)), n: results.length, censored: 0 },
    }
    const recoveries = (world.arm.shocks ?? []).map((shock): Figures => {
      const days = all.map(counts => recovery(counts, dates, shock))
      return {
        ...{ id: 'recovery', dims: { caseType: type, shock: shock.name }, unit: 'ms', kind: 'mean', better: 'lower' },
        values: days.map(one => (one === undefined ? null : one.days * dayMs)),
        ...{ n: results.length, censored: days.filter(one => one?.isOver === false).length },
      }
    })
    return [peak, ...recoveries]
  })
}

/** Days until open cases are down again; undefined where nothing is known of before, or the shock is not measured. */
function recovery(
  counts: readonly number[],
  dates: readonly string[],
  { from, to }: Shock,
): { readonly days: number; readonly isOver: boolean } | undefined {
  const first = dates.findIndex(date => date >= from)
  const last = dates.findLastIndex(date => date <= to)
  if (first <= 0 || last < first) return undefined
  const usual = Math.max(...counts.slice(Math.max(0, first - usualDays), first))
  const after = counts.slice(last)
  const days = after.findIndex(count => count <= usual)
  return days < 0 ? { days: after.length - 1, isOver: false } : { days, isOver: true }
}

/** Says where open cases were not down again by the last measured day. */
export function recoveryWarnings(figures: readonly Figures[]): readonly Sentence[] {
  return figures
    .filter(({ id, censored }) => id === 'recovery' && censored > 0)
    .map(({ dims, censored, n }) => ({
      en: `in ${censored} of ${n} replications open cases were not down again after "${dims.shock}" by the last measured day; the days to recover are a lower bound`,
      'zh-CN': `${n} 次重复中有 ${censored} 次到统计期末仍未从“${dims.shock}”中恢复；恢复天数只是下界`,
    }))
}
