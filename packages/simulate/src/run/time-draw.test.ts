import { describe, expect, it } from 'vitest'
import { uniformAt } from '../random/threefry.js'
import type { TimeDistribution } from '../scenario/schema.js'
import { timeDraw } from './time-draw.js'

const drawn = Float64Array.from({ length: 200_000 }, (_, i) => uniformAt({ k0: 8, k1: 26 }, i, 0))

describe('times drawn many at once', () => {
  it.each<[string, TimeDistribution]>([
    ['an hour', { exponential: { mean: '1 h' } }],
    ['a minute', { exponential: { mean: '1 min' } }],
    ['longer than any run', { exponential: { mean: '60000 d' } }],
    ['another distribution', { lognormal: { median: '20 min', p90: '3 h' } }],
  ])('are those drawn one by one: %s', (_, distribution) => {
    const time = timeDraw(distribution)
    const many = drawn.slice()
    time.ofAll(many, 0, many.length)
    expect(many.findIndex((ms, i) => !Object.is(ms, time.of(drawn[i] as number)))).toBe(-1)
  })
})
