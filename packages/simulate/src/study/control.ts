// What luck brought of which the expected value is known: by how far it is off, differences between policies are corrected.

import { arrivalTimesOf } from '../run/arrival-times.js'
import { expectedArrivals } from '../run/arrivals.js'
import type { ReplicationResult } from '../run/tally.js'
import type { World } from '../run/world.js'
import type { Controls } from '../statistics/interval.js'
import type { Study } from './study.js'

/**
 * Of each replication: by how many the measured cases that arrived in the districts `worlds` were more than expected, which is the same under all policies; and with
 * `control` of `'work'` or `'queues'` by how much what luck brought with them was, under the first policy and, where it hangs on the policy, under the other. None where the
 * scenario does not ask for it. Which they are, and in which order, is settled before anything is run: controls that were chosen by what they turned out to
 * explain would make intervals too narrow.
 */
export function controlsOf(
  { control }: Study['base'],
  worlds: readonly World[],
  first: readonly ReplicationResult[],
  other: readonly ReplicationResult[],
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
  const arrivals = first.map(({ came = 0 }) => came - expected)
  if (control === 'arrivals') return [arrivals]
  if (control === 'work') return [arrivals, beyond(first, 'brought')]
  // The most telling first: few replications bear few controls.
  return [arrivals, beyond(first, 'crowded'), beyond(other, 'crowded'), beyond(first, 'timeAllowed')]
}

/** By how much more than expected was brought, to all parties together: one for each takes more from few replications than it gives. */
function beyond(results: readonly ReplicationResult[], noted: string): readonly number[] {
  return results.map(({ measures }) =>
    measures.filter(({ id }) => id === noted).reduce((sum, one) => sum + (one.sum - one.count), 0),
  )
}
