// What luck brought of which the expected value is known: by how far it is off, differences between policies are corrected.

import { arrivalTimesOf } from '../run/arrival-times.js'
import { expectedArrivals } from '../run/arrivals.js'
import type { ReplicationResult } from '../run/tally.js'
import type { World } from '../run/world.js'
import type { Study } from './study.js'

/**
 * By how many the measured cases that arrived in the districts `worlds` in each replication of the first policy were more than expected; undefined where
 * the scenario does not ask for it, and where it is known beforehand who arrives.
 */
export function arrivalControl(
  { control }: Study['base'],
  worlds: readonly World[],
  results: readonly ReplicationResult[],
): readonly number[] | undefined {
  if (control === undefined) return undefined
  const expected = worlds
    .flatMap(world =>
      world.sources.map(({ source }) =>
        expectedArrivals(
          source,
          arrivalTimesOf(world, source.type),
          Math.max(world.origin, world.measuredFrom),
          world.measuredTo,
        ),
      ),
    )
    .reduce((sum, one) => sum + one, 0)
  return results.map(({ came = 0 }) => came - expected)
}
