import type { JsonObject } from '@convoke/core'
import type { ReplayedCase } from './replay.js'

/** What cases open with. Plain JSON. */
export interface FoundOpening {
  readonly opening: JsonObject
  /** Cases that stand for it: its own, and its part of those that are too rare to be told apart. */
  readonly cases: number
  readonly own: number
}

/** More sources of cases nobody reads. */
const most = 20

/** The openings of the cases of a log, the most common first; what is rare counts as more of the others. */
export function openingsOf(cases: readonly ReplayedCase[]): readonly FoundOpening[] {
  const counts = new Map<string, { readonly opening: JsonObject; own: number }>()
  for (const { opening } of cases) {
    const key = JSON.stringify(opening)
    const known = counts.get(key)
    if (known === undefined) counts.set(key, { opening, own: 1 })
    else known.own++
  }
  const sorted = [...counts.values()].sort((a, b) => b.own - a.own).slice(0, most)
  const kept = sorted.reduce((sum, { own }) => sum + own, 0)
  return sorted.map(({ opening, own }) => ({ opening, own, cases: (own * cases.length) / Math.max(1, kept) }))
}
