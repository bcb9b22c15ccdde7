// The samples of a case type on other dates: what they name lies as far from the day of opening as from the day on which stories
// begin otherwise.
import type { AnyCaseType, Json, PlainDate, WorkingCalendar } from '@convoke/core'
import { storiesBegin } from './replay.js'

/** A date alone, or one with a time after it. */
const dated = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}.*)?$/

const day = 86_400_000
const middayOf = (date: PlainDate): number => Date.parse(`${date}T12:00:00Z`)
const after = (date: PlainDate, days: number): PlainDate =>
  new Date(middayOf(date) + days * day).toISOString().slice(0, 10)

/** Whether there is such a day: the 30th of February is a text like any other. */
const isDate = (text: string): boolean => !Number.isNaN(middayOf(text)) && after(text, 0) === text

const known = new WeakMap<AnyCaseType, Map<string, AnyCaseType>>()

/**
 * The case type with the dates in its samples and openings moved, all by as much: a case that is opened on this day finds them as far
 * ahead as one of stories does. A working day is put off to the next where it would be none; beyond the calendar its last day
 * stands. Always the same object for the same day and edition.
 */
export function movedTo(
  caseType: AnyCaseType,
  { calendar, opensOn }: { readonly calendar: WorkingCalendar; readonly opensOn: PlainDate },
): AnyCaseType {
  const name = `${calendar.edition} ${opensOn}`
  const days = known.get(caseType) ?? new Map<string, AnyCaseType>()
  known.set(caseType, days)
  const before = days.get(name)
  if (before !== undefined) return before
  const { samples, openings } = caseType
  const move = moving(calendar, Math.round((middayOf(opensOn) - middayOf(storiesBegin)) / day))
  const moved = {
    ...caseType,
    samples: move(samples as Json),
    ...(openings && { openings: move(openings as Json) }),
  } as AnyCaseType
  days.set(name, moved)
  return moved
}

/** Moves every date in a value. */
function moving({ coverage, isWorkingDay }: WorkingCalendar, days: number): (value: Json) => Json {
  const moved = (date: PlainDate): PlainDate => {
    const { to } = coverage
    let next = after(date, days)
    if (next > to) return to
    const weekday = new Date(middayOf(date)).getUTCDay()
    // On weekends nobody meant a working day.
    if (weekday === 0 || weekday === 6) return next
    while (next < to && !isWorkingDay(next)) next = after(next, 1)
    return next
  }
  const move = (value: Json): Json => {
    if (typeof value === 'string') {
      const [, date, time = ''] = dated.exec(value) ?? []
      return date !== undefined && isDate(date) ? `${moved(date)}${time}` : value
    }
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map(move)
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, move(part as Json)]))
  }
  return move
}
