// Differences that are corrected by how many cases arrived, by the work they brought, by what came while others waited, and by what came on top of the work at hand.
import { errand, errandOpened } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import {
  checkScenario,
  mergeShards,
  reportOf,
  type ScenarioInput,
  type SimulationResult,
  simulate,
  simulatingShard,
} from '../src/index.js'
import { replicationKey, seedKey } from '../src/random/luck.js'
import { arrivalTimesOf } from '../src/run/arrival-times.js'
import { expectedArrivals } from '../src/run/arrivals.js'
import { replicate } from '../src/run/replication.js'
import type { World } from '../src/run/world.js'
import { meanInterval } from '../src/statistics/interval.js'
import { controlsOf } from '../src/study/control.js'
import { figuresOf } from '../src/study/indicators.js'
import { studyOf } from '../src/study/study.js'

const opening = errandOpened.opening as Record<string, unknown>
const busy: ScenarioInput = {
  ...{ from: '2026-03-02', days: 20, replications: 40 },
  cases: [{ type: 'errand', arrivals: { perDay: 24, byHour: { '09-12': 1 } }, opening }],
  parties: { 'dept:police': { staff: 2 } },
  behaviour: [{ role: 'invitee', delay: { exponential: { mean: '90 min' } }, effort: '30 min' }],
  compare: { same: {}, slower: { parties: { 'dept:police': { speed: 0.5 } } } },
}
const options = { caseTypes: [errand] }

/** One duty after another. */
const visits: ScenarioInput = {
  ...{ from: '2026-01-05', days: 30, replications: 20, calendar: 'always', drain: 5 },
  flows: { visit: { activities: { serve: 'Serve' }, follows: { start: ['serve'], serve: ['end'] } } },
  cases: [{ type: 'visit', arrivals: { perDay: 30 }, opening: { desk: 'desk:a' } }],
  parties: { 'desk:a': { staff: 2 } },
  behaviour: [{ task: 'doServe', effort: { exponential: { mean: '1 h' } } }],
  compare: { same: {}, slower: { parties: { 'desk:a': { speed: 0.8 } } } },
}

describe('a difference that is corrected by how many cases arrived', () => {
  const plain = simulate(busy, options)
  const controlled = simulate({ ...busy, control: 'arrivals' }, options)
  const varianceIn = ({ comparisons }: typeof plain) =>
    comparisons[1]?.rows.find(({ id }) => id === 'utilisation')?.varianceRatio as number

  it('varies less where it goes along with them, and is told as such', () => {
    expect(varianceIn(controlled)).toBeLessThan(0.6 * varianceIn(plain))
    expect(controlled.comparisons.map(({ control }) => control)).toEqual(['arrivals', 'arrivals'])
  })

  it('is none between a policy and itself, exactly', () => {
    const [same] = controlled.comparisons
    expect(same?.rows.length).toBeGreaterThan(0)
    for (const { diff, ci } of same?.rows ?? []) if (diff !== null) expect([diff, ci]).toEqual([0, [0, 0]])
  })

  it('leaves all other figures as they were, and where nobody asks for it everything', () => {
    expect(controlled.indicators).toEqual(plain.indicators)
    expect(controlled.comparisons.map(({ indicators }) => indicators)).toEqual(
      plain.comparisons.map(({ indicators }) => indicators),
    )
    expect(JSON.stringify(plain)).not.toContain('"control"')
  })

  it('covers a known one about as often as it says', () => {
    const scenario: ScenarioInput = {
      ...{ from: '2026-03-02', days: 3, replications: 8, level: 0.9, control: 'arrivals' },
      cases: [{ type: 'errand', arrivals: { perDay: 10 }, opening }],
      compare: { more: { cases: [{ type: 'errand', arrivals: { perDay: 15 }, opening }] } },
    }
    const studies = 100
    let covered = 0
    for (let seed = 0; seed < studies; seed++) {
      const row = simulate({ ...scenario, seed }, options).comparisons[0]?.rows.find(({ id }) => id === 'arrived')
      const [low, high] = row?.ci ?? [Number.NaN, Number.NaN]
      if (low <= 15 && 15 <= high) covered++
    }
    // Four standard errors of a binomial share.
    expect(Math.abs(covered / studies - 0.9)).toBeLessThan(4 * Math.sqrt(0.09 / studies))
  })

  it('is the same for all policies: none of them can ask for it alone', () => {
    const checked = checkScenario({ ...busy, compare: { other: { control: 'arrivals' } } }, [errand])
    expect(checked.ok ? [] : checked.issues.map(({ path }) => path)).toEqual(['compare.other.control'])
  })
})

