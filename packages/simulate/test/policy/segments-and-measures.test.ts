import { errand, errandOpened } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import { parseScenario, type ScenarioInput, simulate } from '../../src/index.js'

const caseTypes = [errand]
const opening = errandOpened.opening as Record<string, unknown>
const plain: ScenarioInput = {
  ...{ from: '2026-03-02', days: 28, replications: 5 },
  cases: [{ type: 'errand', arrivals: { perDay: 4 }, opening }],
  behaviour: [{ role: 'invitee', delay: { exponential: { mean: '90 min' } } }],
}
const segments = { area: { north: 1, south: 2 } }
const quick = { parameters: { errand: { replyWithin: { n: 1, unit: 'hour' as const } } } }

describe('segments', () => {
  it('tell figures by group that add up to the whole, and change nothing of it', () => {
    const whole = simulate(plain, { caseTypes })
    const grouped = simulate({ ...plain, segments }, { caseTypes })
    expect(grouped.indicators).toEqual(whole.indicators)
    expect(whole).not.toHaveProperty('groups')
    const arrived = grouped.groups?.filter(({ id }) => id === 'arrived').map(({ estimate }) => estimate as number)
    expect(arrived).toHaveLength(2)
    const all = whole.indicators.find(({ id }) => id === 'arrived')?.estimate
    expect((arrived?.[0] ?? 0) + (arrived?.[1] ?? 0)).toBeCloseTo(all as number, 9)
  })

  it('put their name into data, and let rules be about a group', () => {
    const one = { ...opening, topic: { $segment: 'area' } }
    const result = simulate(
      {
        ...{ ...plain, segments, cases: [{ type: 'errand', arrivals: { perDay: 4 }, opening: one }] },
        behaviour: [{ role: 'invitee', when: { segment: { area: 'north' } }, choose: { never: 1 } }],
        measures: { north: { of: 'share', anyOf: [{ topic: 'north' }] } },
      },
      { caseTypes },
    )
    const share = (outcome: string, group: string) =>
      result.groups?.find(
        ({ id, dims }) => id === 'outcome' && dims.outcome === outcome && dims['segment.area'] === group,
      )
    expect(share('agreed', 'south')?.estimate).toBe(1)
    expect(share('failed', 'north')?.estimate).toBe(1)
    expect(result.indicators.find(({ id }) => id === 'measure')?.estimate).toBeCloseTo(1 / 3, 0)
  })
})

describe('a policy that holds in some groups, from some day on', () => {
  it('moves nothing elsewhere and nothing before, and is told as a pilot', () => {
    const effective = { from: '2026-03-16', where: { area: ['north'] } }
    const { comparisons } = simulate({ ...plain, segments, compare: { pilot: { ...quick, effective } } }, { caseTypes })
    const [pilot] = comparisons
    const row = (group: string) =>
      pilot?.groups?.find(({ id, dims }) => id === 'deadlineMet' && dims['segment.area'] === group)
    expect(row('south')?.diff).toBe(0)
    expect(row('north')?.diff).toBeLessThan(0)
    const met = pilot?.pilot?.figures.find(({ id }) => id === 'deadlineMet')
    expect(met?.effect.diff).toBeLessThan(row('north')?.diff as number)
    expect(met?.spillOver.diff).toBe(0)
    expect(met?.monthsToSeeTenth).toBeGreaterThan(0)
    expect(pilot?.changes.map(({ sentence }) => sentence.en)).toContain(
      'In force: none becomes from 2026-03-16, for new cases, in north',
    )
  })

  it('for new cases only leaves those that are open; for open ones, periods that begin later are the new ones', () => {
    const drafted: ScenarioInput = {
      ...{ ...plain, days: 10, cases: [{ type: 'errand', arrivals: { at: ['2026-03-02T09:00:00+08:00'] }, opening }] },
      behaviour: [
        { role: 'convener', task: 'submit', delay: '2 d', delayIn: 'elapsed' },
        { role: 'invitee', delay: '2 h', delayIn: 'elapsed' },
      ],
    }
    const from = '2026-03-03'
    const { comparisons } = simulate(
      {
        ...drafted,
        compare: { new: { ...quick, effective: { from } }, open: { ...quick, effective: { from, cases: 'open' } } },
      },
      { caseTypes },
    )
    const agreed = comparisons.map(
      ({ indicators }) => indicators.find(one => one.dims.outcome === 'agreed')?.estimate ?? 0,
    )
    expect(agreed).toEqual([1, 0])
  })

  it('cries success at no effect in at most a twentieth of all pilots, give or take luck', () => {
    const still: ScenarioInput = {
      ...{ ...plain, days: 56, replications: 30, segments: { area: { a: 1, b: 1, c: 1 } } },
      cases: [{ type: 'errand', arrivals: { perDay: 2 }, opening }],
      compare: { pilot: { effective: { from: '2026-03-30', where: { area: ['a'] } } } },
    }
    const figures = simulate(still, { caseTypes }).comparisons[0]?.pilot?.figures ?? []
    expect(figures.map(({ effect }) => effect.diff)).toEqual([0, 0])
    // The 99.9 % point of a binomial of 30 tries at 5 % is 6.
    for (const { falseSuccess } of figures) expect((falseSuccess.share ?? 1) * falseSuccess.of).toBeLessThanOrEqual(6)
  })
})

