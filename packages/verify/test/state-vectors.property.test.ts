import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Change, loose, StateVectors } from '../src/tables/state-vectors.js'

/** A row of small numbers, with large ones and such that are not told among them. */
const numbers = fc.oneof(
  { weight: 8, arbitrary: fc.nat(3) },
  { weight: 2, arbitrary: fc.nat(300) },
  { weight: 1, arbitrary: fc.constantFrom(loose, 0xfffe, 0) },
)

it('keeps each row once, as it was, however many bits its columns came to need, and finds it again', () => {
  const steps = fc.integer({ min: 1, max: 40 }).chain(columns =>
    fc.record({
      columns: fc.constant(columns),
      first: fc.array(numbers, { minLength: columns, maxLength: columns }),
      changes: fc.array(
        fc.record({ from: fc.nat(), sets: fc.array(fc.tuple(fc.nat(columns - 1), numbers), { maxLength: 5 }) }),
        { maxLength: 300 },
      ),
    }),
  )
  fc.assert(
    fc.property(steps, ({ columns, first, changes }) => {
      const vectors = new StateVectors(columns)
      const rows: number[][] = [[...first]]
      const known = new Map([[String(first), 0]])
      expect(vectors.intern(Uint16Array.from(first))).toBe(0)
      for (const { from, sets } of changes) {
        const state = from % rows.length
        const unique = new Map(sets)
        const next = [...(rows[state] as number[])]
        for (const [column, number] of unique) next[column] = number
        const found = vectors.follow(state, new Change([...unique.keys()], [...unique.values()]))
        const expected = known.get(String(next)) ?? rows.length
        if (expected === rows.length) {
          known.set(String(next), expected)
          rows.push(next)
        }
        expect(found).toBe(expected)
        expect(vectors.count).toBe(rows.length)
      }
      for (const [state, row] of rows.entries()) {
        expect([...vectors.row(state)]).toEqual(row)
        expect(row.map((_, column) => vectors.at(state, column))).toEqual(row)
        expect(vectors.intern(Uint16Array.from(row))).toBe(state)
      }
    }),
    { numRuns: 300 },
  )
})

it('keeps a change packed for one store apart from another store with other columns', () => {
  const change = new Change([1], [7])
  for (const columns of [2, 30]) {
    const vectors = new StateVectors(columns)
    vectors.intern(new Uint16Array(columns))
    const next = vectors.follow(0, change)
    expect(next).toBe(1)
    expect([...vectors.row(next)]).toEqual(Array.from({ length: columns }, (_, column) => (column === 1 ? 7 : 0)))
  }
})

it('finds each of many rows again after the store has grown', () => {
  const vectors = new StateVectors(3)
  vectors.intern(new Uint16Array(3))
  for (let n = 1; n < 50_000; n++) expect(vectors.follow(n - 1, new Change([1, 2], [n & 255, n >> 8]))).toBe(n)
  for (let n = 1; n < 50_000; n += 7) expect(vectors.follow(0, new Change([1, 2], [n & 255, n >> 8]))).toBe(n)
  expect(vectors.count).toBe(50_000)
})
