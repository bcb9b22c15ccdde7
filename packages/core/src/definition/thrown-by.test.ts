import { describe, expect, it } from 'vitest'
import { thrownBy, thrownWords } from './thrown-by.js'

describe('what a function threw', () => {
  it('is its kind and the line of its author, without the folder', () => {
    const { threw, line } = thrownBy(new TypeError('not a function'))
    expect([threw, line]).toEqual(['TypeError', expect.stringMatching(/^thrown-by\.test\.ts:\d+:\d+$/)])
    expect(thrownBy(new Error()).line).toMatch(/^thrown-by/)
  })

  it('takes nothing from its words, though they look like lines of a stack or like a name', () => {
    const secret = new RangeError('13800138000\n    at secret (13800138000.ts:1:1)')
    expect(thrownWords(secret)).toMatch(/^RangeError at thrown-by\.test\.ts/)
    secret.name = '13800138000'
    expect(thrownWords(secret)).not.toContain('138')
  })

  it('may be no error, and an error may have no stack', () => {
    expect(thrownBy('13800138000')).toEqual({ threw: 'string' })
    expect(thrownBy(Object.assign(new Error('x'), { stack: '' }))).toEqual({ threw: 'Error' })
  })
})
