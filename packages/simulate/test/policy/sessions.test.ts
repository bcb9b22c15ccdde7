import { errand, errandOpened } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import { steadyState } from '../../src/explore/index.js'
import {
  mergeShards,
  parseScenario,
  type ScenarioInput,
  type SimulationResult,
  type SimulationShard,
  simulate,
  simulatingShard,
} from '../../src/index.js'

const caseTypes = [errand]
const hourMs = 3_600_000

type Sessions = NonNullable<NonNullable<ScenarioInput['parties']>[string]['sessions']>

/** Errands whose second unit, six persons, only answers when it meets. */
function meeting(sessions: Sessions, change: Partial<ScenarioInput> = {}): ScenarioInput {
  return {
    ...{ from: '2026-03-02', days: 90, drain: 60, replications: 2 },
    cases: [{ type: 'errand', arrivals: { perDay: 2 }, opening: errandOpened.opening as Record<string, unknown> }],
    parameters: { errand: { replyWithin: { n: 90, unit: 'working-day' } } },
    parties: { 'dept:urban': { staff: 6, sessions } },
    behaviour: [{ role: 'invitee', party: 'dept:urban', effort: '20 min' }],
    ...change,
  }
}

const figure = ({ indicators }: Pick<SimulationResult, 'indicators'>, id: string) =>
  indicators.find(one => one.id === id && one.dims.party === 'dept:urban')?.estimate

