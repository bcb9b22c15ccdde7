// Questions over many simulations, of queues whose answers are known.
import { fourParty } from '@convoke/case-types/four-party'
import { errand, errandOpened } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import { erlangC } from '../bench/queues.js'
import { findStaffing, rankPolicies, steadyState, sweep, tornado } from '../src/explore/index.js'
import { checkScenario, type ScenarioInput, simulate } from '../src/index.js'

const hour = 3_600_000

/** M/M/c by day and night: so many an hour, each with a mean of one hour. */
function desk(perHour: number, staff: number, days: number, replications: number): ScenarioInput {
  return {
    ...{ from: '2026-01-05', days, replications, calendar: 'always', warmup: Math.ceil(days / 5), drain: 5 },
    flows: { visit: { activities: { serve: 'Serve' }, follows: { start: ['serve'], serve: ['end'] } } },
    cases: [{ type: 'visit', arrivals: { perDay: 24 * perHour }, opening: { desk: 'desk:a' } }],
    parties: { 'desk:a': { staff } },
    behaviour: [{ task: 'doServe', effort: { exponential: { mean: '1 h' } } }],
  }
}
const options = { caseTypes: [] }
const wait = { id: 'wait', dims: { party: 'desk:a' } }

describe('the cheapest staffing', () => {
  const scenario = desk(3, 4, 20, 20)
  // With four persons 3 an hour wait half an hour on average, with five seven minutes.
  const limit = (erlangC(3 / 4, 4) + erlangC(3 / 5, 5)) / 2

  it('that meets a service level is what Erlang’s formula says', () => {
    const found = findStaffing(scenario, {
      ...{ ...options, target: wait, atMost: limit * hour, replications: 40 },
      staff: { 'desk:a': { from: 3, to: 9 } },
    })
    expect(erlangC(3 / 4, 4)).toBeGreaterThan(2 * erlangC(3 / 5, 5))
    expect(found).toMatchObject({ status: 'found', best: { staff: { 'desk:a': 5 }, cost: 5, isMet: true } })
    expect(found.tried.map(({ staff, isMet }) => [staff['desk:a'], isMet])).toEqual([
      [9, true],
      [3, false],
      [4, false],
      [5, true],
    ])
  })

  it('is said not to exist where not even the most persons meet it, and not to be known where they may or may not and where the budget ends', () => {
    const staff = { 'desk:a': { from: 1, to: 2 } }
    expect(findStaffing(scenario, { ...options, target: wait, atMost: hour / 100, staff })).toMatchObject({
      status: 'impossible',
      best: null,
    })
    const near = { ...options, target: wait, atMost: erlangC(3 / 4, 4) * hour, staff: { 'desk:a': { from: 3, to: 4 } } }
    expect(findStaffing(scenario, near)).toMatchObject({ status: 'uncertain', best: null })
    expect(findStaffing(scenario, { ...near, budget: 8 })).toMatchObject({ status: 'budget', best: null })
    const short = {
      ...options,
      target: wait,
      atMost: limit * hour,
      budget: 8,
      staff: { 'desk:a': { from: 3, to: 9 } },
    }
    expect(findStaffing(scenario, short)).toMatchObject({ status: 'budget', best: { staff: { 'desk:a': 9 } } })
  })

  it('is not believed of a mean to which cases are counted that were still open, as far as they went', () => {
    // Half as many more come as two persons do: those of hour t wait t / 2, 24 hours on average; of the last third only what they had waited when the run ended, 16 in all.
    const crowded = { ...desk(3, 2, 4, 10), warmup: 0, drain: 0 }
    const asked = { ...options, target: { id: 'timeToClose', dims: { caseType: 'visit' } }, atMost: 20 * hour }
    const staff = { 'desk:a': { from: 2, to: 5 } }
    const found = findStaffing(crowded, { ...asked, staff })
    const two = found.tried.find(one => one.staff['desk:a'] === 2)
    expect(two?.ci?.[1]).toBeLessThan(20 * hour)
    expect(two?.isMet).toBeNull()
    expect(found.best?.staff['desk:a']).toBe(3)
    // With time to settle them all the mean is what it is.
    const settled = findStaffing({ ...crowded, drain: 30 }, { ...asked, staff })
    expect(settled.tried.find(one => one.staff['desk:a'] === 2)?.estimate).toBeGreaterThan(20 * hour)
  })

  it('is asked of no more replications than the budget has, and judged by the wider intervals of several looks', () => {
    const staff = { 'desk:a': { from: 4, to: 9 } }
    const near = { ...options, target: wait, atMost: erlangC(3 / 4, 4) * hour, staff, budget: 13, replications: 40 }
    const found = findStaffing(scenario, near)
    expect(found.used).toBeLessThanOrEqual(13)
    const [first] = found.tried
    const alone = simulate(
      { ...scenario, parties: { 'desk:a': { staff: 9 } }, replications: first?.replications ?? 0 },
      options,
    ).indicators.find(({ id }) => id === 'wait')
    expect(first?.estimate).toBe(alone?.estimate)
    const width = ([low, high]: readonly [number, number]) => high - low
    expect(width(first?.ci as [number, number])).toBeGreaterThan(1.2 * width(alone?.ci as [number, number]))
  })
})

