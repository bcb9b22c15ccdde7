// Cases of which it is remembered how long they took, so that two policies are held against each other case by case.
import { arrivalTimesOf } from './arrival-times.js'
import { expectedArrivals } from './arrivals.js'
import type { Measure } from './tally.js'
import type { World } from './world.js'

/** How many of the measured cases of one replication of one district are remembered, about: more say little more. Ours. */
const about = 2000

/** What is counted of cases side by side. */
export const besideIds: readonly string[] = ['closedSooner', 'closedLater']

/** Half of the values that a word of a key can have. */
const half = 2 ** 31

interface CaseTime {
  readonly type: string
  /** Infinite where the run ended before the case did. */
  readonly ms: number
}

/** How long measured cases of one replication took, those whose key is in the sample: the same under every policy. */
export interface CaseTimes {
  /** In the sample are those of whose key the first word is below this. */
  readonly below: number
  /** By the first word of the key and the instant of arrival. */
  readonly times: ReadonlyMap<string, CaseTime>
  /** A measured case was settled for good, or the run ended before it was. */
  note(type: string, k0: number, arrivedAt: number, ms: number, isEnded: boolean): void
  /** Forgets all: the replication is run anew. */
  clear(): void
}

export function caseTimes(below: number): CaseTimes {
  const times = new Map<string, CaseTime>()
  return {
    below,
    times,
    note(type, k0, arrivedAt, ms, isEnded) {
      if (k0 < below) times.set(`${k0} ${arrivedAt}`, { type, ms: isEnded ? ms : Number.POSITIVE_INFINITY })
    },
    clear: () => times.clear(),
  }
}

/** Up to which first word of their key cases are in the sample: all of them where few are expected. A key is luck, so that the sample is. */
export function sampleOf(world: World): number {
  const expected = world.sources
    .map(({ source }) =>
      expectedArrivals(
        source,
        arrivalTimesOf(world, source.type),
        Math.max(world.origin, world.measuredFrom),
        world.measuredTo,
      ),
    )
    .reduce((sum, one) => sum + one, 0)
  return expected <= about ? half : 2 * half * (about / expected) - half
}

/**
 * How many cases were closed sooner under the other policy, and how many later, of those that arrived at the same instant under both and were settled under one at least,
 * by case type. What was not settled took longer than what was.
 */
export function sideBySide(one: CaseTimes, other: CaseTimes): readonly Measure[] {
  const counts = new Map<string, { pairs: number; sooner: number; later: number }>()
  for (const [key, before] of one.times) {
    const after = other.times.get(key)
    if (after === undefined || Math.min(before.ms, after.ms) === Number.POSITIVE_INFINITY) continue
    const own = counts.get(before.type) ?? { pairs: 0, sooner: 0, later: 0 }
    counts.set(before.type, own)
    own.pairs++
    if (after.ms < before.ms) own.sooner++
    else if (after.ms > before.ms) own.later++
  }
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([caseType, { pairs, sooner, later }]) => [
      { id: 'closedSooner', dims: { caseType }, sum: sooner, count: pairs },
      { id: 'closedLater', dims: { caseType }, sum: later, count: pairs },
    ])
}
