// How long deadlines run, on scales of their own: working days are counted in working days, hours in hours. What is not
// counted on a scale has a shortest and a longest length there, where anybody can say.
import type { CompiledDeadline, Duration, Rung } from '@convoke/core'
import { atMost, type Bound, unbounded } from './zone.js'

/** The minutes of a day; a day on any scale has as many. */
export const day = 1_440
/** The shortest and the longest day there is, where clocks are put forward and back. */
const shortDay = 1_380
const longDay = 1_500

/** How far an instant lies after another, at least and at most, on one scale. */
export interface Length {
  readonly least: number
  /** Whether it is longer than that in any case. */
  readonly isLonger: boolean
  readonly most: Bound
  /** Whether it ends with a day of the scale, so that two of them lie whole days apart. */
  readonly isWhole: boolean
}

/** On what something is counted. Deadlines of one scale are compared exactly, others by their shortest and longest length. */
export interface Scale {
  readonly name: string
  readonly kind: 'real' | 'working-hour' | 'working-day' | 'calendar-day' | 'every-day'
  /** Whether an earlier instant is earlier on the scale, and not only not later: nights and holidays count nothing on some. */
  readonly isStrict: boolean
}

/** The scale of a calendar on which every day works, around the clock: everything has one length on it. */
export const everyDayScale: Scale = { name: 'every-day', kind: 'every-day', isStrict: true }

const isRolled = ({ unit, rollover }: Duration): boolean => unit === 'calendar-day' && rollover !== false

/** The scale on which a period is counted. */
export function scaleOf({ unit, cutoff = 'midnight' }: Duration, desk = 'office'): Scale {
  if (unit === 'hour' || unit === 'minute') return { name: 'real', kind: 'real', isStrict: true }
  if (unit === 'working-hour') return { name: `working-hour ${desk}`, kind: unit, isStrict: false }
  if (unit === 'working-day') return { name: `working-day ${desk} ${cutoff}`, kind: unit, isStrict: false }
  return { name: `calendar-day ${cutoff}`, kind: unit, isStrict: true }
}

export function isInDays({ unit }: Duration): boolean {
  return unit === 'working-day' || unit === 'calendar-day'
}

function minutesOf({ n, unit }: Duration): number {
  return unit === 'minute' ? n : n * 60
}

/** How long a period runs on a scale, from wherever it starts. */
export function lengthOn(scale: Scale, period: Duration, desk: string | undefined): Length {
  const { n, cutoff = 'midnight' } = period
  const own = scaleOf(period, desk)
  const from = (least: number, most: number, isWhole = false, isLonger = false): Length => ({
    least: Math.max(0, Math.floor(least)),
    isLonger,
    most: most === Number.POSITIVE_INFINITY ? unbounded : atMost(Math.ceil(most)),
    isWhole,
  })
  const never = Number.POSITIVE_INFINITY
  if (own.name === scale.name) {
    if (own.kind === 'real' || own.kind === 'working-hour') return from(minutesOf(period), minutesOf(period))
    // Who starts while no working day runs has as much less of one; calendar days leave no such time.
    return from(n * day, isRolled(period) ? never : (n + 1) * day, true, own.kind === 'calendar-day')
  }
  /** Whole days, the first of which may be cut short by the close of business. */
  const fullDays = cutoff === 'midnight' ? n : n - 1
  switch (scale.kind) {
    case 'every-day':
      return isInDays(period) ? from(n * day, (n + 1) * day, true, true) : from(minutesOf(period), minutesOf(period))
    case 'real':
      if (own.kind === 'working-hour') return from(minutesOf(period), never)
      return from(fullDays * day - 60, own.kind === 'calendar-day' && !isRolled(period) ? (n + 1) * day + 60 : never)
    case 'working-hour':
      return from(0, own.kind === 'real' ? minutesOf(period) : never)
    case 'calendar-day':
      if (own.kind === 'real') return from((minutesOf(period) * day) / longDay, (minutesOf(period) * day) / shortDay)
      if (own.kind === 'working-hour') return from((minutesOf(period) * day) / longDay, never)
      if (own.kind === 'working-day')
        return from(fullDays * day, never, cutoff === 'midnight' && scale.name.endsWith('midnight'))
      return from((n - 1) * day, isRolled(period) ? never : (n + 2) * day)
    case 'working-day':
      if (own.kind === 'real') return from(0, (minutesOf(period) * day) / shortDay)
      if (own.kind === 'calendar-day') return from(0, (n + 2) * day)
      return from(0, never)
  }
}

/** A length of which nothing is known. */
export const anyLength: Length = { least: 0, isLonger: false, most: unbounded, isWhole: false }

/** How far a rung lies from the due instant, or from the start, where that is known on a scale. */
export function rungLength(
  scale: Scale,
  rung: Rung | undefined,
  period: Duration | undefined,
  desk: string | undefined,
): { readonly of: 'start' | 'due'; readonly least: number; readonly most: number } | undefined {
  if (rung === undefined || period === undefined) return undefined
  const isEveryDay = scale.kind === 'every-day'
  const isOwn = (other: Duration) => isEveryDay || scaleOf(other, desk).name === scale.name
  if (rung.fraction !== undefined) {
    if ((scale.kind !== 'real' && !isEveryDay) || !isOwn(period) || isInDays(period)) return undefined
    const [part, whole] = rung.fraction
    const minutes = (minutesOf(period) * part) / whole
    return { of: 'start', least: Math.floor(minutes), most: Math.ceil(minutes) }
  }
  const by = rung.before ?? rung.after
  if (by === undefined || !isOwn(by) || !isOwn(period)) return undefined
  if (!isEveryDay && (isRolled(by) || isRolled(period))) return undefined
  const minutes = isInDays(by) ? by.n * day : minutesOf(by)
  // A reminder comes a moment before the day that it is counted from.
  return rung.after === undefined
    ? { of: 'due', least: -minutes - 1, most: -minutes }
    : { of: 'due', least: minutes, most: minutes }
}

/** Whether a deadline runs as long as its period says from its start: nothing of the case has a say in its date. */
export function isPlain({ due, extended }: CompiledDeadline): boolean {
  return due === undefined && extended === undefined
}

/** Whether of two periods that start at once, or one after the other, the first never ends later. */
export function endsNoLater(one: Duration, other: Duration): boolean {
  const isAlike = one.unit === other.unit && one.cutoff === other.cutoff && isRolled(one) === isRolled(other)
  return isAlike && one.n <= other.n
}
