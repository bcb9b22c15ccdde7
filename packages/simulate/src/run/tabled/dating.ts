// What a move does to the dates of a case: some are kept, some are worked out anew from the moment, and seldom core is asked.
import {
  type DeadlineLadder,
  type DeadlineOrigin,
  type Duration,
  deadlineLadder,
  type WorkingCalendar,
} from '@convoke/core'
import { type Dates, type Layout, rungsFrom } from './dates.js'

type Start = Extract<DeadlineOrigin, { readonly from: -1 }>

/** A deadline that starts, whose dates follow from the moment. */
interface Starting {
  readonly ladder: DeadlineLadder
  /** Its dates, worked out last; then which rungs there are, by bits. */
  readonly dates: Float64Array
}

/** Where a move leads with these rungs, and how dates get there. */
export interface Arrival<To> {
  readonly to: To
  /** Of each deadline that starts, which rungs it has, by bits. */
  readonly present: Int32Array
  /** Stretches of the row that are kept: from where, to where, and how many numbers. */
  readonly kept: Int32Array
  /** Of each deadline that starts, where its numbers are written, and which of its ladder's rungs, by number. */
  readonly written: readonly { readonly place: number; readonly rungs: Int32Array }[]
  readonly width: number
}

/** How a move moves dates, learnt for each set of rungs that comes of it. */
export interface Dating<To> {
  readonly origins: readonly DeadlineOrigin[]
  /** Undefined where core has to be asked each time. */
  readonly starts: readonly Starting[] | undefined
  readonly arrivals: Arrival<To>[]
}

/** Ladders by declaration and period, made once for each policy. */
export type Ladders = (start: Start) => DeadlineLadder | undefined

export function laddersOf(calendar: WorkingCalendar): Ladders {
  const known = new Map<string, DeadlineLadder | undefined>()
  return ({ starts, within }) => {
    if (within === undefined) return undefined
    const key = `${starts.name} ${JSON.stringify(within satisfies Duration)}`
    if (!known.has(key)) known.set(key, deadlineLadder(starts, within, calendar))
    return known.get(key)
  }
}

export function datingOf<To>(origins: readonly DeadlineOrigin[], ladders: Ladders): Dating<To> {
  const starts: Starting[] = []
  for (const origin of origins) {
    if (!isStart(origin)) {
      if (origin.adjusts !== undefined) return { origins, starts: undefined, arrivals: [] }
      continue
    }
    const ladder = ladders(origin)
    if (ladder === undefined) return { origins, starts: undefined, arrivals: [] }
    starts.push({ ladder, dates: new Float64Array(ladder.rungs.length + 2) })
  }
  return { origins, starts, arrivals: [] }
}

/** Learns how dates come from one place to another; where core has to be asked each time there is nothing to learn. */
export function learnArrival<To>(dating: Dating<To>, from: Layout | undefined, layout: Layout, to: To): void {
  const { origins, starts, arrivals } = dating
  if (starts === undefined) return
  const kept: number[] = []
  const written: Arrival<To>['written'][number][] = []
  const present: number[] = []
  for (const [i, origin] of origins.entries()) {
    const place = layout.places[i] as number
    const names = layout.deadlines[i]?.rungs.map(({ rung }) => rung) ?? []
    if (!isStart(origin)) {
      const before = from?.places[origin.from] as number
      const length = rungsFrom + names.length
      const [lastFrom, lastTo, lastLength] = kept.slice(-3) as [number, number, number]
      if (kept.length > 0 && lastFrom + lastLength === before && lastTo + lastLength === place)
        kept[kept.length - 1] = lastLength + length
      else kept.push(before, place, length)
      continue
    }
    const { rungs } = (starts[written.length] as Starting).ladder
    const numbers = names.map(name => rungs.indexOf(name))
    present.push(numbers.reduce((bits, number) => bits | (1 << number), 0))
    written.push({ place, rungs: Int32Array.from(numbers) })
  }
  const arrival = { to, present: Int32Array.from(present), kept: Int32Array.from(kept), written, width: layout.width }
  arrivals.push(arrival)
}

/** Where a case comes to that moves at this moment, as far as that is known. Works out the dates of what starts. */
export function arrivalAt<To>({ starts, arrivals }: Dating<To>, at: number): Arrival<To> | undefined {
  if (starts === undefined) return undefined
  for (let i = 0; i < starts.length; i++) {
    const { ladder, dates } = starts[i] as Starting
    dates[dates.length - 1] = ladder.dates(at, dates)
  }
  for (let i = 0; i < arrivals.length; i++) {
    const arrival = arrivals[i] as Arrival<To>
    if (isWith(arrival, starts)) return arrival
  }
  return undefined
}

function isWith({ present }: Arrival<unknown>, starts: readonly Starting[]): boolean {
  for (let i = 0; i < starts.length; i++) {
    const { dates } = starts[i] as Starting
    if (dates[dates.length - 1] !== present[i]) return false
  }
  return true
}

/** Moves the dates of a case. Gives back the row it had, to be used again. */
export function arrive<To>(
  { starts = [] }: Dating<To>,
  { kept, written, width }: Arrival<To>,
  dates: Dates,
  at: number,
  spare: Float64Array,
): Float64Array {
  const before = dates.row
  const row = spare.length < width ? new Float64Array(Math.max(64, 2 * width)) : spare
  for (let i = 0; i < kept.length; i += 3) {
    const from = kept[i] as number
    const to = kept[i + 1] as number
    const length = kept[i + 2] as number
    for (let j = 0; j < length; j++) row[to + j] = before[from + j] as number
  }
  for (let i = 0; i < written.length; i++) {
    const { place, rungs } = written[i] as (typeof written)[number]
    const { ladder, dates: own } = starts[i] as Starting
    row[place] = at
    row[place + 1] = own[ladder.due] as number
    row[place + 2] = Number.NaN
    row[place + 3] = own[ladder.rungs.length] as number
    for (let j = 0; j < rungs.length; j++) row[place + rungsFrom + j] = own[rungs[j] as number] as number
  }
  dates.row = row
  return before
}

function isStart(origin: DeadlineOrigin): origin is Start {
  return origin.from < 0
}
