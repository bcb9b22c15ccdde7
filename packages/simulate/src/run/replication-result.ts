import type { StaffOptions } from './staff.js'
import { meets } from './staff-options.js'
import type { Away } from './staffing.js'
import type { ReplicationResult, StartedResult, Tally } from './tally.js'
import type { World } from './world.js'

/** What is known at the end of a replication beside its sums. */
export interface Ended {
  readonly replication: number
  /** All parties that worked. */
  readonly staff: readonly StaffOptions[]
  readonly away?: Away | undefined
  /** Cases open at the end of each day, by case type. */
  readonly openAt: ReadonlyMap<string, readonly number[]>
  readonly censored: number
  readonly arrived: number
  readonly came: number
  readonly started?: StartedResult | undefined
}

/** What a replication comes to. */
export function replicationResult(world: World, counts: Tally, ended: Ended): ReplicationResult {
  const { ledger, measuredFrom, measuredTo } = world
  const { replication, staff, away, openAt, censored, arrived, came, started } = ended
  for (const { party, persons, shifts } of staff) {
    if (persons === null || meets(world, party)) continue
    const hours = shifts.between(measuredFrom, measuredTo) * persons - (away?.get(party) ?? 0)
    counts.add(ledger.slot('capacity', 'party', party, undefined), hours, 0)
  }
  return {
    replication,
    measures: counts.measures(),
    times: counts.times(),
    open: [...openAt].map(([type, counts]) => ({ type, counts })).sort((a, b) => (a.type < b.type ? -1 : 1)),
    ...{ censored, arrived },
    ...(world.arm.control === undefined ? {} : { came }),
    ...(started === undefined ? {} : { started }),
  }
}
