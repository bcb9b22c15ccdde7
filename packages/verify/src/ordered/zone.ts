// What is known of some instants: how far any two of them lie apart at most. A difference bound matrix, row by row; number 0
// is now, the others are the instants at which deadlines fall due.

/**
 * How far one instant may lie after another, in minutes: `2n` for less than `n`, `2n + 1` for at most `n`. So bounds are
 * compared as they are, and a sum of bounds is strict where one of them is.
 */
export type Bound = number

/** Nothing is known. */
export const unbounded: Bound = 0x3fffffff

/** At most so many minutes. */
export function atMost(minutes: number): Bound {
  return minutes * 2 + 1 >= unbounded ? unbounded : minutes * 2 + 1
}

/** Less than so many minutes. */
export function lessThan(minutes: number): Bound {
  return atMost(minutes) === unbounded ? unbounded : minutes * 2
}

/** How far two instants lie apart at most by way of a third. */
function plus(one: Bound, other: Bound): Bound {
  if (one >= unbounded || other >= unbounded) return unbounded
  const sum = one + other - ((one | other) & 1)
  return sum >= unbounded ? unbounded : sum
}

/** Bounds of every two instants: `zone[i * size + j]` of how far `i` lies after `j`. */
export type Zone = Int32Array

/** So many instants of which nothing is known. */
export function freeZone(size: number): Zone {
  const zone = new Int32Array(size * size).fill(unbounded)
  for (let i = 0; i < size; i++) zone[i * size + i] = 1
  return zone
}

/** Draws all conclusions; false where there are no such instants. */
export function close(zone: Zone, size: number): boolean {
  for (let by = 0; by < size; by++)
    for (let i = 0; i < size; i++) {
      const first = zone[i * size + by] as number
      if (first >= unbounded) continue
      for (let j = 0; j < size; j++) {
        const there = plus(first, zone[by * size + j] as number)
        if (there < (zone[i * size + j] as number)) zone[i * size + j] = there
      }
    }
  for (let i = 0; i < size; i++) if ((zone[i * size + i] as number) < 1) return false
  return true
}

/** Lets `i` lie at most so far after `j` in a zone whose conclusions are drawn; false where that cannot be. */
export function restrict(zone: Zone, size: number, i: number, j: number, bound: Bound): boolean {
  if (plus(zone[j * size + i] as number, bound) < 1) return false
  if (bound >= (zone[i * size + j] as number)) return true
  for (let from = 0; from < size; from++) {
    const first = plus(zone[from * size + i] as number, bound)
    if (first >= unbounded) continue
    for (let to = 0; to < size; to++) {
      const there = plus(first, zone[j * size + to] as number)
      if (there < (zone[from * size + to] as number)) zone[from * size + to] = there
    }
  }
  return true
}

/** The bound of two instants that lie a whole number of units apart. */
function inWhole(bound: Bound, unit: number): Bound {
  if (bound >= unbounded) return bound
  const minutes = bound & 1 ? bound >> 1 : (bound >> 1) - 1
  return atMost(Math.floor(minutes / unit) * unit)
}

/** Lets these instants lie whole units apart; false where they cannot. */
export function roundBetween(zone: Zone, size: number, isWhole: readonly boolean[], unit: number): boolean {
  let isChanged = false
  for (let i = 1; i < size; i++) {
    for (let j = 1; j < size; j++) {
      if (i === j || isWhole[i] !== true || isWhole[j] !== true) continue
      const before = zone[i * size + j] as number
      const after = inWhole(before, unit)
      if (after === before) continue
      zone[i * size + j] = after
      isChanged = true
    }
  }
  return !isChanged || close(zone, size)
}

/** Whether all that lies in one lies in the other. */
export function isWithin(one: Zone, other: Zone): boolean {
  for (let n = 0; n < one.length; n++) if ((one[n] as number) > (other[n] as number)) return false
  return true
}
