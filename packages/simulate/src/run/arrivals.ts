import { quantileOf } from '../random/distribution.js'
import { draw, label } from '../random/luck.js'
import type { Key } from '../random/threefry.js'
import { unitExponential, unitExponentials } from '../random/unit-exponential.js'
import { gapCount } from '../scenario/arrival-gaps.js'
import { hourWeights } from '../scenario/arrival-hours.js'
import { distributionOf } from '../scenario/distributions.js'
import type { Source, TimeDistribution } from '../scenario/schema.js'
import { weekdayOf } from '../scenario/weekday.js'
import type { Days } from './days.js'

const hourMs = 3_600_000
/** So many gaps are drawn at once: none waits for another, so that the machine works on several side by side. */
const atOnce = 32

/** Writes the next moments of arrivals of one source, epoch ms, so many at most from a place on, and says how many: none once there are no more. */
export type Arrivals = (into: Float64Array, place: number, count: number) => number

/** What arrivals need to know of the world: its days, the first instant, and up to when anybody asks. */
export interface ArrivalTimes {
  readonly days: Days
  readonly origin: number
  /** Of the moments from here on none but the first is told at once: calendars end somewhere. */
  readonly until: number
  /** How many times as many cases arrive on a day, by its date. Default: as many. */
  readonly timesOn?: ((date: string) => number) | undefined
}

/** The arrivals of a source under one key of luck, several at a time. */
export function arrivalsOf({ arrivals }: Source, key: Key, times: ArrivalTimes): Arrivals {
  if ('at' in arrivals) return recorded(arrivals.at, times)
  return 'gaps' in arrivals ? renewed(arrivals.gaps, key, times) : poisson(arrivals, key, times)
}

/** The same, one each time it is asked; undefined once there are no more. */
export function oneByOne(arrivals: Arrivals): () => number | undefined {
  const moments = new Float64Array(atOnce)
  let place = 0
  let known = 0
  return () => {
    if (place === known) {
      known = arrivals(moments, 0, atOnce)
      place = 0
      if (known === 0) return undefined
    }
    return moments[place++]
  }
}

function recorded(at: readonly string[], { origin }: ArrivalTimes): Arrivals {
  const moments = at.map(one => Date.parse(one)).filter(one => one >= origin)
  moments.sort((a, b) => a - b)
  let next = 0
  return (into, place, count) => {
    const some = moments.slice(next, next + count)
    into.set(some, place)
    next += some.length
    return some.length
  }
}

const gap = label('arrival')

/** The unit exponential by which the i-th case of a source comes after the one before it, from 0. */
export function gapBefore(key: Key, i: number): number {
  return unitExponential(draw(key, gap, i + 1))
}

type Rate = Extract<Source['arrivals'], { readonly perDay: number }>

/** How many times as many cases arrive on a day as its number says, but for shocks. */
function usualOn({ restDays, byWeekday }: Rate, days: Days, day: number): number {
  const usual = days.isWorking(day) ? 1 : restDays
  return byWeekday === undefined ? usual : usual * (byWeekday[weekdayOf(days.date(day))] ?? 1)
}

/** Places of what changes while time goes on: in one array, since each number in a variable would be made anew each time. */
const p = { sought: 0, dayStart: 1, dayEnd: 2, from: 3, to: 4, passed: 5, end: 6 } as const

/**
 * A Poisson process whose rate changes by the hour: the i-th case comes when the rate has added up to the sum of i unit
 * exponentials, each of its own name. So a higher rate brings the same cases earlier.
 */
