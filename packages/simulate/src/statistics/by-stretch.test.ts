import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { draw, label, seedKey } from '../random/luck.js'
import { type ByStretch, stretchedControls } from './by-stretch.js'
import { pairedMeans } from './interval.js'

const [replications, stretches] = [8, 40]

/** Numbers that are off by nothing in the mean, of a name. */
function noise(name: string, seed = 1): number[][] {
  return Array.from({ length: replications }, (_, r) =>
    Array.from({ length: stretches }, (_, t) => draw(seedKey(seed), label(name), r * stretches + t) - 0.5),
  )
}

const none: ByStretch = noise('none').map(values => values.map(() => 0))
const total = (values: readonly number[] = []) => values.reduce((sum, value) => sum + value, 0)

describe('slopes from stretches', () => {
  const [a, b] = [noise('a'), noise('b')]
  /** Goes along with both, with one of them in the stretch after as well; and is higher in some stretches than in others. */
  const figure = a.map((values, r) =>
    values.map((value, t) => t + 3 * value - 2 * (b[r]?.[t] as number) + 0.5 * (t > 0 ? (values[t - 1] as number) : 0)),
  )

  it('take out of a difference all that goes along with its controls, in the stretch and in the next', () => {
    const off = stretchedControls([a, b])?.offBy({ sums: none }, { sums: figure }) ?? []
    expect(off).toHaveLength(replications)
    // What is off in the last stretch would tell in the next, which there is not.
    for (const [r, value] of off.entries()) expect(value).toBeCloseTo(3.5 * total(a[r]) - 2 * total(b[r]), 8)
    const corrected = pairedMeans(none.map(total), figure.map(total), 0.95, { off: [off] })
    expect(corrected.varianceRatio).toBeLessThan(0.02)
  })

  it('of a ratio are those of its sums less the ratio times what they are over', () => {
    const counts = noise('counts').map(values => values.map(value => 10 + value))
    const sums = counts.map((values, r) => values.map((value, t) => 7 * value + 5 * (a[r]?.[t] as number)))
    const off = stretchedControls([a])?.offBy({ sums: none, counts }, { sums, counts }) ?? []
    for (const [r, value] of off.entries()) {
      const others = counts.filter((_, i) => i !== r).map(total)
      expect(value).toBeCloseTo((5 * total(a[r])) / (total(others) / others.length), 1)
    }
  })

  it('of a replication are not its own: what happened in it moves how far the others are off, and not itself', () => {
    const controls = stretchedControls([a, b])
    const figures = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), {
      minLength: stretches,
      maxLength: stretches,
    })
    const property = fc.property(figures, fc.nat(replications - 1), (values, r) => {
      const changed = figure.map((own, i) => (i === r ? values : own))
      const counts = figure.map(own => own.map((_, t) => 1 + (t % 3)))
      const other = counts.map((own, i) => (i === r ? own.map(value => value + 2) : own))
      const before = controls?.offBy({ sums: none, counts }, { sums: figure, counts }) as readonly number[]
      const after = controls?.offBy({ sums: none, counts }, { sums: changed, counts: other }) as readonly number[]
      expect(after[r]).toBeCloseTo(before[r] as number, 9)
    })
    fc.assert(property, { seed: 1, numRuns: 50 })
    const off = (sums: ByStretch) => controls?.offBy({ sums: none }, { sums }) as readonly number[]
    expect(off(figure.map((own, i) => (i === 0 ? own.map(value => 3 * value) : own)))[1]).not.toBe(off(figure)[1])
  })

  it('make no difference of none, exactly', () => {
    const counts = figure.map(values => values.map((_, t) => 1 + (t % 3)))
    const one = { sums: figure, counts }
    expect(stretchedControls([a, b])?.offBy(one, one)).toEqual(figure.map(() => 0))
  })

  it('leave out what does not vary, what is another control again, and what others come to together', () => {
    const offBy = (controls: readonly ByStretch[]) =>
      stretchedControls(controls)?.offBy({ sums: none }, { sums: figure }) as readonly number[]
    const plain = offBy([a, b])
    expect(offBy([a, none, b, a])).toEqual(plain)
    const both = a.map((values, r) => values.map((value, t) => 2 * value - (b[r]?.[t] as number)))
    for (const [r, value] of offBy([a, b, both]).entries()) expect(value).toBeCloseTo(plain[r] as number, 8)
    expect(stretchedControls([])).toBeUndefined()
    expect(stretchedControls([none])).toBeUndefined()
  })

  it('are not sought where there are fewer than five stretches of others for each', () => {
    // 7 replications of 40 stretches bear 56 slopes: two of each control.
    const controls = Array.from({ length: 29 }, (_, i) => noise(`control ${i}`))
    expect(stretchedControls(controls.slice(0, 28))).toBeDefined()
    expect(stretchedControls(controls)).toBeUndefined()
    expect(stretchedControls([a.slice(0, 2)])).toBeUndefined()
  })

  it('leave a corrected mean off by nothing, however few replications there are', () => {
    const mean = (seed: number) => {
      const [control, luck] = [noise('a', seed).slice(0, 3), noise('luck', seed).slice(0, 3)]
      // Steeper where it is high: a slope of all replications would be off.
      const figure = control.map((values, r) =>
        values.map((value, t) => (1 + value) * value + (luck[r]?.[t] as number)),
      )
      const off =
        stretchedControls([control])?.offBy({ sums: control.map(() => none[0] as number[]) }, { sums: figure }) ?? []
      return total(off) / 3
    }
    const values = Array.from({ length: 2000 }, (_, seed) => mean(seed))
    const average = total(values) / values.length
    const error = Math.sqrt(total(values.map(value => (value - average) ** 2))) / values.length
    expect(Math.abs(average)).toBeLessThan(4 * error)
  })
})
