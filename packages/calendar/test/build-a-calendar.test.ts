import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { calendar, edition, received } from './bavaria.js'

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')

describe('a calendar for another country', () => {
  it('is the one that the page shows', () => {
    const blocks = [
      ...read('docs/how-to/build-a-calendar.md').matchAll(/<!-- region: (\S+)#(\w+) -->[^`]*```ts\n([^`]*)```/g),
    ]
    expect(blocks.map(block => block[2])).toEqual(['edition', 'use'])
    for (const [, file = '', name, code] of blocks) {
      expect(code).toBe(read(file).split(`// #region ${name}\n`)[1]?.split(`// #endregion ${name}`)[0])
    }
  })

  it('rests on the holidays of the land and on no commemorations', () => {
    expect(edition.daysOff.filter(day => day.date.startsWith('2026')).map(day => day.date)).toEqual([
      '2026-01-01',
      '2026-01-06',
      '2026-04-03',
      '2026-04-06',
      '2026-05-01',
      '2026-05-14',
      '2026-05-25',
      '2026-06-04',
      '2026-10-03',
      '2026-11-01',
      '2026-12-25',
      '2026-12-26',
    ])
    expect(calendar.isWorkingDay('2026-06-04')).toBe(false)
    expect(calendar.isWorkingDay('2026-12-24')).toBe(true)
  })

  it('cites its own law and names holidays in both languages', () => {
    const { days } = calendar.explain(received, { n: 4, unit: 'calendar-day' })
    expect(days.at(0)?.source).toBe('§ 187 Abs. 1 BGB')
    expect(days.at(-1)).toMatchObject({ date: '2026-04-07', kind: 'rolled-over', source: '§ 193 BGB' })
    expect(days.find(day => day.date === '2026-04-03')?.name).toBe('Karfreitag')
    expect(edition.daysOff.find(day => day.date === '2026-04-03')?.nameEn).toBe('Good Friday')
  })

  it('keeps working hours whole on the day the clocks change', () => {
    const friday = Date.parse('2026-03-27T11:00+01:00')
    expect(calendar.add(friday, { n: 2, unit: 'working-hour' }).at).toBe(Date.parse('2026-03-30T09:00+02:00'))
  })
})
