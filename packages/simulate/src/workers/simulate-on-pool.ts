import type { CheckedScenario } from '../scenario/check.js'
import type { Scenario, ScenarioInput } from '../scenario/schema.js'
import type { ShardOf, SimulationShard } from '../shards/shard-form.js'
import { partCancelled, shardOf, shardPortions } from '../shards/shards.js'
import { progressAt, type SimulationProgress } from '../simulate.js'
import { type PortionResult, portionsOf } from '../study/portions.js'
import type { SimulationResult } from '../study/result.js'
import { roundsOf } from '../study/rounds.js'
import { type Study, studyOf } from '../study/study.js'
import { caseTypesOf } from './modules.js'
import { type PortionRuns, portionRuns, type RunOptions } from './portion-runs.js'
import type { Pool } from './thread-pool.js'

/** What a simulation on several threads needs beside the scenario. */
export interface ThreadedOptions extends RunOptions {
  /** How many threads there are, from 1 to 256. Each takes a core, and memory for the open cases of what it runs. */
  readonly workers: number
  /** Hears some times a second how far it is. */
  readonly onProgress?: ((progress: SimulationProgress) => void) | undefined
}

/** Starts whoever runs portions. */
export type StartPool = (workers: number) => Pool

/** Between two looks at how far threads are, ms. */
const pause = 100

/** Simulates on whatever pool is started; a test brings one without threads. */
export async function simulateOnPool(
  scenario: ScenarioInput | CheckedScenario,
  options: ThreadedOptions,
  start: StartPool,
): Promise<SimulationResult> {
  const { workers, signal, onProgress } = options
  return withPool(scenario, options, start, async (study, runs) => {
    const rounds = roundsOf(study)
    const { stop } = study.base
    while (rounds.done < rounds.wanted) {
      const before = rounds.done
      // Where the figures say when to stop, no more are run ahead than there are threads.
      const upTo = stop === undefined ? rounds.wanted : Math.max(rounds.wanted, Math.min(before + workers, stop.atMost))
      const portions = Array.from({ length: upTo - before }, (_, i) => portionsOf(study, before + i))
      const tell = onProgress && (() => onProgress(progressAt(before + runs.progress(), upTo, study)))
      const results = await watched(runs.run(portions.flat()), tell)
      let place = 0
      for (const { length } of portions) {
        const own = results.slice(place, place + length).filter(one => one !== null)
        place += length
        if (own.length < length) return rounds.result(true)
        if (rounds.done < rounds.wanted) rounds.add(own)
      }
      if (signal?.aborted === true && rounds.done < rounds.wanted) return rounds.result(true)
    }
    return rounds.result(false)
  })
}

/** Simulates a part on whatever pool is started. */
export async function simulateShardOnPool(
  scenario: ScenarioInput | CheckedScenario,
  shard: ShardOf,
  options: ThreadedOptions,
  start: StartPool,
): Promise<SimulationShard> {
  const { onProgress } = options
  return withPool(scenario, options, start, async (study, runs) => {
    const portions = shardPortions(study, shard)
    const all = portions.reduce((sum, { size }) => sum + size, 0)
    const tell = onProgress && (() => onProgress(progressAt(runs.progress(), all, study)))
    const results = await watched(runs.run(portions), tell)
    const done = results.filter((one): one is PortionResult => one !== null)
    if (done.length < results.length) throw partCancelled()
    return shardOf(study, shard, done)
  })
}

async function withPool<Result>(
  scenario: ScenarioInput | CheckedScenario,
  options: ThreadedOptions,
  start: StartPool,
  work: (study: Study, runs: PortionRuns) => Promise<Result>,
): Promise<Result> {
  const pool = start(options.workers)
  try {
    pool.ready?.(options, portionsAsked(scenario))
    const study = studyOf(scenario, { caseTypes: await caseTypesOf(options.modules) })
    return await work(study, portionRuns(study, pool, options))
  } finally {
    await pool.end()
  }
}

/** How many portions there will be at most, as far as can be told of a scenario that may not have been checked yet. */
function portionsAsked(scenario: ScenarioInput | CheckedScenario): number {
  const own = 'ok' in scenario ? ((scenario as CheckedScenario & { readonly ok: true }).scenario ?? {}) : scenario
  const { replications, districts, stop } = own as Partial<Scenario>
  const most = stop?.atMost ?? replications ?? 30
  return Number.isInteger(most) ? most * Math.max(1, Object.keys(districts ?? {}).length) : 0
}

/** Tells somebody again and again how far it is, until it is done. */
async function watched<Done>(work: Promise<Done>, tell: (() => void) | undefined): Promise<Done> {
  if (tell === undefined) return await work
  const timer = setInterval(tell, pause)
  try {
    return await work
  } finally {
    clearInterval(timer)
  }
}
