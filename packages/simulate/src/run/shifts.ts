import type { Days } from './days.js'

/** Blocks of a day, `["09:00", "12:00"]`; one that ends before it begins ends on the next day. */
export type Hours = readonly (readonly [from: string, to: string])[]

/** When somebody works, as arithmetic on working time. Instants are epoch ms, amounts ms of working time. */
export interface Shifts {
  /** The earliest instant by which `amount` has been worked since `from`; `from` itself for nothing. */
  after(from: number, amount: number): number
  /** Time worked from `from` to `to`; 0 when `to` is not later. */
  between(from: number, to: number): number
  /** Whether work goes on at this instant: a shift's first instant belongs to it, its end does not. */
  isOn(at: number): boolean
  /** The first instant at or after `at` at which work goes on. */
  nextOn(at: number): number
  /** The end of the shift that goes on at this instant. */
  closesAt(at: number): number
  /** Up to when at least work goes on that goes on at this instant; 0 where it does not. */
  until(at: number): number
}

/**
 * The shifts of these hours on working days, or on every day. What is not over by `until` is over then: it is not looked further ahead. Days are looked up as they are needed; before the first nobody
 * works. Pure.
 */
export function shiftsOf(
  days: Days,
  hours: Hours,
  { restDays, until = Number.POSITIVE_INFINITY }: { readonly restDays: boolean; readonly until?: number },
): Shifts {
  const blocks = hours.map(([from, to]) => {
    const [opens, closes] = [minutesOf(from), minutesOf(to)]
    return [opens, closes <= opens ? closes + 1440 : closes] as const
  })
  blocks.sort((a, b) => a[0] - b[0])
  const opens: number[] = []
  const closes: number[] = []
  /** Worked before each span. */
  const worked: number[] = []
  let total = 0
  let day = 0
  let dayStart = days.start(0)

  const addDay = () => {
    if (restDays || days.isWorking(day)) {
      for (const [from, to] of blocks) {
        const end = dayStart + to * 60_000
        // A night shift may reach into the next day's first.
        const start = Math.max(dayStart + from * 60_000, closes.at(-1) ?? 0)
        if (end <= start) continue
        if (start === closes.at(-1)) {
          // One shift that goes on: a desk that never closes is one span.
          closes[closes.length - 1] = end
          total += end - start
          continue
        }
        opens.push(start)
        closes.push(end)
        worked.push(total)
        total += end - start
      }
    }
    day++
    dayStart = days.start(day)
  }
  /** Found last: most questions are about the same moment, or one soon after it. */
  let hint = -1
  /** The last span that opens at or before an instant; −1 before all. */
  const spanAt = (at: number): number => {
    while (dayStart <= at) addDay()
    if (hint >= 0 && (opens[hint] as number) <= at) {
      for (let near = hint; near < hint + 4; near++) {
        if (near + 1 >= opens.length || (opens[near + 1] as number) > at) {
          hint = near
          return near
        }
      }
    }
    let low = -1
    let high = opens.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((opens[middle] as number) <= at) low = middle
      else high = middle - 1
    }
    hint = low
    return low
  }
  const workedBy = (at: number): number => {
    const span = spanAt(at)
    if (span < 0) return 0
    return (worked[span] as number) + Math.min(at, closes[span] as number) - (opens[span] as number)
  }

  return {
    after(from, amount) {
      if (amount <= 0) return from
      const target = workedBy(from) + amount
      while (total < target) {
        // Nothing that happens then is lived through, and a calendar does not know the year 9000.
        if (dayStart > until) return Math.max(from, until)
        addDay()
      }
      // Most of what is begun in a span ends in it or in one of the next.
      for (let near = Math.max(0, hint); near < hint + 4 && near < opens.length; near++) {
        const before = worked[near] as number
        if (before < target && (near + 1 >= opens.length || (worked[near + 1] as number) >= target))
          return (opens[near] as number) + target - before
      }
      let low = 0
      let high = opens.length - 1
      while (low < high) {
        const middle = (low + high + 1) >> 1
        if ((worked[middle] as number) < target) low = middle
        else high = middle - 1
      }
      return (opens[low] as number) + target - (worked[low] as number)
    },
    between: (from, to) => (to <= from ? 0 : workedBy(to) - workedBy(from)),
    isOn(at) {
      const span = spanAt(at)
      return span >= 0 && at < (closes[span] as number)
    },
    closesAt: at => closes[spanAt(at)] as number,
    until(at) {
      const span = spanAt(at)
      return span >= 0 && at < (closes[span] as number) ? (closes[span] as number) : 0
    },
    nextOn(at) {
      const span = spanAt(at)
      if (span >= 0 && at < (closes[span] as number)) return at
      while (opens.length <= span + 1) addDay()
      return opens[span + 1] as number
    },
  }
}

function minutesOf(clock: string): number {
  const [hour = '0', minute = '0'] = clock.split(':')
  return Number(hour) * 60 + Number(minute)
}
