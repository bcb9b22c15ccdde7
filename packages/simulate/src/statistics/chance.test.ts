import { describe, expect, it } from 'vitest'
import { draw, label, seedKey } from '../random/luck.js'
import { chanceInterval, pairedChanceInterval } from './chance.js'

describe('a chance', () => {
  it('of what came every time is not said to be certain', () => {
    // Wilson: n / (n + z²), z² = 3.8415.
    expect(chanceInterval(60, 60, 0.95).ci?.[0]).toBeCloseTo(60 / 63.8415, 4)
    expect(chanceInterval(60, 60, 0.95).ci?.[1]).toBe(1)
    expect(chanceInterval(0, 60, 0.95).ci?.[0]).toBe(0)
    expect(chanceInterval(0, 0, 0.95)).toEqual({ estimate: null, ci: null })
  })
})

describe('a difference of chances in the same tries', () => {
  it('is what it counts, with an interval that holds more than that', () => {
    const { estimate, ci } = pairedChanceInterval([1, 1, 1, 1], [0, 0, 0, 0], 0.95)
    expect(estimate).toBe(-1)
    // (1 − 5)/6 ± 1.96 √((1 − (4/6)²)/6).
    expect(ci?.[0]).toBe(-1)
    expect(ci?.[1]).toBeCloseTo(-4 / 6 + 1.959964 * Math.sqrt((1 - 16 / 36) / 6), 5)
    expect(pairedChanceInterval([1, 0], [1, 0], 0.95).estimate).toBe(0)
    expect(pairedChanceInterval([], [], 0.95)).toEqual({ estimate: null, ci: null })
  })

  it('covers the true one at least about as often as it says, also with eight tries', () => {
    const studies = 2000
    let covered = 0
    for (let study = 0; study < studies; study++) {
      const u = Array.from({ length: 8 }, (_, i) => draw(seedKey(study), label('x'), i))
      const ci = pairedChanceInterval(
        u.map(value => (value < 0.9 ? 1 : 0)),
        u.map(value => (value < 0.2 ? 1 : 0)),
        0.95,
      ).ci as readonly [number, number]
      if (ci[0] <= -0.7 && -0.7 <= ci[1]) covered++
    }
    expect(covered / studies).toBeGreaterThan(0.94)
  })
})
