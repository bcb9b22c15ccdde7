import { describe, expect, it } from 'vitest'
import { inChinese, namedInChinese } from './in-chinese.js'

describe('a Chinese text with names in it', () => {
  it('keeps a space between a code and the words beside it, and none between Chinese words or at a sign', () => {
    expect(inChinese`瓶颈在${'desk:a'}：${'desk:a'}的人数`).toBe('瓶颈在 desk:a：desk:a 的人数')
    expect(inChinese`瓶颈在${'综合窗口'}：${'综合窗口'}的人数`).toBe('瓶颈在综合窗口：综合窗口的人数')
    expect(inChinese`产生于 ${'8-12'} 时，“${'a'}”下${''}办件`).toBe('产生于 8-12 时，“a”下办件')
  })

  it('has names where they stand in braces, whatever is in them', () => {
    expect(namedInChinese('{party}与{person}的技能', { party: 'a', person: '$& {party}' })).toBe('a 与$& {party}的技能')
  })
})