describe('a ranking of policies', () => {
  const scenario: ScenarioInput = {
    ...desk(2, 3, 10, 12),
    compare: {
      four: { parties: { 'desk:a': { staff: 4 } } },
      five: { parties: { 'desk:a': { staff: 5 } } },
      quick: { parties: { 'desk:a': { speed: 3 } } },
    },
  }

  it('finds the one that is known to be the best, by all pairs and by running until it is known', () => {
    const time = { id: 'timeToClose' }
    const all = rankPolicies(scenario, { ...options, target: time, better: 'lower' })
    expect(all).toMatchObject({ adjusted: 'bonferroni', isDecided: true })
    expect(all.rows.map(({ name }) => name)).toEqual(['quick', 'five', 'four', 'scenario'])
    const kn = rankPolicies(scenario, { ...options, target: time, better: 'lower', indifference: hour / 20 })
    expect(kn).toMatchObject({ adjusted: 'kn', isDecided: true })
    expect(kn.rows[0]?.name).toBe('quick')
    // Who falls behind is not run for longer.
    expect(Math.min(...kn.rows.map(({ replications }) => replications))).toBe(10)
  })

  it('does not call one better that is the same', () => {
    const same = { ...scenario, compare: { again: {} } }
    const ranking = rankPolicies(same, { ...options, target: wait, better: 'lower' })
    expect(ranking.isDecided).toBe(false)
    expect(ranking.rows.map(({ isCandidate }) => isCandidate)).toEqual([true, true])
  })

  it('does not take it for certain that a share came out alike in a few replications', () => {
    const one = {
      ...{ from: '2026-03-02', days: 3, level: 0.99, replications: 2 },
      cases: [
        {
          type: 'errand',
          arrivals: { at: ['2026-03-02T10:00:00+08:00'] },
          opening: errandOpened.opening as Record<string, unknown>,
        },
      ],
      measures: { agreed: { of: 'share' as const, state: 'agreed' } },
      compare: { silent: { behaviour: [{ role: 'invitee', choose: { never: 1 } }] } },
    }
    const asked = { caseTypes: [errand], target: { id: 'measure' }, better: 'higher' } as const
    const few = rankPolicies(one, asked)
    // Two tries each, 1 of which all came and none: Wilson's interval at 99 % begins at 2 / (2 + 6.6349).
    expect(few.rows.map(({ estimate, ci }) => [estimate, ci])).toEqual([
      [1, [expect.closeTo(2 / 8.6349, 4), 1]],
      [0, [0, expect.closeTo(6.6349 / 8.6349, 4)]],
    ])
    expect(few.isDecided).toBe(false)
    expect(rankPolicies({ ...one, replications: 6 }, asked).isDecided).toBe(true)
    // Nor in the ten of the first stage, where the least difference is small against what ten tries can say.
    const decidedAfter = (indifference: number) =>
      Math.max(...rankPolicies(one, { ...asked, indifference }).rows.map(({ replications }) => replications))
    expect([decidedAfter(0.2), decidedAfter(0.01) > 10]).toEqual([10, true])
  })
})

