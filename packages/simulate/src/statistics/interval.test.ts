import quantileOf from '@stdlib/stats-base-dists-normal-quantile'
import { describe, expect, it } from 'vitest'
import { draw, label, seedKey } from '../random/luck.js'
import { meanInterval, pairedMeans, pairedRatios, ratioInterval, sumOf, widened } from './interval.js'

describe('an interval', () => {
  it('is that of Student for a mean', () => {
    // Moore, McCabe: vitamin C of eight samples; mean 22.5, s 7.191, t 2.365.
    const { estimate, ci } = meanInterval([26, 31, 23, 22, 11, 22, 14, 31], 0.95)
    expect(estimate).toBe(22.5)
    expect(ci?.[0]).toBeCloseTo(16.488, 3)
    expect(ci?.[1]).toBeCloseTo(28.512, 3)
  })

  it('of one value there is none, and of nothing no estimate', () => {
    expect(meanInterval([3], 0.95)).toEqual({ estimate: 3, ci: null })
    expect(meanInterval([], 0.95)).toEqual({ estimate: null, ci: null })
    expect(ratioInterval([{ sum: 0, count: 0 }], 0.95)).toEqual({ estimate: null, ci: null })
  })

  it('of a ratio counts each thing alike', () => {
    const { estimate } = ratioInterval(
      [
        { sum: 10, count: 1 },
        { sum: 0, count: 9 },
      ],
      0.95,
    )
    expect(estimate).toBe(1)
  })

  it('covers the true mean about as often as it says', () => {
    const studies = 2000
    let covered = 0
    for (let study = 0; study < studies; study++) {
      const values = Array.from({ length: 20 }, (_, i) => draw(seedKey(study), label('x'), i))
      const [low, high] = meanInterval(values, 0.9).ci as readonly [number, number]
      if (low <= 0.5 && 0.5 <= high) covered++
    }
    // Four standard errors of a binomial share.
    expect(Math.abs(covered / studies - 0.9)).toBeLessThan(4 * Math.sqrt(0.09 / studies))
  })

  it('sums the same list to the same bits, and loses nothing to large neighbours', () => {
    expect(sumOf([1e16, 1, -1e16])).toBe(1)
  })
})

describe('a difference', () => {
  it('of something and itself is exactly nothing', () => {
    const values = [1.1, 2.7, 3.3]
    expect(pairedMeans(values, values, 0.95)).toEqual({
      estimate: 0,
      ci: [0, 0],
      confidenceSmaller: 0.5,
      varianceRatio: 0,
    })
    const fractions = [
      { sum: 1, count: 3 },
      { sum: 2, count: 7 },
    ]
    expect(pairedRatios(fractions, fractions, 0.95).ci).toEqual([0, 0])
  })

  it('of paired values is that of Student', () => {
    const one = [10, 12, 9, 11]
    const { estimate, ci, confidenceSmaller } = pairedMeans(one, [9, 11.5, 8.5, 9.5], 0.95)
    expect(estimate).toBeCloseTo(-0.875)
    // Differences −1, −0.5, −0.5, −1.5: s 0.4787, t 3.1824, half-width 0.7618; t −3.6556, p 0.0177.
    expect(ci?.[0]).toBeCloseTo(-1.6368, 3)
    expect(ci?.[1]).toBeCloseTo(-0.1132, 3)
    expect(confidenceSmaller).toBeCloseTo(1 - 0.0177, 3)
  })
})

it('an interval is widened for so many at once by the ratio of two quantiles of t', () => {
  const one = { estimate: 2, ci: [1, 3] as const }
  const held = { replications: 5, level: 0.95 }
  expect(widened(one, { ...held, together: 1 })).toEqual([1, 3])
  // Four degrees of freedom: 2.7764 at 97.5 %, 5.5976 at 99.75 %.
  const [low = 0, high = 0] = widened(one, { ...held, together: 10 }) ?? []
  expect(low).toBeCloseTo(2 - 5.5976 / 2.7764, 3)
  expect(high).toBeCloseTo(2 + 5.5976 / 2.7764, 3)
  expect(widened({ estimate: 2, ci: null }, { ...held, together: 10 })).toBeNull()
})

