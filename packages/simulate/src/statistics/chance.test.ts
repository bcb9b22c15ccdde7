import { describe, expect, it } from 'vitest'
import { draw, label, seedKey } from '../random/luck.js'
import { chanceInterval, differenceOfAlike, pairedChanceInterval } from './chance.js'

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

  // @source the formula of Bonett and Price (2012), worked out in another language.
  it.each([
    [[7, 13], [2, 18], 0.95, -0.44300192328776095, -0.011543531257693529],
    [[0, 8], [0, 8], 0.95, -0.27718076486993554, 0.27718076486993554],
  ] as const)('of %j and %j, came and not, at %d is from %d to %d', (one, other, level, low, high) => {
    const told = ([came, not]: readonly [number, number]) => [
      ...Array.from({ length: came }, () => 1),
      ...Array.from({ length: not }, () => 0),
    ]
    const { ci } = pairedChanceInterval(told(one), told(other), level)
    expect(ci?.[0]).toBeCloseTo(low, 6)
    expect(ci?.[1]).toBeCloseTo(high, 6)
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

describe('a difference of shares that came out alike under each policy', () => {
  const all = (tries: number) => [
    { sum: 1, count: 1 },
    { sum: tries - 1, count: tries - 1 },
  ]
  const none = (tries: number) => all(tries).map(({ count }) => ({ sum: 0, count }))

  it('has the interval that Newcombe published for it', () => {
    // Statistics in Medicine 17 (1998), 873–890, method 10: 10/10 against 0/20, and against 0/10.
    const ci = (tries: number) => differenceOfAlike(none(tries), all(10), 0.95)?.ci
    expect([ci(20), ci(10)]).toEqual([
      [expect.closeTo(0.6791, 4), 1],
      [expect.closeTo(0.6075, 4), 1],
    ])
  })

  it('agrees with scipy 1.10 (binomtest, Wilson), and with where that interval ends at 0 (brentq)', () => {
    const ci = (...args: Parameters<typeof differenceOfAlike>) => {
      const [low, high] = differenceOfAlike(...args)?.ci ?? [Number.NaN, Number.NaN]
      return [expect.closeTo(low, 9), expect.closeTo(high, 9)]
    }
    expect([0.4479839561895135, 1]).toEqual(ci(none(6), all(6), 0.95))
    expect([-1, -0.9287395221930432]).toEqual(ci(all(60), none(45), 0.9))
    expect([-0.060171852142089866, 0.060171852142089866]).toEqual(ci(all(60), all(60), 0.95))
    expect([-0.14344171176339846, 0.05286971927681014]).toEqual(ci(none(30), none(90), 0.975))
    expect([-0.4866114349942543, 0.356046869648722]).toEqual(ci(all(12), all(7), 0.99))
    const sure = (one: number, other: number) => differenceOfAlike(all(one), none(other), 0.95)?.confidenceSmaller
    expect(sure(2, 2)).toBeCloseTo(0.9860029207187552, 9)
    expect(sure(3, 5)).toBeCloseTo(0.9989074866318935, 9)
    expect(differenceOfAlike(none(3), all(5), 0.95)?.confidenceSmaller).toBeCloseTo(0.0010925133681064514, 9)
    expect(differenceOfAlike(all(9), all(4), 0.95)?.confidenceSmaller).toBe(0.5)
  })

  it('is for others to tell where one did not come out alike, or there was nothing', () => {
    expect(differenceOfAlike([{ sum: 1, count: 2 }], all(4), 0.95)).toBeUndefined()
    expect(differenceOfAlike(all(4), [{ sum: 0, count: 0 }], 0.95)).toBeUndefined()
  })
})
