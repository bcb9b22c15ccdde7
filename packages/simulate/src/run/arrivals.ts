import { draw, label } from '../random/luck.js'
import type { Key } from '../random/threefry.js'
import { unitExponential } from '../random/unit-exponential.js'
import type { Source } from '../scenario/schema.js'
import type { Days } from './days.js'

const hourMs = 3_600_000
/** So many gaps are drawn at once: none waits for another, so that the machine works on several side by side. */
const atOnce = 32

/** The moment of the next arrival of one source, epoch ms, each time it is asked; undefined once there are no more. */
export type Arrivals = () => number | undefined

/** What arrivals need to know of the world: its days and the first instant. */
export interface ArrivalTimes {
  readonly days: Days
  readonly origin: number
  /** How many times as many cases arrive on a day, by its date. Default: as many. */
  readonly timesOn?: ((date: string) => number) | undefined
}

/** The arrivals of a source under one key of luck. */
export function arrivalsOf({ arrivals }: Source, key: Key, times: ArrivalTimes): Arrivals {
  return 'at' in arrivals ? recorded(arrivals.at, times) : poisson(arrivals, key, times)
}

function recorded(at: readonly string[], { origin }: ArrivalTimes): Arrivals {
  const moments = at.map(one => Date.parse(one)).filter(one => one >= origin)
  moments.sort((a, b) => a - b)
  let next = 0
  return () => moments[next++]
}

type Rate = Extract<Source['arrivals'], { readonly perDay: number }>

/**
 * A Poisson process whose rate changes by the hour: the i-th case comes when the rate has added up to the sum of i unit
 * exponentials, each of its own name. So a higher rate brings the same cases earlier.
 */
function poisson(rate: Rate, key: Key, { days, origin, timesOn }: ArrivalTimes): Arrivals {
  const weights = weightsOf(rate.byHour)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (rate.perDay === 0 || total === 0) return () => undefined
  const gap = label('arrival')
  const gaps = new Float64Array(atOnce)
  let i = 0
  const nextGap = (): number => {
    const place = i++ % atOnce
    if (place === 0) for (let n = 0; n < atOnce; n++) gaps[n] = unitExponential(draw(key, gap, i + n))
    return gaps[place] as number
  }
  let sought = nextGap()
  let day = -1
  let dayStart = origin
  let dayEnd = origin
  let perHour = 0
  /** The hour that is looked at, and how far the rate had added up when it began and will have when it ends. */
  let hour = -1
  let from = origin
  let to = origin
  let passed = 0
  let end = 0

  /** Goes on to the next hour that has a rate; false where there will be none. */
  const nextHour = (): boolean => {
    passed = end
    for (let idleDays = 0; idleDays < 3660; ) {
      from = hour < 0 ? dayStart : from + hourMs
      hour++
      if (from >= dayEnd) {
        dayStart = dayEnd
        day++
        dayEnd = days.start(day + 1)
        const usual = days.isWorking(day) ? 1 : rate.restDays
        const factor = timesOn === undefined ? usual : usual * timesOn(days.date(day))
        perHour = rate.perDay * factor
        idleDays = factor === 0 ? idleDays + 1 : 0
        from = dayStart
        hour = 0
      }
      to = Math.min(from + hourMs, dayEnd)
      const here = (perHour * (weights[hour % 24] as number)) / total
      if (here === 0) continue
      end = passed + (here * (to - from)) / hourMs
      return true
    }
    return false
  }

  return () => {
    while (sought > end) if (!nextHour()) return undefined
    const at = Math.min(to - 1, from + Math.floor(((sought - passed) / (end - passed)) * (to - from)))
    sought += nextGap()
    return at
  }
}

/** How many cases of a source are expected to arrive from one instant up to another. Pure. */
export function expectedArrivals(
  { arrivals }: Source,
  { days, origin, timesOn }: ArrivalTimes,
  from: number,
  to: number,
): number {
  if ('at' in arrivals) {
    const moments = arrivals.at.map(one => Date.parse(one))
    return moments.filter(one => one >= origin && one >= from && one < to).length
  }
  const weights = weightsOf(arrivals.byHour)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (total === 0) return 0
  let expected = 0
  for (let day = 0; days.start(day) < to; day++) {
    const [dayStart, dayEnd] = [days.start(day), days.start(day + 1)]
    const usual = days.isWorking(day) ? 1 : arrivals.restDays
    const perHour = (arrivals.perDay * usual * (timesOn?.(days.date(day)) ?? 1)) / total
    for (let hour = 0; dayStart + hour * hourMs < dayEnd; hour++) {
      const [start, end] = [dayStart + hour * hourMs, Math.min(dayStart + (hour + 1) * hourMs, dayEnd)]
      const length = Math.min(end, to) - Math.max(start, from)
      if (length > 0) expected += (perHour * (weights[hour % 24] as number) * length) / hourMs
    }
  }
  return expected
}

function weightsOf(byHour: Readonly<Record<string, number>> | undefined): readonly number[] {
  if (byHour === undefined) return new Array(24).fill(1)
  const weights: number[] = new Array(24).fill(0)
  for (const [range, weight] of Object.entries(byHour)) {
    const [from = 0, to = 24] = range.split('-').map(Number)
    for (let hour = from; hour < to; hour++) weights[hour] = weight
  }
  return weights
}
