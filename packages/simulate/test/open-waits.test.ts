// Waits in open hours, against moments that are worked out by hand.
import { errand, errandOpened } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import { parseScenario, reportOf, type ScenarioInput, simulate } from '../src/index.js'

const caseTypes = [errand]
const hour = 3_600_000
const options = { caseTypes: [] }

/** So many visits at these moments, each of which takes an hour of somebody. 2026-03-06 is a Friday. */
const visits = (at: readonly string[], desk: Record<string, unknown>): ScenarioInput => ({
  ...{ from: '2026-03-02', days: 10, replications: 2, waits: 'open', calendar: 'week' },
  hours: [
    ['09:00', '12:00'],
    ['13:00', '17:00'],
  ],
  flows: { visit: { activities: { serve: 'Serve' }, follows: { start: ['serve'], serve: ['end'] } } },
  cases: [{ type: 'visit', arrivals: { at: at.map(one => `${one}:00Z`) }, opening: { desk: 'desk:a' } }],
  parties: { 'desk:a': { staff: 1, ...desk } },
  behaviour: [{ task: 'doServe', effort: '1 h' }],
})
const hours = (scenario: ScenarioInput, id: string) => {
  const found = simulate(scenario, options).indicators.find(one => one.id === id)
  return found === undefined ? undefined : [(found.estimate ?? 0) / hour, found.n]
}

describe('waits in open hours', () => {
  // The first waits from Friday at half past four for nobody; the second until Monday at half past nine, since half an hour is left of the first; the third
  // comes on Saturday and waits for both; the fourth at ten on Monday, from half past ten on somebody is free for the third, from half past eleven for it.
  const at = ['2026-03-06T16:30', '2026-03-06T16:45', '2026-03-07T12:00', '2026-03-09T10:00']

  it('leave out nights, days of rest and noon', () => {
    const [clock, n] = hours(visits(at, {}), 'wait') ?? []
    expect([clock, n]).toEqual([(0 + 64.75 + 46.5 + 1.5) / 4, 4 * 2])
    // A quarter before five and half an hour on Monday; on Monday from nine to half past ten; an hour and a half.
    expect(hours(visits(at, {}), 'openWait')).toEqual([(0 + 0.75 + 1.5 + 1.5) / 4, 4 * 2])
  })

  it('are those by the clock of a desk that never closes', () => {
    const always = { ...visits(at, {}), calendar: 'always' as const, hours: undefined }
    expect(hours(always, 'openWait')).toEqual(hours(always, 'wait'))
  })

  it('are of the hours of any person who may do it, where persons have hours of their own', () => {
    // Somebody is there from eight to nine as well, but is on leave: what waits is missed in those hours.
    const early = { hours: [['08:00', '09:00']], restDays: true, away: [{ from: '2026-03-01', to: '2026-03-20' }] }
    const followed = visits(at, { staff: 2, persons: { early } })
    // An hour more on each of Saturday (gone when the third comes), Sunday and Monday.
    expect(hours(followed, 'wait')).toEqual(hours(visits(at, {}), 'wait'))
    expect(hours(followed, 'openWait')).toEqual([(0 + (0.75 + 3) + (1.5 + 2) + 1.5) / 4, 4 * 2])
  })

  it('are not told where nobody asks, nor of a party that meets, and change no other figure by a bit', () => {
    const opening = errandOpened.opening as Record<string, unknown>
    const asked: ScenarioInput = {
      ...{ from: '2026-03-02', days: 10, replications: 4, waits: 'open' },
      cases: [{ type: 'errand', arrivals: { perDay: 30 }, opening }],
      parties: { 'dept:police': { staff: 2 } },
      behaviour: [
        { role: 'invitee', delay: { exponential: { mean: '1 h' } }, effort: { exponential: { mean: '20 min' } } },
      ],
      compare: { fewer: { parties: { 'dept:police': { staff: 1 } } } },
    }
    const { waits: _, ...silent } = asked
    const [one, other] = [simulate(asked, { caseTypes }), simulate(silent, { caseTypes })]
    const rest = one.indicators.filter(({ id }) => id !== 'openWait')
    expect(rest).toHaveLength(one.indicators.length - 1)
    expect(JSON.stringify(rest)).toBe(JSON.stringify(other.indicators))
    const row = one.comparisons[0]?.rows.find(({ id }) => id === 'openWait')
    expect(row?.diff).toBeGreaterThan(0)
    expect(reportOf(one, { caseTypes })).toContain('waits in open hours for: dept:police')
    const meeting = { 'dept:police': { staff: 2, sessions: { every: 'week' as const, takes: 20 } } }
    const met = simulate({ ...asked, parties: meeting, compare: {} }, { caseTypes })
    expect(met.indicators.map(({ id }) => id)).toContain('wait')
    expect(met.indicators.map(({ id }) => id)).not.toContain('openWait')
  })

  it('stand in the sentence about the bottleneck beside the wait by the clock', () => {
    const { bottleneck } = simulate(visits(at, {}), options)
    expect(bottleneck?.en).toContain(
      'work waits 1.2 d (1.2 d – 1.2 d) for it on average, closed hours included (in open hours only: 56.3 min (56.3 min – 56.3 min))',
    )
    expect(bottleneck?.['zh-CN']).toContain('含下班时间（只计上班时间为 56.3 分钟（56.3 分钟 – 56.3 分钟））')
  })

  it('are told of all policies or of none', () => {
    const text = `
from: 2026-03-02
days: 5
cases: [{ type: errand, arrivals: { perDay: 2 }, opening: { topic: a, convener: rc:a, invitees: [dept:a] } }]
compare: { open: { waits: open } }
`
    const read = parseScenario(text, caseTypes)
    expect(read.ok ? [] : read.issues.map(({ path, message }) => `${path} ${message.en}`)).toEqual([
      'compare.open.waits is the same for all policies that are compared',
    ])
  })
})
