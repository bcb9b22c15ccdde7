import { type Citation, citationOf, type DayTable } from './day-table.js'
import { clockUnitMs, type Duration, HOUR_MS } from './duration.js'
import { type DayNumber, formatDate, type PlainDate } from './plain-date.js'
import type { WorkingHours } from './working-hours.js'
import type { Zone } from './zone.js'

/** One day (or one block of hours) of an {@link Explanation}. */
export interface ExplainedDay {
  readonly date: PlainDate
  /** The running count after this day, in the duration's unit; null where the day does not count. Hours and minutes may be fractions. */
  readonly counted: number | null
  readonly kind: 'start' | 'working' | 'make-up' | 'weekend' | 'holiday' | 'calendar' | 'rolled-over' | 'hours'
  readonly name?: string | undefined
  readonly nameEn?: string | undefined
  readonly source?: string | undefined
  readonly sourceEn?: string | undefined
}

export interface ExplainContext {
  readonly table: DayTable
  readonly zone: Zone
  readonly hours: WorkingHours
  readonly edition: string
}

/** The rows of an explanation, from the start to the last day, in order. */
export const explainDays = (
  context: ExplainContext,
  from: number,
  due: number,
  duration: Duration,
): readonly ExplainedDay[] => {
  const { table, zone } = context
  const start = zone.dayAt(from)
  const last = zone.dayAt(due - 1)
  const begin = row(table, start, null, 'start', cited(table, table.edition.basis?.startDay))
  if (duration.unit === 'working-day') return [begin, ...workingDays(table, start + 1, last)]
  if (duration.unit === 'calendar-day') return [begin, ...calendarDays(table, start, last, duration.n)]
  const unitMs = clockUnitMs(duration.unit)
  return [begin, ...(unitMs ? clockByDate(context, from, due, unitMs) : officeHours(context, from, due))]
}

const workingDays = (table: DayTable, first: DayNumber, last: DayNumber): ExplainedDay[] => {
  const before = table.upTo(first - 1)
  return range(first, last).map(day =>
    row(table, day, table.works(day) ? table.upTo(day) - before : null, table.kindOf(day)),
  )
}

const calendarDays = (table: DayTable, start: DayNumber, last: DayNumber, n: number): ExplainedDay[] => [
  ...range(start + 1, start + n).map(day => row(table, day, day - start, 'calendar')),
  ...range(start + n + 1, last).map(day =>
    day === last
      ? row(table, day, null, 'rolled-over', cited(table, table.edition.basis?.rollover))
      : row(table, day, null, table.kindOf(day)),
  ),
]

const clockByDate = ({ table, zone }: ExplainContext, from: number, due: number, unitMs: number): ExplainedDay[] =>
  range(zone.dayAt(from), zone.dayAt(due - 1)).map(day =>
    row(table, day, (Math.min(zone.startOf(day + 1), due) - from) / unitMs, 'hours'),
  )

const officeHours = ({ table, zone, hours }: ExplainContext, from: number, due: number): ExplainedDay[] => {
  let worked = 0
  return range(zone.dayAt(from), zone.dayAt(due - 1)).flatMap(day => {
    if (!table.works(day)) return [row(table, day, null, table.kindOf(day))]
    return hours.spansOf(day).flatMap(([opens, closes]) => {
      const part = Math.min(closes, due) - Math.max(opens, from)
      if (part <= 0) return []
      worked += part
      return [row(table, day, worked / HOUR_MS, 'hours')]
    })
  })
}

const row = (
  table: DayTable,
  day: DayNumber,
  counted: number | null,
  kind: ExplainedDay['kind'],
  rule: Citation = {},
): ExplainedDay => {
  const { name, nameEn, ...own } = table.note(day)
  const shown = rule.source === undefined ? own : rule
  return { date: formatDate(day), counted, kind, ...(name && { name }), ...(nameEn && { nameEn }), ...shown }
}

const cited = (table: DayTable, key: string | undefined): Citation =>
  key === undefined ? {} : citationOf(table.edition, key)

const range = (first: number, last: number): number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i)
