import { complaint } from '@convoke/case-types/complaint'
import { describe, expect, it } from 'vitest'
import { parseScenario, type ScenarioInput, type SimulationResult, simulate } from '../../src/index.js'
import { noise } from './noise.js'

const caseTypes = [complaint]
const day = 86_400_000
const plain: ScenarioInput = {
  ...{ from: '2026-03-02', days: 20, drain: 120, replications: 4 },
  cases: [
    {
      ...{ type: 'complaint', arrivals: { perDay: 5 } },
      opening: noise,
    },
  ],
  behaviour: [
    { task: 'dispatch', choose: { dispatch: 1 }, data: { dispatch: { lead: 'dept:urban' } } },
    // Four days for everybody, so that waiting is the same for all.
    { task: 'handle', choose: { answer: 1 }, delay: '4 d', delayIn: 'elapsed' },
    { task: 'handleSimple', choose: { never: 1 } },
    { task: 'review', choose: { pass: 1 } },
    { task: 'callBack', choose: { rate: 1 } },
  ],
}
const figure = ({ indicators }: Pick<SimulationResult, 'indicators'>, id: string, dims: Record<string, string> = {}) =>
  indicators.find(
    one =>
      one.id === id &&
      one.kind !== 'quantile' &&
      Object.entries(dims).every(([name, value]) => one.dims[name] === value),
  )
const others = ({ indicators }: SimulationResult) =>
  indicators.filter(({ id, dims }) => id !== 'residentActs' && dims.command !== 'chase')

describe('residents who wait', () => {
  it('chase as often as a Poisson process would, and leave all else as it was, exactly', () => {
    const still = simulate(plain, { caseTypes })
    const chased = simulate(
      { ...plain, residents: { chase: { perDay: 0.5, command: 'chase', role: 'complainant', most: 1000 } } },
      { caseTypes },
    )
    const open = (figure(still, 'timeToClose')?.estimate as number) / day
    const { estimate, n } = figure(chased, 'residentActs') as NonNullable<ReturnType<typeof figure>>
    // Mean and variance of a Poisson count are rate times time; five standard errors.
    expect(Math.abs((estimate as number) - 0.5 * open)).toBeLessThan(5 * Math.sqrt((0.5 * open) / n))
    expect(figure(chased, 'acts', { command: 'chase' })?.estimate).toBeCloseTo(estimate as number, 9)
    expect(others(chased)).toEqual(others(still))
  })

  it('do nothing before they have waited so long, nor in another state, nor more often than is said', () => {
    const acts = (one: object) =>
      figure(
        simulate({ ...plain, residents: { chase: { perDay: 50, command: 'chase', ...one } } }, { caseTypes }),
        'residentActs',
      )?.estimate
    expect(acts({ most: 2 })).toBe(2)
    expect(acts({ after: '60 d' })).toBeUndefined()
    expect(acts({ state: 'shelved' })).toBeUndefined()
    expect(acts({ state: 'handling' })).toBe(1)
  })

  it('who open the same again make e to the rate times time as many cases of one', () => {
    const rate = 0.1
    const still = simulate(plain, { caseTypes })
    const repeated = simulate({ ...plain, residents: { again: { perDay: rate, repeats: true } } }, { caseTypes })
    const [one, more] = [still, repeated].map(result => figure(result, 'arrived')?.estimate as number) as [
      number,
      number,
    ]
    const time = (figure(still, 'timeToClose')?.estimate as number) / day
    // Each repeats once with chance p = 1 − e^(−rate · time), and so does its repetition: 1 / (1 − p) in all.
    expect(more / one).toBeGreaterThan(0.9 * Math.exp(rate * time))
    expect(more / one).toBeLessThan(1.1 * Math.exp(rate * time))
    expect(repeated.assumptions.map(({ sentence }) => sentence.en)).toContain(
      'again: residents who wait open the same again 0.1 times a day on average, 1 times a case at most',
    )
  })
})

describe('settled cases', () => {
  const reopening = (one: object) => [{ share: 0.3, after: '2 d' as const, command: 'reopen', ...one }]

  it('are opened again as often as is said, and then take longer', () => {
    const still = simulate(plain, { caseTypes })
    const again = simulate({ ...plain, reopening: reopening({}) }, { caseTypes })
    const { estimate, n } = figure(again, 'acts', { command: 'reopen' }) as NonNullable<ReturnType<typeof figure>>
    expect(Math.abs((estimate as number) - 0.3)).toBeLessThan(5 * Math.sqrt((0.3 * 0.7) / n))
    const [before, after] = [still, again].map(result => figure(result, 'timeToClose')?.estimate as number) as [
      number,
      number,
    ]
    // Two days of rest and the way once more.
    expect(after - before).toBeGreaterThan((estimate as number) * (2 * day + 0.9 * before))
    expect(figure(again, 'outcome', { outcome: 'resolved' })?.estimate).toBe(1)
    expect(again.skipped.map(({ en }) => en)).toContain('deadlines that survive a settled case do not run on')
  })

  it('stay settled, exactly, where nobody asks, or asks too late', () => {
    const still = simulate(plain, { caseTypes })
    for (const one of [{ share: 0 }, { after: '40 d' }, { outcome: 'withdrawn' }])
      expect(simulate({ ...plain, reopening: reopening(one) }, { caseTypes }).indicators).toEqual(still.indicators)
  })

  it('that are opened again are not counted twice, nor opened more often than is said', () => {
    const result = simulate({ ...plain, reopening: reopening({ share: 1, most: 2 }) }, { caseTypes })
    expect(figure(result, 'acts', { command: 'reopen' })?.estimate).toBe(2)
    expect(figure(result, 'arrived')?.estimate).toBe(figure(simulate(plain, { caseTypes }), 'arrived')?.estimate)
  })
})

it('residents and cases that are opened again are refused with their line and the name that was perhaps meant', () => {
  const text = [
    ...['from: 2026-03-02', 'days: 5', 'cases: [{ type: complaint, arrivals: { perDay: 1 } }]', 'residents:'],
    ...['  a: { perDay: 1, command: chaze }', '  b: { perDay: 1, command: chase, role: complainer, state: handlin }'],
    ...['  c: { perDay: 1 }', 'reopening: [{ share: 0.1, command: repen, outcome: resolvd }]'],
  ].join('\n')
  const parsed = parseScenario(text, caseTypes)
  expect(parsed.ok ? [] : parsed.issues.map(({ line, path, message }) => `${line} ${path}: ${message.en}`)).toEqual([
    '5 residents.a.command: no command is called "chaze"; did you mean "chase"?',
    '6 residents.b.role: no role is called "complainer"; did you mean "complainant"?',
    '6 residents.b.state: no state is called "handlin"; did you mean "handling"?',
    '7 residents.c: says either "command" or "repeats: true"',
    '8 reopening.0.command: no command is called "repen"; did you mean "reopen"?',
    '8 reopening.0.outcome: no outcome is called "resolvd"; did you mean "resolved"?',
  ])
})
