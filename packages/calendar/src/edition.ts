import type { PlainDate } from './plain-date.js'

/** A day of the week, by the first three letters of its English name. */
export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun'

export const WEEKDAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/** Opening and closing time on the wall clock, `HH:MM`; the closing time is exclusive and may be `24:00`. */
export type HoursBlock = readonly [opens: string, closes: string]

/** Working hours 工作时间: the same blocks on every working weekday, or blocks by weekday. */
export type WeeklyHours = readonly HoursBlock[] | { readonly [day in Weekday]?: readonly HoursBlock[] }

/** A day of rest named by a notice. A weekend day inside a holiday may be listed too: it then carries the name. */
export interface DayOff {
  readonly date: PlainDate
  /** Name in the country's own language. */
  readonly name: string
  readonly nameEn?: string | undefined
  /** A key of {@link Edition.sources}. */
  readonly source?: string | undefined
}

/** A make-up working day 调休上班日: a weekend day that a notice turns into a working day. */
export interface ExtraWorkingDay {
  readonly date: PlainDate
  readonly name?: string | undefined
  readonly nameEn?: string | undefined
  readonly source?: string | undefined
  /** Hours of this day; default {@link Edition.makeUpHours}. */
  readonly hours?: readonly HoursBlock[] | undefined
}

/** A desk with its own week: the same zone and the same coverage on other days and hours. */
export interface Desk {
  readonly workingWeek: readonly Weekday[]
  readonly hours: WeeklyHours
  /** Holidays and make-up days do not concern this desk. Then no date lies outside its coverage. Default false. */
  readonly ignoresHolidays?: boolean | undefined
}

/**
 * A dated table from which days are counted 工作日历版本: holidays, make-up working days, the working week and its
 * hours, for one zone and one stretch of dates.
 *
 * Plain JSON; every list may be in any order. Change the `id` whenever anything else changes: it is stamped into the
 * entries that were decided under it.
 */
export interface Edition {
  readonly id: string
  /** IANA zone, such as `Europe/Berlin`. */
  readonly zone: string
  /** First and last date for which the lists below are complete, both inclusive. */
  readonly coverage: { readonly from: PlainDate; readonly to: PlainDate }
  /** Weekdays that are working days unless a list says otherwise. */
  readonly workingWeek: readonly Weekday[]
  readonly hours: WeeklyHours
  /** Hours of a make-up day; default: those of the first weekday of the working week, counted from Monday. */
  readonly makeUpHours?: readonly HoursBlock[] | undefined
  readonly daysOff: readonly DayOff[]
  readonly extraWorkingDays?: readonly ExtraWorkingDay[] | undefined
  /** Citations by key: what days and rules below refer to. */
  readonly sources?: { readonly [key: string]: string } | undefined
  /** The same citations in English, by the same keys, for readers of English explanations. */
  readonly sourcesEn?: { readonly [key: string]: string } | undefined
  /** The rules of counting, as keys of `sources`; shown by `explain`. */
  readonly basis?:
    | {
        readonly startDay?: string | undefined
        readonly weeklyRest?: string | undefined
        readonly rollover?: string | undefined
      }
    | undefined
  /** Further desks by name. `duty` (every day, 00:00 to 24:00) exists unless it is redefined here. */
  readonly desks?: { readonly [name: string]: Desk } | undefined
}

/** A block in minutes from midnight on the wall clock. */
export interface Block {
  readonly opens: number
  readonly closes: number
}

const clock = /^([01]\d|2[0-4]):([0-5]\d)$/

/** Minutes from midnight of `HH:MM`, at most 24:00; `undefined` when it is not a time. */
export const parseClock = (time: unknown): number | undefined => {
  const parts = typeof time === 'string' ? clock.exec(time) : null
  if (!parts) return undefined
  const minutes = Number(parts[1]) * 60 + Number(parts[2])
  return minutes <= 1440 ? minutes : undefined
}

/** Blocks in the order of the clock. Expects checked input. */
export const toBlocks = (hours: readonly HoursBlock[]): readonly Block[] =>
  hours
    .map(([opens, closes]) => ({ opens: parseClock(opens) ?? 0, closes: parseClock(closes) ?? 0 }))
    .sort((a, b) => a.opens - b.opens)

const isSameEveryDay = (hours: WeeklyHours): hours is readonly HoursBlock[] => Array.isArray(hours)

/** The blocks written for a weekday. */
export const hoursOn = (hours: WeeklyHours, day: Weekday, workingWeek: readonly Weekday[]): readonly HoursBlock[] =>
  isSameEveryDay(hours) ? (workingWeek.includes(day) ? hours : []) : (hours[day] ?? [])
