// Replications of policies, one at a time and each only once.
import { districtKey, replicationKey, seedKey } from '../random/luck.js'
import { replicate } from '../run/replication.js'
import type { ReplicationResult } from '../run/tally.js'
import type { World } from '../run/world.js'
import type { ScenarioInput } from '../scenario/schema.js'
import { additionFigures } from '../study/additions.js'
import { joinedIn } from '../study/by-district.js'
import { type Figures, figuresOf } from '../study/indicators.js'
import { type SimulationOptions, studyOf } from '../study/study.js'
import { type Count, type Exploring, progressOf } from './exploring.js'

/** What is simulated on demand. */
export interface Runs {
  readonly names: readonly string[]
  /** The r-th replication of a policy, under the luck that all have in it; undefined where somebody ends it. */
  run(arm: number, replication: number): Exploring<ReplicationResult | undefined>
  /** The first n of a policy; undefined where somebody ends it. */
  all(arm: number, n: number): Exploring<readonly ReplicationResult[] | undefined>
  /** Every figure of a policy from some of its replications, those that the scenario asks for among them. */
  figures(arm: number, results: readonly ReplicationResult[]): readonly Figures[]
}

/** The policies of a scenario, the first being the scenario itself; what is done is counted. */
export function runsOf(scenario: ScenarioInput, options: SimulationOptions, count: Count): Runs {
  const { checked, base, divided, districts, worlds } = studyOf(scenario, options)
  const luck = seedKey(base.seed)
  const known = divided.map((): ReplicationResult[] => [])
  const runs: Runs = {
    names: checked.arms.map(({ name }) => name),
    *run(arm, replication) {
      const own = known[arm] as ReplicationResult[]
      const done = own[replication]
      if (done !== undefined) return done
      const parts: ReplicationResult[] = []
      // Of a policy that falls into districts each is run by itself, under its own luck.
      let before = 0
      for (const [i, world] of (divided[arm] as (typeof divided)[number]).entries()) {
        const { name, size } = districts[i] as (typeof districts)[number]
        const run = replicate(world, replication, districtKey(replicationKey(luck, replication), name))
        for (let step = run.next(); ; step = run.next()) {
          if (step.done === true) {
            parts.push(step.value)
            break
          }
          if ((yield progressOf(count, before + size * step.value)) === false) return undefined
        }
        before += size
      }
      const whole = joinedIn({ base, districts }, parts)
      own[replication] = whole
      count.done++
      return whole
    },
    figures: (arm, results) => [...figuresOf(results), ...additionFigures(results, worlds[arm] as World, worlds)],
    *all(arm, n) {
      const results: ReplicationResult[] = []
      for (let r = 0; r < n; r++) {
        const one = yield* runs.run(arm, r)
        if (one === undefined) return undefined
        results.push(one)
      }
      return results
    },
  }
  return runs
}