describe('a difference with a control', () => {
  const normal = (study: number, name: string, i: number) => quantileOf(draw(seedKey(study), label(name), i), 0, 1)

  it('covers the true one about as often as it says, and is as wide as what is left', () => {
    const studies = 2000
    let covered = 0
    let width = 0
    let widthWithout = 0
    for (let study = 0; study < studies; study++) {
      const control = Array.from({ length: 12 }, (_, i) => normal(study, 'control', i))
      const one = control.map(value => 5 * value)
      const other = control.map((value, i) => 7 + 9 * value + normal(study, 'noise', i))
      const { ci } = pairedMeans(one, other, 0.9, [control])
      const [low, high] = ci as readonly [number, number]
      if (low <= 7 && 7 <= high) covered++
      width += high - low
      const [from, to] = pairedMeans(one, other, 0.9).ci as readonly [number, number]
      widthWithout += to - from
    }
    expect(Math.abs(covered / studies - 0.9)).toBeLessThan(4 * Math.sqrt(0.09 / studies))
    // The noise has a standard deviation of 1, with the control √17.
    expect(width / widthWithout).toBeGreaterThan(0.2)
    expect(width / widthWithout).toBeLessThan(0.32)
  })

  it('covers it with two controls, which are one regression on both, whatever their order', () => {
    const studies = 1000
    let covered = 0
    for (let study = 0; study < studies; study++) {
      const arrivals = Array.from({ length: 24 }, (_, i) => normal(study, 'arrivals', i))
      // The second goes along with the first, as work does with those who bring it.
      const work = arrivals.map((value, i) => 2 * value + normal(study, 'work', i))
      const one = arrivals.map(value => 5 * value)
      const other = arrivals.map((value, i) => 7 + 9 * value + 3 * (work[i] as number) + normal(study, 'noise', i))
      const both = pairedMeans(one, other, 0.9, [arrivals, work])
      const [low, high] = both.ci as readonly [number, number]
      if (low <= 7 && 7 <= high) covered++
      const turned = pairedMeans(one, other, 0.9, [work, arrivals])
      expect(turned.estimate).toBeCloseTo(both.estimate as number, 9)
      expect(turned.ci?.[0]).toBeCloseTo(low, 9)
      // The same twice says no more than once.
      expect(pairedMeans(one, other, 0.9, [arrivals, arrivals.map(value => 3 * value)])).toEqual(
        pairedMeans(one, other, 0.9, [arrivals]),
      )
    }
    expect(Math.abs(covered / studies - 0.9)).toBeLessThan(4 * Math.sqrt(0.09 / studies))
  })

  it('is as without where the control is the same in all replications, or there are but three', () => {
    const plain = pairedMeans([1, 2, 4, 8], [2, 2, 5, 9], 0.95)
    expect(pairedMeans([1, 2, 4, 8], [2, 2, 5, 9], 0.95, [[0.5, 0.5, 0.5, 0.5]])).toEqual(plain)
    expect(pairedMeans([1, 2, 4], [2, 2, 5], 0.95, [[1, 2, 3]])).toEqual(pairedMeans([1, 2, 4], [2, 2, 5], 0.95))
  })
})