describe('a party that meets', () => {
  it('takes up what waits session by session, and is done with all of it at its end', () => {
    // Moments on the very minute: nothing comes in between.
    const at = ['2026-03-02T09:00+08:00', '2026-03-03T09:00+08:00', '2026-03-04T09:00+08:00']
    const cases = meeting({ every: 'week', on: 'thu', at: '14:00', takes: 2, lasts: '30 min' }).cases.map(one => ({
      ...one,
      arrivals: { at },
    }))
    const result = simulate(
      { ...meeting({ every: 'week', on: 'thu', at: '14:00', takes: 2, lasts: '30 min' }), cases },
      { caseTypes },
    )
    // Two on 5 March after 77 h and 53 h, the third a week later.
    expect(figure(result, 'wait')).toBe(((77 + 53 + 29 + 7 * 24) * hourMs) / 3)
    // Thirteen Thursdays, of which only two have something to meet about.
    expect(figure(result, 'sessions')).toBe(2)
    expect(figure(result, 'sessionHeld')).toBeCloseTo(2 / 13, 10)
    expect(figure(result, 'sessionItems')).toBe(1.5)
    expect(figure(result, 'sessionTime')).toBe((30 + 40 + 30 + 20) * 60_000)
    expect(figure(result, 'work')).toBe(6 * 2 * hourMs)
    expect(result.indicators.find(one => one.id === 'utilisation')).toBeUndefined()
  })

  it('that meets twice as often has people wait about half as long, over the same items', () => {
    const often = meeting({ every: 'month', on: 'thu', takes: 1000 }, { days: 210, cases: thin() })
    const result = simulate(
      { ...often, compare: { often: { parties: { 'dept:urban': { sessions: { every: 'fortnight' } } } } } },
      { caseTypes },
    )
    const [other] = result.comparisons
    const ratio = (figure({ indicators: other?.indicators ?? [] }, 'wait') ?? 0) / (figure(result, 'wait') ?? 1)
    expect(ratio).toBeGreaterThan(0.35)
    expect(ratio).toBeLessThan(0.6)
    const items = (of: Pick<SimulationResult, 'indicators'>) =>
      (figure(of, 'sessionItems') ?? 0) * (figure(of, 'sessions') ?? 0)
    // All that is left over is what came after the last session: of seven months at most one.
    const more = items({ indicators: other?.indicators ?? [] }) / items(result)
    expect(more).toBeGreaterThanOrEqual(1)
    expect(more).toBeLessThan(7 / 6)
    expect(other?.changes.map(({ sentence }) => sentence)).toEqual([
      {
        en: 'how often dept:urban meets: every month becomes every two weeks',
        'zh-CN': 'dept:urban 开会周期：由 每月 改为 每两周',
      },
    ])
  })

  it('does not meet for fewer than it asks for, and on a day of rest meets on the next working day', () => {
    const least = simulate(meeting({ every: 'week', takes: 9, least: 4 }, { cases: thin(0.5) }), { caseTypes })
    expect(figure(least, 'sessionItems')).toBeGreaterThanOrEqual(4)
    expect(figure(least, 'sessionHeld')).toBeLessThan(0.7)
    // 1 and 3 May are days of rest, so is everything up to 5 May.
    const dates = meeting({ every: ['2026-05-01', '2026-05-03', '2026-05-07'], takes: 9 })
    expect(figure(simulate(dates, { caseTypes }), 'sessions')).toBe(2)
    const skipped = meeting({ every: ['2026-05-01', '2026-05-03', '2026-05-07'], takes: 9, restDays: 'skip' })
    expect(figure(simulate(skipped, { caseTypes }), 'sessions')).toBe(1)
  })

  it('against itself shows exactly no effect, in the same bytes, whole or in shards', () => {
    const scenario = { ...meeting({ every: { days: 10 }, takes: 5 }), compare: { same: {} } }
    const once = simulate(scenario, { caseTypes })
    expect(once.comparisons[0]?.rows.filter(({ diff }) => diff !== null && diff !== 0)).toEqual([])
    const parts = [1, 2].map(i => part(scenario, i))
    expect(JSON.stringify(mergeShards(parts, { caseTypes }))).toBe(JSON.stringify(once))
  })

  it('has a long run only where its sessions take up what arrives', () => {
    const many = meeting({ every: 'week', takes: 5 }, { drain: 0 })
    expect(() => steadyState(many, { caseTypes })).toThrow(/its sessions take up/)
    const { offered } = steadyState(meeting({ every: 'week', takes: 60 }, { drain: 0, replications: 2 }), { caseTypes })
    expect(offered[0]?.load).toBeGreaterThan(0.1)
    expect(offered[0]?.load).toBeLessThan(0.4)
  })

  it('is told with its line where its sessions make no sense', () => {
    const text = [
      'from: 2026-03-02',
      'days: 5',
      'cases: [{ type: errand, arrivals: { perDay: 1 }, opening: { topic: a, convener: b, invitees: [c, d] } }]',
      'parties:',
      '  area:a: { staff: 3, speed: 2, sessions: { every: week, on: 15, takes: 3, least: 5 } }',
      '  area:b: { staff: 3, sessions: { every: fortnight, on: thu, first: 2026-03-06, takes: 3 } }',
      '  area:c: { staff: 3, sessions: { every: [2026-02-01], on: mon, takes: 3 } }',
      '  area:d: { staff: 3, sessions: { every: fortnite, takes: 3 } }',
    ]
    const told = (lines: readonly string[]) => {
      const parsed = parseScenario(lines.join('\n'), caseTypes)
      return parsed.ok ? [] : parsed.issues.map(({ line, path, message }) => `${line} ${path}: ${message.en}`)
    }
    expect(told(text.slice(0, -1))).toEqual([
      '5 parties.area:a.speed: has no meaning beside "sessions": a party that meets works when it meets; leave it out',
      '5 parties.area:a.sessions.least: is more than "takes": it would never meet',
      '5 parties.area:a.sessions.on: is a weekday such as thu; a day of the month goes with "every: month"',
      '6 parties.area:b.sessions.first: is a fri, not a thu',
      '7 parties.area:c.sessions.every: names no date from the first day on, 2026-03-02',
      '7 parties.area:c.sessions.on: goes with week, fortnight or month',
    ])
    expect(told(text)).toEqual([
      '8 parties.area:d.sessions.every: "fortnite" may not stand here; did you mean "fortnight"?',
    ])
  })
})

function thin(perDay = 0.8): ScenarioInput['cases'] {
  return [{ type: 'errand', arrivals: { perDay }, opening: errandOpened.opening as Record<string, unknown> }]
}

function part(scenario: ScenarioInput, i: number): SimulationShard {
  const run = simulatingShard(scenario, { i, n: 2 }, { caseTypes })
  for (let step = run.next(true); ; step = run.next(true)) if (step.done === true) return step.value
}
