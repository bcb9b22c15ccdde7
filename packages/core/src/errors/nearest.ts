import { distance } from 'fastest-levenshtein'

/**
 * The known names nearest to a misspelt one, best first, at most three; none when nothing is near. Pure.
 *
 * @example
 * nearest('acept', ['accept', 'decline']) // => ['accept']
 */
export function nearest(name: string, known: readonly string[]): readonly string[] {
  // Names are short; a caller's megabyte must not cost a matrix.
  const asked = name.slice(0, 64).toLowerCase()
  const limit = Math.max(2, Math.floor(asked.length / 2))
  return known
    .map(candidate => ({ candidate, away: distance(asked, candidate.toLowerCase()) }))
    .filter(({ away }) => away <= limit)
    .sort((a, b) => a.away - b.away || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, 3)
    .map(({ candidate }) => candidate)
}
