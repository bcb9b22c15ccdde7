import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ledger, tally } from '../run/tally.js'
import { bucketOf, type Histogram, middleOf, quantileWithCensored } from './histogram.js'

/** Values as a replication counts them. */
function histogram(values: readonly number[]): Histogram {
  const names = ledger()
  const slot = names.slot('timeToClose', '', '', 'errand')
  const counts = tally(names)
  for (const value of values) counts.addTime(slot, value, true)
  return counts.times()[0]?.ended ?? []
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
