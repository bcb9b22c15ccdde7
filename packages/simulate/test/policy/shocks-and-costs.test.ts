import { errand, errandOpened } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import { parseScenario, type ScenarioInput, type SimulationResult, simulate } from '../../src/index.js'

const caseTypes = [errand]
const usual: ScenarioInput = {
  ...{ from: '2026-03-02', days: 60, drain: 60, replications: 4 },
  cases: [{ type: 'errand', arrivals: { perDay: 6 }, opening: errandOpened.opening as Record<string, unknown> }],
  parameters: { errand: { replyWithin: { n: 20, unit: 'working-day' } } },
  parties: { 'dept:police': { staff: 2 }, 'dept:urban': { staff: 2 } },
  behaviour: [{ role: 'invitee', effort: { exponential: { mean: '80 min' } } }],
}
const figure = ({ indicators }: Pick<SimulationResult, 'indicators'>, id: string, dims: Record<string, string> = {}) =>
  indicators.find(
    one =>
      one.id === id &&
      one.kind !== 'quantile' &&
      Object.entries(dims).every(([name, value]) => one.dims[name] === value),
  )
const typhoon = { name: 'typhoon', from: '2026-03-16', to: '2026-03-22', arrivals: 3 }

describe('a shock', () => {
  it('brings more cases on its days, the peak of open cases and the days until they are down again', () => {
    const result = simulate({ ...usual, compare: { typhoon: { shocks: [typhoon] } } }, { caseTypes })
    const [shocked] = result.comparisons
    const arrived = shocked?.rows.find(({ id }) => id === 'arrived')
    // Five working days and two of rest, twice as many more on each.
    expect(arrived?.diff).toBeGreaterThan(6 * 7)
    expect(arrived?.diff).toBeLessThan(6 * 7 * 2 * 1.4)
    expect(shocked?.rows.find(({ id }) => id === 'peakOpen')?.ci?.[0]).toBeGreaterThan(0)
    const recovery = figure({ indicators: shocked?.indicators ?? [] }, 'recovery', { shock: 'typhoon' })
    expect(recovery?.estimate).toBeGreaterThan(86_400_000)
    expect(shocked?.changes[0]?.sentence.en).toBe(
      'Shocks: none becomes typhoon (2026-03-16 to 2026-03-22): 3 times as many cases',
    )
  })

  it('that sends people away makes the others busier, and lowers what there was to work', () => {
    const away = [{ from: '2026-03-09', to: '2026-03-27', seconded: { share: 0.5, of: 'dept:police' } }]
    const result = simulate({ ...usual, compare: { away: { shocks: away } } }, { caseTypes })
    const rows = result.comparisons[0]?.rows ?? []
    const row = (id: string, party: string) => rows.find(one => one.id === id && one.dims.party === party)
    expect(row('wait', 'dept:police')?.ci?.[0]).toBeGreaterThan(0)
    expect(row('utilisation', 'dept:police')?.ci?.[0]).toBeGreaterThan(0)
    expect(row('wait', 'dept:urban')?.diff).toBe(0)
  })

  it('on days that nobody lives through changes nothing, exactly', () => {
    const later = [{ name: 'later', from: '2027-01-04', to: '2027-01-08', arrivals: 9, seconded: { share: 1 } }]
    const { comparisons, indicators } = simulate({ ...usual, compare: { later: { shocks: later } } }, { caseTypes })
    const known = comparisons[0]?.indicators.filter(({ id }) => id !== 'recovery')
    expect(known).toEqual(indicators)
  })

  it('is refused with its line where it ends before it begins, or sends away whom nobody knows', () => {
    const text = [
      ...[
        'from: 2026-03-02',
        'days: 5',
        'cases: [{ type: errand, arrivals: { perDay: 1 }, opening: { topic: a, convener: b, invitees: [c, d] } }]',
      ],
      ...['parties: { dept:police: { staff: 1 } }', 'shocks:'],
      '  - { from: 2026-03-05, to: 2026-03-04, arrivals: 2 }',
      '  - { from: 2026-03-05, to: 2026-03-06, seconded: { share: 0.3, of: dept:polise } }',
    ].join('\n')
    const parsed = parseScenario(text, caseTypes)
    const told = parsed.ok ? [] : parsed.issues.map(({ line, path, message }) => `${line} ${path}: ${message.en}`)
    expect(told).toEqual([
      '6 shocks.0.to: is before "from"',
      '7 shocks.1.seconded.of: no party with staff is called "dept:polise"; did you mean "dept:police"?',
    ])
  })
})

