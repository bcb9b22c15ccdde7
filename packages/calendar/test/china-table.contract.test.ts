import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { isWorkday as chineseWorkday } from 'chinese-workday'
import { describe, expect, it } from 'vitest'
import { chinaTablePath, renderChinaTable } from '../scripts/generate-china-table.js'
import { chinaCalendar, chinaEdition } from '../src/index.js'

const require = createRequire(import.meta.url)
const data: Record<'holidays' | 'workdays', Record<string, string>> = require('chinese-days/dist/chinese-days.json')

const calendar = chinaCalendar()
const everyDay: string[] = []
for (let t = Date.UTC(2020, 0, 1); t < Date.UTC(2027, 0, 1); t += 86_400_000)
  everyDay.push(new Date(t).toISOString().slice(0, 10))

describe('the committed table', () => {
  it('is what the generator writes', () => {
    expect(readFileSync(chinaTablePath, 'utf8')).toBe(renderChinaTable())
  })

  it('agrees with chinese-days on every day from 2020 to 2026', () => {
    // Its data, not its isWorkday(): that one reads the weekday on the process's clock (PITFALL 17 below).
    const theirs = everyDay.filter(date => {
      const weekday = new Date(`${date}T00:00Z`).getUTCDay()
      return date in data.workdays || (!(date in data.holidays) && weekday !== 0 && weekday !== 6)
    })
    expect(everyDay).toHaveLength(2557)
    expect(everyDay.filter(date => calendar.isWorkingDay(date))).toEqual(theirs)
  })

  it('agrees with chinese-workday on every day from 2024 to 2026', () => {
    const recent = everyDay.filter(date => date >= '2024')
    expect(recent.filter(date => chineseWorkday(date) !== calendar.isWorkingDay(date))).toEqual([])
  })

  it('differs from chinese-workday before 2024 only where that package is wrong', () => {
    const known = {
      '2020-01-31': 'the Spring Festival of 2020 was extended to 2 February (国办发明电〔2020〕1号)',
      '2020-02-01': 'likewise; the make-up day first announced for it was withdrawn by the extension',
      '2023-01-03':
        'the New Year holiday ran from 2022-12-31 to 2023-01-02 (国办发明电〔2022〕16号); the 3rd was worked',
    }
    const older = everyDay.filter(date => date < '2024')
    expect(older.filter(date => chineseWorkday(date) !== calendar.isWorkingDay(date))).toEqual(Object.keys(known))
  })

  it('lists as make-up days weekend days only, and cites a notice for every day', () => {
    const { daysOff, extraWorkingDays = [], sources = {} } = chinaEdition()
    for (const { date } of extraWorkingDays) expect([0, 6], date).toContain(new Date(`${date}T00:00Z`).getUTCDay())
    for (const day of [...daysOff, ...extraWorkingDays])
      expect(sources[day.source ?? ''], day.date).toMatch(/^国务院办公厅/)
  })
})

describe('PITFALL 17: calendars that read dates on the process clock or guess the future', () => {
  it('a five-day period over the Spring Festival of 2026 ends on 27 February', () => {
    const due = calendar.add(Date.parse('2026-02-13T09:00+08:00'), { n: 5, unit: 'working-day' })
    expect(calendar.localDate(due.at - 1)).toBe('2026-02-27')
  })

  it('New Year 2027 is not a working day by default: it is an error', () => {
    expect(() => calendar.isWorkingDay('2027-01-01')).toThrow(/calendar\/outside-coverage/)
    expect(chineseWorkday('2027-01-01')).toBe(true)
  })
})
