import { describe, expect, it } from 'vitest'
import { caseIdOf, isCaseId, newId, referenceOf } from './case-id.js'

describe('case ids', () => {
  it('new ones are UUIDs of version 7 that sort by the time they were made', async () => {
    const first = newId()
    await new Promise(resolve => setTimeout(resolve, 2))
    const second = newId()
    expect([isCaseId(first), first[14], first < second]).toEqual([true, '7', true])
    const before = Date.now()
    const many = Array.from({ length: 1_000 }, newId)
    expect(new Set(many).size).toBe(1_000)
    expect(new Set(many.map(id => id[19]))).toEqual(new Set(['8', '9', 'a', 'b']))
    for (const id of many) {
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
      const madeAt = Number.parseInt(id.slice(0, 13).replace('-', ''), 16)
      expect(madeAt).toBeGreaterThanOrEqual(before)
      expect(madeAt).toBeLessThanOrEqual(Date.now())
    }
  })

  it('the one that a notice opens is always the same, and that of another notice is another', () => {
    // Fixed for ever: another result would open a case twice across an upgrade.
    expect(caseIdOf('0190b0a0-0000-7000-8000-00000000002a:3:1')).toBe('2c5a20f4-2539-8687-9e23-5776102e3d21')
    expect(caseIdOf('x')).not.toBe(caseIdOf('y'))
    expect(isCaseId(caseIdOf('x'))).toBe(true)
    expect(caseIdOf('x')[14]).toBe('8')
  })

  it.each(['', 'x', '../etc/passwd', '0190B0A0-0000-7000-8000-00000000002A', 7, null])('%j is no case id', id => {
    expect(isCaseId(id)).toBe(false)
  })

  it('a reference has six characters that can be read out', () => {
    expect(referenceOf('complaint', '2026-03-02', '0190b0a0-0000-7000-8000-00000000002a')).toBe(
      'complaint-20260302-00001A',
    )
    expect(referenceOf('complaint', '2026-03-02', '0190b0a0-0000-7000-8000-0000ffffffff')).toBe(
      'complaint-20260302-ZZZZZZ',
    )
  })
})
