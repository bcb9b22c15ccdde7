import { CalendarError } from './calendar-error.js'
import { checkEdition } from './check-edition.js'
import { compileDays, type DayKind, type DayTable } from './day-table.js'
import type { Edition } from './edition.js'
import { type DayNumber, dayNumber, formatDate, type PlainDate } from './plain-date.js'

/** What one edition says about one date. */
export interface DayNature {
  readonly kind: DayKind
  readonly name?: string | undefined
  /** Opening hours on the wall clock, such as `09:00-12:00`; empty on a day that does not work. */
  readonly hours: readonly string[]
  /** False: the date is outside the coverage, and the kind is only the weekly pattern. */
  readonly covered: boolean
}

/** A date that changed its nature between two editions. */
export interface EditionChange {
  readonly date: PlainDate
  readonly before: DayNature
  readonly after: DayNature
}

/**
 * The dates whose nature differs between two editions: those at which deadlines may move when the newer one is adopted.
 *
 * Looks at the dates covered by either edition, in order. A date that only one of them covers is compared with the
 * weekly pattern of the other: a plain Tuesday that becomes covered as a working day is no change. A holiday that only
 * changes its name is no change either. Both editions must be in one zone. Pure.
 *
 * @throws CalendarError `calendar/zone-mismatch`, `calendar/bad-edition`
 * @example
 * const older = chinaEdition()
 * const younger = { ...older, id: 'town-fair', daysOff: [...older.daysOff, { date: '2026-03-02', name: '庙会' }] }
 * diffEditions(older, younger).map(({ date, after }) => `${date} ${after.kind}`) // => ['2026-03-02 holiday']
 */
export const diffEditions = (before: Edition, after: Edition): readonly EditionChange[] => {
  checkEdition(before)
  checkEdition(after)
  if (before.zone !== after.zone)
    throw new CalendarError(
      'calendar/zone-mismatch',
      `${before.id} is in ${before.zone}, ${after.id} in ${after.zone}; a case keeps its zone, so compare editions of one.`,
      {
        before: before.zone,
        after: after.zone,
      },
    )
  const [old, young] = [compileDays(before), compileDays(after)]
  const first = Math.min(dayNumber(before.coverage.from), dayNumber(after.coverage.from))
  const last = Math.max(dayNumber(before.coverage.to), dayNumber(after.coverage.to))
  const changes: EditionChange[] = []
  for (let day = first; day <= last; day++) {
    const change = { date: formatDate(day), before: natureOf(old, day), after: natureOf(young, day) }
    if (change.before.kind !== change.after.kind || change.before.hours.join() !== change.after.hours.join())
      changes.push(change)
  }
  return changes
}

const natureOf = (table: DayTable, day: DayNumber): DayNature => {
  const { name } = table.note(day)
  return {
    kind: table.kindOf(day),
    ...(name && { name }),
    hours: table.blocksOf(day).map(({ opens, closes }) => `${clock(opens)}-${clock(closes)}`),
    covered: table.uncovered(day, day) === undefined,
  }
}

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
