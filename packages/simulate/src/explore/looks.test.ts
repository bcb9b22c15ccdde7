import quantileOf from '@stdlib/stats-base-dists-normal-quantile'
import { describe, expect, it } from 'vitest'
import { draw, label, seedKey } from '../random/luck.js'
import { meanInterval } from '../statistics/interval.js'
import { levelOfLook } from './looks.js'

const looks = [5, 10, 20, 30]
const most = 30

describe('a figure that is looked at up to four times', () => {
  it('is judged wrongly by any of them no more often than the level says, and by one level for all more often', () => {
    const level = 0.9
    const studies = 2000
    let [spent, alike] = [0, 0]
    for (let study = 0; study < studies; study++) {
      const values = Array.from({ length: most }, (_, i) => quantileOf(draw(seedKey(study), label('looks'), i), 0, 1))
      const errs = (levelOf: (i: number) => number) =>
        looks.some((n, i) => {
          const [low, high] = meanInterval(values.slice(0, n), levelOf(i)).ci as readonly [number, number]
          return low > 0 || high < 0
        })
      if (errs(i => levelOfLook(level, { before: looks[i - 1] ?? 0, n: looks[i] as number, most }))) spent++
      if (errs(() => level)) alike++
    }
    // Four standard errors of a binomial share.
    const error = 4 * Math.sqrt((level * (1 - level)) / studies)
    expect(spent / studies).toBeLessThan(1 - level + error)
    expect(alike / studies).toBeGreaterThan(1 - level + 2 * error)
  })

  it('has one look of the whole level where there is but one, and all of it is spent after the last', () => {
    expect(levelOfLook(0.95, { before: 0, n: 5, most: 5 })).toBeCloseTo(0.95, 12)
    const spent = looks.map((n, i) => 1 - levelOfLook(0.95, { before: looks[i - 1] ?? 0, n, most }))
    expect(spent.reduce((sum, one) => sum + one, 0)).toBeCloseTo(0.05, 12)
  })
})
