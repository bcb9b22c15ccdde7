import type { CheckedScenario } from '../scenario/check.js'
import type { ScenarioInput } from '../scenario/schema.js'
import type { ShardOf, SimulationShard } from '../shards/shard-form.js'
import type { SimulationResult } from '../study/result.js'
import { simulateOnPool, simulateShardOnPool, type ThreadedOptions } from './simulate-on-pool.js'
import { threadPool } from './thread-pool.js'

/**
 * Simulates a scenario on several threads: the very bytes of `simulate`, for any number of them. Needs Node.
 *
 * `signal` ends it after the replications that are done, with `status: 'partial'`.
 *
 * @throws ConvokeError `simulate/worker` where a thread breaks down or cannot load the case types; `simulate/cancelled` where it is
 * stopped before two replications are done; `simulate/no-workers` for a number of them that is not from 1 to 256; otherwise as `simulate`
 * @example
 * const module = import.meta.resolve('@convoke/core/testing')
 * const cases = [{ type: 'errand', arrivals: { perDay: 4 }, opening: { topic: 'Parking', convener: 'rc', invitees: ['police'] } }]
 * const scenario = { from: '2026-03-02', days: 5, replications: 4, cases }
 * const result = await simulateOnThreads(scenario, { modules: [{ module, export: 'errand' }], workers: 1 })
 * result.design.replications // => 4
 */
export async function simulateOnThreads(
  scenario: ScenarioInput | CheckedScenario,
  options: ThreadedOptions,
): Promise<SimulationResult> {
  return await simulateOnPool(scenario, options, threadPool)
}

/**
 * Simulates a part of a study on several threads, as `simulatingShard` does on one. Needs Node.
 *
 * @throws ConvokeError `simulate/part-cancelled` where it is stopped; otherwise as `simulatingShard` and {@link simulateOnThreads}
 * @example
 * // not executed: starts threads, as the example of `simulateOnThreads` does
 * const module = import.meta.resolve('@convoke/core/testing')
 * const cases = [{ type: 'errand', arrivals: { perDay: 4 } }]
 * const scenario = { from: '2026-03-02', days: 5, replications: 4, cases }
 * const options = { modules: [{ module, export: 'errand' }], workers: 2 }
 * const part = await simulateShardOnThreads(scenario, { i: 1, n: 2 }, options)
 * part.portions.map(({ replication }) => replication) // => [0, 2]
 */
export async function simulateShardOnThreads(
  scenario: ScenarioInput | CheckedScenario,
  shard: ShardOf,
  options: ThreadedOptions,
): Promise<SimulationShard> {
  return await simulateShardOnPool(scenario, shard, options, threadPool)
}