describe('a difference that is corrected by the work that luck brought as well', () => {
  const queue: ScenarioInput = {
    ...{ from: '2026-03-02', days: 20, replications: 40, calendar: 'always' },
    cases: [{ type: 'errand', arrivals: { perDay: 24 }, opening }],
    parties: { 'dept:police': { staff: 6 } },
    behaviour: [
      { role: 'invitee', delay: { exponential: { mean: '90 min' } }, effort: { gamma: { mean: '90 min', cv: 0.7 } } },
      { effort: { zero: 0.5, else: { lognormal: { median: '10 min', p90: '40 min' } } } },
    ],
    compare: { same: {}, slower: { parties: { 'dept:police': { speed: 0.5 } } } },
  }
  it('varies less than by arrivals alone, of what hangs on work, and leaves all other figures as they were', () => {
    const effort = { gamma: { mean: '1 h', cv: 0.8 } }
    const scenario = { ...visits, behaviour: [{ task: 'doServe', effort }] }
    const by = (control: 'arrivals' | 'work') => simulate({ ...scenario, control }, { caseTypes: [] })
    const [byArrivals, byWork] = [by('arrivals'), by('work')]
    const varianceIn = ({ comparisons }: SimulationResult, id: string) =>
      comparisons[1]?.rows.find(row => row.id === id && row.kind !== 'quantile')?.varianceRatio as number
    for (const id of ['work', 'utilisation'])
      expect(varianceIn(byWork, id)).toBeLessThan(0.5 * varianceIn(byArrivals, id))
    expect(byWork.comparisons.map(({ control }) => control)).toEqual(['work', 'work'])
    expect(byWork.indicators).toEqual(byArrivals.indicators)
    for (const { diff } of byWork.comparisons[0]?.rows ?? []) if (diff !== null) expect(diff).toBe(0)
  })

  it('is by what is expected to be off by nothing, in every way of running cases, and tells no figure of it', () => {
    const study = studyOf({ ...queue, control: 'work', replications: 60, compare: {} }, options)
    const [world] = study.worlds as readonly [World]
    const run = (replication: number, isPlain: boolean) => {
      const steps = replicate(world, replication, replicationKey(seedKey(7), replication), { isPlain })
      for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value
    }
    const results = Array.from({ length: 60 }, (_, r) => run(r, false))
    for (const r of [0, 1]) expect(JSON.stringify(run(r, true))).toBe(JSON.stringify(results[r]))
    const work = controlsOf(study.base, [world], results, results)[1] as readonly number[]
    const { ci, estimate } = meanInterval(work, 0.9999)
    expect(ci?.[0]).toBeLessThan(0)
    expect(ci?.[1]).toBeGreaterThan(0)
    expect(estimate).not.toBe(0)
    expect(figuresOf(results).some(({ id }) => id === 'brought')).toBe(false)
    // An effort that may be never is not noted, since whoever never does it is not seen.
    const never = {
      ...queue,
      control: 'work' as const,
      compare: {},
      behaviour: [{ effort: { never: 0.5, else: { exponential: { mean: '1 h' } } } }],
    }
    const told = shardsOf(never)
    expect(told).not.toContain('"brought"')
    expect(shardsOf({ ...queue, control: 'work', compare: {} })).toContain('"brought"')
  })
})

