// When people work, as a log shows it.
import type { Hours } from '../run/shifts.js'
import { usualHours } from '../scenario/calendar.js'

/** An hour of the week in which somebody is taken to work. Plain JSON. */
export interface WorkingCalendarFound {
  /** Whose; empty for everybody together. */
  readonly resource: string
  readonly events: number
  /** By day from Monday, which hours of the day, from 0. */
  readonly week: readonly (readonly number[])[]
  /** Share of the days with anything in them on which something was done in each of these hours, at least. */
  readonly confidence: number
  /** Share of all events that lie in these hours. */
  readonly support: number
}

/** Something that somebody did. */
export interface Doing {
  readonly at: number
  readonly by: string
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** Share of events that the hours should hold, if any confidence gives it. Ours. */
const wantedSupport = 0.95

/** Day of the week from Monday, and hour, of a wall clock that is told as UTC. */
const slotOf = (at: number): readonly [day: number, hour: number] => [
  (Math.floor(at / dayMs) + 3) % 7,
  Math.floor(at / hourMs) % 24,
]

/**
 * The hours of the week in which somebody works: those that hold an event on the largest share of days that still leaves few events
 * outside. Times are wall clocks told as UTC.
 *
 * @source Estrada-Torres, Camargo, Dumas, García-Bañuelos, Mahdy, Yerokhin: Discovering business process simulation models in the
 * presence of multitasking and availability constraints (2021): confidence and support; the thresholds are ours
 */
export function hoursFound(resource: string, doings: readonly Doing[]): WorkingCalendarFound {
  const days = new Map<number, Set<number>>()
  const slots = new Map<number, Set<number>>()
  const counts = new Map<number, number>()
  for (const { at } of doings) {
    const date = Math.floor(at / dayMs)
    const [day, hour] = slotOf(at)
    noted(days, day, date)
    noted(slots, day * 24 + hour, date)
    counts.set(day * 24 + hour, (counts.get(day * 24 + hour) ?? 0) + 1)
  }
  const confidenceOf = (slot: number) => (slots.get(slot)?.size ?? 0) / (days.get(Math.floor(slot / 24))?.size ?? 1)
  const held = (confidence: number) => [...slots.keys()].filter(slot => confidenceOf(slot) >= confidence)
  const supportOf = (list: readonly number[]) =>
    doings.length === 0 ? 0 : list.reduce((sum, slot) => sum + (counts.get(slot) ?? 0), 0) / doings.length
  let confidence = 0.5
  while (confidence > 0.05 && supportOf(held(confidence)) < wantedSupport) confidence -= 0.05
  const chosen = held(confidence).sort((a, b) => a - b)
  return {
    ...{ resource, events: doings.length, confidence: Math.round(100 * confidence) / 100, support: supportOf(chosen) },
    week: Array.from({ length: 7 }, (_, day) =>
      chosen.filter(slot => Math.floor(slot / 24) === day).map(slot => slot % 24),
    ),
  }
}

function noted(into: Map<number, Set<number>>, key: number, value: number): void {
  const known = into.get(key)
  if (known === undefined) into.set(key, new Set([value]))
  else known.add(value)
}

/** The working hours of everybody, as a scenario has them. Plain JSON. */
export interface OfficeHours {
  readonly hours: Hours
  /** Whether Saturdays and Sundays are worked as well. */
  readonly isEveryDay: boolean
  /** Share of events on days that are worked, in these hours. */
  readonly support: number
}

/**
 * One set of hours for all days that are worked: what a scenario can say. Those that are given, or the usual ones where hardly anything
 * lies outside them and whole hours would be no fewer; otherwise the busiest whole hours.
 */
export function officeHours(doings: readonly Doing[], given?: Hours | undefined): OfficeHours {
  const weekend = doings.filter(({ at }) => slotOf(at)[0] >= 5)
  // Two days of seven: with a quarter of their part and more they are worked.
  const isEveryDay = weekend.length > (doings.length * 2) / 7 / 4
  const counted = isEveryDay ? doings : doings.filter(({ at }) => slotOf(at)[0] < 5)
  const byHour = new Array(24).fill(0) as number[]
  for (const { at } of counted) {
    const hour = slotOf(at)[1]
    byHour[hour] = (byHour[hour] as number) + 1
  }
  // The busiest hours that hold nearly all.
  const order = byHour.map((count, hour) => ({ count, hour })).sort((a, b) => b.count - a.count || a.hour - b.hour)
  const on = new Set<number>()
  let held = 0
  for (const { count, hour } of order) {
    if (held >= 0.97 * counted.length) break
    on.add(hour)
    held += count
  }
  const hours: [string, string][] = []
  const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`
  for (let hour = 0; hour < 24; hour++) {
    if (!on.has(hour)) continue
    const last = hours.at(-1)
    if (last !== undefined && last[1] === clock(hour)) last[1] = clock(hour + 1)
    else hours.push([clock(hour), clock(hour + 1)])
  }
  const supportOf = (some: Hours) =>
    doings.length === 0 ? 0 : counted.filter(({ at }) => isWithin(some, at)).length / doings.length
  if (given !== undefined) return { hours: given, isEveryDay, support: supportOf(given) }
  const found = { hours, isEveryDay, support: doings.length === 0 ? 0 : held / doings.length }
  const isUsual =
    !isEveryDay && minutesOf(hours) >= minutesOf(usualHours) && supportOf(usualHours) >= found.support - 0.01
  if (isUsual) return { ...found, hours: usualHours, support: supportOf(usualHours) }
  return hours.length === 0 ? { ...found, hours: [['00:00', '24:00']] } : found
}

const minuteOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))

/** How long the hours of a day are, minutes. */
export const minutesOf = (hours: Hours): number =>
  hours.reduce((sum, [from, to]) => sum + minuteOf(to) - minuteOf(from), 0)

function isWithin(hours: Hours, at: number): boolean {
  const minute = Math.floor(at / 60_000) % (24 * 60)
  return hours.some(([from, to]) => minuteOf(from) <= minute && minute < minuteOf(to))
}
