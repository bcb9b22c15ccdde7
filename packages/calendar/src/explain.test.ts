import { describe, expect, it } from 'vitest'
import { chinaCalendar } from './china/china-calendar.js'

const calendar = chinaCalendar()
const at = (local: string) => Date.parse(`${local}+08:00`)

describe('the explanation of a due instant', () => {
  it('counts working days one by one and cites what made each day what it is', () => {
    const { days, sentence } = calendar.explain(at('2025-09-30T09:00'), { n: 3, unit: 'working-day' })
    expect(days.map(day => `${day.date} ${day.kind} ${day.counted ?? '-'} ${day.name ?? ''}`.trimEnd())).toEqual([
      '2025-09-30 start -',
      '2025-10-01 holiday - 国庆节',
      '2025-10-02 holiday - 国庆节',
      '2025-10-03 holiday - 国庆节',
      '2025-10-04 holiday - 国庆节',
      '2025-10-05 holiday - 国庆节',
      '2025-10-06 holiday - 中秋节',
      '2025-10-07 holiday - 国庆节',
      '2025-10-08 holiday - 国庆节',
      '2025-10-09 working 1',
      '2025-10-10 working 2',
      '2025-10-11 make-up 3 国庆节',
    ])
    expect(days[0]?.source).toContain('民法典第二百零一条')
    expect(days[6]?.source).toContain('国办发明电〔2024〕12号')
    expect(days[11]?.source).toContain('国办发明电〔2024〕12号')
    expect(sentence).toEqual({
      'zh-CN':
        '自2025-09-30起3个工作日（当日不计入），不计国庆节7天、中秋节1天，2025-10-11为调休上班日，计入，于2025-10-11 24:00届满（Asia/Shanghai）。',
      en: '3 working days from 2025-09-30 (that day not counted); skipping 7 days of National Day, 1 day of Mid-autumn Festival; 2025-10-11 is a make-up working day and counts; runs out at 2025-10-11 24:00 (Asia/Shanghai).',
    })
  })

  it('shows how a last day rolls over a weekend, with the rule', () => {
    const { days, sentence } = calendar.explain(at('2026-03-02T09:00'), { n: 5, unit: 'calendar-day' })
    expect(days.slice(-3).map(day => [day.date, day.kind, day.counted])).toEqual([
      ['2026-03-07', 'calendar', 5],
      ['2026-03-08', 'weekend', null],
      ['2026-03-09', 'rolled-over', null],
    ])
    expect(days.at(-1)?.source).toContain('民法典第二百零三条')
    expect(days.at(-2)?.source).toContain('职工工作时间')
    expect(sentence['zh-CN']).toContain('末日2026-03-07为周末，顺延至2026-03-09')
  })

  it('shows working hours block by block', () => {
    const { days, sentence } = calendar.explain(at('2026-03-06T16:30'), { n: 3, unit: 'working-hour' })
    expect(days.map(day => [day.date, day.kind, day.counted])).toEqual([
      ['2026-03-06', 'start', null],
      ['2026-03-06', 'hours', 1],
      ['2026-03-07', 'weekend', null],
      ['2026-03-08', 'weekend', null],
      ['2026-03-09', 'hours', 3],
    ])
    expect(sentence.en).toBe(
      '3 working hours from 2026-03-06 16:30; skipping 2 weekend days; runs out at 2026-03-09 11:00 (Asia/Shanghai).',
    )
  })

  it('writes midnight as 24:00 when a period ends and as 00:00 when it starts', () => {
    const { sentence } = calendar.explain(at('2026-03-06T00:00'), { n: 24, unit: 'hour' })
    expect(sentence['zh-CN']).toBe('自2026-03-06 00:00起24小时，于2026-03-06 24:00届满（Asia/Shanghai）。')
  })

  it('is plain JSON', () => {
    const explanation = calendar.explain(at('2026-03-06T16:30'), {
      n: 3,
      unit: 'calendar-day',
      cutoff: 'close-of-business',
    })
    expect(JSON.parse(JSON.stringify(explanation))).toEqual(explanation)
  })
})
