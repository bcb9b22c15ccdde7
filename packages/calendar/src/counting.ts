import type { Calendar, Due } from './calendar.js'
import { CalendarError } from './calendar-error.js'
import type { DayTable } from './day-table.js'
import { checkDuration, checkInstant, clockUnitMs, type Duration, HOUR_MS } from './duration.js'
import { type DayNumber, dayNumber, formatDate } from './plain-date.js'
import type { WorkingHours } from './working-hours.js'
import type { Zone } from './zone.js'

type Counting = Omit<Calendar, 'edition' | 'zone' | 'coverage' | 'explain' | 'desk'>

/** Whether any date of a stretch is outside coverage. */
interface Coverage {
  /** Throws where the host does not allow a provisional answer. */
  readonly needs: (from: DayNumber, to: DayNumber) => boolean
  /** Does not throw for dates behind the coverage: only those before it, which no later edition will bring. */
  readonly foresees: (from: DayNumber, to: DayNumber) => boolean
}

export const count = (table: DayTable, zone: Zone, hours: WorkingHours, { needs, foresees }: Coverage): Counting => {
  const endOfDay = (day: DayNumber) => zone.startOf(day + 1)
  const closesEarly = (duration: Duration) => duration.cutoff === 'close-of-business'
  /** The end of a last day. A day without hours has no close of business and ends at 24:00. */
  const end = (day: DayNumber, duration: Duration) =>
    closesEarly(duration) ? (hours.closeOf(day) ?? endOfDay(day)) : endOfDay(day)
  const rolls = (duration: Duration) => duration.rollover !== false
  const onOrAfter = (day: DayNumber) => table.nth(table.upTo(day - 1) + 1)
  const check = (instants: readonly number[], duration: Duration) => {
    checkDuration(duration)
    for (const at of instants) checkInstant(at)
  }

  /** The end of the n-th day after `day`; for n = 0, of `day` itself or the next working day. */
  const afterDay = (day: DayNumber, n: number, duration: Duration, asks = needs): Due => {
    if (duration.unit === 'working-day') {
      const last = n === 0 ? onOrAfter(day) : table.nth(table.upTo(day) + n)
      return { at: end(last, duration), provisional: asks(n === 0 ? day : day + 1, last) }
    }
    const nominal = day + n
    const last = rolls(duration) ? onOrAfter(nominal) : nominal
    const consulted = rolls(duration) || closesEarly(duration)
    return { at: end(last, duration), provisional: consulted && foresees(nominal, last) }
  }
  const workedFor = (from: number, ms: number, asks = needs): Due => {
    const at = hours.after(from, ms)
    return { at, provisional: asks(zone.dayAt(from), zone.dayAt(at - 1)) }
  }

  return {
    add: (from, duration) => {
      check([from], duration)
      const unitMs = clockUnitMs(duration.unit)
      if (unitMs) return { at: from + duration.n * unitMs, provisional: false }
      if (duration.unit === 'working-hour') return workedFor(from, duration.n * HOUR_MS)
      return afterDay(zone.dayAt(from), duration.n, duration)
    },
    before: (due, duration) => {
      check([due], duration)
      const unitMs = clockUnitMs(duration.unit)
      if (unitMs) return { at: due - duration.n * unitMs, provisional: false }
      if (duration.unit === 'working-hour') {
        const at = hours.before(due, duration.n * HOUR_MS)
        return { at, provisional: foresees(zone.dayAt(at), zone.dayAt(due)) }
      }
      const today = zone.dayAt(due)
      const closed = closesEarly(duration) && end(today, duration) <= due ? today : today - 1
      const looked = closesEarly(duration) ? today : closed
      if (duration.unit === 'working-day') {
        const firstCounted = table.nth(table.upTo(closed) - duration.n + 1)
        return { at: zone.startOf(firstCounted) - 1, provisional: foresees(firstCounted, looked) }
      }
      const last = rolls(duration) ? table.nth(table.upTo(closed)) : closed
      const consulted = rolls(duration) || closesEarly(duration)
      return { at: zone.startOf(last - duration.n + 1) - 1, provisional: consulted && foresees(last, looked) }
    },
    extend: (due, duration) => {
      check([due], duration)
      const unitMs = clockUnitMs(duration.unit)
      if (unitMs) return { at: due + duration.n * unitMs, provisional: false }
      // `due` is the first instant after its last day: counting from its own date would give one day too many.
      const closed = zone.dayAt(due - 1)
      // What is counted from a provisional date is provisional too; there is nothing left to refuse.
      const asks = foresees(closed, closed) ? foresees : needs
      if (duration.unit === 'working-hour') return workedFor(due, duration.n * HOUR_MS, asks)
      return afterDay(closed, duration.n, duration, asks)
    },
    remaining: (at, due, duration) => {
      check([at, due], duration)
      if (at >= due) return null
      if (clockUnitMs(duration.unit)) return due - at
      const [today, last] = [zone.dayAt(at), zone.dayAt(due - 1)]
      if (duration.unit === 'calendar-day') return last - today
      needs(duration.unit === 'working-day' ? today + 1 : today, last)
      return duration.unit === 'working-day' ? table.upTo(last) - table.upTo(today) : hours.between(at, due)
    },
    resume: (at, left, duration) => {
      check([at], duration)
      if (!Number.isSafeInteger(left) || left < 0)
        throw new CalendarError('calendar/bad-duration', `left is ${left}; pass what remaining() gave.`, {
          left,
          duration,
        })
      if (clockUnitMs(duration.unit)) return { at: at + left, provisional: false }
      if (duration.unit === 'working-hour') return workedFor(at, left)
      const due = afterDay(zone.dayAt(at), left, duration)
      // The last day, resumed after closing time: the rest of that day is lost, so the next one counts.
      return due.at > at ? due : afterDay(zone.dayAt(at), 1, duration)
    },
    isWorkingDay: date => {
      const day = dayNumber(date)
      needs(day, day)
      return table.works(day)
    },
    localDate: at => {
      checkInstant(at)
      return formatDate(zone.dayAt(at))
    },
    endOf: date => endOfDay(dayNumber(date)),
  }
}