describe('absence', () => {
  it('takes so many days of each person, and nothing of anybody else’s luck', () => {
    const ill = { parties: { 'dept:police': { staff: 2, absence: 0.5 } } }
    const result = simulate({ ...usual, compare: { ill } }, { caseTypes })
    const busy = (of: Pick<SimulationResult, 'indicators'>) =>
      figure(of, 'utilisation', { party: 'dept:police' })?.estimate as number
    const [other] = result.comparisons
    expect(busy({ indicators: other?.indicators ?? [] }) / busy(result)).toBeGreaterThan(1.2)
    const urban = other?.rows.find(({ id, dims }) => id === 'work' && dims.party === 'dept:urban')
    expect(urban?.diff).toBe(0)
  })
})

describe('costs', () => {
  it('are those of persons by the month and of work by the hour, for each party and in all', () => {
    const costs = { hour: 60, parties: { 'dept:police': { month: 9000, hour: 0 } } }
    const result = simulate({ ...usual, costs }, { caseTypes })
    expect(figure(result, 'cost', { party: 'dept:police' })?.estimate).toBeCloseTo((2 * 9000 * 60) / 30.436875, 6)
    const hours = (figure(result, 'work', { party: 'dept:urban' })?.estimate as number) / 3_600_000
    expect(figure(result, 'cost', { party: 'dept:urban' })?.estimate).toBeCloseTo(60 * hours, 6)
    const all = result.indicators.find(({ id, dims }) => id === 'cost' && dims.party === undefined)
    expect(all?.estimate).toBeGreaterThan(60 * hours)
  })

  it('are those of the days on which somebody is in office, from the first to the last', () => {
    const { days } = usual
    const day = (n: number) => new Date(Date.parse(usual.from) + n * 86_400_000).toISOString().slice(0, 10)
    const month = (persons: NonNullable<ScenarioInput['parties']>[string]['persons'], warmup = 0) => {
      const parties = { ...usual.parties, 'dept:police': { staff: 2, persons } }
      const result = simulate({ ...usual, warmup, costs: { month: 30.436875 }, parties }, { caseTypes })
      return figure(result, 'cost', { party: 'dept:police' })?.estimate
    }
    expect(month({})).toBeCloseTo(2 * days, 9)
    expect(month({ wang: { from: day(6) }, li: { until: day(9) } })).toBeCloseTo(days - 6 + 10, 9)
    expect(month({ wang: { from: day(6) }, li: { until: day(9) } }, 4)).toBeCloseTo(days - 2 + 6, 9)
    expect(month({ wang: { until: day(-1) }, li: { from: day(days) } })).toBe(0)
  })

  it('tell what one more person avoids in a month, with an interval, and nothing where nobody was added', () => {
    const tight = { ...usual, parameters: { errand: { replyWithin: { n: 4, unit: 'hour' as const } } } }
    const result = simulate(
      { ...tight, compare: { more: { parties: { 'dept:police': { staff: 3 } } }, same: {} } },
      { caseTypes },
    )
    const [more, same] = result.comparisons
    expect(more?.perStaffMonth?.persons).toBe(1)
    expect(more?.perStaffMonth?.ci).toHaveLength(2)
    expect(same).not.toHaveProperty('perStaffMonth')
  })

  it('count the persons of every district', () => {
    const divided = {
      ...{ from: '2026-03-02', days: 10, replications: 3, districts: { East: {}, West: {} } },
      cases: [
        {
          type: 'errand',
          arrivals: { perDay: 6 },
          opening: { ...usual.cases[0]?.opening, invitees: ['$district:desk'] },
        },
      ],
      parties: { '$district:desk': { staff: 1 } },
      compare: { more: { parties: { '$district:desk': { staff: 3 } } } },
    }
    const [more] = simulate(divided, { caseTypes }).comparisons
    expect(more?.perStaffMonth?.persons).toBe(4)
  })
})
