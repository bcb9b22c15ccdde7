// How far two logs are apart, each way of looking at them by itself.
import { controlFlowDistance } from './cfld.js'

/** A log as it is compared: what happened in each case and when, on the wall clock, told as UTC. */
export interface ComparedCase {
  readonly events: readonly { readonly activity: string; readonly at: number; readonly by: string }[]
}

/** The measures, each with the unit in which it is told. */
export const measures = {
  ngram: 'share',
  controlFlow: 'share',
  absoluteEvents: 'hours',
  circadianEvents: 'hours',
  relativeEvents: 'hours',
  caseArrival: 'hours',
  cycleTime: 'hours',
  circadianWorkforce: 'hours',
} as const

/** A way of looking at two logs; all but those of what follows what are told in hours. */
export type MeasureName = keyof typeof measures

const hourMs = 3_600_000
const hourOf = (ms: number) => Math.floor(ms / hourMs)

/**
 * How far two logs are apart: n-grams of three activities, whole courses of small logs, and the earth mover's distance, on bins of an hour, of when events are in
 * time, in the day, after their case arrived; when cases arrive; how long they take; and how many people work at which hour of the week.
 * `origin` is hour 0. Null where one of the two has nothing to compare.
 *
 * @source Chapela-Campa, Benchekroun, Baron, Dumas, Krass, Senderovich: Can I Trust My Simulation Model? (BPM 2023)
 */
export function distancesOf(
  one: readonly ComparedCase[],
  other: readonly ComparedCase[],
  origin: number,
): Readonly<Record<MeasureName, number | null>> {
  const [a, b] = [viewOf(one, origin), viewOf(other, origin)]
  const moved = (of: (view: View) => readonly number[]) => earthMovers(of(a), of(b))
  return {
    ngram: ngramDistance(a.ngrams, b.ngrams),
    controlFlow: controlFlowDistance(coursesOf(one), coursesOf(other)),
    absoluteEvents: moved(view => view.absolute),
    circadianEvents: circadian(a.byDay, b.byDay),
    relativeEvents: moved(view => view.relative),
    caseArrival: moved(view => view.arrivals),
    cycleTime: moved(view => view.cycles),
    circadianWorkforce: circadian(a.workByDay, b.workByDay),
  }
}

const coursesOf = (cases: readonly ComparedCase[]) => cases.map(({ events }) => events.map(({ activity }) => activity))

interface View {
  readonly ngrams: ReadonlyMap<string, number>
  readonly absolute: readonly number[]
  readonly relative: readonly number[]
  readonly arrivals: readonly number[]
  readonly cycles: readonly number[]
  /** Hours of the day, by day of the week. */
  readonly byDay: readonly (readonly number[])[]
  readonly workByDay: readonly (readonly number[])[]
}

function viewOf(cases: readonly ComparedCase[], origin: number): View {
  const ngrams = new Map<string, number>()
  const [absolute, relative, arrivals, cycles]: [number[], number[], number[], number[]] = [[], [], [], []]
  const byDay: number[][] = Array.from({ length: 7 }, () => [])
  const workByDay: number[][] = Array.from({ length: 7 }, () => [])
  const worked = new Set<string>()
  for (const { events } of cases) {
    const [first] = events
    const last = events.at(-1)
    if (first === undefined || last === undefined) continue
    arrivals.push(hourOf(first.at - origin))
    cycles.push(hourOf(last.at - first.at))
    const padded = ['', '', ...events.map(({ activity }) => activity), '', '']
    for (let i = 0; i + 2 < padded.length; i++) {
      const ngram = padded.slice(i, i + 3).join('\n')
      ngrams.set(ngram, (ngrams.get(ngram) ?? 0) + 1)
    }
    for (const { at, by } of events) {
      absolute.push(hourOf(at - origin))
      relative.push(hourOf(at - first.at))
      const [day, hour] = [(Math.floor(at / (24 * hourMs)) + 3) % 7, hourOf(at) % 24]
      byDay[day]?.push(hour)
      // Each person counts once in each hour.
      const key = `${hourOf(at)} ${by}`
      if (!worked.has(key)) workByDay[day]?.push(hour)
      worked.add(key)
    }
  }
  return { ngrams, absolute, relative, arrivals, cycles, byDay, workByDay }
}

function ngramDistance(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number | null {
  const total = (map: ReadonlyMap<string, number>) => [...map.values()].reduce((sum, count) => sum + count, 0)
  const [ofA, ofB] = [total(a), total(b)]
  if (ofA === 0 || ofB === 0) return null
  // Shares, since the two logs need not be as long.
  let apart = 0
  for (const ngram of new Set([...a.keys(), ...b.keys()]))
    apart += Math.abs((a.get(ngram) ?? 0) / ofA - (b.get(ngram) ?? 0) / ofB)
  return apart / 2
}

/** How far earth has to be moved to make one heap of whole numbers the other, both of weight 1. */
function earthMovers(a: readonly number[], b: readonly number[]): number | null {
  if (a.length === 0 || b.length === 0) return null
  const counts = new Map<number, number>()
  for (const one of a) counts.set(one, (counts.get(one) ?? 0) + 1 / a.length)
  for (const one of b) counts.set(one, (counts.get(one) ?? 0) - 1 / b.length)
  const bins = [...counts].sort((x, y) => x[0] - y[0])
  let [carried, moved] = [0, 0]
  for (const [i, [bin, more]] of bins.entries()) {
    carried += more
    const next = bins[i + 1]
    if (next !== undefined) moved += Math.abs(carried) * (next[0] - bin)
  }
  return moved
}

/** Day of the week by day of the week, each for as much as it holds; a day that only one of them has counts as a whole day apart. */
function circadian(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number | null {
  const total = (days: readonly (readonly number[])[]) => days.reduce((sum, day) => sum + day.length, 0)
  const [ofA, ofB] = [total(a), total(b)]
  if (ofA === 0 || ofB === 0) return null
  let [sum, weights] = [0, 0]
  for (const [day, own] of a.entries()) {
    const its = b[day] ?? []
    const weight = own.length / ofA + its.length / ofB
    weights += weight
    if (weight > 0) sum += weight * (earthMovers(own, its) ?? 24)
  }
  return weights === 0 ? null : sum / weights
}
