// What luck brought of which the expected value is known: by how far it is off, differences between policies are corrected.

import { arrivalTimesOf } from '../run/arrival-times.js'
import { expectedArrivals } from '../run/arrivals.js'
import type { ReplicationResult } from '../run/tally.js'
import type { World } from '../run/world.js'
import type { Controls } from '../statistics/interval.js'
import type { Study } from './study.js'

/**
 * Of each replication of the first policy in the districts `worlds`: by how many the measured cases that arrived were more than expected; and with
 * `control: 'work'` by how much the work that luck brought with them was. None where the scenario does not ask for it, and where it is
 * known beforehand.
 */
export function controlsOf(
  { control }: Study['base'],
  worlds: readonly World[],
  results: readonly ReplicationResult[],
): Controls {
  if (control === undefined) return []
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
  const arrivals = results.map(({ came = 0 }) => came - expected)
  return control === 'arrivals' ? [arrivals] : [arrivals, results.map(workIn)]
}

/** By how much more than expected was brought to all parties together: one for each takes more from few replications than it gives. */
function workIn({ measures }: ReplicationResult): number {
  return measures.filter(({ id }) => id === 'brought').reduce((sum, one) => sum + (one.sum - one.count), 0)
}
