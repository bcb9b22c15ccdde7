import { describe, expect, it } from 'vitest'
import { chinaEdition } from './china/china-calendar.js'
import type { ChinaYear } from './china/china-year.js'
import { diffEditions } from './diff-editions.js'

const built = chinaEdition()

/** An invented notice: it moves the last Saturday of 2026, as the notice for 2019 did in 2018. */
const china2027: ChinaYear = {
  year: 2027,
  notices: { 'cn-2027': { title: '示例', issued: '2026-11-30' } },
  holidays: [{ from: '2026-12-31', to: '2027-01-02', name: '元旦', notice: 'cn-2027' }],
  makeUpDays: [{ date: '2026-12-26', name: '元旦', notice: 'cn-2027' }],
}

describe('adopting a newer edition', () => {
  it('lists the dates whose nature changed, in order', () => {
    const changes = diffEditions(built, chinaEdition({ years: [china2027] }))
    expect(changes.map(change => [change.date, change.before.kind, change.after.kind, change.before.covered])).toEqual([
      ['2026-12-26', 'weekend', 'make-up', true],
      ['2026-12-31', 'working', 'holiday', true],
      ['2027-01-01', 'working', 'holiday', false],
      ['2027-01-02', 'weekend', 'holiday', false],
    ])
    expect(changes[0]?.after).toEqual({
      kind: 'make-up',
      name: '元旦',
      hours: ['09:00-12:00', '13:30-17:30'],
      covered: true,
    })
  })

  it('finds nothing between an edition and itself', () => {
    expect(diffEditions(built, chinaEdition())).toEqual([])
  })

  it('finds changed hours on working days only', () => {
    const shorter = {
      ...built,
      id: 'shorter',
      hours: { mon: nine, tue: nine, wed: nine, thu: nine, fri: [['09:00', '12:00']] },
    } as const
    const changes = diffEditions({ ...built, hours: nine }, shorter)
    expect(changes.length).toBeGreaterThan(300)
    expect(changes.every(change => change.after.hours.join() === '09:00-12:00')).toBe(true)
    expect(changes.map(change => change.date)).not.toContain('2026-10-02')
  })

  it('refuses to compare two zones', () => {
    expect(() => diffEditions(built, { ...built, zone: 'Europe/Berlin' })).toThrow(/calendar\/zone-mismatch/)
  })
})

const nine = [['09:00', '17:00']] as const