describe('a difference that is corrected by what came while others waited', () => {
  const flow: ScenarioInput = {
    ...{ from: '2026-03-02', days: 20, replications: 24, calendar: 'always', drain: 10 },
    cases: [
      { type: 'errand', arrivals: { perDay: 24, byHour: { '08-20': 1 } }, opening },
      { type: 'errand', arrivals: { at: ['2026-03-05T10:00:00+08:00', '2026-03-09T10:00:00+08:00'] }, opening },
    ],
    parties: { 'dept:police': { staff: 2, speed: 0.8 } },
    behaviour: [
      { role: 'invitee', delay: { exponential: { mean: '90 min' } }, effort: { gamma: { mean: '1 h', cv: 0.7 } } },
      { effort: { zero: 0.5, else: { lognormal: { median: '10 min', p90: '40 min' } } } },
    ],
    compare: { same: {}, quicker: { parties: { 'dept:police': { staff: 2, speed: 0.9 } } } },
  }
  const named = { staff: 2, speed: 0.8, persons: { wang: {}, li: {} } }
  const persons = { ...flow, parties: { 'dept:police': named } } as ScenarioInput
  const wait = ({ comparisons }: SimulationResult) =>
    comparisons[1]?.rows.find(({ id }) => id === 'wait')?.varianceRatio as number

  it('varies less than by arrivals and work, of waits, and leaves all other figures as they were', () => {
    const crowded = {
      ...visits,
      replications: 40,
      cases: [{ ...visits.cases[0], arrivals: { perDay: 35 } }],
    } as ScenarioInput
    const [byWork, byQueues] = (['work', 'queues'] as const).map(control =>
      simulate({ ...crowded, control }, { caseTypes: [] }),
    )
    expect(wait(byQueues as SimulationResult)).toBeLessThan(0.8 * wait(byWork as SimulationResult))
    expect(byQueues?.comparisons.map(({ control }) => control)).toEqual(['queues', 'queues'])
    expect(byQueues?.indicators).toEqual(byWork?.indicators)
    const rows = byQueues?.comparisons[0]?.rows ?? []
    expect(rows.length).toBeGreaterThan(0)
    for (const { diff, ci } of rows) if (diff !== null) expect([diff, ci]).toEqual([0, [0, 0]])
  })

  it.each([
    ['counted persons', flow],
    ['named persons', persons],
  ])('is by what is expected to be off by nothing, in every way of running cases, with %s', (_, scenario) => {
    const study = studyOf({ ...scenario, control: 'queues', replications: 60, compare: {} }, options)
    const [world] = study.worlds as readonly [World]
    const run = (replication: number, isPlain: boolean) => {
      const steps = replicate(world, replication, replicationKey(seedKey(11), replication), { isPlain })
      for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value
    }
    const results = Array.from({ length: 60 }, (_, r) => run(r, false))
    for (const r of [0, 1]) expect(JSON.stringify(run(r, true))).toBe(JSON.stringify(results[r]))
    const controls = controlsOf(study.base, [world], results, results)
    expect(controls).toHaveLength(4)
    for (const control of controls) {
      const { ci, estimate } = meanInterval(control, 0.9999)
      expect(ci?.[0]).toBeLessThan(0)
      expect(ci?.[1]).toBeGreaterThan(0)
      expect(estimate).not.toBe(0)
    }
    const ids = new Set(figuresOf(results).map(({ id }) => id))
    for (const id of ['crowded', 'timeAllowed']) expect(ids.has(id)).toBe(false)
  })

  it('takes no more controls than one for each four replications', () => {
    const by = (replications: number, control: 'arrivals' | 'queues') =>
      simulate({ ...flow, replications, control }, options).comparisons[1]?.rows
    expect(by(7, 'queues')).toEqual(by(7, 'arrivals'))
    expect(by(8, 'queues')).not.toEqual(by(8, 'arrivals'))
  })

  it('is told in the report, with what it is corrected by', () => {
    const result = simulate({ ...flow, replications: 4, control: 'queues' }, options)
    expect(reportOf(result, options)).toContain('while others waited')
    expect(reportOf(simulate({ ...flow, replications: 4 }, options), options)).not.toContain('are corrected')
  })
})

