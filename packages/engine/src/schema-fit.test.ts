import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { misfit } from './schema-fit.js'

const fit = (given: z.ZodType, wanted: z.ZodType) =>
  misfit(z.toJSONSchema(given), z.toJSONSchema(wanted, { io: 'input' }))

describe('a schema fits another', () => {
  it.each([
    ['the same', z.object({ a: z.string() }), z.object({ a: z.string() })],
    ['more members than an open one wants', z.object({ a: z.string(), b: z.int() }), z.object({ a: z.string() })],
    ['an integer for a number', z.object({ a: z.int() }), z.object({ a: z.number() })],
    ['fewer words of an enumeration', z.object({ a: z.enum(['x']) }), z.object({ a: z.enum(['x', 'y']) })],
    ['a literal for a text', z.object({ a: z.literal('x') }), z.object({ a: z.string() })],
    ['a value for one that may be null', z.object({ a: z.string() }), z.object({ a: z.string().nullable() })],
    ['lists of what fits', z.object({ a: z.array(z.int()) }), z.object({ a: z.array(z.number()) })],
    [
      'records of what fits',
      z.object({ a: z.record(z.string(), z.int()) }),
      z.object({ a: z.record(z.string(), z.number()) }),
    ],
    ['anything for unknown', z.object({ a: z.int() }), z.object({ a: z.unknown() })],
  ])('with %s', (_, given, wanted) => {
    expect(fit(given, wanted)).toBeUndefined()
  })
})

describe('a schema does not fit another', () => {
  it.each([
    ['another type', z.object({ a: z.string() }), z.object({ a: z.int() }), '/a'],
    ['a missing member', z.object({}), z.object({ a: z.int() }), '/a'],
    ['a member that may be absent', z.object({ a: z.int().optional() }), z.object({ a: z.int() }), '/a'],
    ['a member too many for a strict one', z.object({ a: z.int(), b: z.int() }), z.strictObject({ a: z.int() }), '/b'],
    ['words the other does not know', z.object({ a: z.enum(['x', 'z']) }), z.object({ a: z.enum(['x', 'y']) }), '/a'],
    ['text for a literal', z.object({ a: z.string() }), z.object({ a: z.literal('x') }), '/a'],
    ['null where there must be a value', z.object({ a: z.string().nullable() }), z.object({ a: z.string() }), '/a'],
    ['a number for an integer', z.object({ a: z.number() }), z.object({ a: z.int() }), '/a'],
    ['lists of another type', z.object({ a: z.array(z.string()) }), z.object({ a: z.array(z.int()) }), '/a/*'],
    [
      'records of another type',
      z.object({ a: z.record(z.string(), z.string()) }),
      z.object({ a: z.record(z.string(), z.int()) }),
      '/a/*',
    ],
  ])('with %s', (_, given, wanted, at) => {
    expect(fit(given, wanted)).toBe(at)
  })
})
