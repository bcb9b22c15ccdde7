// Two values are the same as JSON where their canonical texts are.
import { canonicalJson, type Json } from '@convoke/core'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isSameJson } from '../src/tables/same-json.js'

/** Few keys and few values, so that many come out the same: one of them is the name of what every object has. */
const key = fc.constantFrom('a', 'b', 'toString', '__proto__')
const { value } = fc.letrec<{ value: Json }>(tie => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Json>(null, true, 0, 1, 'a', ''),
    fc.array(tie('value') as fc.Arbitrary<Json>, { maxLength: 2 }),
    fc.dictionary(key, tie('value') as fc.Arbitrary<Json>, { maxKeys: 2, noNullPrototype: true }),
  ) as fc.Arbitrary<Json>,
}))

it('two values are the same as JSON where they are written alike', () => {
  let same = 0
  fc.assert(
    fc.property(value, value, (one, other) => {
      const isSame = canonicalJson(one) === canonicalJson(other)
      same += isSame ? 1 : 0
      expect(isSameJson(one, other)).toBe(isSame)
      expect(isSameJson(one, structuredClone(one))).toBe(true)
    }),
    { numRuns: 2_000, seed: 11 },
  )
  expect(same).toBeGreaterThan(50)
})

it('what is undefined is not there', () => {
  expect(isSameJson({ a: 1, b: undefined }, { a: 1 })).toBe(true)
  expect(isSameJson({ a: 1 }, { a: 1, b: undefined })).toBe(true)
  expect(isSameJson({ a: undefined, b: 1 }, { a: 1, b: undefined })).toBe(false)
})