describe('a difference that is corrected in one of several ways', () => {
  const normal = (study: number, name: string, i: number) => quantileOf(draw(seedKey(study), label(name), i), 0, 1)
  const replications = 20
  const study = (seed: number) => {
    const luck = Array.from({ length: replications }, (_, i) => normal(seed, 'luck', i))
    const noise = Array.from({ length: replications }, (_, i) => normal(seed, 'noise', i))
    const zeros = luck.map(() => 0)
    const other = luck.map((value, i) => 3 + 4 * value + (noise[i] as number))
    return { zeros, other, all: luck.map(value => 4 * value), half: luck.map(value => 2 * value), noise }
  }
  const by = (seed: number, ways: (one: ReturnType<typeof study>) => readonly (readonly number[])[]) => {
    const one = study(seed)
    return pairedMeans(one.zeros, one.other, 0.9, { off: ways(one) })
  }

  it('is what is left in the way that leaves least, by a t interval', () => {
    // One in which what is left has no long tails.
    const { zeros, other, all } = study(2)
    const left = other.map((value, i) => value - (all[i] as number))
    const { estimate, ci } = meanInterval(left, 0.9)
    const corrected = by(2, ({ half }) => [half, all])
    expect(corrected.estimate).toBeCloseTo(estimate as number, 12)
    for (const end of [0, 1] as const) expect(corrected.ci?.[end]).toBeCloseTo(ci?.[end] as number, 12)
    expect(corrected.varianceRatio).toBeLessThan(0.3 * (pairedMeans(zeros, other, 0.9).varianceRatio as number))
  })

  it('is not corrected where each way leaves more, and keeps to the first where a later one leaves little less', () => {
    const { zeros, other } = study(1)
    const plain = pairedMeans(zeros, other, 0.9)
    const corrected = by(1, ({ all }) => [all.map(value => -value)])
    expect(corrected.estimate).toBeCloseTo(plain.estimate as number, 12)
    expect(corrected.varianceRatio).toBeCloseTo(plain.varianceRatio as number, 12)
    const nearly = ({ all }: ReturnType<typeof study>) => all.map(value => 0.98 * value)
    const first = by(1, one => [nearly(one)])
    expect(by(1, one => [nearly(one), one.all])).toEqual(first)
  })

  it('has fewer degrees of freedom where what is left has long tails, and none more', () => {
    const widthOf = (left: readonly number[]) => {
      const zeros = left.map(() => 0)
      const [low, high] = pairedMeans(zeros, left, 0.95, { off: [] }).ci as readonly [number, number]
      const { ci } = meanInterval(left, 0.95)
      return (high - low) / ((ci?.[1] as number) - (ci?.[0] as number))
    }
    // Kurtosis 1 and 2.14, against 3 of the normal distribution.
    expect(widthOf([-1, 1, -1, 1, -1, 1, -1, 1])).toBe(1)
    expect(widthOf([-3, -2, -1, 0, 1, 2, 3, -1, 1, 0])).toBe(1)
    // Nine alike and one far off have an excess of ten, so that nine degrees become 9 / (1 + 10 · 9 / 20). Quantiles of t as scipy has them.
    expect(widthOf([0, 0, 0, 0, 0, 0, 0, 0, 0, 10])).toBeCloseTo(5.362304 / 2.262157, 5)
    // What varies between replications by nothing is told as such.
    expect(pairedMeans([1, 1, 1], [2, 2, 2], 0.95, { off: [] }).ci).toEqual([1, 1])
  })

  it('covers the true one where what is left is skewed, as a t interval does not', () => {
    const studies = 2000
    let [covered, byStudent] = [0, 0]
    for (let seed = 0; seed < studies; seed++) {
      const left = Array.from({ length: 40 }, (_, i) => normal(seed, 'skewed', i) ** 2 - 1)
      const holds = ({ ci }: { readonly ci: readonly [number, number] | null }) =>
        (ci?.[0] as number) <= 0 && 0 <= (ci?.[1] as number)
      if (
        holds(
          pairedMeans(
            left.map(() => 0),
            left,
            0.95,
            { off: [] },
          ),
        )
      )
        covered++
      if (holds(meanInterval(left, 0.95))) byStudent++
    }
    expect(covered / studies).toBeGreaterThan(byStudent / studies + 0.005)
    expect(covered / studies).toBeLessThanOrEqual(0.95)
  })

  it('covers the true one about as often as it says, though the way is chosen by what it leaves', () => {
    const studies = 2000
    let covered = 0
    for (let seed = 0; seed < studies; seed++) {
      const ways = (one: ReturnType<typeof study>) => [
        one.half,
        ...Array.from({ length: 6 }, (_, k) => one.all.map((value, i) => value + 0.4 * normal(seed, `way ${k}`, i))),
      ]
      const [low, high] = by(seed, ways).ci as readonly [number, number]
      if (low <= 3 && 3 <= high) covered++
    }
    expect(Math.abs(covered / studies - 0.9)).toBeLessThan(4 * Math.sqrt(0.09 / studies))
  })
})
