import type { Distribution } from '../random/distribution.js'
import type { TimeDistribution } from '../scenario/schema.js'

const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
] as const

/** Milliseconds as a scenario writes a time, to five digits. */
function timeText(ms: number): string | 0 {
  const rounded = Math.round(ms)
  if (rounded <= 0) return 0
  const [unit, size] = units.find(([, one]) => rounded >= 2 * one) ?? (['s', 1000] as const)
  const value = Math.max(0.001, Number((rounded / size).toPrecision(5)))
  return `${value} ${unit}`
}

/** A distribution in ms as a scenario writes it. */
export function distributionText(distribution: Distribution): TimeDistribution {
  if (distribution === 'never') return 'never'
  if (typeof distribution === 'number') return timeText(distribution)
  const share = (value: number) => Number(value.toPrecision(4))
  if ('zero' in distribution) {
    const rest = distributionText(distribution.else)
    return rest === 0 ? 0 : { zero: share(distribution.zero), else: rest }
  }
  if ('never' in distribution) return { never: share(distribution.never), else: distributionText(distribution.else) }
  if ('exponential' in distribution) return { exponential: { mean: timeText(distribution.exponential.mean) } }
  if ('lognormal' in distribution && 'median' in distribution.lognormal) {
    const [median, p90] = [timeText(distribution.lognormal.median), timeText(distribution.lognormal.p90)]
    return median === p90 ? median : { lognormal: { median, p90 } }
  }
  if ('gamma' in distribution)
    return { gamma: { mean: timeText(distribution.gamma.mean), cv: share(distribution.gamma.cv) } }
  if ('weibull' in distribution)
    return { weibull: { scale: timeText(distribution.weibull.scale), shape: share(distribution.weibull.shape) } }
  if ('empirical' in distribution)
    return {
      empirical: distribution.empirical.map(one => {
        const { value, weight } = typeof one === 'number' ? { value: one, weight: 1 } : one
        return { value: timeText(value), weight: share(weight) }
      }),
    }
  throw new TypeError(`not a distribution that is fitted: ${Object.keys(distribution).join()}`)
}
