import { describe, expect, it } from 'vitest'
import { controlFlowDistance } from './cfld.js'

describe('the distance of the control flow of two logs', () => {
  it('is nothing between a log and itself in another order, and one where nothing is alike', () => {
    const log = [['a', 'b', 'c'], ['a', 'c'], ['b']]
    expect(controlFlowDistance(log, [...log].reverse())).toBe(0)
    expect(controlFlowDistance([['a'], ['b']], [['x'], ['y']])).toBe(1)
  })

  it('matches cases so that all together are as near as can be, not each with its nearest', () => {
    // Nearest first would give the second to the first and leave the third with nothing alike.
    const one = [
      ['a', 'b', 'c', 'd'],
      ['a', 'b', 'x', 'd'],
    ]
    const other = [
      ['a', 'b', 'x', 'd'],
      ['a', 'y', 'x', 'd'],
    ]
    expect(controlFlowDistance(one, other)).toBeCloseTo(1 / 4, 12)
  })

  it('takes two neighbours that are swapped for one step', () => {
    expect(controlFlowDistance([['a', 'b', 'c', 'd']], [['a', 'c', 'b', 'd']])).toBe(1 / 4)
  })

  it('is the least of all matchings, tried one by one', () => {
    const letters = ['a', 'b', 'c']
    const course = (n: number) => [0, 1, 2].map(i => letters[Math.floor(n / 3 ** i) % 3] as string)
    const one = [1, 5, 11, 20].map(course)
    const other = [3, 14, 8, 26].map(course)
    const cost = (x: number, y: number) => controlFlowDistance([one[x] as string[]], [other[y] as string[]]) as number
    const orders = [0, 1, 2, 3].flatMap(a =>
      [0, 1, 2, 3].flatMap(b => [0, 1, 2, 3].flatMap(c => [0, 1, 2, 3].map(d => [a, b, c, d]))),
    )
    const least = Math.min(
      ...orders
        .filter(order => new Set(order).size === 4)
        .map(order => order.reduce((sum, y, x) => sum + cost(x, y), 0) / 4),
    )
    expect(controlFlowDistance(one, other)).toBeCloseTo(least, 12)
  })

  it('is not told of logs with more than two hundred cases, nor of empty ones', () => {
    expect(
      controlFlowDistance(
        Array.from({ length: 201 }, () => ['a']),
        [['a']],
      ),
    ).toBeNull()
    expect(controlFlowDistance([], [['a']])).toBeNull()
  })
})
