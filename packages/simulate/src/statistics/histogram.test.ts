import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addTo, exactSum, totalOf } from './exact-sum.js'
import { bucketOf, countIn, histogramOf, middleOf, quantileWithCensored } from './histogram.js'

const histogram = (values: readonly number[]) => {
  const counts = new Map<number, number>()
  for (const value of values) countIn(counts, value)
  return histogramOf(counts)
}

describe('buckets', () => {
  it('hold a value to within 0.4 %, in order', () => {
    const value = fc.double({ min: 1, max: 1e13, noNaN: true })
    const property = fc.property(value, value, (a, b) => {
      expect(Math.abs(middleOf(bucketOf(a)) / a - 1)).toBeLessThan(0.004)
      if (a <= b) expect(bucketOf(a)).toBeLessThanOrEqual(bucketOf(b))
    })
    fc.assert(property, { seed: 1, numRuns: 2000 })
    expect(middleOf(bucketOf(0))).toBeCloseTo(0)
  })
})

describe('a quantile', () => {
  it('is that of the values where all have ended', () => {
    const values = Array.from({ length: 1000 }, (_, i) => i + 1)
    expect((quantileWithCensored(histogram(values), [], 0.9) ?? 0) / 900).toBeCloseTo(1, 2)
  })

  it('is that of Kaplan and Meier where some were last seen before they ended', () => {
    // Ended at 1, 2, 4; last seen at 3, 5: surviving 0.8, 0.6, then 0.6 × (1 − 1/2) = 0.3.
    const [ended, censored] = [histogram([1, 2, 4]), histogram([3, 5])]
    expect(quantileWithCensored(ended, censored, 0.4)).toBeCloseTo(2, 1)
    expect(quantileWithCensored(ended, censored, 0.5)).toBeCloseTo(4, 1)
    expect(quantileWithCensored(ended, censored, 0.9)).toBe(null)
    expect(quantileWithCensored([], [], 0.5)).toBe(null)
  })
})

it('sums stay exact beyond 2^53', () => {
  const sum = exactSum()
  const value = 2 ** 53 - 1
  for (let i = 0; i < 1000; i++) addTo(sum, value)
  expect(BigInt(sum.high) * 2n ** 40n + BigInt(sum.low)).toBe(BigInt(value) * 1000n)
  expect(totalOf(sum)).toBe(Number(BigInt(value) * 1000n))
})
