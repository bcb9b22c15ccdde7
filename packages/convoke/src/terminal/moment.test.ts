import { describe, expect, it } from 'vitest'
import { endText, momentText } from './moment.js'

const at = (text: string) => Date.parse(text)

describe('a moment', () => {
  it('is written on the clock of the zone, not of this process', () => {
    expect(momentText(at('2025-09-30T16:30Z'), 'Asia/Shanghai')).toBe('2025-10-01 00:30')
    expect(momentText(at('2025-09-30T16:30Z'), 'Europe/Berlin')).toBe('2025-09-30 18:30')
  })

  it('that ends a day is 24:00 of it; any other end is itself', () => {
    expect(endText(at('2025-09-28T16:00Z'), 'Asia/Shanghai')).toBe('2025-09-28 24:00')
    expect(endText(at('2025-12-31T16:00Z'), 'Asia/Shanghai')).toBe('2025-12-31 24:00')
    expect(endText(at('2025-09-28T09:30Z'), 'Asia/Shanghai')).toBe('2025-09-28 17:30')
  })
})
