/**
 * The slow way to count: tick by tick on the wall clock that `Intl` prints, date by date on strings. Written without
 * the source, so that the two can disagree.
 */
import type { Duration, Edition, HoursBlock, Weekday } from '../src/index.js'

export const TICK_MS = 15 * 60_000

const weekdays: readonly Weekday[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

const shiftDate = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T12:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

interface NaiveDue {
  readonly at: number
  readonly provisional: boolean
}

export interface NaiveCalendar {
  add(from: number, duration: Duration): NaiveDue
  wallClock(at: number): readonly [date: string, time: string]
}

/** Every block must open and close on a quarter of an hour, and every `from` must lie on one. */
export const naiveCalendar = (edition: Edition): NaiveCalendar => {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: edition.zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
  const wallClock = (at: number): readonly [string, string] => {
    const [date = '', time = ''] = format.format(at).split(', ')
    return [date, time]
  }

  const weekdayOf = (date: string) => weekdays[new Date(`${date}T12:00Z`).getUTCDay()] ?? 'sun'
  const isOff = (date: string) => edition.daysOff.some(day => day.date === date)
  const isExtra = (date: string) => (edition.extraWorkingDays ?? []).some(day => day.date === date)
  const works = (date: string) => !isOff(date) && (isExtra(date) || edition.workingWeek.includes(weekdayOf(date)))
  const covered = (date: string) => date >= edition.coverage.from && date <= edition.coverage.to
  const blocks = (date: string): readonly HoursBlock[] => {
    if (!works(date)) return []
    const hours = edition.hours as { readonly [day in Weekday]?: readonly HoursBlock[] }
    const own = edition.workingWeek.includes(weekdayOf(date)) ? hours[weekdayOf(date)] : undefined
    const firstDay = (['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const).find(day =>
      edition.workingWeek.includes(day),
    )
    return own ?? edition.makeUpHours ?? hours[firstDay ?? 'mon'] ?? []
  }
  const isOpen = (at: number) => {
    const [date, time] = wallClock(at)
    return blocks(date).some(([opens, closes]) => time >= opens && time < closes)
  }

  /** The first tick on a later date, or at which the office has closed for the day. */
  const endOf = (date: string, duration: Duration) => {
    const closes = blocks(date)
      .map(block => block[1])
      .toSorted()
      .at(-1)
    let at = Date.parse(`${date}T00:00Z`) - 15 * 3_600_000
    for (; ; at += TICK_MS) {
      const [today, time] = wallClock(at)
      if (today > date) return at
      if (duration.cutoff === 'close-of-business' && closes && today === date && time >= closes) return at
    }
  }

  return {
    wallClock,
    add: (from, duration) => {
      if (duration.unit === 'minute') return { at: from + duration.n * 60_000, provisional: false }
      if (duration.unit === 'hour') return { at: from + duration.n * 3_600_000, provisional: false }
      if (duration.unit === 'working-hour') {
        let provisional = false
        let ticks = 0
        let at = from
        for (; ticks * TICK_MS < duration.n * 3_600_000; at += TICK_MS) {
          if (!covered(wallClock(at)[0])) provisional = true
          if (isOpen(at)) ticks++
        }
        return { at, provisional }
      }
      let date = wallClock(from)[0]
      let provisional = false
      const consult = () => {
        if (!covered(date)) provisional = true
      }
      if (duration.unit === 'working-day') {
        for (let counted = 0; counted < duration.n; ) {
          date = shiftDate(date, 1)
          consult()
          if (works(date)) counted++
        }
      } else {
        date = shiftDate(date, duration.n)
        if (duration.rollover !== false) {
          consult()
          while (!works(date)) {
            date = shiftDate(date, 1)
            consult()
          }
        } else if (duration.cutoff === 'close-of-business') consult()
      }
      return { at: endOf(date, duration), provisional }
    },
  }
}
