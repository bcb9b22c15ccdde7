// Simulated time: the case takes two months, the demo a few seconds.

/** A moment in Shanghai, written as `2025-09-25 09:00`. */
export const moment = (text: string): number => Date.parse(`${text.replace(' ', 'T')}+08:00`)

/** A clock that stands still until it is set; `engine.advance(until)` moves it from deadline to deadline. */
export function manualClock(start: number) {
  let now = start
  const set = (at: number) => {
    now = at
  }
  return Object.assign(() => now, { set })
}

/** Shanghai has had no summer time since 1991. */
const inShanghai = (at: number) => new Date(at + 8 * 3_600_000).toISOString().replace('T', ' ')

/** `09-25 09:00` */
export const shortTime = (at: number): string => inShanghai(at).slice(5, 16)

/** The last moment of a period, whose end is exclusive: a period that ends at midnight runs to 24:00. */
export const lastMoment = (end: number): string =>
  inShanghai(end).slice(11, 16) === '00:00' ? `${inShanghai(end - 1).slice(0, 10)} 24:00` : inShanghai(end).slice(0, 16)
