import { ConvokeError, canonicalJson, type Json, sha256Hex } from '@convoke/core'
import { replicationKey, seedKey } from './random/luck.js'
import { replicate } from './run/replication.js'
import type { ReplicationResult } from './run/tally.js'
import type { CheckedScenario } from './scenario/check.js'
import type { ScenarioInput } from './scenario/schema.js'
import { concluded, type SimulationOptions, type SimulationProgress, type Study, studyOf } from './simulate.js'
import type { SimulationResult } from './study/result.js'

/** Which part of the replications of a study: the i-th of n, from 1. */
export interface ShardOf {
  readonly i: number
  readonly n: number
}

/** A part of the replications of a study, as a worker or another machine computed it. Plain JSON. */
export interface SimulationShard {
  readonly schema: 'convoke-simulation-shard-1'
  readonly shard: ShardOf
  /** What it is a part of: parts of two studies are not put together. */
  readonly study: string
  /** Of each policy, the replications of this part. */
  readonly results: readonly (readonly ReplicationResult[])[]
}

/**
 * Simulates a part of a scenario's replications, for a worker or another machine: the i-th of n parts takes the
 * replications i, i + n, i + 2n, …. {@link mergeShards} puts all parts together, to the very bytes of {@link simulate}. Pure.
 *
 * `next(false)` stops it; a part that is stopped is lost.
 *
 * @throws ConvokeError `simulate/shard` for a part that is not there, and for a scenario that says when to stop: that is known
 * only with all replications at hand; otherwise as {@link simulate}
 * @example
 * import { errand, errandOpened } from '@convoke/core/testing'
 * const cases = [{ type: 'errand', arrivals: { perDay: 9 }, opening: errandOpened.opening }]
 * const scenario = { from: '2026-03-02', days: 5, replications: 3, cases }
 * const options = { caseTypes: [errand] }
 * const part = (i: number) => {
 *   const run = simulatingShard(scenario, { i, n: 2 }, options)
 *   for (;;) {
 *     const step = run.next(true)
 *     if (step.done) return step.value
 *   }
 * }
 * const merged = mergeShards(scenario, [part(2), part(1)], options)
 * JSON.stringify(merged) === JSON.stringify(simulate(scenario, options)) // => true
 */
export function* simulatingShard(
  scenario: ScenarioInput | CheckedScenario,
  shard: ShardOf,
  options: SimulationOptions,
): Generator<SimulationProgress, SimulationShard, boolean | undefined> {
  const study = studyOf(scenario, options)
  const { base, worlds } = study
  const { i, n } = shard
  if (!(Number.isInteger(i) && Number.isInteger(n) && 1 <= i && i <= n && n <= base.replications))
    throw refused(
      `there is no part ${i} of ${n} of ${base.replications} replications; take 1 to n of at most as many parts`,
    )
  refuseStop(study)
  const luck = seedKey(base.seed)
  const results: ReplicationResult[][] = worlds.map(() => [])
  const all = worlds.length * Math.ceil((base.replications - i + 1) / n)
  let done = 0
  for (let r = i - 1; r < base.replications; r += n) {
    for (const [arm, world] of worlds.entries()) {
      const run = replicate(world, r, replicationKey(luck, r))
      for (let step = run.next(); ; step = run.next()) {
        if (step.done === true) {
          results[arm]?.push(step.value)
          break
        }
        if ((yield { done, of: all, share: (done + Math.min(step.value, 1)) / all }) === false)
          throw new ConvokeError('simulate/cancelled', 'a part that is not finished is of no use', {
            details: { replications: 0 },
          })
      }
      done++
    }
  }
  return { schema: 'convoke-simulation-shard-1', shard, study: fingerprintOf(study), results }
}

/**
 * Puts the parts of a study together, in whatever order they come: the result is that of {@link simulate}, byte for byte. Pure.
 *
 * @throws ConvokeError `simulate/shard` where parts are missing, come twice, or are of another scenario, case type or calendar
 * @example
 * import { errand, errandOpened } from '@convoke/core/testing'
 * const cases = [{ type: 'errand', arrivals: { perDay: 9 }, opening: errandOpened.opening }]
 * mergeShards({ from: '2026-03-02', days: 5, cases }, [], { caseTypes: [errand] }) // => throws simulate/shard
 */
export function mergeShards(
  scenario: ScenarioInput | CheckedScenario,
  shards: readonly SimulationShard[],
  options: SimulationOptions,
): SimulationResult {
  const study = studyOf(scenario, options)
  refuseStop(study)
  const own = fingerprintOf(study)
  for (const { schema, study: its, shard } of shards) {
    if (schema !== 'convoke-simulation-shard-1') throw refused('this is no part of a simulation')
    if (its !== own)
      throw refused(`part ${shard.i} of ${shard.n} is of another scenario, case type or calendar; simulate it again`)
  }
  const { replications } = study.base
  const results = study.worlds.map((_, arm) => {
    const all = shards.flatMap(one => one.results[arm] ?? [])
    all.sort((a, b) => a.replication - b.replication)
    const wrong = all.findIndex((one, r) => one.replication !== r)
    if (wrong >= 0 || all.length !== replications)
      throw refused(
        `${all.length} of ${replications} replications are there, each of which must be there once; give every part once`,
      )
    return all
  })
  return concluded(study, results, 'replications')
}

function refuseStop({ base }: Study): void {
  if (base.stop !== undefined)
    throw refused('a scenario with "stop" cannot be simulated in parts; name its "replications" instead')
}

/** What parts must have in common: the scenario with its policies, what the case types say, the calendar. */
function fingerprintOf({ checked, definitions, calendar }: Study): string {
  const hashes = Object.fromEntries([...definitions].map(([name, { hash }]) => [name, hash]))
  return sha256Hex(canonicalJson(JSON.parse(JSON.stringify([checked.scenario, hashes, calendar.edition])) as Json))
}

function refused(reason: string): ConvokeError {
  return new ConvokeError('simulate/shard', reason, { details: { reason } })
}