describe('a difference that is corrected by what came on top of the work at hand', () => {
  const asked: ScenarioInput = {
    ...{ from: '2026-03-02', days: 30, replications: 24, calendar: 'always', drain: 10 },
    cases: [
      { type: 'errand', arrivals: { perDay: 24, byHour: { '08-20': 1 } }, opening },
      { type: 'errand', arrivals: { at: ['2026-03-05T10:00:00+08:00', '2026-03-09T10:00:00+08:00'] }, opening },
    ],
    parties: { 'dept:police': { staff: 2, speed: 0.8 }, 'dept:urban': { staff: 2 } },
    behaviour: [
      { role: 'invitee', delay: { exponential: { mean: '30 min' } }, effort: { gamma: { mean: '1 h', cv: 0.7 } } },
      { effort: { zero: 0.5, else: { lognormal: { median: '10 min', p90: '40 min' } } } },
    ],
    compare: { same: {}, quicker: { parties: { 'dept:police': { speed: 0.9 } } } },
  }
  const named = { 'dept:police': { staff: 2, speed: 0.8, persons: { wang: {}, li: {} } } }
  const persons = { ...asked, parties: { ...asked.parties, ...named } } as ScenarioInput
  const office = {
    ...asked,
    calendar: 'china',
    parties: { ...asked.parties, 'dept:urban': { staff: 4 } },
  } as ScenarioInput
  const rowOf = ({ comparisons }: SimulationResult, id: string) =>
    comparisons[1]?.rows.find(row => row.id === id && row.kind !== 'quantile')

  it('varies less than by how many wait, of waits, and leaves all other figures as they were', () => {
    const crowded = {
      ...visits,
      ...{ days: 90, replications: 30, compare: { same: {}, slower: { parties: { 'desk:a': { speed: 0.9 } } } } },
      cases: [{ ...visits.cases[0], arrivals: { perDay: 35 } }],
    } as ScenarioInput
    const [byQueues, byWorkload] = (['queues', 'workload'] as const).map(control =>
      simulate({ ...crowded, control }, { caseTypes: [] }),
    ) as [SimulationResult, SimulationResult]
    const variance = (result: SimulationResult) => rowOf(result, 'wait')?.varianceRatio as number
    expect(variance(byWorkload)).toBeLessThan(0.8 * variance(byQueues))
    // By few sums of whole replications.
    const quantile = ({ comparisons }: SimulationResult) =>
      comparisons[1]?.rows.find(({ dims }) => dims.share === '0.9')?.varianceRatio as number
    expect(quantile(byWorkload)).toBeLessThan(quantile(byQueues))
    expect(byWorkload.comparisons.map(({ control }) => control)).toEqual(['workload', 'workload'])
    expect(byWorkload.indicators).toEqual(byQueues.indicators)
    const rows = byWorkload.comparisons[0]?.rows ?? []
    expect(rows.length).toBeGreaterThan(0)
    for (const { diff, ci } of rows) if (diff !== null) expect([diff, ci]).toEqual([0, [0, 0]])
    for (const { diff } of byWorkload.comparisons[0]?.effects ?? []) expect(diff).toBe(0)
  })

  it.each([
    ['counted persons', asked],
    ['named persons', persons],
    ['nights', office],
  ])('is by what is expected to be off by nothing, in every way of running cases, with %s', (_, scenario) => {
    const study = studyOf({ ...scenario, control: 'workload', replications: 60, compare: {} }, options)
    const [world] = study.worlds as readonly [World]
    const run = (replication: number, isPlain: boolean) => {
      const steps = replicate(world, replication, replicationKey(seedKey(11), replication), { isPlain })
      for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value
    }
    const results = Array.from({ length: 60 }, (_, r) => run(r, false))
    for (const r of [0, 1]) expect(JSON.stringify(run(r, true))).toBe(JSON.stringify(results[r]))
    const noted = results.map(
      ({ measures }) =>
        new Map(
          measures.filter(({ id }) => id === 'workload').map(one => [one.dims.of as string, one.sum - one.count]),
        ),
    )
    const names = [...new Set(noted.flatMap(one => [...one.keys()]))].sort()
    expect(names).toEqual(
      [
        // Of what has a deadline nothing beyond it: the case goes on without it.
        ...[
          'gap',
          'gapSquared',
          'delay invitee reply',
          'due invitee reply',
          'dueSquared invitee reply',
          'effort convener submit',
        ],
        ...['gapLoad invitee reply', 'gapSlowest invitee reply', 'load convener submit', 'load invitee reply'],
        ...['slower invitee reply', 'slowest invitee reply'],
      ].sort(),
    )
    for (const name of names) {
      const { ci, estimate } = meanInterval(
        noted.map(one => one.get(name) ?? 0),
        0.9999,
      )
      // Nobody has the convener's work at hand: it weighs nothing.
      if (name === 'load convener submit') expect([name, estimate]).toEqual([name, 0])
      else
        expect([name, (ci?.[0] as number) < 0 && 0 < (ci?.[1] as number), estimate === 0]).toEqual([name, true, false])
    }
    expect(figuresOf(results).some(({ id }) => id === 'workload')).toBe(false)
  })

  it('is the same in parts that are put together, with districts and without', () => {
    const district = {
      ...asked,
      ...{ days: 12, replications: 12 },
      cases: [
        {
          ...{ type: 'errand', arrivals: { perDay: 24 } },
          opening: { topic: 'Parking', convener: '$district:rc', invitees: ['$district:police', 'town:urban'] },
        },
      ],
      parties: { '$district:police': { staff: 1 } },
      districts: { east: { weight: 2, parties: { '$district:police': { staff: 2 } } }, west: {} },
      compare: { quicker: { parties: { '$district:police': { staff: 1, speed: 1.2 } } } },
    } as ScenarioInput
    for (const control of ['workload', 'queues'] as const)
      for (const scenario of [district, { ...asked, days: 12, replications: 12 } as ScenarioInput]) {
        const whole = simulate({ ...scenario, control }, options)
        const parts = [3, 1, 2].map(i => {
          const run = simulatingShard({ ...scenario, control }, { i, n: 3 }, options)
          for (let step = run.next(true); ; step = run.next(true))
            if (step.done === true) return JSON.parse(JSON.stringify(step.value)) as typeof step.value
        })
        expect(JSON.stringify(mergeShards(parts, options))).toBe(JSON.stringify(whole))
      }
  })

  it('corrects cases a month as it does shares of them', () => {
    const [plain, result] = ([undefined, 'workload'] as const).map(control =>
      simulate({ ...asked, control }, options),
    ) as [SimulationResult, SimulationResult]
    const width = ({ comparisons }: SimulationResult) => {
      const [low, high] = comparisons[1]?.effects.find(({ id }) => id === 'late')?.ci ?? [0, 0]
      return high - low
    }
    expect(width(result)).toBeGreaterThan(0)
    expect(width(result)).toBeLessThan(width(plain))
  })

  it('is by few sums of whole replications where there are too few stretches', () => {
    const few = simulate({ ...asked, days: 3, replications: 8, control: 'workload' }, options)
    const plain = simulate({ ...asked, days: 3, replications: 8 }, options)
    const [own, other] = [rowOf(few, 'timeToClose'), rowOf(plain, 'timeToClose')]
    expect(own?.diff).not.toBe(other?.diff)
    expect(own?.ci).not.toBeNull()
    expect(JSON.stringify(plain)).not.toContain('workload')
  })

  it('is told in the report, with what it is corrected by', () => {
    const result = simulate({ ...asked, days: 6, replications: 4, control: 'workload' }, options)
    expect(reportOf(result, options)).toContain('by how much parties had at hand then')
  })
})

