// Replications are put together in their order, and decide together whether more are needed.
import type { ReplicationResult } from '../run/tally.js'
import type { World } from '../run/world.js'
import { additionFigures } from './additions.js'
import { type ByDistrict, joinedIn } from './by-district.js'
import { concluded } from './conclusion.js'
import { figuresOf, indicatorOf } from './indicators.js'
import type { PortionResult } from './portions.js'
import type { SimulationResult } from './result.js'
import type { Study } from './study.js'
import { worstCases } from './worst.js'

/** The replications of a study that are done, and how many it takes. */
export interface Rounds {
  readonly done: number
  /** How many there will be at least, as far as is known. */
  readonly wanted: number
  /** Takes all portions of the next replication. */
  add(portions: readonly PortionResult[]): void
  /**
   * What they come to.
   *
   * @throws ConvokeError `simulate/cancelled` for fewer than two replications
   */
  result(isCancelled: boolean): SimulationResult
}

export function roundsOf(study: Study): Rounds {
  const { base } = study
  const results: ReplicationResult[][] = study.worlds.map(() => [])
  /** Of each policy the same district by district, where there are several. */
  const byDistrict = study.worlds.map(() => study.districts.map((): ReplicationResult[] => []))
  const worst = worstCases(study)
  let stop: SimulationResult['design']['stop'] = 'replications'
  let done = 0
  let wanted = base.replications
  return {
    get done() {
      return done
    },
    get wanted() {
      return wanted
    },
    add(portions) {
      for (const [arm, known] of results.entries()) {
        const parts = portions.map(({ arms }) => arms[arm] as ReplicationResult)
        known.push(joinedIn(study, parts))
        if (parts.length > 1) for (const [i, part] of parts.entries()) byDistrict[arm]?.[i]?.push(part)
      }
      worst.add(portions)
      done++
      if (base.stop === undefined || done < wanted) return
      if (isNarrow(results[0] ?? [], study)) stop = 'relativeHalfWidth'
      else if (wanted < base.stop.atMost) wanted++
      else stop = 'atMost'
    },
    result(isCancelled) {
      const divided: readonly ByDistrict[] = study.districts.length > 1 ? byDistrict : []
      return concluded(study, results, divided, { stop: isCancelled ? 'cancelled' : stop, worst: worst.list() })
    },
  }
}

function isNarrow(results: readonly ReplicationResult[], { base: { stop, level }, worlds }: Study): boolean {
  if (stop === undefined) return true
  const figures = [...figuresOf(results), ...additionFigures(results, worlds[0] as World, worlds)]
  const meant = figures
    .filter(({ id, kind }) => id === stop.indicator && kind !== 'quantile')
    .map(one => indicatorOf(one, level))
    .filter(({ estimate, ci }) => estimate !== null && ci !== null)
  // What is not defined yet is not known well.
  return (
    meant.length > 0 &&
    meant.every(({ estimate, ci }) => {
      const [low, high] = ci as readonly [number, number]
      return (high - low) / 2 <= stop.relativeHalfWidth * Math.abs(estimate as number)
    })
  )
}
