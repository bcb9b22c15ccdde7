import { ConvokeError } from '@convoke/core'
import { describe, expect, it } from 'vitest'
import { workingCalendar } from '../working-calendar.js'
import { chinaCalendar, chinaEdition } from './china-calendar.js'
import type { ChinaYear } from './china-year.js'

const calendar = chinaCalendar()
const daysFrom = (first: string, days: number): string[] =>
  Array.from({ length: days }, (_, i) =>
    new Date(Date.parse(`${first}T00:00Z`) + i * 86_400_000).toISOString().slice(0, 10),
  )

const caught = (run: () => unknown): unknown => {
  try {
    run()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

describe('the calendar of mainland China', () => {
  // Typed from the text of the notices, not from the table: the days off with their number, and the days at work.
  it.each([
    {
      year: 2020,
      rests: { '2020-01-01': 1, '2020-01-24': 10, '2020-04-04': 3, '2020-05-01': 5, '2020-06-25': 3, '2020-10-01': 8 },
      works: ['2020-01-19', '2020-04-26', '2020-05-09', '2020-06-28', '2020-09-27', '2020-10-10'],
    },
    {
      year: 2021,
      rests: {
        '2021-01-01': 3,
        '2021-02-11': 7,
        '2021-04-03': 3,
        '2021-05-01': 5,
        '2021-06-12': 3,
        '2021-09-19': 3,
        '2021-10-01': 7,
      },
      works: ['2021-02-07', '2021-02-20', '2021-04-25', '2021-05-08', '2021-09-18', '2021-09-26', '2021-10-09'],
    },
    {
      year: 2022,
      rests: {
        '2022-01-01': 3,
        '2022-01-31': 7,
        '2022-04-03': 3,
        '2022-04-30': 5,
        '2022-06-03': 3,
        '2022-09-10': 3,
        '2022-10-01': 7,
      },
      works: ['2022-01-29', '2022-01-30', '2022-04-02', '2022-04-24', '2022-05-07', '2022-10-08', '2022-10-09'],
    },
    {
      year: 2023,
      rests: { '2022-12-31': 3, '2023-01-21': 7, '2023-04-05': 1, '2023-04-29': 5, '2023-06-22': 3, '2023-09-29': 8 },
      works: ['2023-01-28', '2023-01-29', '2023-04-23', '2023-05-06', '2023-06-25', '2023-10-07', '2023-10-08'],
    },
    {
      year: 2024,
      rests: {
        '2024-01-01': 1,
        '2024-02-10': 8,
        '2024-04-04': 3,
        '2024-05-01': 5,
        '2024-06-10': 1,
        '2024-09-15': 3,
        '2024-10-01': 7,
      },
      works: [
        '2024-02-04',
        '2024-02-18',
        '2024-04-07',
        '2024-04-28',
        '2024-05-11',
        '2024-09-14',
        '2024-09-29',
        '2024-10-12',
      ],
    },
    {
      year: 2025,
      rests: { '2025-01-01': 1, '2025-01-28': 8, '2025-04-04': 3, '2025-05-01': 5, '2025-05-31': 3, '2025-10-01': 8 },
      works: ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
    },
    {
      year: 2026,
      rests: {
        '2026-01-01': 3,
        '2026-02-15': 9,
        '2026-04-04': 3,
        '2026-05-01': 5,
        '2026-06-19': 3,
        '2026-09-25': 3,
        '2026-10-01': 7,
      },
      works: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
    },
  ])('rests and works in $year as the notice says, and on no other day', ({ year, rests, works }) => {
    const { daysOff, extraWorkingDays = [] } = chinaEdition()
    const ofYear = (day: { source?: string | undefined }) => day.source?.startsWith(`cn-${year}`)
    const off = Object.entries(rests).flatMap(([first, days]) => daysFrom(first, days))
    expect(daysOff.filter(ofYear).map(day => day.date)).toEqual(off)
    expect(off.filter(date => calendar.isWorkingDay(date))).toEqual([])
    expect(extraWorkingDays.filter(ofYear).map(day => day.date)).toEqual(works)
    expect(works.every(date => calendar.isWorkingDay(date))).toBe(true)
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
    const backwards = { from: '2027-01-03', to: '2027-01-01', name: '元旦', notice: 'cn-2027' }
    expect(() => chinaEdition({ years: [{ ...china2027, holidays: [backwards] }] })).toThrow(/swap the dates/)
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

describe('options of a calendar', () => {
  it('are those that there are: a misspelt one would leave the default hours', () => {
    const stray = { hour: [['08:30', '18:00']] } as never
    for (const make of [
      () => chinaCalendar(stray),
      () => chinaEdition(stray),
      () => workingCalendar(chinaEdition(), stray),
    ])
      expect(make).toThrow(
        expect.objectContaining({ code: 'calendar/bad-option', details: expect.objectContaining({ option: 'hour' }) }),
      )
  })
})
