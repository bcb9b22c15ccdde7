import { ConvokeError, describeError } from '@convoke/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Distribution, quantileOf } from './distribution.js'
import { draw, label, seedKey } from './luck.js'

const key = seedKey(1)
const n = 40_000

function sample(distribution: Distribution): number[] {
  const quantile = quantileOf(distribution)
  return Array.from({ length: n }, (_, i) => quantile(draw(key, label('sample'), i)))
}

function moments(values: readonly number[]) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
  return { mean, variance, error: Math.sqrt(variance / values.length) }
}

/** Mean, variance, and some points of the distribution function, worked out by hand or from published tables. */
const known: readonly (readonly [
  string,
  Distribution,
  { readonly mean: number; readonly variance: number; readonly points: readonly (readonly [u: number, x: number])[] },
])[] = [
  ['constant', 5, { mean: 5, variance: 0, points: [[0.3, 5]] }],
  ['uniform', { uniform: { from: 2, to: 6 } }, { mean: 4, variance: 16 / 12, points: [[0.25, 3]] }],
  [
    'exponential',
    { exponential: { mean: 3 } },
    {
      mean: 3,
      variance: 9,
      points: [
        [0.5, 3 * Math.LN2],
        [0.95, 8.987196820661973],
      ],
    },
  ],
  [
    'lognormal by median',
    { lognormal: { median: 10, p90: 20 } },
    {
      mean: 11.5747,
      variance: 45.5185,
      points: [
        [0.5, 10],
        [0.9, 20],
      ],
    },
  ],
  [
    'lognormal by mean',
    { lognormal: { mean: 10, cv: 0.5 } },
    { mean: 10, variance: 25, points: [[0.5, 8.94427190999916]] },
  ],
  // scipy.stats.gamma(4, scale=2.5)
  [
    'gamma',
    { gamma: { mean: 10, cv: 0.5 } },
    {
      mean: 10,
      variance: 25,
      points: [
        [0.5, 9.180151],
        [0.9, 16.701957],
      ],
    },
  ],
  [
    'weibull',
    { weibull: { scale: 2, shape: 2 } },
    { mean: 1.7724538509, variance: 0.8584073464, points: [[0.5, 1.6651092223]] },
  ],
  [
    'triangular',
    { triangular: { min: 0, mode: 2, max: 8 } },
    {
      mean: 10 / 3,
      variance: 52 / 18,
      points: [
        [0.25, 2],
        [0.5, 3.1010205144],
      ],
    },
  ],
  // A PERT of 0, 2, 8 is 8 times a beta of 2 and 4.
  ['pert', { pert: { min: 0, mode: 2, max: 8 } }, { mean: 8 / 3, variance: 64 * (8 / 252), points: [[0.5, 2.51048]] }],
  [
    'empirical',
    { empirical: [1, { value: 4, weight: 2 }, { value: 9, weight: 1 }] },
    {
      mean: 4.5,
      variance: 8.25,
      points: [
        [0.2, 1],
        [0.5, 4],
        [0.9, 9],
      ],
    },
  ],
  [
    'zero-inflated',
    { zero: 0.4, else: { exponential: { mean: 5 } } },
    {
      mean: 3,
      variance: 21,
      points: [
        [0.3, 0],
        [0.7, 5 * Math.LN2],
      ],
    },
  ],
]

describe('a distribution', () => {
  it.each(known)('%s has its mean, its variance and its quantiles', (_, distribution, { mean, variance, points }) => {
    const drawn = moments(sample(distribution))
    expect(Math.abs(drawn.mean - mean)).toBeLessThanOrEqual(4 * drawn.error + 1e-9)
    expect(drawn.variance).toBeGreaterThanOrEqual(variance * 0.93 - 1e-9)
    expect(drawn.variance).toBeLessThanOrEqual(variance * 1.07 + 1e-9)
    for (const [u, x] of points) expect(quantileOf(distribution)(u)).toBeCloseTo(x, 4)
  })

  it('says never as often as it is asked to', () => {
    expect(quantileOf('never')(0.5)).toBe(Number.POSITIVE_INFINITY)
    const never = sample({ never: 0.3, else: 1 }).filter(value => value === Number.POSITIVE_INFINITY).length
    expect(Math.abs(never / n - 0.3)).toBeLessThan(4 * Math.sqrt(0.21 / n))
  })

  it('never gives less for more luck', () => {
    for (const [, distribution] of known) {
      const quantile = quantileOf(distribution)
      const uniform = fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true })
      const property = fc.property(uniform, uniform, (a, b) => {
        expect(quantile(Math.min(a, b))).toBeLessThanOrEqual(quantile(Math.max(a, b)))
      })
      fc.assert(property, { seed: 1, numRuns: 300 })
    }
  })
})

describe('a parameter that makes no distribution', () => {
  it.each([
    [{ exponential: { mean: 0 } }, 'exponential.mean'],
    [{ exponential: { mean: Number.NaN } }, 'exponential.mean'],
    [{ uniform: { from: 3, to: 2 } }, 'uniform.to'],
    [{ lognormal: { median: 10, p90: 10 } }, 'lognormal.p90'],
    [{ lognormal: { mean: 10, cv: -1 } }, 'lognormal.cv'],
    [{ gamma: { mean: 1, cv: 100 } }, 'gamma.cv'],
    [{ weibull: { scale: 1, shape: 0 } }, 'weibull.shape'],
    [{ triangular: { min: 5, mode: 1, max: 3 } }, 'triangular.max'],
    [{ pert: { min: 1, mode: 9, max: 3 } }, 'pert.mode'],
    [{ empirical: [] }, 'empirical'],
    [{ empirical: [1, -1] }, 'empirical.1'],
    [{ zero: 1.5, else: 1 }, 'zero'],
    [{ never: 0.1, else: { exponential: { mean: -1 } } }, 'else.exponential.mean'],
    [-1, ''],
  ] as const)('%j is refused, and says where', (distribution, place) => {
    const thrown = (() => {
      try {
        quantileOf(distribution as Distribution)
      } catch (error) {
        return error
      }
      return undefined
    })()
    if (!ConvokeError.is(thrown, 'simulate/distribution')) throw new Error(`not refused: ${String(thrown)}`)
    expect(thrown.details.place).toBe(place)
    expect(describeError(thrown, 'zh-CN').text).toMatch(/[大小于须要之间权重中位负]/)
  })
})
