import { errand, errandOpened } from '@convoke/core/testing'
import { expect, it } from 'vitest'
import { mergeShards, type ScenarioInput, type SimulationShard, simulate, simulatingShard } from '../src/index.js'

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
  const merged = mergeShards(scenario, [part(3, 3), part(1, 3), part(2, 3)], options)
  expect(JSON.stringify(merged)).toBe(JSON.stringify(simulate(scenario, options)))
})

it('parts that are missing, come twice or are of another study are refused', () => {
  expect(() => mergeShards(scenario, [part(1, 2)], options)).toThrow('3 of 5 replications are there')
  expect(() => mergeShards(scenario, [part(1, 2), part(1, 2)], options)).toThrow('simulate/shard')
  expect(() => mergeShards(scenario, [part(1, 2), part(2, 2, { ...scenario, seed: 2 })], options)).toThrow(
    'part 2 of 2 is of another scenario',
  )
})

it('a part that is not there, or a study that stops by its figures, is refused', () => {
  expect(() => part(3, 2)).toThrow('there is no part 3 of 2')
  expect(() => part(1, 6)).toThrow('simulate/shard')
  expect(() => part(1, 2, { ...scenario, stop: { relativeHalfWidth: 0.1 } })).toThrow('simulated in parts')
})
