import type { WorkingCalendar } from '@convoke/core'

/** The days of a calendar from the first instant of a policy on, by number: each is looked up once, as it is needed. */
export interface Days {
  /** ISO date. */
  date(n: number): string
  /** First instant, epoch ms; the end of a day is the start of the next. */
  start(n: number): number
  isWorking(n: number): boolean
}

/** The days from `origin` on, which is the first instant of one. */
export function daysFrom(calendar: WorkingCalendar, origin: number): Days {
  const starts = [origin]
  const dates: string[] = []
  const working: (boolean | undefined)[] = []
  const date = (n: number): string => {
    while (dates.length <= n) dates.push(calendar.localDate(start(dates.length)))
    return dates[n] as string
  }
  const start = (n: number): number => {
    while (starts.length <= n) starts.push(calendar.endOf(date(starts.length - 1)))
    return starts[n] as number
  }
  return {
    date,
    start,
    isWorking(n) {
      let works = working[n]
      if (works === undefined) {
        works = calendar.isWorkingDay(date(n))
        while (working.length <= n) working.push(undefined)
        working[n] = works
      }
      return works
    },
  }
}
