import { errand, errandOpened } from '@convoke/core/testing'
import { expect, it } from 'vitest'
import { mergeShards, type ScenarioInput, type SimulationShard, simulate, simulatingShard } from '../src/index.js'
import type { ReplicationResult } from '../src/run/tally.js'
import { sealed } from '../src/shards/shard-form.js'
import type { PortionResult } from '../src/study/portions.js'

const options = { caseTypes: [errand] }
const scenario: ScenarioInput = {
  ...{ from: '2026-03-02', days: 5, replications: 5 },
  cases: [{ type: 'errand', arrivals: { perDay: 9 }, opening: errandOpened.opening as Record<string, unknown> }],
  behaviour: [{ delay: { exponential: { mean: '3 h' } } }],
  compare: { slower: { behaviour: [{ delay: { exponential: { mean: '6 h' } } }] } },
}

function part(i: number, n: number, of: ScenarioInput = scenario): SimulationShard {
  const run = simulatingShard(of, { i, n }, options)
  for (;;) {
    const step = run.next(true)
    // As from another process.
    if (step.done === true) return JSON.parse(JSON.stringify(step.value)) as SimulationShard
  }
}

it('parts of a study make the very bytes of the whole, in whatever order they come', () => {
  const merged = mergeShards([part(3, 3), part(1, 3), part(2, 3)], options)
  expect(JSON.stringify(merged)).toBe(JSON.stringify(simulate(scenario, options)))
})

it('parts of a study that drains nothing make the whole: its last day is told as with a day more', () => {
  const undrained = { ...scenario, drain: 0 }
  const whole = simulate(undrained, options)
  expect(JSON.stringify(mergeShards([part(1, 2, undrained), part(2, 2, undrained)], options))).toBe(
    JSON.stringify(whole),
  )
  const drained = simulate({ ...scenario, drain: 1 }, options)
  expect(whole.series).toEqual(drained.series)
  expect(whole.series[0]?.mid).toHaveLength(5)
  const open = ({ id }: { readonly id: string }) => id === 'openCases' || id === 'peakOpen'
  expect(whole.indicators.filter(open)).toEqual(drained.indicators.filter(open))
})

it('parts that are missing, come twice or are of another study are refused', () => {
  const merged = (parts: readonly unknown[], names?: readonly string[]) => () => mergeShards(parts, options, names)
  expect(merged([part(1, 2)])).toThrow('only 3 of 5 portions are there')
  expect(merged([])).toThrow('simulate/parts-missing')
  expect(merged([part(1, 2), part(1, 2)])).toThrow('part 2 holds what part 1 holds already')
  expect(merged([part(1, 2), part(2, 2, { ...scenario, seed: 2 })])).toThrow('part 2 is of another scenario')
})

it('parts of different divisions are told from a part that is given twice, and merge where they make up the whole', () => {
  const merging =
    (...parts: readonly unknown[]) =>
    () =>
      mergeShards(parts, options, ['a.json', 'b.json', 'c.json'])
  const told = (one: string, other: string) => `b.json is part ${other}, a.json is part ${one}: they are of different`
  expect(merging(part(1, 2), part(2, 3))).toThrow(told('1/2', '2/3'))
  expect(merging(part(1, 2), part(2, 4))).toThrow(told('1/2', '2/4'))
  expect(merging(part(1, 2), part(2, 2, { ...scenario, seed: 2 }))).toThrow('simulate/part-foreign')
  expect(merging(part(1, 2), part(2, 4), part(4, 4))()).toEqual(simulate(scenario, options))
})

it('which parts are missing is named, ten of them where they are many', () => {
  const merging =
    (...parts: readonly unknown[]) =>
    () =>
      mergeShards(parts, options)
  expect(merging(part(1, 2))).toThrow('only 3 of 5 portions are there; missing: --shard 2/2')
  expect(merging(part(2, 3))).toThrow('missing: --shard 1/3, --shard 3/3')
  const twelve = { ...scenario, replications: 12 }
  expect(merging(part(1, 12, twelve))).toThrow(/missing: --shard 2\/12, .*--shard 11\/12, …$/)
})

