import log1p from '@stdlib/math-base-special-log1p'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { uniformAt } from './threefry.js'
import { unitExponential, unitExponentials } from './unit-exponential.js'

const ulp = 2 ** -53

/** Whether both have the same bits. */
function isSame(u: number): boolean {
  return Object.is(unitExponential(u), -log1p(-u))
}

describe('a unit exponential variate', () => {
  it('has the bits of −log1p(−u) for a million variates as they are drawn', () => {
    let other = 0
    for (let i = 0; i < 1_000_000; i++) if (!isSame(uniformAt({ k0: 6, k1: 24 }, i, 0))) other++
    expect(other).toBe(0)
  })

  it('has them for the smallest and the largest, at powers of two and where the function changes its way', () => {
    const edges = [1 - Math.SQRT1_2, Math.SQRT2 - 1, 2 ** -29, 2 ** -54, 0.2928932188134525]
    for (let k = 1; k <= 53; k++) edges.push(2 ** -k, 1 - 2 ** -k, (2 ** -k * 434334) / 2 ** 20)
    const other = edges
      .flatMap(edge => Array.from({ length: 201 }, (_, i) => edge + (i - 100) * ulp))
      .flatMap(u => [u, u * (1 + 2 ** -52), u + 2 ** -20, u + 2 ** -21])
      .filter(u => u > 0 && u < 1 && !isSame(u))
    expect(other).toEqual([])
  })

  it('has them whatever the bits', () => {
    fc.assert(fc.property(fc.double({ min: 0, max: 1, minExcluded: true, maxExcluded: true }), isSame), {
      numRuns: 20_000,
    })
  })
})

describe('unit exponential variates of many at once', () => {
  const differing = (drawn: Float64Array) => {
    const many = drawn.slice()
    unitExponentials(many, 0, many.length)
    return drawn.filter((u, i) => !Object.is(many[i], unitExponential(u)))
  }

  it('have the bits of each by itself, as they are drawn', () => {
    const drawn = Float64Array.from({ length: 1_000_000 }, (_, i) => uniformAt({ k0: 7, k1: 25 }, i, 0))
    expect(differing(drawn)).toEqual(new Float64Array(0))
  })

  it('have them for the smallest and the largest, and next to where a power of two changes or the way of one by itself', () => {
    const edges = [1 - Math.SQRT1_2, Math.SQRT2 - 1, 2 ** -29]
    for (let k = 1; k <= 53; k++) edges.push(2 ** -k, 1 - 2 ** -k, 1 - 2 ** -k * Math.SQRT1_2)
    const drawn = edges.flatMap(edge => {
      const whole = Math.round(edge / ulp)
      return Array.from({ length: 201 }, (_, i) => (whole + i - 100) * ulp)
    })
    const within = [ulp / 2, ...drawn.filter(u => u > 0 && u < 1)]
    expect(differing(Float64Array.from(within))).toEqual(new Float64Array(0))
  })

  it('stand from one place on, so many', () => {
    const some = Float64Array.of(0.25, 0.5, 0.75, 0.875)
    unitExponentials(some, 1, 2)
    expect([...some]).toEqual([0.25, unitExponential(0.5), unitExponential(0.75), 0.875])
  })
})
