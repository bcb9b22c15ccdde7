/** Moments at which something falls due, as far as they are known; earliest first. Epoch ms. */
export interface Upcoming {
  add(at: number): void
  /** The earliest; infinity when none is known. */
  readonly next: number
  /** Forgets everything at or before a moment. */
  drop(until: number): void
}

/** More than this many moments are not kept: what is further away is found by the next look into the store. */
const kept = 10_000

/** An {@link Upcoming} without moments. It is a hint for when to wake, never the truth: that is in the store. */
export function upcoming(): Upcoming {
  const moments: number[] = []
  return {
    add(at) {
      let low = 0
      let high = moments.length
      while (low < high) {
        const middle = (low + high) >> 1
        if ((moments[middle] as number) < at) low = middle + 1
        else high = middle
      }
      if (moments[low] === at || low >= kept) return
      moments.splice(low, 0, at)
      if (moments.length > kept) moments.pop()
    },
    get next() {
      return moments[0] ?? Number.POSITIVE_INFINITY
    },
    drop(until) {
      let count = 0
      while (count < moments.length && (moments[count] as number) <= until) count += 1
      moments.splice(0, count)
    },
  }
}