describe('what moves a figure', () => {
  it('is told by how far it moves it, with intervals; what nothing depends on moves it by exactly nothing', () => {
    const scenario = { ...desk(2, 3, 10, 8), parties: { 'desk:a': { staff: 3 }, 'desk:b': { staff: 2 } } }
    const variations = [
      { path: 'parties.desk:b.staff' },
      { path: 'parties.desk:a.staff' },
      { path: 'behaviour.0.effort' },
    ]
    const { rows } = tornado(scenario, { ...options, target: wait, variations })
    expect(rows.map(({ path }) => path)).toEqual(['parties.desk:a.staff', 'behaviour.0.effort', 'parties.desk:b.staff'])
    expect(rows[0]).toMatchObject({ now: 3, low: { value: 2 }, high: { value: 4 } })
    expect(rows[1]).toMatchObject({ low: { value: { exponential: { mean: '0.8 h' } } } })
    expect(rows[1]?.high.ci?.[0]).toBeGreaterThan(0)
    expect(rows[2]).toMatchObject({ span: 0, low: { diff: 0, ci: [0, 0] } })
  })

  it('is swept over a grid, and over a Latin hypercube that takes each part of each range once', () => {
    const scenario = desk(1, 2, 4, 2)
    const staff = { path: 'parties.desk:a.staff', values: [2, 3] }
    const grid = sweep(scenario, {
      ...options,
      targets: [wait],
      knobs: [staff, { path: 'cases.0.arrivals.perDay', from: 10, to: 12 }],
    })
    expect(grid.points.map(({ at }) => Object.values(at))).toEqual([
      [2, 10],
      [2, 11],
      [2, 12],
      [3, 10],
      [3, 11],
      [3, 12],
    ])
    for (const { figures } of grid.points) expect(figures[0]?.ci).not.toBeNull()
    const latin = sweep(scenario, {
      ...options,
      targets: [wait],
      samples: 5,
      knobs: [{ path: 'cases.0.arrivals.perDay', from: 10, to: 19.9 }, staff],
    })
    const parts = latin.points.map(({ at }) => Math.floor(((at['cases.0.arrivals.perDay'] as number) - 10) / 1.98))
    expect([...parts].sort()).toEqual([0, 1, 2, 3, 4])
  })

  it('is refused where it cannot be meant, with what is there', () => {
    const scenario = desk(1, 2, 2, 2)
    const code = (act: () => unknown, words: string) =>
      expect(act).toThrow(
        expect.objectContaining({ code: 'simulate/explore', message: expect.stringContaining(words) }),
      )
    code(
      () => tornado(scenario, { ...options, target: wait, variations: [{ path: 'partys.desk:a.staff' }] }),
      'parties',
    )
    code(
      () =>
        tornado(scenario, { ...options, target: { id: 'waits' }, variations: [{ path: 'cases.0.arrivals.perDay' }] }),
      'wait',
    )
    code(() => tornado(scenario, { ...options, target: wait, variations: [{ path: 'calendar' }] }), 'name two values')
    code(
      () =>
        sweep(scenario, {
          ...options,
          targets: [wait],
          knobs: [{ path: 'cases.0.arrivals.perDay', from: 1, to: 5000 }],
        }),
      '1000',
    )
    code(() => rankPolicies(scenario, { ...options, target: wait, better: 'lower' }), 'one policy only')
    code(() => findStaffing(scenario, { ...options, target: wait, staff: { 'desk:a': { from: 1, to: 2 } } }), 'atMost')
    code(
      () => findStaffing(scenario, { ...options, target: wait, atMost: 1, staff: { 'desk:a': { from: 2, to: 1 } } }),
      'whole numbers',
    )
  })
})

describe('what a study asks for beyond the usual', () => {
  const eager = { name: 'all', heads: 60, area: 90, returns: { share: 0.8, meanDays: 9 }, yes: 0.6 }
  const assembly = { type: 'four-party', vote: 'owners', context: { vote: { matter: 'useOfFund' } }, votes: 20 }
  const scenario: ScenarioInput = {
    ...{ from: '2026-03-02', days: 2, replications: 4 },
    cases: [{ type: 'four-party', arrivals: { perDay: 0 } }],
    electorates: { assembly: { ...assembly, voting: 'votingPeriod', classes: [eager] } },
    compare: { longer: { electorates: { assembly: { voting: 40 } } } },
  }
  const own = { caseTypes: [fourParty] }
  const valid = { id: 'voteValid' }

  it('is asked of many simulations as well, such as how many votes are valid', () => {
    const knobs = [{ path: 'electorates.assembly.classes.0.returns.share', values: [0.5, 0.95] }]
    const { points } = sweep(scenario, { ...own, knobs, targets: [valid] })
    expect(points.map(({ figures }) => figures[0]?.estimate)).toEqual([0, expect.closeTo(0.9, 0)])
    const ranked = rankPolicies(scenario, { ...own, target: valid, better: 'higher' })
    expect(ranked).toMatchObject({ unit: 'share', isDecided: true })
    expect(ranked.rows[0]?.name).toBe('longer')
  })

  it('is varied at a parameter that the scenario leaves as it is by default', () => {
    const { rows } = tornado(scenario, {
      ...{ ...own, target: valid },
      variations: [{ path: 'parameters.four-party.votingPeriod' }, { path: 'parameters.four-party.votingPeriod.n' }],
    })
    const period = (n: number) => ({ n, unit: 'calendar-day' })
    expect(rows.map(({ now, low, high }) => [now, low.value, high.value])).toEqual([
      [period(15), period(14), period(16)],
      [15, 14, 16],
    ])
    expect(rows[0]?.high.diff).toBeGreaterThan(0)
    const asked = { ...scenario, sweep: { of: { 'parameters.four-party.votingPeriod.n': [10, 20] }, figures: [] } }
    expect(checkScenario(asked, [fourParty]).ok).toBe(false)
    expect(
      checkScenario({ ...asked, sweep: { ...asked.sweep, figures: [{ figure: 'voteValid' }] } }, [fourParty]).ok,
    ).toBe(true)
  })
})

