// Work that waited and was never begun is not in the waits, and a warning says how much it was.
import { describe, expect, it } from 'vitest'
import { type ScenarioInput, type SimulationResult, simulate } from '../src/index.js'
import { replicationKey, seedKey } from '../src/random/luck.js'
import { replicate } from '../src/run/replication.js'
import type { World } from '../src/run/world.js'
import { bottleneckOf } from '../src/study/bottleneck.js'
import { neverBegunWarnings } from '../src/study/never-begun.js'
import { studyOf } from '../src/study/study.js'

const at = Array.from({ length: 7 }, (_, i) => `2026-01-05T0${i}:00:00Z`)
/** Seven visits on the first of two days to a desk that takes ten hours for each: five are begun within 48 hours. */
const visits: ScenarioInput = {
  ...{ from: '2026-01-05', days: 1, drain: 1, replications: 2, calendar: 'always' },
  flows: { visit: { activities: { serve: 'Serve' }, follows: { start: ['serve'], serve: ['end'] } } },
  cases: [{ type: 'visit', arrivals: { at }, opening: { desk: 'desk:a' } }],
  parties: { 'desk:a': { staff: 1 } },
  behaviour: [{ task: 'doServe', effort: '10 h' }],
}
const options = { caseTypes: [] }
const warned = ({ warnings }: SimulationResult) => warnings.filter(({ en }) => en.includes('never begun'))

describe('work that is never begun', () => {
  it.each([
    ['where one duty follows another', {}],
    ['with persons who are followed', { persons: { wang: {} } }],
  ])('is told with its share of what waited, %s', (_, more) => {
    const [warning, ...others] = warned(simulate({ ...visits, parties: { 'desk:a': { staff: 1, ...more } } }, options))
    expect(others).toEqual([])
    expect(warning?.en).toMatch(/of what waited: desk:a 29 %$/)
    expect(warning?.['zh-CN']).toMatch(/desk:a 29%$/)
  })

  it('is counted alike in every way of running cases', () => {
    const [world] = studyOf(visits, options).worlds as readonly [World]
    const run = (ways: { isGeneral?: boolean; isPlain?: boolean }) => {
      const steps = replicate(world, 0, replicationKey(seedKey(1), 0), ways)
      for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value
    }
    const counted = run({}).measures.filter(({ id }) => id === 'neverBegun')
    expect(counted).toEqual([{ id: 'neverBegun', dims: { party: 'desk:a' }, sum: 2, count: 0 }])
    for (const ways of [{ isGeneral: true }, { isPlain: true }]) expect(run(ways)).toEqual(run({}))
  })

  it('is no figure, and not told where there is none, or next to none', () => {
    const quick = simulate({ ...visits, behaviour: [{ task: 'doServe', effort: '1 h' }] }, options)
    expect(warned(quick)).toEqual([])
    expect(simulate(visits, options).indicators.some(({ id }) => id === 'neverBegun')).toBe(false)
    const measures = (never: number) => [
      { id: 'wait', dims: { party: 'desk:a' }, sum: 0, count: 100 - never },
      { id: 'neverBegun', dims: { party: 'desk:a' }, sum: never, count: 0 },
    ]
    const result = { replication: 0, times: [], open: [], censored: 0, arrived: 100 }
    const titles = { caseTypes: [], parties: {} }
    const told = (never: number) => neverBegunWarnings([[{ ...result, measures: measures(never) }]], titles)
    expect([told(4).length, told(5).length]).toEqual([0, 1])
  })
})

describe('more work than people can do', () => {
  const daily = { days: 40, drain: 2, cases: [{ type: 'visit', arrivals: { perDay: 6 }, opening: { desk: 'desk:a' } }] }
  const flooded: ScenarioInput = { ...visits, ...daily, compare: { enough: { parties: { 'desk:a': { staff: 6 } } } } }
  const piled = ({ warnings }: SimulationResult) => warnings.filter(({ en }) => en.startsWith('cases pile up'))

  it('is told, with how fast open cases rise, and only of the policy of which it is so', () => {
    const [warning, ...others] = piled(simulate(flooded, options))
    expect(others).toEqual([])
    expect(warning?.en).toMatch(
      /^cases pile up: the people of desk:a are busy (9[5-9]|100) % of their time, and in the last quarter of the days [\d.]+ \([\d.]+ – [\d.]+\) more are open/,
    )
    expect(warning?.['zh-CN']).toMatch(/^办件在积压：desk:a 的工作负荷已达 \d+%，.+多 [\d.]+（[\d.]+ – [\d.]+） 件。/)
    const first = { parties: { 'desk:a': { staff: 6 } }, compare: { fewer: { parties: { 'desk:a': { staff: 1 } } } } }
    expect(piled(simulate({ ...flooded, ...first }, options)).map(({ en }) => en.slice(0, 27))).toEqual([
      'cases pile up under “fewer”',
    ])
  })

  it('makes its party the bottleneck where waits of what was begun do not show it', () => {
    const busy = { id: 'utilisation', dims: { party: 'desk:a' }, estimate: 0.97, ci: [0.96, 0.98] }
    const state = {
      id: 'timeInState',
      dims: { caseType: 'visit', state: 'open' },
      estimate: 9e8,
      ci: [8e8, 9e8],
      n: 100,
    }
    const indicators = [
      { ...busy, unit: 'share', kind: 'share', n: 100 },
      { ...state, unit: 'ms', kind: 'mean' },
    ] as unknown as Parameters<typeof bottleneckOf>[0]
    const told = (share: number) => bottleneckOf(indicators, { caseTypes: [] }, new Map([['desk:a', share]]))
    expect(told(0.96)?.en).toBe(
      'The bottleneck is desk:a: of the work that waited for it 96 % was never begun, and its people are busy 97.0 % (96.0 % – 98.0 %) of their time.',
    )
    expect(told(0.96)?.['zh-CN']).toMatch(/^瓶颈在 desk:a：排队的工作 96% 始终无人着手；工作负荷 97\.0%/)
    expect(told(0.01)?.en).toMatch(/^No people are the bottleneck/)
  })
})

it('people whose work takes no time are told of: more of them would change little', () => {
  const { warnings } = simulate({ ...visits, behaviour: [{ task: 'doServe', effort: 0 }] }, options)
  expect(warnings.map(({ en }) => en)).toContainEqual(
    expect.stringMatching(/^nothing that the people of "desk:a" do takes any time, .+\("effort"\)/),
  )
  expect(simulate(visits, options).warnings.filter(({ en }) => en.includes('takes any time'))).toEqual([])
})
