import type { Duration } from './duration.js'
import type { Explanation } from './explain.js'
import type { PlainDate } from './plain-date.js'

/** An instant computed from a calendar: epoch ms, and whether a needed date lies outside the published coverage. */
export interface Due {
  readonly at: number
  readonly provisional: boolean
}

/**
 * Legal day counting over one edition 工作日历. Has the shape of the port `WorkingCalendar` of `@convoke/core`.
 *
 * Pure. Instants are epoch ms; dates are read in `zone`; every returned end is exclusive (`t < at` is in time).
 */
export interface Calendar {
  readonly edition: string
  readonly zone: string
  readonly coverage: { readonly from: PlainDate; readonly to: PlainDate }
  /**
   * The instant at which a period that starts at `from` has run out. In day units the start day is not counted and the
   * last day ends at 24:00 or at close of business; in hours and minutes the period runs from `from`.
   * A calendar-day period that ends beyond the coverage is `provisional`, because its last day may yet become a holiday.
   * Throws `calendar/outside-coverage` for other dates it cannot know, `calendar/bad-duration`, `calendar/bad-instant`.
   */
  add(from: number, duration: Duration): Due
  /**
   * The latest start whose period has run out by `due`: `add(t).at <= due` exactly when `t <= before(due).at`. For
   * reminders: one before a `due` beyond the coverage is `provisional`, like that date itself.
   */
  before(due: number, duration: Duration): Due
  /**
   * `due` moved by a further period, counted from the day that `due` closed: a 5-day and a 3-day period make one of 8.
   * From a `due` beyond the coverage it is `provisional` in every unit.
   */
  extend(due: number, duration: Duration): Due
  /**
   * What is left of a period at `at`: whole days (the day of `at` is used up) in day units, ms in hours and minutes; `null`
   * from `due` on. 0 means: today is the last day.
   */
  remaining(at: number, due: number, duration: Duration): number | null
  /** The due instant of a period of which `left` remained, resumed at `at`; always later than `at` in day units. */
  resume(at: number, left: number, duration: Duration): Due
  /** Throws `calendar/outside-coverage` for a date without published holidays, unless provisional answers are allowed. */
  isWorkingDay(date: PlainDate): boolean
  localDate(at: number): PlainDate
  /** The first instant after `date`, exclusive end of that day. */
  endOf(date: PlainDate): number
  /** The arithmetic of {@link Calendar.add}, day by day, with a sentence in Chinese and English. */
  explain(from: number, duration: Duration): Explanation
  /** The same zone on other days and hours: `office` (this edition), `duty` (never closes), or one of the edition's own. */
  desk(name: string): Calendar
}
