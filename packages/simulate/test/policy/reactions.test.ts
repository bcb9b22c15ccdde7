import { errand, errandOpened } from '@convoke/core/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkScenario, parseScenario, type ScenarioInput, simulate } from '../../src/index.js'
import { quantileOf } from '../../src/random/distribution.js'
import { hastened, hazardOf, timeAt } from '../../src/random/hazard.js'

const caseTypes = [errand]
const calm: ScenarioInput = {
  ...{ from: '2026-03-02', days: 20, replications: 4 },
  cases: [{ type: 'errand', arrivals: { perDay: 4 }, opening: errandOpened.opening as Record<string, unknown> }],
  behaviour: [{ role: 'invitee', choose: { reply: 4, never: 1 }, delay: { exponential: { mean: '3 h' } } }],
}
const inTime = (result: Pick<ReturnType<typeof simulate>, 'indicators'>) =>
  result.indicators.find(({ id }) => id === 'deadlineMet')?.estimate as number

describe('a hazard that rises while a time is under way', () => {
  const luck = fc.double({ min: 0.001, max: 0.999, noNaN: true })
  const times = fc.double({ min: 0.5, max: 50, noNaN: true })
  const quantile = quantileOf({ exponential: { mean: 1000 } })

  it('makes what is left of an exponential time so many times as short', () => {
    fc.assert(
      fc.property(luck, luck, times, (u, part, k) => {
        const all = quantile(u)
        const elapsed = part * all
        const sooner = timeAt(quantile, hastened(hazardOf(u), quantile, elapsed, k))
        expect(sooner).toBeCloseTo(elapsed + (all - elapsed) / k, 2)
      }),
    )
  })

  it('never ends a time before it rose, and changes nothing where it stays', () => {
    const some = quantileOf({ lognormal: { median: 1000, p90: 9000 } })
    fc.assert(
      fc.property(luck, luck, times, (u, part, k) => {
        const elapsed = part * some(u)
        expect(timeAt(some, hastened(hazardOf(u), some, elapsed, Math.max(1, k)))).toBeGreaterThan(elapsed - 1e-6)
        expect(hastened(hazardOf(u), some, elapsed, 1)).toBe(hazardOf(u))
      }),
    )
  })
})

describe('people who react', () => {
  it('at half-time reply sooner, so that more replies are in time', () => {
    const result = simulate(
      { ...calm, compare: { reacting: { reactions: [{ role: 'invitee', when: 'half-time', hazardTimes: 4 }] } } },
      { caseTypes },
    )
    const row = result.comparisons[0]?.rows.find(({ id }) => id === 'deadlineMet')
    expect(row?.ci?.[0]).toBeGreaterThan(0)
    expect(result.comparisons[0]?.changes[0]?.sentence.en).toContain('4 times as likely')
  })

  it('may do after all what they meant to leave', () => {
    const silent = { ...calm, behaviour: [{ role: 'invitee', choose: { reply: 1, never: 1 } }] }
    const woken = { ...silent, reactions: [{ when: 'reminder' as const, wakes: 1 }] }
    expect(inTime(simulate(woken, { caseTypes }))).toBeGreaterThan(inTime(simulate(silent, { caseTypes })))
  })

  it('that nobody has change nothing, exactly', () => {
    const unused = {
      ...calm,
      compare: { same: { reactions: [{ role: 'convener', when: 'overdue', hazardTimes: 9 }] } },
    }
    const { comparisons, indicators } = simulate(unused, { caseTypes })
    expect(comparisons[0]?.rows.every(({ diff }) => diff === 0 || diff === null)).toBe(true)
    expect(comparisons[0]?.indicators).toEqual(indicators)
  })

  it('are told before all else, and without any the report says that behaviour was held fixed', () => {
    const first = (scenario: ScenarioInput) => simulate(scenario, { caseTypes }).assumptions[0]?.sentence.en
    expect(first(calm)).toContain('held fixed')
    const told = first({ ...calm, reactions: [{ when: 'half-time', hazardTimes: 2, basis: 'measured' }] })
    expect(told).toBe('people react in 1 way (measured); otherwise behaviour was held fixed')
  })

  it('of a role, a command or a time nobody knows are told with the name that was perhaps meant and its line', () => {
    const text = [
      ...['from: 2026-03-02', 'days: 5', 'cases: [{ type: errand, arrivals: { perDay: 1 } }]', 'reactions:'],
      '  - { role: invite, when: overdue, hazardTimes: 2 }',
      '  - { when: half-time, hazardTimes: 2, reworkTimes: { rply: 2 } }',
      '  - { when: overdue }',
    ].join('\n')
    const parsed = parseScenario(text, caseTypes)
    const told = parsed.ok ? [] : parsed.issues.map(({ line, path, message }) => `${line} ${path}: ${message.en}`)
    expect(told).toEqual(
      expect.arrayContaining([
        '5 reactions.0.role: no role is called "invite"; did you mean "invitee"?',
        '6 reactions.1.reworkTimes.rply: no command is called "rply"; did you mean "reply"?',
        '7 reactions.2: changes nothing: say "hazardTimes" other than 1, or "wakes"',
      ]),
    )
    expect(checkScenario({ ...calm, reactions: [{ when: 'overdue', hazardTimes: -1 }] }, caseTypes).ok).toBe(false)
  })
})
