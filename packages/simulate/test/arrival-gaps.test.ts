// Cases that arrive one gap after another.
import { errand, errandOpened } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import { visit } from '../bench/queues.js'
import { steadyState } from '../src/explore/index.js'
import {
  parseScenario,
  type ScenarioInput,
  scenarioSchema,
  simulate,
  simulatedLog,
  type TimeDistribution,
} from '../src/index.js'
import { replicationKey, seedKey } from '../src/random/luck.js'
import { arrivalsOf, expectedArrivals, oneByOne } from '../src/run/arrivals.js'
import { daysFrom } from '../src/run/days.js'
import { replicate } from '../src/run/replication.js'
import { isEligible } from '../src/run/sequential/eligible.js'
import { calendarOf } from '../src/scenario/calendar.js'
import type { Source } from '../src/scenario/schema.js'
import { studyOf } from '../src/study/study.js'
import { type StartPool, simulateOnPool } from '../src/workers/simulate-on-pool.js'
import { simulatePortion } from '../src/workers/thread.js'

const opening = errandOpened.opening as Record<string, unknown>
const options = { caseTypes: [errand] }
const hour = 3_600_000
const day = 24 * hour
const origin = Date.parse('2026-03-02T00:00:00Z')
const calendar = calendarOf(
  scenarioSchema.parse({
    from: '2026-03-02',
    days: 1,
    calendar: 'always',
    cases: [{ type: 'errand', arrivals: { gaps: 'never' } }],
  }),
)

/** When cases of a source arrive within so many days, counted from the first instant. */
function moments(
  arrivals: Source['arrivals'],
  days: number,
  luck = 1,
  timesOn?: (date: string) => number,
): readonly number[] {
  const until = origin + days * day
  const source = { type: 'errand', arrivals }
  const next = oneByOne(arrivalsOf(source, seedKey(luck), { days: daysFrom(calendar, origin), origin, until, timesOn }))
  const found: number[] = []
  for (let at = next(); at !== undefined && at < until; at = next()) found.push(at - origin)
  return found
}

const every = (gap: number, days: number) =>
  Array.from({ length: Math.ceil((days * day) / gap) - 1 }, (_, i) => (i + 1) * gap)

describe('arrivals by gaps', () => {
  it('come at the very instants where every gap is alike, also at midnight', () => {
    expect(moments({ gaps: '90 min' }, 40)).toEqual(every(1.5 * hour, 40))
    expect(moments({ gaps: { empirical: ['1 d'] } }, 40)).toEqual(every(day, 40))
  })

  it('of exponential gaps are those of a Poisson process, with the same luck at the same moments', () => {
    for (let luck = 1; luck <= 5; luck++) {
      const gaps = moments({ gaps: { exponential: { mean: '1 h' } } }, 30, luck)
      const poisson = moments({ perDay: 24, restDays: 1 }, 30, luck)
      expect(gaps).toHaveLength(poisson.length)
      // Sums in another order differ in their last bits, and so may the millisecond.
      for (const [i, at] of gaps.entries()) expect(Math.abs(at - (poisson[i] as number))).toBeLessThanOrEqual(1)
    }
  })

  // Of a renewal process the mean count by t tends to t/μ + (c² − 1)/2, and its variance to c²·t/μ, whose own constant is small beside it.
  it.each<readonly [string, TimeDistribution, number]>([
    ['exponential', { exponential: { mean: '1 h' } }, 1],
    ['gamma, more even', { gamma: { mean: '1 h', cv: 0.5 } }, 0.25],
    ['empirical, of 30 and 90 minutes', { empirical: ['30 min', '90 min'] }, 0.25],
    [
      'empirical, in bursts',
      {
        empirical: [
          { value: 0, weight: 2 },
          { value: '3 h', weight: 1 },
        ],
      },
      2,
    ],
  ])('are as many, and vary as much, as renewal theory says: %s', (_, gaps, squaredCv) => {
    const [runs, days] = [1500, 20]
    const counts = Array.from({ length: runs }, (__, i) => moments({ gaps }, days, i + 1).length)
    const mean = counts.reduce((sum, one) => sum + one, 0) / runs
    const variance = counts.reduce((sum, one) => sum + (one - mean) * (one - mean), 0) / (runs - 1)
    const expected = 24 * days
    expect(Math.abs(mean - (expected + (squaredCv - 1) / 2))).toBeLessThan(3 * Math.sqrt((squaredCv * expected) / runs))
    // Counts are nearly normal: the standard error of their variance is √(2/n) of it.
    expect(Math.abs(variance / (squaredCv * expected) - 1)).toBeLessThan(3 * Math.sqrt(2 / runs))
  })

  it('end after a gap that is never, and come several at once where gaps may be 0', () => {
    expect(moments({ gaps: 'never' }, 9)).toEqual([])
    const counts = Array.from(
      { length: 2000 },
      (_, i) => moments({ gaps: { never: 0.1, else: '1 h' } }, 365, i + 1).length,
    )
    // Geometric: nine on average, with a variance of ninety.
    expect(Math.abs(counts.reduce((sum, one) => sum + one, 0) / 2000 - 9)).toBeLessThan(3 * Math.sqrt(90 / 2000))
    const bursts = moments({ gaps: { zero: 0.5, else: '1 h' } }, 100)
    expect(new Set(bursts.filter(at => at > 0))).toEqual(new Set(every(hour, 100)))
    expect(bursts.length / new Set(bursts).size).toBeGreaterThan(1.8)
  })

  it('come sooner in the days of a shock, and not at all where it lets none through', () => {
    const timesOn = (date: string) => (date === '2026-03-03' ? 2 : date === '2026-03-04' ? 0 : 1)
    const twice = Array.from({ length: 12 }, (_, i) => day + i * 2 * hour)
    const plain = Array.from({ length: 5 }, (_, i) => (i + 1) * 4 * hour)
    const later = Array.from({ length: 6 }, (_, i) => 3 * day + i * 4 * hour)
    expect(moments({ gaps: '4 h' }, 4, 1, timesOn)).toEqual([...plain, ...twice, ...later])
    const times = { days: daysFrom(calendar, origin), origin, until: origin + 9 * day, timesOn }
    const source = { type: 'errand', arrivals: { gaps: '4 h' } }
    expect(expectedArrivals(source, times, origin + day, origin + 3 * day)).toBe(12)
    expect(expectedArrivals({ ...source, arrivals: { gaps: 'never' } }, times, origin, origin + day)).toBe(0)
    const ending = { ...source, arrivals: { gaps: { never: 0.5, else: '1 h' } } } as const
    expect(expectedArrivals(ending, times, origin, origin + day)).toBeCloseTo(1, 6)
  })
})

