// Work that waited and was never begun is not in the waits, and a warning says how much it was.
import { describe, expect, it } from 'vitest'
import { type ScenarioInput, type SimulationResult, simulate } from '../src/index.js'
import { replicationKey, seedKey } from '../src/random/luck.js'
import { replicate } from '../src/run/replication.js'
import type { World } from '../src/run/world.js'
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