describe('the long run', () => {
  it('is where Erlang’s formula says, after a warm-up that is found', () => {
    const { result, isSettled, offered, warmupWeeks } = steadyState(desk(0.8, 1, 280, 8), options)
    expect(isSettled).toBe(true)
    expect(warmupWeeks % 5).toBe(0)
    expect(offered[0]?.load).toBeCloseTo(0.8, 1)
    expect(result.design.mode).toBe('steady')
    const found = result.indicators.find(({ id }) => id === 'timeToClose')
    const [low, high] = found?.ci ?? [0, 0]
    const truth = (1 + erlangC(0.8, 1)) * hour
    // Twice as wide as an interval of 95 %.
    expect(Math.abs((found?.estimate as number) - truth)).toBeLessThan(high - low)
  })

  it('is not said to be in balance where cases pile up for another reason than that people are busy', () => {
    const stuck = desk(0.4, 1, 140, 3)
    const behaviour = [{ task: 'doServe', delay: { never: 0.05, else: 0 } as const, effort: '1 h' }]
    const { isSettled, weekly } = steadyState({ ...stuck, behaviour }, options)
    expect(weekly.at(-1)).toBeGreaterThan(2 * (weekly[9] as number) * 0.9)
    expect(isSettled).toBe(false)
  })

  it('is refused where work arrives faster than it can be done, with how many persons would do', () => {
    expect(() => steadyState(desk(3, 3, 140, 2), options)).toThrow(
      expect.objectContaining({
        code: 'simulate/overloaded',
        details: expect.objectContaining({
          why: {
            en: expect.stringMatching(/desk:a.*of 3 persons; 4 would do/),
            'zh-CN': expect.stringContaining('至少需要 4 人'),
          },
        }),
      }),
    )
  })
})

describe('an exploration of districts', () => {
  it('is of all of them together, as a simulation is', () => {
    const whole = desk(3, 4, 5, 3)
    const scenario: ScenarioInput = {
      ...whole,
      cases: whole.cases.map(one => ({ ...one, opening: { desk: 'desk:$district' } })),
      parties: { 'desk:$district': { staff: 3 } },
      districts: { north: { weight: 2 }, south: { weight: 1 } },
    }
    const { indicators } = simulate(scenario, options)
    const arrived = indicators.find(({ id }) => id === 'arrived')?.estimate
    const knobs = [{ path: 'districts.north.weight', values: [2] }]
    const { points } = sweep(scenario, { ...options, knobs, targets: [{ id: 'arrived' }] })
    expect(points[0]?.figures[0]?.estimate).toBe(arrived)
  })
})

