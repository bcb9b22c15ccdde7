import { describe, expect, it } from 'vitest'
import { dayNumber, formatDate } from './plain-date.js'
import { isZone, zoneOf } from './zone.js'

const at = (text: string) => Date.parse(text)
const local = (text: string) => Date.parse(`${text}Z`)
const startOf = (zone: string, date: string) => new Date(zoneOf(zone).startOf(dayNumber(date))).toISOString()

describe('a zone', () => {
  it('starts the day of Shanghai at 16:00 UTC of the day before', () => {
    expect(startOf('Asia/Shanghai', '2026-01-01')).toBe('2025-12-31T16:00:00.000Z')
  })

  it('has a short and a long day where the clocks change', () => {
    const berlin = zoneOf('Europe/Berlin')
    const hours = (date: string) => (berlin.startOf(dayNumber(date) + 1) - berlin.startOf(dayNumber(date))) / 3_600_000
    expect([hours('2026-03-28'), hours('2026-03-29'), hours('2026-10-25')]).toEqual([24, 23, 25])
  })

  it('gives the end of the gap for a time that the clock skips', () => {
    expect(zoneOf('Europe/Berlin').firstInstant(local('2026-03-29T02:30'))).toBe(at('2026-03-29T01:00Z'))
  })

  it('gives the first of two instants for a time that the clock shows twice', () => {
    expect(zoneOf('Europe/Berlin').firstInstant(local('2026-10-25T02:30'))).toBe(at('2026-10-25T00:30Z'))
  })

  it('starts a day whose midnight is skipped at the end of the gap', () => {
    expect(startOf('Africa/Cairo', '2025-04-25')).toBe('2025-04-24T22:00:00.000Z')
    expect(startOf('America/Santiago', '2025-09-07')).toBe('2025-09-07T04:00:00.000Z')
  })

  it('never gives an instant to an earlier date than an earlier instant, also where midnight comes twice', () => {
    for (const [zone, from] of [
      ['America/Havana', '2025-11-01T00:00Z'],
      ['Africa/Cairo', '2025-10-30T00:00Z'],
      ['America/St_Johns', '2010-11-06T00:00Z'],
      ['Pacific/Apia', '2011-12-29T00:00Z'],
      ['Australia/Lord_Howe', '2026-04-04T00:00Z'],
    ] as const) {
      const clock = zoneOf(zone)
      let last = -Infinity
      for (let t = at(from); t < at(from) + 3 * 86_400_000; t += 60_000) {
        const day = clock.dayAt(t)
        expect(day, `${zone} ${new Date(t).toISOString()}`).toBeGreaterThanOrEqual(last)
        expect(clock.startOf(day)).toBeLessThanOrEqual(t)
        expect(clock.startOf(day + 1)).toBeGreaterThan(t)
        last = day
      }
    }
  })

  it('leaves out the day that Samoa skipped', () => {
    const apia = zoneOf('Pacific/Apia')
    const before = apia.startOf(dayNumber('2011-12-31')) - 1
    expect(formatDate(apia.dayAt(before))).toBe('2011-12-29')
  })

  it('is known by its IANA name only', () => {
    expect(isZone('Asia/Shanghai')).toBe(true)
    for (const name of ['Mars/Olympus', '+08:00', '', 8, undefined]) expect(isZone(name)).toBe(false)
  })
})
