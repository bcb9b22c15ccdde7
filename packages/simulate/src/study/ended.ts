// How many of the cases that a figure is about had ended: what `n` does not say of times and of what happens in a case.
import type { Indicator } from './indicators.js'

type Row = Pick<Indicator, 'id' | 'dims' | 'estimate' | 'n'>

/** Figures over all measured cases of a type, also those that were not settled when the run ended. */
const overCases: readonly string[] = [
  ...['timeToClose', 'timeInState', 'outcome', 'rungs', 'acts', 'silences', 'residentActs', 'refused'],
]

/**
 * Of a figure about cases, how many of these had ended, over all replications: those with an outcome, of its case type and, where it is of a group or a district, of that. Undefined of figures about
 * anything else: periods, pieces of work, replications. `all` are the figures of the same policy.
 */
export function endedAmong(all: readonly Row[]): (one: Row) => number | undefined {
  const ended = new Map<string, number>()
  for (const { id, dims, estimate, n } of all) {
    if (id !== 'outcome') continue
    const place = placeOf(dims)
    // A share of whole cases, times how many there are.
    ended.set(place, (ended.get(place) ?? 0) + Math.round((estimate ?? 0) * n))
  }
  return ({ id, dims }) => (overCases.includes(id) ? (ended.get(placeOf(dims)) ?? 0) : undefined)
}

/** Whose cases they are. */
function placeOf(dims: Row['dims']): string {
  const about = Object.entries(dims).filter(
    ([dim]) => dim === 'caseType' || dim === 'district' || dim.startsWith('segment.'),
  )
  return JSON.stringify(about.sort())
}
