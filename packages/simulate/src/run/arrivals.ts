import type { WorkingCalendar } from '@convoke/core'
import log1p from '@stdlib/math-base-special-log1p'
import { draw, label } from '../random/luck.js'
import type { Key } from '../random/threefry.js'
import type { Source } from '../scenario/schema.js'

const hourMs = 3_600_000

/** The moments at which cases of one source arrive, in order; ends where there are no more. Epoch ms. */
export type Arrivals = Iterator<number, undefined>

/** What arrivals need to know of the world: the calendar and the first instant. */
export interface ArrivalTimes {
  readonly calendar: WorkingCalendar
  readonly origin: number
}

/** The arrivals of a source under one key of luck. */
export function arrivalsOf({ arrivals }: Source, key: Key, times: ArrivalTimes): Arrivals {
  return 'at' in arrivals ? recorded(arrivals.at, times) : poisson(arrivals, key, times)
}

function* recorded(at: readonly string[], { origin }: ArrivalTimes): Generator<number, undefined> {
  const moments = at.map(one => Date.parse(one)).filter(one => one >= origin)
  yield* moments.sort((a, b) => a - b)
  return undefined
}

type Rate = Extract<Source['arrivals'], { readonly perDay: number }>

/**
 * A Poisson process whose rate changes by the hour: the i-th case comes when the rate has added up to the sum of i unit
 * exponentials, each of its own name. So a higher rate brings the same cases earlier.
 */
function* poisson(rate: Rate, key: Key, { calendar, origin }: ArrivalTimes): Generator<number, undefined> {
  const weights = weightsOf(rate.byHour)
  if (rate.perDay === 0 || weights.every(weight => weight === 0)) return undefined
  const gap = label('arrival')
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let sought = 0
  let passed = 0
  let idleDays = 0
  let i = 0
  for (let dayStart = origin; idleDays < 3660; ) {
    const date = calendar.localDate(dayStart)
    const dayEnd = calendar.endOf(date)
    const factor = calendar.isWorkingDay(date) ? 1 : rate.restDays
    idleDays = factor === 0 ? idleDays + 1 : 0
    for (let from = dayStart, hour = 0; from < dayEnd; from += hourMs, hour++) {
      const to = Math.min(from + hourMs, dayEnd)
      const here = (rate.perDay * factor * (weights[hour % 24] as number)) / total
      if (here === 0) continue
      const end = passed + (here * (to - from)) / hourMs
      for (;;) {
        if (i === 0) {
          sought = -log1p(-draw(key, gap, 1))
          i = 1
        }
        if (sought > end) break
        yield Math.min(to - 1, from + Math.floor(((sought - passed) / (end - passed)) * (to - from)))
        i += 1
        sought += -log1p(-draw(key, gap, i))
      }
      passed = end
    }
    dayStart = dayEnd
  }
  return undefined
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
