// The choice of Kim and Nelson by itself, with outputs of which the best is known.
import quantileOf from '@stdlib/stats-base-dists-normal-quantile'
import { describe, expect, it } from 'vitest'
import { draw, label, seedKey } from '../random/luck.js'
import { answered } from './exploring.js'
import { sequential } from './rank.js'

const firstStage = 10

/** Which of several is found to be the lowest, and how many values of each that took. */
function chosen(
  next: (arm: number) => number,
  { k, alpha, indifference }: { readonly k: number; readonly alpha: number; readonly indifference: number },
) {
  const values = Array.from({ length: k }, (): number[] => [])
  for (let r = 0; r < firstStage; r++) for (const [arm, own] of values.entries()) own.push(next(arm))
  const found = answered(
    sequential(
      values,
      // biome-ignore lint/correctness/useYield: a value that is there at once.
      function* (arm) {
        return next(arm)
      },
      { alpha, indifference, atMost: 5000, count: { done: 0, of: 0 }, floor: () => 0 },
    ),
  )
  return { left: [...found.left], used: values.map(({ length }) => length) }
}

describe('the choice of one of several', () => {
  // @source procedure KN of the paper (c = 1, N_il and max N_i + 1 as written there) in another language, on the same normal values.
  it.each([
    [1, [0, 0.5, 0.5, 0.5], 0.5, 0.05, 0, [11, 11, 10, 10]],
    [2, [0.3, 0.2, 0, 0.3], 0.25, 0.05, 2, [123, 41, 123, 25]],
    [3, [0.4, 0, 0.1, 0.9, 2], 0.2, 0.1, 1, [54, 54, 34, 12, 10]],
    [6, [0, 0], 0.3, 0.05, 1, [64, 64]],
  ])('of seed %i among %j comes to the same after as many', (seed, means, indifference, alpha, best, used) => {
    // Values of all arms are drawn in turns, also of those that are out, so that each has the same in both programs.
    const drawn = means.map((): number[] => [])
    let state = seed
    const uniform = () => {
      state = Number((BigInt(state) * 1664525n + 1013904223n) % 4294967296n)
      return (state + 0.5) / 4294967296
    }
    for (let r = 0; r < 200; r++)
      for (const [arm, own] of drawn.entries()) own.push((means[arm] as number) + quantileOf(uniform(), 0, 1))
    const at = means.map(() => 0)
    const next = (arm: number) => {
      const n = at[arm] as number
      at[arm] = n + 1
      return drawn[arm]?.[n] as number
    }
    expect(chosen(next, { k: means.length, alpha, indifference })).toEqual({ left: [best], used })
  })

  it.each([
    ['with luck of their own', 0],
    ['with luck that they share', 0.8],
  ])('is right as often as it says, where the best is better by just what matters, %s', (_, shared) => {
    const [studies, k, indifference, alpha] = [400, 4, 0.5, 0.05]
    let right = 0
    for (let study = 0; study < studies; study++) {
      const at = Array.from({ length: k }, () => 0)
      const normal = (name: string, n: number) => quantileOf(draw(seedKey(study), label(name), n), 0, 1)
      const next = (arm: number) => {
        const n = at[arm] as number
        at[arm] = n + 1
        const luck = shared * normal('all', n) + Math.sqrt(1 - shared * shared) * normal(`arm ${arm}`, n)
        return (arm === 2 ? 0 : indifference) + luck
      }
      if (chosen(next, { k, alpha, indifference }).left[0] === 2) right++
    }
    // Of 400 tries at 95 % fewer than 366 come once in a thousand times.
    expect(right).toBeGreaterThanOrEqual(366)
  })
})
