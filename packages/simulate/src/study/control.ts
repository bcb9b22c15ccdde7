// What luck brought of which the expected value is known: by how far it is off, differences between policies are corrected.

import { arrivalTimesOf } from '../run/arrival-times.js'
import { expectedArrivals } from '../run/arrivals.js'
import type { ReplicationResult } from '../run/tally.js'
import type { World } from '../run/world.js'
import { type ByStretch, type StretchedControls, stretchedControls } from '../statistics/by-stretch.js'
import type { Controls } from '../statistics/interval.js'
import { type Correcting, uncorrected } from './correcting.js'
import type { Study } from './study.js'

/** How differences of another policy are corrected, as the scenario asks. */
export function correctingOf(
  base: Study['base'],
  worlds: readonly World[],
  first: readonly ReplicationResult[],
  other: readonly ReplicationResult[],
): Correcting {
  if (base.control === undefined) return uncorrected
  const controls = controlsOf(base, worlds, first, other)
  const ways = base.control === 'workload' ? workloadOf(first, other, controls) : []
  return {
    by: (one, two) =>
      ways.length === 0 || one === undefined || two === undefined
        ? controls
        : { off: ways.map(way => way.offBy(one, two)) },
  }
}

/**
 * Of each replication: by how many the measured cases that arrived in the districts `worlds` were more than expected, which is the same under all policies; and with
 * `control` of `'work'`, `'queues'` or `'workload'` by how much what luck brought with them was, under the first policy and, where it hangs on the policy, under the other. None where the
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
  if (control === 'queues')
    return [arrivals, beyond(first, 'crowded'), beyond(other, 'crowded'), beyond(first, 'timeAllowed')]
  return [arrivals, loaded(first), loaded(other), beyond(first, 'workload', ['due', 'delay'])]
}

/** By how much more than expected was brought, to all parties together: one for each takes more from few replications than it gives. */
function beyond(results: readonly ReplicationResult[], noted: string, kinds?: readonly string[]): readonly number[] {
  return results.map(({ measures }) =>
    measures
      .filter(({ id, dims }) => id === noted && (kinds === undefined || kinds.includes(partOf(dims.of as string))))
      .reduce((sum, one) => sum + (one.sum - one.count), 0),
  )
}

/** How much more work than expected fell upon what was at hand: that of efforts, and that of cases which came soon, after short gaps. */
function loaded(results: readonly ReplicationResult[]): readonly number[] {
  const gaps = beyond(results, 'workload', ['gapLoad'])
  return beyond(results, 'workload', ['load']).map((work, i) => work - (gaps[i] as number))
}

function partOf(name: string): string {
  return name.split(' ', 1)[0] as string
}

/**
 * The ways to correct by what was noted under both policies: by role and task and all together, by stretches of three days, six, and so on, up to sums of whole replications. How
 * long queues take to forget is not known, and whoever has many replications can tell more apart.
 */
function workloadOf(
  first: readonly ReplicationResult[],
  other: readonly ReplicationResult[],
  whole: Controls,
): readonly StretchedControls[] {
  const noted = [(name: string) => name, partOf].map(nameOf =>
    [first, other].flatMap(results => stretchesOf(results, nameOf)),
  )
  const stretches = noted[0]?.[0]?.[0]?.length ?? 0
  const ways: (StretchedControls | undefined)[] = []
  for (let atOnce = 1; atOnce < stretches; atOnce *= 2)
    for (const controls of noted) ways.push(stretchedControls(controls, atOnce))
  if (stretches > 0) ways.push(stretchedControls(wholes(whole), stretches))
  return ways.filter(way => way !== undefined)
}

function wholes(controls: Controls): readonly ByStretch[] {
  return controls.map(all => all.map(value => [value]))
}

/** Of each thing that was noted by how much it was off, by stretch. */
function stretchesOf(results: readonly ReplicationResult[], nameOf: (name: string) => string): readonly ByStretch[] {
  const noted = results.map(({ measures }) => {
    const sums = new Map<string, readonly number[]>()
    for (const { id, dims, stretches } of measures) {
      if (id !== 'workload' || stretches === undefined) continue
      const name = nameOf(dims.of as string)
      const off = stretches.sums.map((sum, t) => sum - (stretches.counts[t] as number))
      sums.set(name, sums.get(name)?.map((value, t) => value + (off[t] as number)) ?? off)
    }
    return sums
  })
  const names = [...new Set(noted.flatMap(sums => [...sums.keys()]))].sort()
  const none = [...(noted.find(sums => sums.size > 0)?.values() ?? [])][0]?.map(() => 0) ?? []
  return names.map(name => noted.map(sums => sums.get(name) ?? none))
}
