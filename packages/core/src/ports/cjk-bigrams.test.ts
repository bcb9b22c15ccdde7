import { describe, expect, it } from 'vitest'
import { textTokens } from './cjk-bigrams.js'

describe('the words of a text', () => {
  it('are pairs of neighbouring characters in Chinese', () => {
    expect(textTokens('小区停车难')).toEqual(['小区', '区停', '停车', '车难'])
  })

  it('are whole words in lower case elsewhere, also where scripts touch', () => {
    expect(textTokens('Lift停车B座 broken-down')).toEqual(['lift', '停车', 'b', 'broken', 'down'])
  })

  it('do not differ between full-width and plain forms', () => {
    expect(textTokens('２号楼ＬＩＦＴ')).toEqual(textTokens('2号楼lift'))
  })

  it('keep characters beyond the basic plane whole', () => {
    expect(textTokens('𠮷野家')).toEqual(['𠮷野', '野家'])
  })

  it('never pair characters across a break in the text', () => {
    expect(textTokens('停，车')).toEqual([])
  })

  it('are named once each, and the longest are cut alike in text and query', () => {
    expect(textTokens('停车停车')).toEqual(['停车', '车停'])
    expect(textTokens('a'.repeat(500))).toEqual(textTokens('a'.repeat(90)))
  })

  it('are none in a text of one character or of signs', () => {
    expect(textTokens('车')).toEqual([])
    expect(textTokens('—— …')).toEqual([])
  })
})
