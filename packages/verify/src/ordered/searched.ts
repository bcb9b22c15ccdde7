// Searches in time over an exploration that were made before: they follow from its states and edges and from how its deadlines
// are declared, as the order of deadlines does, and are kept with it.
import type { Exploration } from '../explore/explore.js'
import type { Steps } from '../explore/search.js'

interface Searched {
  readonly found: unknown
  /** About one for each state that was met. */
  readonly size: number
}

const known = new WeakMap<Exploration, Map<string, Searched>>()

/**
 * What a search over an exploration finds, made once by that name.
 *
 * @param sizeOf about one for each state that it met; undefined where it was ended half-way, which says nothing another time
 */
export function* searchedOnce<Found>(
  exploration: Exploration,
  name: string,
  search: () => Steps<Found>,
  sizeOf: (found: Found) => number | undefined,
): Steps<Found> {
  const before = known.get(exploration)?.get(name)
  if (before !== undefined) return before.found as Found
  const found = yield* search()
  const size = sizeOf(found)
  if (size === undefined) return found
  const searches = known.get(exploration) ?? new Map<string, Searched>()
  known.set(exploration, searches.set(name, { found, size }))
  return found
}

/** How much was kept of an exploration. */
export function searchedIn(exploration: Exploration): number {
  return [...(known.get(exploration)?.values() ?? [])].reduce((sum, { size }) => sum + size, 0)
}
