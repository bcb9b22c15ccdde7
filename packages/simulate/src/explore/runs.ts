// Replications of policies, one at a time and each only once.
import { replicationKey, seedKey } from '../random/luck.js'
import { replicate } from '../run/replication.js'
import type { ReplicationResult } from '../run/tally.js'
import type { ScenarioInput } from '../scenario/schema.js'
import { type SimulationOptions, studyOf } from '../study/study.js'

/** What is simulated on demand. */
export interface Runs {
  readonly names: readonly string[]
  /** The r-th replication of a policy, under the luck that all have in it. */
  run(arm: number, replication: number): ReplicationResult
}

/** The policies of a scenario, the first being the scenario itself. */
export function runsOf(scenario: ScenarioInput, options: SimulationOptions): Runs {
  const { checked, base, worlds } = studyOf(scenario, options)
  const luck = seedKey(base.seed)
  const known = worlds.map((): ReplicationResult[] => [])
  return {
    names: checked.arms.map(({ name }) => name),
    run(arm, replication) {
      const own = known[arm] as ReplicationResult[]
      const done = own[replication]
      if (done !== undefined) return done
      const run = replicate(worlds[arm] as (typeof worlds)[number], replication, replicationKey(luck, replication))
      for (let step = run.next(); ; step = run.next()) {
        if (step.done !== true) continue
        own[replication] = step.value
        return step.value
      }
    },
  }
}
