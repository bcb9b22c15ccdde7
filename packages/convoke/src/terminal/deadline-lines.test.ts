import { chinaCalendar } from '@convoke/calendar'
import type { DurationUnit, ExplainedDeadline } from '@convoke/core'
import { describe, expect, it } from 'vitest'
import { deadlineLines } from './deadline-lines.js'
import type { Look } from './look.js'
import { paintFor } from './paint.js'

const start = Date.parse('2025-09-30T09:00+08:00')
const look: Look = {
  ...{ lang: 'en', zone: 'Asia/Shanghai', now: start, columns: 120, caseTypes: [] },
  paint: paintFor({ env: {}, isTTY: false }),
}

function deadline(n: number, unit: DurationUnit, more: Partial<ExplainedDeadline> = {}): ExplainedDeadline {
  const explanation = chinaCalendar({ allowProvisional: true }).explain(start, { n, unit })
  return {
    ...{ name: 'reply', key: '', n: 1, kind: 'within', startedAt: start, dueAt: explanation.due },
    ...{ overdue: false, suspended: false, provisional: explanation.provisional, owes: ['dept:police'] },
    ...{ label: { 'zh-CN': '答复', en: 'Reply' }, source: 'article 3', explanation },
    ...more,
  }
}

const text = (one: ExplainedDeadline, of: Partial<Look> = {}) =>
  deadlineLines({ ...look, ...of }, undefined, [one]).join('\n')

describe('an explained deadline', () => {
  it('names the holiday that is not counted and the notice that says so', () => {
    const shown = text(deadline(1, 'working-day'))
    expect(shown).toMatch(/2025-10-01 +Wed +holiday National Day +General Office of the State Council, notice on the/)
    expect(shown).toContain('Civil Code 201')
    const inChinese = text(deadline(1, 'working-day'), { lang: 'zh-CN' })
    expect(inChinese).toMatch(/2025-10-01 +周三 +节假日 国庆节 +国务院办公厅/)
    expect(inChinese).not.toMatch(/National Day|General Office/)
    expect(shown).toContain('until 2025-10-09 24:00')
    expect(shown).toContain('article 3')
  })

  it('of ninety days tells runs of days, none left out and none told twice', () => {
    const shown = text(deadline(90, 'calendar-day'))
    const days = deadline(90, 'calendar-day').explanation?.days.map(({ date }) => date) ?? []
    const runs = [...shown.matchAll(/^ {4}(\d{4}-\d\d-\d\d)(?: to (\d{4}-\d\d-\d\d))?/gm)]
    const told = runs.flatMap(([, first = '', last = first]) => days.slice(days.indexOf(first), days.indexOf(last) + 1))
    expect(told).toEqual(days)
    expect(runs.length).toBeLessThan(days.length / 2)
  })

  it('of a year whose holidays nobody knows yet is one line with its sums, and no hundred of weekends', () => {
    const shown = text(deadline(250, 'working-day', { startedAt: start }))
    const days = shown.split('\n').filter(line => /^ {4}\d{4}-\d\d-\d\d/.test(line))
    expect(days).toHaveLength(1)
    expect(days[0]).toMatch(
      /^ {4}2025-09-30 to 2026-\d\d-\d\d {2}1 × start, not counted, .*\d+ × working day, .*\d+ × weekend/,
    )
    const { days: all = [] } = deadline(250, 'working-day').explanation ?? {}
    const sums = [...(days[0] ?? '').matchAll(/(\d+) ×/g)].map(([, count]) => Number(count))
    expect(sums.reduce((a, b) => a + b)).toBe(all.length)
  })

  it('says what it is when it is overdue, suspended, provisional, or no single period', () => {
    expect(text(deadline(1, 'working-day', { overdue: true }))).toContain('overdue')
    expect(text(deadline(1, 'working-day'), { now: start + 30 * 86_400_000 })).toContain('overdue')
    expect(text(deadline(1, 'working-day', { dueAt: null, suspended: true, explanation: null }))).toContain('suspended')
    expect(text(deadline(400, 'working-day'))).toContain('provisional')
    expect(text(deadline(1, 'working-day', { explanation: null }))).toContain('not one period from its start')
    const moved = (how: 'fixed' | 'extended' | 'resumed') =>
      text(deadline(1, 'working-day', { explanation: null, moved: how }))
    expect(moved('fixed')).toContain('The case itself fixed this date')
    expect(moved('extended')).toContain('extended')
    expect(moved('resumed')).toContain('counted on from when it ran again')
  })

  it('of a right that lapses is never called overdue', () => {
    expect(text(deadline(1, 'working-day', { kind: 'window' }), { now: start + 30 * 86_400_000 })).not.toContain(
      'overdue',
    )
  })

  it.each([
    ['working-day', 1, '1 working day'],
    ['calendar-day', 2, '2 calendar days'],
    ['working-hour', 4, '4 working hours'],
    ['hour', 1, '1 hour'],
    ['minute', 30, '30 minutes'],
  ] as const)('counts %s as people say it', (unit, n, words) => {
    expect(text(deadline(n, unit))).toContain(`within ${words}\n`)
  })
})
