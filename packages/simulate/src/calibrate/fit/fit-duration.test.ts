import { describe, expect, it } from 'vitest'
import { type Distribution, quantileOf } from '../../random/distribution.js'
import { seedKey } from '../../random/luck.js'
import { uniformAt } from '../../random/threefry.js'
import { fitDuration } from './fit-duration.js'
import type { Observation } from './observation.js'

const hour = 3_600_000

function drawn(distribution: Distribution, n: number, seed: number): readonly number[] {
  const quantile = quantileOf(distribution)
  return Array.from({ length: n }, (_, i) => quantile(uniformAt(seedKey(seed), i, 0)))
}
const exact = (values: readonly number[]): readonly Observation[] => values.map(x => ({ from: x, to: x }))

describe('a distribution fitted to times', () => {
  it.each([
    ['exponential', { exponential: { mean: 3 * hour } }, { mean: 3 * hour }],
    ['lognormal', { lognormal: { median: 2 * hour, p90: 9 * hour } }, { median: 2 * hour }],
    ['gamma', { gamma: { mean: 5 * hour, cv: 0.5 } }, { mean: 5 * hour, shape: 4 }],
    ['weibull', { weibull: { scale: 4 * hour, shape: 2.5 } }, { scale: 4 * hour, shape: 2.5 }],
  ] as const)(
    'of %s times has the parameters they were drawn with, within its intervals',
    (family, truth, parameters) => {
      const fitted = fitDuration(exact(drawn(truth, 300, 5)), { bootstrap: 19 })
      const own = fitted.families.find(one => one.family === family)
      for (const [name, value] of Object.entries(parameters)) {
        const found = own?.parameters[name]
        expect(found?.ci?.[0], name).toBeLessThan(value)
        expect(found?.ci?.[1], name).toBeGreaterThan(value)
        expect(Math.abs((found?.estimate ?? 0) / value - 1), name).toBeLessThan(0.2)
      }
      // Two parameters more than it needs cost an exponential time at most two points.
      expect((own?.aic as number) - (fitted.families[0]?.aic as number)).toBeLessThan(4)
      expect(fitted.test?.ksP).toBeGreaterThan(0.01)
    },
  )

  it('is not fooled by what had not ended when it was last seen, nor by what would not have been seen', () => {
    const times = drawn({ exponential: { mean: 10 * hour } }, 500, 7)
    const until = drawn({ uniform: { from: 0, to: 15 * hour } }, 500, 8)
    const cut = times.map((x, i): Observation => {
      const last = until[i] as number
      return x <= last ? { from: x, to: x } : { from: last, to: Number.POSITIVE_INFINITY }
    })
    const bare = fitDuration(
      cut.filter(({ to }) => to < Number.POSITIVE_INFINITY),
      { bootstrap: 0 },
    )
    const fitted = fitDuration(cut, { bootstrap: 0 })
    expect(fitted.censored).toBeGreaterThan(200)
    const meanOf = ({ families }: typeof fitted) =>
      families.find(({ family }) => family === 'exponential')?.parameters.mean
    expect(meanOf(fitted)?.ci?.[0]).toBeLessThan(10 * hour)
    expect(meanOf(fitted)?.ci?.[1]).toBeGreaterThan(10 * hour)
    expect(meanOf(bare)?.estimate).toBeLessThan(6 * hour)

    const seen = times.filter(x => x > 4 * hour).map((x): Observation => ({ from: x, to: x, after: 4 * hour }))
    const truncated = fitDuration(seen, { bootstrap: 0 })
    expect(truncated.truncated).toBe(seen.length)
    expect(meanOf(truncated)?.ci?.[0]).toBeLessThan(10 * hour)
    expect(meanOf(truncated)?.ci?.[1]).toBeGreaterThan(10 * hour)
  })

  it('knows times that a coarse clock showed as days', () => {
    const days = 24 * hour
    const coarse = drawn({ lognormal: { median: 2 * days, p90: 6 * days } }, 300, 9).map((x): Observation => {
      const from = Math.floor(x / days) * days
      return { from, to: from + days }
    })
    const median = fitDuration(coarse, { bootstrap: 0 }).families.find(({ family }) => family === 'lognormal')
      ?.parameters.median
    expect(median?.ci?.[0]).toBeLessThan(2 * days)
    expect(median?.ci?.[1]).toBeGreaterThan(2 * days)
  })

  it('tells those that never happen apart from those that take long', () => {
    const times = drawn({ never: 0.2, else: { exponential: { mean: 2 * hour } } }, 400, 11)
    const seen = times.map(
      (x): Observation => (x <= 8 * hour ? { from: x, to: x } : { from: 8 * hour, to: Number.POSITIVE_INFINITY }),
    )
    const [best] = fitDuration(seen, { mayBeNever: true, bootstrap: 0 }).families
    expect(best?.parameters.never?.ci?.[0]).toBeLessThan(0.2)
    expect(best?.parameters.never?.ci?.[1]).toBeGreaterThan(0.2)
  })

  it('is the observed times themselves where no family fits, and keeps times of nothing apart', () => {
    const two = [
      ...drawn({ uniform: { from: hour, to: 1.1 * hour } }, 100, 1),
      ...drawn({ uniform: { from: 90 * hour, to: 99 * hour } }, 100, 2),
    ]
    const fitted = fitDuration(exact([...two, ...new Array(50).fill(0)]))
    expect(fitted.chosen).toBe('kaplan-meier')
    expect(fitted.test?.ksP).toBe(0.01)
    expect(fitted.zero.estimate).toBe(0.2)
    const quantile = quantileOf(fitted.distribution)
    expect(quantile(0.1)).toBe(0)
    expect(quantile(0.5)).toBeLessThan(1.1 * hour)
    expect(quantile(0.7)).toBeGreaterThan(90 * hour)
  })

  it('is refused where nearly nothing ended, in both languages and with what to do', () => {
    const open = Array.from({ length: 20 }, (): Observation => ({ from: hour, to: Number.POSITIVE_INFINITY }))
    expect(() => fitDuration([...open, { from: 1, to: 1 }])).toThrow(
      expect.objectContaining({
        code: 'simulate/fit',
        details: expect.objectContaining({
          n: 21,
          ended: 1,
          why: { en: expect.stringContaining('longer log'), 'zh-CN': expect.stringContaining('更长的日志') },
        }),
      }),
    )
    expect(() => fitDuration([{ from: 5, to: 3 }])).toThrow(expect.objectContaining({ code: 'simulate/fit' }))
  })
})
