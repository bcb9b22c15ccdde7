import type { DayTable } from './day-table.js'
import { DAY_MS, type DayNumber } from './plain-date.js'
import type { Zone } from './zone.js'

/** Arithmetic on the time during which an office is open. Amounts are ms of elapsed time, so a clock change inside a block counts as it was lived. */
export interface WorkingHours {
  /** The earliest instant by which `amount` has been worked since `from`. */
  after(from: number, amount: number): number
  /** The latest instant since which `amount` has been worked by `due`. */
  before(due: number, amount: number): number
  /** Time worked from `from` to `to`; 0 when `to` is not later. */
  between(from: number, to: number): number
  /** When the office closes for the day; `undefined` on a day without hours. */
  closeOf(day: DayNumber): number | undefined
  /** Opening and closing instants of a day. */
  spansOf(day: DayNumber): readonly (readonly [opens: number, closes: number])[]
}

export const workingHours = (table: DayTable, zone: Zone): WorkingHours => {
  const spansOf = (day: DayNumber): readonly (readonly [number, number])[] =>
    table
      .blocksOf(day)
      .map(
        ({ opens, closes }) =>
          [
            zone.firstInstant(day * DAY_MS + opens * 60_000),
            zone.firstInstant(day * DAY_MS + closes * 60_000),
          ] as const,
      )

  return {
    spansOf,
    closeOf: day => spansOf(day).at(-1)?.[1],
    after: (from, amount) => {
      let left = amount
      if (left <= 0) return from
      for (let day = zone.dayAt(from); ; day = table.nth(table.upTo(day) + 1)) {
        for (const [opens, closes] of spansOf(day)) {
          const start = Math.max(opens, from)
          if (closes <= start) continue
          if (closes - start >= left) return start + left
          left -= closes - start
        }
      }
    },
    before: (due, amount) => {
      let left = amount
      for (let day = zone.dayAt(due); ; day = table.nth(table.upTo(day - 1))) {
        for (const [opens, closes] of spansOf(day).toReversed()) {
          const end = Math.min(closes, due)
          if (end <= opens) continue
          if (end - opens >= left) return end - left
          left -= end - opens
        }
      }
    },
    between: (from, to) => {
      let worked = 0
      const last = zone.dayAt(to)
      for (let day = zone.dayAt(from); day <= last; day = table.nth(table.upTo(day) + 1)) {
        for (const [opens, closes] of spansOf(day)) worked += Math.max(0, Math.min(closes, to) - Math.max(opens, from))
      }
      return worked
    },
  }
}