const gaps: TimeDistribution = { empirical: [0, '10 min', '40 min', { value: '5 h', weight: 0.5 }] }
const scenario: ScenarioInput = {
  ...{ from: '2026-03-02', days: 10, replications: 4 },
  cases: [{ type: 'errand', arrivals: { gaps }, opening }],
  parties: { 'dept:police': { staff: 1 } },
  behaviour: [{ role: 'invitee', delay: { exponential: { mean: '90 min' } }, effort: '20 min' }],
}

describe('a scenario with arrivals by gaps', () => {
  it('comes to the same bytes one by one, decided together, in the loop of queues, and on threads', async () => {
    const queue: ScenarioInput = {
      ...{ from: '2026-03-02', days: 30, calendar: 'always' },
      cases: [{ type: 'visit', arrivals: { gaps }, by: 'desk:a', opening: { desks: ['desk:a'], urgent: false } }],
      parties: { 'desk:a': { staff: 2 } },
      behaviour: [{ effort: { exponential: { mean: '30 min' } } }],
    }
    for (const one of [scenario, queue]) {
      const world = () =>
        studyOf(one, { caseTypes: [errand, visit] }).worlds[0] as ReturnType<typeof studyOf>['worlds'][number]
      const own = world()
      const ways = [[own, {}] as const, [world(), { isGeneral: true }] as const, [world(), { isPlain: true }] as const]
      const told = ways.map(([at, way]) => {
        const steps = replicate(at, 0, replicationKey(seedKey(1), 0), way)
        for (;;) {
          const { value, done } = steps.next()
          if (done === true) return JSON.stringify(value)
        }
      })
      expect(new Set(told).size).toBe(1)
      expect(isEligible(own)).toBe(one === queue)
    }
    const here: StartPool = () => ({
      run: task => new Promise(done => setImmediate(() => done(simulatePortion(task)))),
      failed: new Promise<never>(() => undefined),
      end: () => Promise.resolve(),
    })
    const module = new URL('../../core/src/testing/index.ts', import.meta.url).href
    const pooled = await simulateOnPool(scenario, { modules: [{ module, export: 'errand' }], workers: 3 }, here)
    expect(JSON.stringify(pooled)).toBe(JSON.stringify(simulate(scenario, options)))
  })

  it('against itself shows exactly no effect, and another source of cases moves nobody', () => {
    const { comparisons } = simulate({ ...scenario, compare: { same: {} } }, options)
    expect(comparisons[0]?.rows.length).toBeGreaterThan(10)
    for (const { diff, ci } of comparisons[0]?.rows ?? []) expect([diff, ci]).toEqual([0, [0, 0]])
    const cases = [...scenario.cases, { type: 'errand', arrivals: { gaps: '2 h' }, opening } as const]
    // Arrivals go on until the last measured case is settled, which others may put off.
    const last = Date.parse('2026-03-12T00:00:00+08:00')
    const startsIn = (one: ScenarioInput) =>
      simulatedLog(one, options)
        .map(({ id, events }) => ({ id, at: events[0]?.at ?? 0 }))
        .filter(({ id, at }) => id.startsWith('errand-1-') && at < last)
    expect(startsIn({ ...scenario, cases })).toEqual(startsIn(scenario))
  })

  it('tells among what was assumed how gaps are distributed, and how many cases that makes', () => {
    const said = (given: TimeDistribution) => {
      const cases = [{ type: 'errand', arrivals: { gaps: given }, opening }]
      const { assumptions } = simulate({ ...scenario, cases, days: 1, replications: 2 }, options)
      return assumptions.find(({ about }) => about === 'arrivals')
    }
    expect(said({ empirical: ['30 min', '2 h'] })).toEqual({
      ...{ about: 'arrivals', basis: 'assumed' },
      sentence: {
        en: 'Errand: gaps between cases: one of 2 values; each by itself, 19.2 a day on average',
        'zh-CN': '差事：相邻两件间隔实测 2 个值，各自随机，平均每天 19.2 件',
      },
    })
    expect(said({ never: 0.1, else: '1 h' })?.sentence).toEqual({
      en: 'Errand: gaps between cases: never 10 %, else 1 h; each by itself, 9 in all on average at most',
      'zh-CN': '差事：相邻两件间隔从不 10%，其余 1 小时，各自随机，平均至多共 9 件',
    })
  })

  it('has the load that its mean gap brings', () => {
    const busy: ScenarioInput = {
      ...scenario,
      ...{ calendar: 'always', days: 140, replications: 2 },
      cases: [{ type: 'errand', arrivals: { gaps: { gamma: { mean: '50 min', cv: 0.5 } } }, opening }],
      behaviour: [{ role: 'invitee', effort: '20 min' }],
    }
    const [police] = steadyState(busy, options).offered
    expect(police?.load).toBeCloseTo(0.4, 2)
  })

  it('has no long run where cases cease to arrive', () => {
    for (const arrivals of [{ gaps: { never: 0.1, else: '1 h' } }, { at: ['2026-03-02T10:00:00+08:00'] }]) {
      const ending = { ...scenario, cases: [{ type: 'errand', arrivals, opening }] }
      expect(() => steadyState(ending as ScenarioInput, options)).toThrow(/no long run where cases cease to arrive/)
    }
  })
})

