/** Whole numbers from 0 to `of` − 1, drawn one after the other; 0 where `of` is 0. */
export type Draw = (of: number) => number

/**
 * A sequence of draws; the same seed gives the same one on every machine.
 *
 * @example
 * const draw = drawFrom(1)
 * Array.from({ length: 3 }, () => draw(6)) // => [1, 3, 5]
 */
export function drawFrom(seed: number): Draw {
  let state = seed | 0
  return of => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return of <= 0 ? 0 : ((mixed ^ (mixed >>> 14)) >>> 0) % of
  }
}

/** One of a list; undefined when it is empty. */
export function oneOf<T>(draw: Draw, list: readonly T[]): T | undefined {
  return list[draw(list.length)]
}