it('parts that were cut off or edited are refused, also where somebody worked the hash out anew', () => {
  const { hash: _, ...whole } = part(1, 1)
  const [portion, ...others] = whole.portions as [PortionResult, ...PortionResult[]]
  const [first, second] = portion.arms as [ReplicationResult, ReplicationResult]
  const edited = (change: Partial<ReplicationResult>) =>
    sealed({ ...whole, portions: [{ ...portion, arms: [{ ...first, ...change }, second] }, ...others] })
  const merging = (raw: unknown) => () => mergeShards([raw], options)
  const brokenParts: readonly unknown[] = [
    ...[null, 3, 'part', [], {}],
    { ...whole, hash: 'x' },
    { ...part(1, 1), portions: others },
    { ...edited({}), portions: [{ ...portion, arms: [{ ...first, arrived: first.arrived + 1 }, second] }, ...others] },
    edited({ arrived: -1 }),
    edited({ arrived: 0.5 }),
    edited({ measures: [{ id: 'invented', dims: {}, sum: 1, count: 1 }] }),
    { ...edited({ measures: [] }), study: '\ud800' },
    edited({ times: [{ type: 'errand', ended: [[9, 1] as const, [3, 1] as const], censored: [] }] }),
    edited({ open: first.open.map(one => ({ ...one, counts: [] })) }),
    edited({ measures: first.measures.map(one => ({ ...one, stretches: { sums: [one.sum], counts: [0] } })) }),
    edited({ replication: 1 }),
    sealed({ ...whole, portions: [{ ...portion, arms: [first] }, ...others] }),
    sealed({
      ...whole,
      portions: [{ ...portion, worst: portion.worst.map(list => list.map(one => ({ ...one, source: 1 }))) }, ...others],
    }),
    sealed({ ...whole, portions: [{ ...portion, worst: portion.worst.slice(1) }, ...others] }),
    // As those were that knew the slowest cases of the first policy only.
    sealed({ ...whole, portions: [{ ...portion, worst: portion.worst[0] as never }, ...others] }),
    sealed({ ...whole, portions: others }),
    sealed({ ...whole, portions: [others[0] as PortionResult, ...others] }),
    sealed({ ...whole, extra: 1 } as typeof whole),
  ]
  for (const raw of brokenParts)
    expect(merging(raw), JSON.stringify(raw)?.slice(0, 200)).toThrow(/simulate\/part-broken/)
  expect(merging(edited({ measures: first.measures }))()).toEqual(simulate(scenario, options))
})

it('a part with fewer stretches of time than its study has is refused', () => {
  const { hash: _, ...whole } = part(1, 1, { ...scenario, control: 'workload' })
  const cut = whole.portions.map(portion => ({
    ...portion,
    arms: portion.arms.map(arm => ({
      ...arm,
      measures: arm.measures.map(({ stretches, ...one }) => ({
        ...one,
        ...(stretches && { stretches: { sums: stretches.sums.slice(1), counts: stretches.counts.slice(1) } }),
      })),
    })),
  }))
  expect(() => mergeShards([sealed({ ...whole, portions: cut })], options)).toThrow(/simulate\/part-broken/)
  expect(mergeShards([sealed(whole)], options).comparisons.map(({ control }) => control)).toContain('workload')
})

it('a part that is not there, or a study that stops by its figures, is refused', () => {
  expect(() => part(3, 2)).toThrow('there is no part 3 of 2')
  expect(() => part(1, 6)).toThrow('simulate/no-part')
  expect(() => part(1, 2, { ...scenario, stop: { relativeHalfWidth: 0.1 } })).toThrow('simulate/stop-in-parts')
})
