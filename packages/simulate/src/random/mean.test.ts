import { expect, it } from 'vitest'
import { type Distribution, quantileOf } from './distribution.js'
import { meanOf } from './mean.js'

const all: readonly Distribution[] = [
  5,
  { uniform: { from: 2, to: 6 } },
  { exponential: { mean: 3 } },
  { lognormal: { median: 4, p90: 9 } },
  { lognormal: { mean: 7, cv: 0.8 } },
  { gamma: { mean: 6, cv: 0.5 } },
  { weibull: { scale: 3, shape: 1.7 } },
  { triangular: { min: 1, mode: 2, max: 6 } },
  { pert: { min: 1, mode: 2, max: 6 } },
  { empirical: [1, { value: 9, weight: 3 }, { value: 100, weight: 0 }] },
  { zero: 0.3, else: { exponential: { mean: 3 } } },
  { never: 0.3, else: { zero: 0.5, else: 8 } },
  { zero: 0.4, else: { never: 0.25, else: { uniform: { from: 2, to: 6 } } } },
]

it.each(all.map(one => [JSON.stringify(one), one] as const))('of %s is that of its values, one by one', (_, one) => {
  const quantile = quantileOf(one)
  const n = 200_000
  const values = Array.from({ length: n }, (__, i) => quantile((i + 0.5) / n))
  const known = values.filter(value => value < Number.POSITIVE_INFINITY)
  const { mean, never } = meanOf(one)
  expect(known.reduce((sum, value) => sum + value, 0) / known.length / mean).toBeCloseTo(1, 4)
  expect(1 - known.length / n).toBeCloseTo(never, 4)
})

it('of what is always never is none', () => {
  expect(meanOf('never')).toEqual({ mean: 0, never: 1 })
  expect(meanOf({ never: 1, else: 4 })).toEqual({ mean: 0, never: 1 })
  expect(meanOf({ zero: 0, else: 'never' })).toEqual({ mean: 0, never: 1 })
})
