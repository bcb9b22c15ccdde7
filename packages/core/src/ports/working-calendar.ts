/** A calendar date in the calendar's own zone, `YYYY-MM-DD`. Never parsed by `Date`. */
export type PlainDate = string

/** How a period is counted: working day 工作日, calendar day 日, working hour 工作时, hour 小时, minute 分钟. */
export type DurationUnit = 'working-day' | 'calendar-day' | 'working-hour' | 'hour' | 'minute'

/**
 * A period as a rule states it, before any calendar is applied.
 *
 * `n` is a whole number of `unit`s, at least 1. In day units the start day is not counted; in hours and minutes the period runs
 * from the stated moment. Plain JSON.
 *
 * @source Civil Code 201 (start), 203 (end), docs/reference/sources.md#civil-code
 */
export interface Duration {
  readonly n: number
  readonly unit: DurationUnit
  /** Calendar days only: a last day that is a holiday moves to the next working day. Default true. */
  readonly rollover?: boolean | undefined
  /** Day units only: the last day ends at 24:00 (default) or when the office closes. */
  readonly cutoff?: 'midnight' | 'close-of-business' | undefined
}

/** An instant computed from a calendar: epoch ms, and whether a needed date lies outside the published coverage. */
export interface Due {
  readonly at: number
  readonly provisional: boolean
}

/** One day (or one block of hours) of an {@link Explanation}. */
export interface ExplainedDay {
  readonly date: PlainDate
  /**
   * The running count after this day, in the duration's unit; null where the day does not count. May be a fraction for
   * hours and minutes, which a day holds only a part of.
   */
  readonly counted: number | null
  readonly kind: 'start' | 'working' | 'make-up' | 'weekend' | 'holiday' | 'calendar' | 'rolled-over' | 'hours'
  /** Name of the holiday, in the language of its country, where there is one. */
  readonly name?: string | undefined
  readonly nameEn?: string | undefined
  /** The notice that makes this day what it is, as it is cited in its country. */
  readonly source?: string | undefined
  readonly sourceEn?: string | undefined
}

/** The arithmetic of one due instant, day by day. Plain JSON. */
export interface Explanation {
  readonly edition: string
  readonly from: number
  readonly due: number
  readonly provisional: boolean
  readonly duration: Duration
  readonly days: readonly ExplainedDay[]
  readonly sentence: { readonly 'zh-CN': string; readonly en: string }
}

/**
 * Legal day counting over one dated edition of a calendar 工作日历. Implemented by `@convoke/calendar`; structural, so
 * a host may bring its own. All methods are pure; instants are epoch ms; dates are read in {@link WorkingCalendar.zone}.
 *
 * Every returned end is exclusive: `t < at` is in time, `t = at` is late.
 * Dates outside coverage: an error with code `calendar/outside-coverage`, or `provisional: true` where the calendar can
 * count without them (a calendar-day period but for the roll-over of its last day) or was built to allow it. Never a
 * silent guess. Which of the two must not change the instant, because a journal is replayed by the edition alone.
 */
export interface WorkingCalendar {
  /** Identity of the edition, stamped into every entry that was decided under it. */
  readonly edition: string
  /** IANA zone, such as `Asia/Shanghai`. */
  readonly zone: string
  /** First and last date with published holidays, both inclusive. */
  readonly coverage: { readonly from: PlainDate; readonly to: PlainDate }
  /** The instant at which a period that starts at `from` has run out. */
  add(from: number, duration: Duration): Due
  /** The instant one period before `due`: the latest start that would have run out by then. For reminders. */
  before(due: number, duration: Duration): Due
  /** `due` moved by a further period, counted from the day `due` closed. */
  extend(due: number, duration: Duration): Due
  /**
   * What is left of a period at `at`, for suspension; `null` when nothing is. Opaque: a number for `resume`, its
   * inverse, with the same duration. `@convoke/calendar` gives whole days in day units and ms otherwise.
   */
  remaining(at: number, due: number, duration: Duration): number | null
  /** The due instant of a period of which `left` (from {@link WorkingCalendar.remaining}) remained, resumed at `at`. */
  resume(at: number, left: number, duration: Duration): Due
  isWorkingDay(date: PlainDate): boolean
  localDate(at: number): PlainDate
  /** The first instant after `date`, exclusive end of that day. */
  endOf(date: PlainDate): number
  explain(from: number, duration: Duration): Explanation
  /** The same zone on other hours, such as a duty desk that never closes (`duty`). Throws `calendar/unknown-desk`. */
  desk(name: string): WorkingCalendar
}