describe('measures', () => {
  it('are shares of settled cases and times until something holds first', () => {
    const result = simulate(
      {
        ...plain,
        measures: {
          asked: { of: 'time', state: 'inviting' },
          other: { of: 'share', anyOf: [{ topic: 'x' }], not: true },
        },
        behaviour: [{ role: 'convener', delay: '3 h', delayIn: 'elapsed' }],
      },
      { caseTypes },
    )
    expect(result.indicators.find(({ id }) => id === 'measureTime')?.estimate).toBe(3 * 3_600_000)
    expect(result.indicators.find(({ id }) => id === 'measure')?.estimate).toBe(1)
  })

  it('segments and where a policy holds are refused with the name that was perhaps meant, and its line', () => {
    const text = [
      ...['from: 2026-03-02', 'days: 5', 'segments: { area: { north: 1 } }'],
      'cases: [{ type: errand, arrivals: { perDay: 1 }, opening: { topic: a, convener: b, invitees: [c, d] } }]',
      ...['measures:', '  m1: { of: time, state: invitin }', '  m2: { of: share, anyOf: [{ topik: a }] }'],
      ...['effective: { where: { area: nort } }', 'behaviour: [{ when: { segment: { are: north } } }]'],
    ].join('\n')
    const parsed = parseScenario(text, caseTypes)
    const told = parsed.ok ? [] : parsed.issues.map(({ line, path, message }) => `${line} ${path}: ${message.en}`)
    expect(told).toEqual([
      '6 measures.m1.state: no state is called "invitin"; did you mean "inviting"?',
      '7 measures.m2.anyOf.0.topik: no field of the case is called "topik"; did you mean "topic"?',
      '8 effective: belongs under "compare": it says from when a policy differs from the first',
      '8 effective.where.area: no group is called "nort"; did you mean "north"?',
      '9 behaviour.0.when.segment.are: no segment is called "are"; did you mean "area"?',
    ])
  })
})

describe('data of which one of several is picked as a whole', () => {
  const picking = (choices: readonly object[]) => ({
    ...plain,
    cases: [{ type: 'errand', arrivals: { perDay: 20 }, opening: { $pick: choices } }],
    measures: {
      x: { of: 'share' as const, anyOf: [{ topic: 'x', convener: 'rc:x' }] },
      y: { of: 'share' as const, anyOf: [{ topic: 'y', convener: 'rc:y' }] },
    },
  })

  it('keeps together what belongs together, each as often', () => {
    const choices = ['x', 'y'].map(topic => ({ ...opening, topic, convener: `rc:${topic}` }))
    const { indicators } = simulate(picking(choices), { caseTypes })
    const [x, y] = indicators.filter(({ id }) => id === 'measure') as [(typeof indicators)[0], (typeof indicators)[0]]
    expect((x.estimate as number) + (y.estimate as number)).toBeCloseTo(1, 9)
    // A binomial of n at one half, five standard errors.
    expect(Math.abs((x.estimate as number) - 0.5)).toBeLessThan(5 * Math.sqrt(0.25 / x.n))
  })

  it('is refused where a choice is no data, or where another operator stands for the whole', () => {
    const told = (data: object) => {
      const behaviour = [{ role: 'invitee', data: { reply: data } }]
      const parsed = parseScenario(JSON.stringify({ ...plain, behaviour }), caseTypes)
      return parsed.ok ? [] : parsed.issues.map(({ path }) => path)
    }
    expect(told({ $pick: ['yes'] })).toEqual(['behaviour.0.data.reply.$pick'])
    expect(told({ $case: 'topic' })).toEqual(['behaviour.0.data.reply.$case'])
    expect(told({ $pick: [{ answer: 'yes' }] })).toEqual([])
  })
})
