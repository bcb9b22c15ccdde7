import { ConvokeError } from '@convoke/core'
import { describe, expect, it } from 'vitest'
import { chinaCalendar, chinaEdition } from './china-calendar.js'
import type { ChinaYear } from './china-year.js'

const calendar = chinaCalendar()
const weekendsAtWork = (year: number) =>
  (chinaEdition().extraWorkingDays ?? []).map(day => day.date).filter(date => date.startsWith(String(year)))

const caught = (run: () => unknown): unknown => {
  try {
    run()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

describe('the calendar of mainland China', () => {
  // The notices of 2024-11-12 and 2025-11-04, typed from their text and not from the table.
  it('works on the weekend days that the notices of 2025 and 2026 name', () => {
    expect(weekendsAtWork(2025)).toEqual(['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'])
    expect(weekendsAtWork(2026)).toEqual([
      '2026-01-04',
      '2026-02-14',
      '2026-02-28',
      '2026-05-09',
      '2026-09-20',
      '2026-10-10',
    ])
  })

  it.each([
    ['2025-01-01', 1],
    ['2025-01-28', 8],
    ['2025-04-04', 3],
    ['2025-05-01', 5],
    ['2025-05-31', 3],
    ['2025-10-01', 8],
    ['2026-01-01', 3],
    ['2026-02-15', 9],
    ['2026-04-04', 3],
    ['2026-05-01', 5],
    ['2026-06-19', 3],
    ['2026-09-25', 3],
    ['2026-10-01', 7],
  ])('rests from %s for %i days', (first, days) => {
    const off = Array.from({ length: days }, (_, i) =>
      new Date(Date.parse(`${first}T00:00Z`) + i * 86_400_000).toISOString().slice(0, 10),
    )
    expect(off.filter(date => calendar.isWorkingDay(date))).toEqual([])
    expect(chinaEdition().daysOff.map(day => day.date)).toEqual(expect.arrayContaining(off))
  })

  it('rests on the days by which the Spring Festival of 2020 was extended, and cites that notice', () => {
    const { daysOff, sources } = chinaEdition()
    const extension = daysOff.filter(day => day.source === 'cn-2020-extension').map(day => day.date)
    expect(extension).toEqual(['2020-01-31', '2020-02-01', '2020-02-02'])
    expect(sources?.['cn-2020-extension']).toContain('国办发明电〔2020〕1号')
  })

  it('says of the notice for 2026 that its number is unverified', () => {
    expect(chinaEdition().sources?.['cn-2026']).toMatch(
      /2026年部分节假日安排的通知（文号未核实 number unverified，2025-11-04）/,
    )
  })

  it('names itself by its years and its youngest notice', () => {
    expect(calendar).toMatchObject({
      edition: 'cn-2020-2026@2025-11-04',
      zone: 'Asia/Shanghai',
      coverage: { from: '2020-01-01', to: '2026-12-31' },
    })
  })

  it('refuses a date without published holidays with an error of Convoke that says what to load', () => {
    const error = caught(() => calendar.isWorkingDay('2027-01-01'))
    expect(ConvokeError.is(error, 'calendar/outside-coverage')).toBe(true)
    expect(error).toMatchObject({
      name: 'ConvokeError',
      retry: 'never',
      details: { date: '2027-01-01', edition: calendar.edition, coverage: { from: '2020-01-01', to: '2026-12-31' } },
    })
    expect(String(error)).toMatch(/load a newer edition.*allowProvisional/)
    expect(caught(() => calendar.isWorkingDay('2019-12-31'))).toMatchObject({ details: { date: '2019-12-31' } })
  })

  it('takes another year as data and covers it', () => {
    const china2027: ChinaYear = {
      year: 2027,
      notices: { 'cn-2027': { title: '示例', issued: '2026-11-30' } },
      holidays: [{ from: '2027-01-01', to: '2027-01-03', name: '元旦', notice: 'cn-2027' }],
      makeUpDays: [],
    }
    const longer = chinaCalendar({ years: [china2027] })
    expect(longer.edition).toBe('cn-2020-2027@2026-11-30')
    expect(longer.isWorkingDay('2027-01-01')).toBe(false)
    expect(longer.isWorkingDay('2027-01-04')).toBe(true)
    expect(() => chinaEdition({ years: [{ ...china2027, year: 2028 }] })).toThrow(/2027 is missing/)
  })

  it('lets a corrected year replace the built-in one', () => {
    const notice = { title: '更正示例', issued: '2026-03-01' }
    const corrected: ChinaYear = { year: 2026, notices: { fix: notice }, holidays: [], makeUpDays: [] }
    expect(chinaCalendar({ years: [corrected] }).isWorkingDay('2026-10-01')).toBe(true)
    expect(chinaCalendar({ years: [corrected] }).edition).toBe('cn-2020-2026@2026-03-01')
  })

  it('takes the hours of a town, and names the edition after them', () => {
    const summer = chinaCalendar({
      hours: [
        ['08:30', '11:30'],
        ['14:00', '18:00'],
      ],
    })
    const due = summer.add(Date.parse('2026-07-01T08:30+08:00'), { n: 7, unit: 'working-hour' })
    expect(due.at).toBe(Date.parse('2026-07-01T18:00+08:00'))
    expect(summer.edition).toMatch(/^cn-2020-2026@2025-11-04\+hours-[0-9a-f]{8}$/)
    expect(chinaCalendar({ hours: [['08:30', '18:00']] }).edition).not.toBe(summer.edition)
  })
})
