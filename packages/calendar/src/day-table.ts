import { type Block, type Desk, type Edition, hoursOn, toBlocks, WEEKDAYS } from './edition.js'
import { type DayNumber, dayNumber, weekdayOf } from './plain-date.js'

/** What a date is: worked as usual, worked as a make-up day 调休上班, rest of the week 周休息日, or a named day off 放假. */
export type DayKind = 'working' | 'make-up' | 'weekend' | 'holiday'

/**
 * An edition compiled for counting: working days have running numbers, so that the n-th working day after a date is a
 * look-up, not a walk. Outside the coverage the weekly pattern alone decides (the caller must say so: `provisional`).
 */
export interface DayTable {
  readonly edition: Edition
  readonly kindOf: (day: DayNumber) => DayKind
  readonly works: (day: DayNumber) => boolean
  /** Hours of the day in the order of the clock; none on a day that does not work. */
  readonly blocksOf: (day: DayNumber) => readonly Block[]
  /** Running number of the last working day on or before `day`. Zero is before the coverage; numbers may be negative. */
  readonly upTo: (day: DayNumber) => number
  /** The working day with this running number. `upTo(nth(k)) === k`. */
  readonly nth: (k: number) => DayNumber
  /** The first date between two dates (both inclusive) without published holidays; `undefined` when all are covered. */
  readonly uncovered: (from: DayNumber, to: DayNumber) => DayNumber | undefined
  readonly note: (day: DayNumber) => { readonly name?: string; readonly nameEn?: string } & Citation
}

/** What a day or a rule refers to, in the language of its country and in English where the edition has it so. */
export interface Citation {
  readonly source?: string
  readonly sourceEn?: string
}

/** What stands behind a key of `sources`; empty where nothing does. */
export const citationOf = ({ sources, sourcesEn }: Edition, key: string): Citation => {
  const [source, sourceEn] = [sources?.[key], sourcesEn?.[key]]
  return { ...(source && { source }), ...(source && sourceEn && { sourceEn }) }
}

/** Compiles a checked edition, or one desk of it. */
export const compileDays = (edition: Edition, desk: Desk = edition): DayTable => {
  const first = dayNumber(edition.coverage.from)
  const last = dayNumber(edition.coverage.to)
  const ignoresHolidays = desk.ignoresHolidays === true
  const off = new Map((ignoresHolidays ? [] : edition.daysOff).map(day => [dayNumber(day.date), day]))
  const extra = new Map(
    (ignoresHolidays ? [] : (edition.extraWorkingDays ?? [])).map(day => [dayNumber(day.date), day]),
  )

  const week = WEEKDAYS.map(day => toBlocks(hoursOn(desk.hours, day, desk.workingWeek)))
  const weekWorks = WEEKDAYS.map(day => desk.workingWeek.includes(day))
  const firstWorkingWeekday = weekWorks.indexOf(true)
  const makeUp =
    edition.makeUpHours && desk === edition ? toBlocks(edition.makeUpHours) : (week[firstWorkingWeekday] ?? [])
  const extraBlocks = new Map([...extra].map(([day, { hours }]) => [day, hours ? toBlocks(hours) : undefined]))

  const kindOf = (day: DayNumber): DayKind => {
    if (off.has(day)) return 'holiday'
    if (weekWorks[weekdayOf(day)]) return 'working'
    return extra.has(day) ? 'make-up' : 'weekend'
  }
  const works = (day: DayNumber): boolean => {
    const kind = kindOf(day)
    return kind === 'working' || kind === 'make-up'
  }

  const weekly = weeklyCount(weekWorks)
  const count = new Int32Array(last - first + 1)
  const workingDays: DayNumber[] = []
  for (let day = first; day <= last; day++) {
    if (works(day)) workingDays.push(day)
    count[day - first] = workingDays.length
  }
  const total = workingDays.length

  return {
    edition,
    kindOf,
    works,
    blocksOf: day =>
      works(day) ? (extraBlocks.get(day) ?? (weekWorks[weekdayOf(day)] ? week[weekdayOf(day)] : makeUp) ?? []) : [],
    upTo: day => {
      if (day < first) return weekly.upTo(day) - weekly.upTo(first - 1)
      return day > last ? total + weekly.upTo(day) - weekly.upTo(last) : (count[day - first] ?? 0)
    },
    nth: k => {
      if (k <= 0) return weekly.nth(weekly.upTo(first - 1) + k)
      return workingDays[k - 1] ?? weekly.nth(weekly.upTo(last) + k - total)
    },
    uncovered: (from, to) => {
      if (ignoresHolidays || from > to) return undefined
      if (from < first) return from
      return to > last ? Math.max(from, last + 1) : undefined
    },
    note: day => {
      const { name, nameEn, source } = off.get(day) ?? extra.get(day) ?? {}
      const restSource = kindOf(day) === 'weekend' && !ignoresHolidays ? edition.basis?.weeklyRest : undefined
      return { ...(name && { name }), ...(nameEn && { nameEn }), ...citationOf(edition, source ?? restSource ?? '') }
    },
  }
}

/** The same numbering for a bare week without holidays, in closed form. */
const weeklyCount = (weekWorks: readonly boolean[]) => {
  const positions = weekWorks.flatMap((works, i) => (works ? [i] : []))
  const perWeek = positions.length
  const within = weekWorks.map((_, i) => positions.filter(position => position <= i).length)
  return {
    upTo: (day: DayNumber) => Math.floor((day + 3) / 7) * perWeek + (within[weekdayOf(day)] ?? 0),
    nth: (k: number): DayNumber => {
      const weeks = Math.floor((k - 1) / perWeek)
      return weeks * 7 + (positions[k - 1 - weeks * perWeek] ?? 0) - 3
    },
  }
}