describe('the cheapest staffing of districts', () => {
  const whole = desk(2, 1, 10, 10)
  const scenario: ScenarioInput = {
    ...whole,
    cases: whole.cases.map(one => ({ ...one, opening: { desk: '$district:desk' } })),
    // What a district says of its people counts there, whatever the scenario says of all.
    parties: { '$district:desk': { staff: 1 } },
    districts: { north: { weight: 3, parties: { '$district:desk': { staff: 1 } } }, south: {} },
  }
  const find = (staff: Parameters<typeof findStaffing>[1]['staff'], of = scenario, about = 'north:desk') =>
    findStaffing(of, { ...options, staff, target: { id: 'wait', dims: { party: about } }, atMost: hour / 3 })

  it('is looked for in all of them, and costs the persons of each', () => {
    const found = find({ '$district:desk': { from: 1, to: 5 } })
    // With 1.5 cases an hour, which take one each: two persons are not enough for twenty minutes, three are.
    expect(erlangC(1.5 / 2, 2)).toBeGreaterThan(2 / 3)
    expect(erlangC(1.5 / 3, 3)).toBeLessThan(1 / 5)
    expect(found).toMatchObject({ status: 'found', best: { staff: { '$district:desk': 3 }, cost: 6 } })
  })

  it('is looked for in one of them, by the name it has in results, and comes to the figures of that staffing', () => {
    const found = find({ 'north:desk': { from: 1, to: 5 } })
    expect(found).toMatchObject({ status: 'found', best: { staff: { 'north:desk': 3 }, cost: 3 } })
    const three = { ...scenario.districts, north: { weight: 3, parties: { 'north:desk': { staff: 3 } } } }
    const { indicators } = simulate({ ...scenario, replications: found.best?.replications, districts: three }, options)
    const same = indicators.find(({ id, dims }) => id === 'wait' && dims.party === 'north:desk')
    expect(found.best?.estimate).toBe(same?.estimate)
  })

  it('is looked for where only districts name people, or nobody does', () => {
    const { parties: _, ...bare } = scenario
    expect(find({ 'north:desk': { from: 3, to: 3 } }, bare)).toMatchObject({ status: 'found', best: { cost: 3 } })
    const nobody = { ...bare, districts: { north: { weight: 3 }, south: {} } }
    expect(find({ '$district:desk': { from: 3, to: 3 } }, nobody)).toMatchObject({ status: 'found', best: { cost: 6 } })
  })

  it('is refused for whom nobody knows, and for whom it names twice', () => {
    const why = (staff: Parameters<typeof find>[0], of = scenario) => {
      try {
        return find(staff, of).schema
      } catch (thrown) {
        return (thrown as { details: { why: { en: string } } }).details.why.en
      }
    }
    const range = { from: 1, to: 2 }
    expect(why({ 'east:desk': range })).toBe(
      '"east:desk" has no people in the scenario; there is: $district:desk, north:desk, south:desk',
    )
    expect(why({ 'north:desk': range, '$district:desk': range })).toMatch(/^"north:desk" is meant twice/)
    const away = { ...scenario, districts: { ...scenario.districts, south: { parties: { '$district:desk': null } } } }
    expect(why({ 'south:desk': range }, away)).toMatch(/there is: \$district:desk, north:desk$/)
  })

  it('is asked for in the scenario itself by either name, and refused with its line for another', () => {
    const issuesOf = (party: string) => {
      const staff = { [party]: { from: 1, to: 2 } }
      const checked = checkScenario({ ...scenario, find: { staff, figure: 'wait', atMost: '20 min' } }, [])
      return checked.ok ? [] : checked.issues.map(({ path, message }) => `${path}: ${message.en}`)
    }
    expect(issuesOf('north:desk')).toEqual([])
    expect(issuesOf('$district:desk')).toEqual([])
    expect(issuesOf('norht:desk')).toEqual([
      'find.staff.norht:desk: no party with staff is called "norht:desk"; did you mean "north:desk"?',
    ])
  })
})

describe('the long run of districts', () => {
  const { cases, ...whole } = desk(1, 1, 140, 2)
  const scenario: ScenarioInput = {
    ...whole,
    cases: cases.map(one => ({ ...one, opening: { desk: 'desk:$district' } })),
    parties: { 'desk:$district': { staff: 2 } },
    // One case an hour takes an hour; three of four come to the two persons of the north.
    districts: { north: { weight: 3 }, south: { weight: 1, parties: { 'desk:$district': { staff: 1 } } } },
  }

  it('tells for each the work that arrives there against its own hours', () => {
    const { offered } = steadyState(scenario, options)
    expect(offered.map(({ district, party, staff }) => [district, party, staff])).toEqual([
      ['north', 'desk:north', 2],
      ['south', 'desk:south', 1],
    ])
    expect(offered[0]?.load).toBeCloseTo(0.375, 1)
    expect(offered[1]?.load).toBeCloseTo(0.25, 1)
  })

  it('is refused where one of them has more work than it can do, whatever the others could', () => {
    const short = { north: { weight: 3, parties: { 'desk:north': { staff: 1 } } }, south: { weight: 1 } }
    const busier = desk(1.6, 1, 140, 2).cases.map(one => ({ ...one, opening: { desk: 'desk:$district' } }))
    const why = (districts: ScenarioInput['districts']) => {
      try {
        return steadyState({ ...scenario, cases: busier, districts }, options).schema
      } catch (thrown) {
        return (thrown as { details: { why: unknown } }).details.why
      }
    }
    expect(why(short)).toEqual({
      en: expect.stringMatching(/^desk:north \(north\): work for 1\d\d % of the hours of 1 person; 2 would do$/),
      'zh-CN': expect.stringMatching(/^desk:north（north）：到达的工作为 1 人工时的 1\d\d%，至少需要 2 人$/),
    })
  })
})
