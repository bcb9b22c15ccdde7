import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { draw, keyOf, label, replicationKey, seedKey } from './luck.js'
import { threefry, uniformAt } from './threefry.js'

describe('threefry', () => {
  // Random123 1.14, tests/kat_vectors, threefry2x32 20.
  it.each([
    [
      [0, 0],
      [0, 0],
      [0x6b200159, 0x99ba4efe],
    ],
    [
      [0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x1cb996fc, 0xbb002be7],
    ],
    [
      [0x13198a2e, 0x03707344],
      [0x243f6a88, 0x85a308d3],
      [0xc4923a9c, 0x483df7a0],
    ],
  ] as const)('gives the published words for key %j and counter %j', ([k0, k1], [c0, c1], words) => {
    expect(threefry({ k0: k0 | 0, k1: k1 | 0 }, c0 | 0, c1 | 0)).toEqual(words)
  })

  it('never gives 0 or 1', () => {
    const property = fc.property(fc.integer(), fc.integer(), fc.integer(), (k0, c0, c1) => {
      const u = uniformAt({ k0, k1: 7 }, c0, c1)
      expect(u).toBeGreaterThan(0)
      expect(u).toBeLessThan(1)
    })
    fc.assert(property, { seed: 1, numRuns: 2000 })
  })
})

describe('luck', () => {
  const key = keyOf(replicationKey(seedKey(7), 3), label('source'), 12)

  it('is spread evenly over the unit interval', () => {
    const n = 100_000
    const buckets = new Array(20).fill(0)
    for (let i = 1; i <= n; i++) buckets[Math.floor(draw(key, label('effort'), i) * 20)]++
    const chiSquare = buckets.reduce((sum, count) => sum + (count - n / 20) ** 2 / (n / 20), 0)
    // The 99.9 % point of chi-square with 19 degrees of freedom.
    expect(chiSquare).toBeLessThan(43.82)
  })

  it('of different names, cases, replications and seeds has nothing in common', () => {
    const n = 20_000
    const correlation = (a: (i: number) => number, b: (i: number) => number) => {
      let sum = 0
      for (let i = 1; i <= n; i++) sum += (a(i) - 0.5) * (b(i) - 0.5)
      return (12 * sum) / n
    }
    const own = (i: number) => draw(key, label('effort'), i)
    const others = [
      (i: number) => draw(key, label('effort.'), i),
      (i: number) => draw(key, label('effort'), i + 1),
      (i: number) => draw(keyOf(replicationKey(seedKey(7), 3), label('source'), 13), label('effort'), i),
      (i: number) => draw(keyOf(replicationKey(seedKey(7), 4), label('source'), 12), label('effort'), i),
      (i: number) => draw(keyOf(replicationKey(seedKey(8), 3), label('source'), 12), label('effort'), i),
      (i: number) => draw(keyOf(replicationKey(seedKey(2 ** 40 + 7), 3), label('source'), 12), label('effort'), i),
    ]
    // Four standard errors.
    for (const other of others) expect(Math.abs(correlation(own, other))).toBeLessThan(4 / Math.sqrt(n))
  })

  it('has other words for every name, also for one that begins like another', () => {
    const names = ['', 'a', 'ab', 'abc', 'abcd', 'ba', 'a\u0000', '片会', '片会 ']
    expect(new Set(names.map(name => JSON.stringify(label(name)))).size).toBe(names.length)
  })
})