describe('arrivals by gaps that make no sense', () => {
  const told = (arrivals: string, ...more: readonly string[]) => {
    const lines = ['from: 2026-03-02', 'days: 3', 'cases:', '  - type: errand', `    arrivals: ${arrivals}`]
    lines.push('    opening: { topic: a, convener: b, invitees: [c, d] }', ...more)
    const parsed = parseScenario(lines.join('\n'), [errand])
    return parsed.ok
      ? []
      : parsed.issues.map(({ line, path, message: { en, 'zh-CN': zh } }) => `${line} ${path}: ${en} ${zh}`)
  }

  it('are told with their line: a name nearly written, a parameter that makes no distribution, two ways at once', () => {
    expect(told('{ gaps: { empirical: [5 min, 3 h] } }')).toEqual([])
    expect(told('{ gaps: { emprical: [5 min] } }')[0]).toMatch(/^5 cases\.0\.arrivals\.gaps\.emprical: .*"empirical"/)
    expect(told('{ gabs: 5 min }')[0]).toMatch(/^5 cases\.0\.arrivals\.gabs: .*"gaps"/)
    expect(told('{ gaps: { uniform: { from: 2 h, to: 1 h } } }')[0]).toMatch(
      /^5 cases\.0\.arrivals\.gaps\.uniform\.to: /,
    )
    const [both] = told('{ gaps: 5 min, perDay: 3 }')
    expect(both).toBe('5 cases.0.arrivals: say one of "perDay", "at" and "gaps" 请写 "perDay"、"at"、"gaps" 之一')
  })

  it.each(['0', '{ zero: 1, else: 1 h }', '{ empirical: [0, { value: 1 h, weight: 0 }] }', '{ never: 0.5, else: 0 }'])(
    'are refused as endless: %s',
    gap =>
      expect(told(`{ gaps: ${gap} }`)).toEqual([
        expect.stringMatching(/^5 cases\.0\.arrivals\.gaps: .*without end.*无休止/),
      ]),
  )

  it('are refused with a control, and in districts by weight', () => {
    expect(told('{ gaps: 1 h }', 'control: work')).toEqual([
      expect.stringMatching(/^5 cases\.0\.arrivals\.gaps: cannot be with "control".*不能与/),
    ])
    expect(told('{ gaps: 1 h }', 'districts: { east: { weight: 2 }, west: {} }')).toEqual([
      expect.stringMatching(/^7 districts\.east\.cases: is needed: arrivals by gaps.*必须填写/),
      expect.stringMatching(/^7 districts\.west\.cases: is needed/),
    ])
    const own = (gap: string) =>
      `cases: [{ type: errand, arrivals: { gaps: ${gap} }, opening: { topic: a, convener: b, invitees: [c, d] } }]`
    const districts = `districts: { east: { ${own('1 h')} }, west: { ${own('3 h')} } }`
    expect(told('{ gaps: 1 h }', districts)).toEqual([])
  })
})