function poisson(rate: Rate, key: Key, { days, origin, until, timesOn }: ArrivalTimes): Arrivals {
  const weights = hourWeights(rate.byHour)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (rate.perDay === 0 || total === 0) return () => 0
  const gaps = new Float64Array(atOnce)
  let drawn = 0
  let place = atOnce
  const drawGaps = () => {
    for (let n = 0; n < atOnce; n++) gaps[n] = draw(key, gap, drawn + n + 1)
    unitExponentials(gaps, 0, atOnce)
    drawn += atOnce
    place = 0
  }
  drawGaps()
  // The hour that is looked at, and how far the rate had added up when it began (`passed`) and will have when it ends.
  const now = new Float64Array(7).fill(origin, p.dayStart, p.to + 1)
  now[p.sought] = gaps[place++] as number
  let day = -1
  let perHour = 0
  let hour = -1

  /** Goes on to the next hour that has a rate; false where there will be none. */
  const nextHour = (): boolean => {
    const passed = now[p.end] as number
    now[p.passed] = passed
    for (let idleDays = 0; idleDays < 3660; ) {
      let from = hour < 0 ? (now[p.dayStart] as number) : (now[p.from] as number) + hourMs
      hour++
      if (from >= (now[p.dayEnd] as number)) {
        from = now[p.dayEnd] as number
        now[p.dayStart] = from
        day++
        now[p.dayEnd] = days.start(day + 1)
        const usual = usualOn(rate, days, day)
        const factor = timesOn === undefined ? usual : usual * timesOn(days.date(day))
        perHour = rate.perDay * factor
        idleDays = factor === 0 ? idleDays + 1 : 0
        hour = 0
      }
      const to = Math.min(from + hourMs, now[p.dayEnd] as number)
      now[p.from] = from
      now[p.to] = to
      const here = (perHour * (weights[hour % 24] as number)) / total
      if (here === 0) continue
      now[p.end] = passed + (here * (to - from)) / hourMs
      return true
    }
    return false
  }

  return (into, from, count) => {
    let sought = now[p.sought] as number
    let known = 0
    let isOver = false
    while (!isOver && known < count) {
      const end = now[p.end] as number
      if (sought > end) {
        isOver = !nextHour()
        continue
      }
      const start = now[p.from] as number
      const to = now[p.to] as number
      const passed = now[p.passed] as number
      while (!isOver && known < count && sought <= end) {
        const at = Math.min(to - 1, start + Math.floor(((sought - passed) / (end - passed)) * (to - start)))
        if (place === atOnce) drawGaps()
        sought += gaps[place++] as number
        into[from + known++] = at
        isOver = at >= until
      }
    }
    now[p.sought] = sought
    return known
  }
}

/**
 * One gap after another, each of its own name. On a day of a shock time passes so many times as fast, so that the same cases come earlier.
 *
 * @source Gerhardt, Nelson: Transforming Renewal Processes for Simulation of Nonstationary Arrival Processes (INFORMS Journal on Computing 21, 2009)
 */
function renewed(gaps: TimeDistribution, key: Key, { days, until, timesOn }: ArrivalTimes): Arrivals {
  const quantile = quantileOf(distributionOf(gaps))
  let drawn = 0
  const drawGap = () => quantile(draw(key, gap, ++drawn))
  // Not rounded one by one: that would add up.
  let sought = drawGap()
  let day = -1
  let factor = 1
  let [start, end] = [0, 0]
  // How far gaps had added up when the day began, and will have when it ends.
  let [passed, passedAtEnd] = [0, 0]

  /** Goes on to the next day; false where nobody asks for it. */
  const nextDay = (): boolean => {
    if (days.start(day + 1) >= until) return false
    day++
    start = days.start(day)
    end = days.start(day + 1)
    factor = timesOn?.(days.date(day)) ?? 1
    passed = passedAtEnd
    passedAtEnd += factor * (end - start)
    return true
  }

  return (into, from, count) => {
    let known = 0
    while (known < count && sought < Number.POSITIVE_INFINITY) {
      if (sought >= passedAtEnd) {
        if (!nextDay()) break
        continue
      }
      into[from + known++] = Math.min(end - 1, start + Math.floor((sought - passed) / factor))
      sought += drawGap()
    }
    return known
  }
}

/** How many cases of a source are expected to arrive from one instant up to another; where they come by gaps, about as many. Pure. */
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
  if ('gaps' in arrivals) {
    const passedAt = (instant: number) => {
      let passed = 0
      for (let day = 0; days.start(day) < instant; day++)
        passed += (timesOn?.(days.date(day)) ?? 1) * (Math.min(days.start(day + 1), instant) - days.start(day))
      return passed
    }
    return gapCount(arrivals.gaps, passedAt(to)) - gapCount(arrivals.gaps, passedAt(from))
  }
  const weights = hourWeights(arrivals.byHour)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (total === 0) return 0
  let expected = 0
  for (let day = 0; days.start(day) < to; day++) {
    const [dayStart, dayEnd] = [days.start(day), days.start(day + 1)]
    const perHour = (arrivals.perDay * usualOn(arrivals, days, day) * (timesOn?.(days.date(day)) ?? 1)) / total
    for (let hour = 0; dayStart + hour * hourMs < dayEnd; hour++) {
      const [start, end] = [dayStart + hour * hourMs, Math.min(dayStart + (hour + 1) * hourMs, dayEnd)]
      const length = Math.min(end, to) - Math.max(start, from)
      if (length > 0) expected += (perHour * (weights[hour % 24] as number) * length) / hourMs
    }
  }
  return expected
}