/** What the first part of a study holds, as text. */
function shardsOf(scenario: ScenarioInput): string {
  const run = simulatingShard(scenario, { i: 1, n: 20 }, options)
  for (let step = run.next(true); ; step = run.next(true)) if (step.done === true) return JSON.stringify(step.value)
}

it('as many cases arrive in the mean as are expected: by hour, on days of rest and in shocks', () => {
  const scenario: ScenarioInput = {
    ...{ from: '2026-03-04', days: 9, warmup: 2, replications: 60, control: 'arrivals' },
    cases: [
      { type: 'errand', arrivals: { perDay: 9, byHour: { '09-12': 2, '20-24': 1 }, restDays: 0.3 }, opening },
      { type: 'errand', arrivals: { at: ['2026-03-05T10:00:00+08:00', '2026-03-09T10:00:00+08:00'] }, opening },
    ],
    shocks: [{ name: 'rain', from: '2026-03-10', to: '2026-03-11', arrivals: 3 }],
  }
  const world = studyOf(scenario, options).worlds[0] as ReturnType<typeof studyOf>['worlds'][number]
  const expected = world.sources.map(({ source }) =>
    expectedArrivals(source, arrivalTimesOf(world, source.type), world.measuredFrom, world.measuredTo),
  )
  // Four plain working days, three of rest and two of three times as many; of the recorded two, one in the warm-up.
  expect(expected[0]).toBeCloseTo(9 * (4 + 3 * 0.3 + 2 * 3), 9)
  expect(expected[1]).toBe(1)
  const arrived = simulate(scenario, options).indicators.find(({ id }) => id === 'arrived')?.estimate as number
  const sum = (expected[0] as number) + 1
  expect(Math.abs(arrived - sum)).toBeLessThan(4 * Math.sqrt((expected[0] as number) / 60))
})
