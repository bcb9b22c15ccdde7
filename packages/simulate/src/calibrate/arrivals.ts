import type { WorkingCalendar } from '@convoke/core'
import gammainc from '@stdlib/math-base-special-gammainc'
import type { Parameter } from './fit/maximum-likelihood.js'
import { rateInterval } from './fit/shares.js'
import type { Window } from './log/event-log.js'

/** How cases arrive, as a log shows it. Plain JSON. */
export interface FittedArrivals {
  readonly cases: number
  /** Mean number on a working day, and on a day of rest; null where there was no such day. */
  readonly perDay: Parameter
  readonly perRestDay: Parameter | null
  /** By hour from 0, per working day and per day of rest: how many on average. */
  readonly byHour: readonly { readonly hour: number; readonly working: Parameter; readonly rest: Parameter | null }[]
  /** Whether daily numbers vary as chance alone makes them (Poisson). */
  readonly dispersion: {
    /** Variance over mean of daily numbers on working days: 1 for Poisson. */
    readonly index: number
    readonly days: number
    /** How likely as much variation is by chance. */
    readonly p: number
    readonly isOver: boolean
  }
}

/**
 * Arrival rates by kind of day and hour, over how many such days the log holds, with a test of whether days vary more than chance.
 *
 * @source Fisher's index of dispersion; exact intervals of a Poisson rate: Garwood (1936)
 */
export function fitArrivals(arrivals: readonly number[], calendar: WorkingCalendar, window: Window): FittedArrivals {
  const days = new Map<string, { readonly isWorking: boolean; count: number }>()
  for (let at = window.from; at < window.to; ) {
    const date = calendar.localDate(at)
    days.set(date, { isWorking: calendar.isWorkingDay(date), count: 0 })
    at = calendar.endOf(date)
  }
  const hours = Array.from({ length: 24 }, () => ({ working: 0, rest: 0 }))
  for (const at of arrivals) {
    const date = calendar.localDate(at)
    const day = days.get(date)
    if (day === undefined) continue
    day.count++
    // Counted from its end: days have 24 hours on every calendar that is simulated.
    const hour = hours[Math.min(23, Math.max(0, 23 - Math.floor((calendar.endOf(date) - at - 1) / 3_600_000)))]
    if (hour !== undefined) hour[day.isWorking ? 'working' : 'rest']++
  }
  const all = [...days.values()]
  const working = all.filter(({ isWorking }) => isWorking)
  const rest = all.filter(({ isWorking }) => !isWorking)
  const sum = (list: readonly { readonly count: number }[]) => list.reduce((total, { count }) => total + count, 0)
  const mean = sum(working) / Math.max(1, working.length)
  // The first and the last day may be no whole days.
  const whole = working.slice(1, -1)
  const wholeMean = sum(whole) / Math.max(1, whole.length)
  const squares = whole.reduce((total, { count }) => total + (count - wholeMean) * (count - wholeMean), 0)
  const free = whole.length - 1
  const statistic = wholeMean > 0 ? squares / wholeMean : 0
  const p = free > 0 && wholeMean > 0 ? gammainc(statistic / 2, free / 2, true, true) : 1
  const index = free > 0 && wholeMean > 0 ? statistic / free : 1
  return {
    cases: arrivals.length,
    perDay: { ...rateInterval(sum(working), working.length), estimate: mean },
    perRestDay: rest.length === 0 ? null : rateInterval(sum(rest), rest.length),
    byHour: hours.map((count, hour) => ({
      hour,
      working: rateInterval(count.working, working.length),
      rest: rest.length === 0 ? null : rateInterval(count.rest, rest.length),
    })),
    dispersion: { index, days: Math.max(0, whole.length), p, isOver: p < 0.01 && index > 1 },
  }
}

/** The same as a scenario says it. */
export function arrivalsText({ perDay, perRestDay, byHour }: FittedArrivals): {
  readonly perDay: number
  readonly restDays: number
  readonly byHour: Readonly<Record<string, number>>
} {
  const round = (value: number) => Number(value.toPrecision(5))
  const two = (hour: number) => String(hour).padStart(2, '0')
  const weights = byHour.flatMap(({ hour, working, rest }) => {
    const weight = working.estimate + (rest?.estimate ?? 0) / 2.5
    return weight === 0 ? [] : [[`${two(hour)}-${two(hour + 1)}`, round(weight)] as const]
  })
  return {
    perDay: round(perDay.estimate),
    restDays: perDay.estimate > 0 ? round((perRestDay?.estimate ?? 0) / perDay.estimate) : 0,
    byHour: Object.fromEntries(weights),
  }
}
