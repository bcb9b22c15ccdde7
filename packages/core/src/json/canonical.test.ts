import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ConvokeError } from '../errors/convoke-error.js'
import { assertJson } from './assert-json.js'
import { canonicalJson } from './canonical.js'

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('10', '9', '€', '\r', 'ö', '😂', '\ufb33'),
)
const json = fc.letrec(tie => ({
  value: fc.oneof(
    { depthSize: 'medium' },
    fc.constantFrom(null, true, false),
    text,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.maxSafeInteger(),
    tie('list'),
    tie('object'),
  ),
  list: fc.array(tie('value'), { maxLength: 5 }),
  object: fc.dictionary(text, tie('value'), { maxKeys: 6 }),
})).value

describe('canonical JSON', () => {
  it('writes the same bytes as the reference library, whatever the value', () => {
    fc.assert(
      fc.property(json, value => {
        expect(canonicalJson(value)).toBe(canonicalize(value))
      }),
      { numRuns: 2000 },
    )
  })

  it('is read back as the value it was written from', () => {
    fc.assert(
      fc.property(json, value => {
        expect(canonicalJson(JSON.parse(canonicalJson(value)))).toBe(canonicalJson(value))
      }),
    )
  })

  it('has the size that the boundary check announced', () => {
    fc.assert(
      fc.property(json, value => {
        const verdict = assertJson(value, { bytes: 1e9, depth: 64 })
        if (verdict.ok) expect(verdict.bytes).toBe(Buffer.byteLength(canonicalJson(value)))
        else expect(['nul-character', 'reserved-key', 'unsafe-integer']).toContain(verdict.fault)
      }),
      { numRuns: 2000 },
    )
  })

  it('sorts members by UTF-16 code units, not by code points or as integers (RFC 8785 3.2.3)', () => {
    const object = { '€': 1, '\r': 2, '\ufb33': 3, '1': 4, '😀': 5, '\u0080': 6, ö: 7, '10': 8, '9': 9 }
    expect(canonicalJson(object)).toBe('{"\\r":2,"1":4,"10":8,"9":9,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}')
  })

  it('writes numbers as ECMAScript does (RFC 8785 appendix B)', () => {
    expect(canonicalJson([-0, 1e21, 1e-7, 1 / 3, 9007199254740991, 5e-324, 1e23])).toBe(
      '[0,1e+21,1e-7,0.3333333333333333,9007199254740991,5e-324,1e+23]',
    )
  })

  it('leaves undefined members out', () => {
    expect(canonicalJson({ a: undefined, b: 1, c: undefined })).toBe('{"b":1}')
  })

  it('stays right when more names were seen than it remembers', () => {
    for (let i = 0; i < 3000; i++) expect(canonicalJson({ [`n"${i}`]: i })).toBe(`{"n\\"${i}":${i}}`)
  })

  it.each([
    ['not a number', Number.NaN],
    ['infinite', Number.POSITIVE_INFINITY],
    ['undefined', undefined],
    ['a function', () => 1],
    ['a bigint', 1n],
    ['a symbol', Symbol('x')],
    ['an array with a hole', [undefined]],
    ['a lone surrogate', '\ud83d'],
    ['a key with a lone surrogate', { '\ude00': 1 }],
  ])('refuses to write what is %s', (_, value) => {
    expect(() => canonicalJson(value)).toThrow(expect.objectContaining({ code: 'bug/not-json' }) as ConvokeError)
  })
})
