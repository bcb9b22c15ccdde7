import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isDrawn } from './is-drawn.js'

test('a share of many is drawn as often as it says, give or take chance', () => {
  for (const percent of [1, 10, 50, 90]) {
    const drawn = Array.from({ length: 10_000 }, (_, n) => isDrawn(`停车难/春申路/${n}`, percent)).filter(
      is => is,
    ).length
    // Five standard deviations of a fair draw.
    expect(Math.abs(drawn - percent * 100)).toBeLessThan(5 * Math.sqrt(percent * (100 - percent)))
  }
})

test('none of nothing, all of everything, and whoever is in a small share is in every larger one', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(100), fc.nat(100), (subject, one, other) => {
      const [small, large] = [Math.min(one, other), Math.max(one, other)]
      expect(isDrawn(subject, 0)).toBe(false)
      expect(isDrawn(subject, 100)).toBe(true)
      if (isDrawn(subject, small)) expect(isDrawn(subject, large)).toBe(true)
    }),
  )
})
