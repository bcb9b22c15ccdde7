import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanLine, jsonText } from './clean.js'

const any = fc.string({ unit: 'binary' })

describe('a cleaned line', () => {
  it('holds nothing that a terminal obeys, whatever it was made of', () => {
    fc.assert(fc.property(any, text => !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(cleanLine(text))))
  })

  it('is the text itself where there was nothing to clean, Chinese and symbols included', () => {
    for (const text of ['停车难', '約請', 'ａＢ１', '≤ 2 “x” — 😀', 'é\u0301']) expect(cleanLine(text)).toBe(text)
  })

  it('shows where something was', () => {
    expect(cleanLine('a\u001b[2Jb\u202ec')).toBe('a\ufffd[2Jb\ufffdc')
    expect(cleanLine('a\r\nb\tc')).toBe('a b c')
  })
})

describe('JSON for a terminal', () => {
  it('reads back as the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), value => {
        expect(JSON.parse(jsonText(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  it('holds no control but its own line breaks', () => {
    fc.assert(
      fc.property(fc.dictionary(any, any), value => !/[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]|(?!\n)\p{Cc}/u.test(jsonText(value))),
    )
  })
})
