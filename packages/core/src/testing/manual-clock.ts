import { ConvokeError } from '../errors/convoke-error.js'

/**
 * A clock that moves only when told, for tests and replays. Called, it tells the time, so it fits wherever `now` is
 * asked for; an engine that holds one may `advance` beyond the present.
 */
export interface ManualClock {
  /** Epoch ms. */
  (): number
  /** Sets the time (epoch ms). It may go backwards: a test of a wrong host clock needs that. */
  set(at: number): void
  /** Moves by so many ms and tells the new time. */
  add(ms: number): number
}

/**
 * A {@link ManualClock} that starts at `start` (epoch ms).
 *
 * @throws ConvokeError `engine/not-an-instant` for anything but a whole number of ms
 * @example
 * const now = manualClock(0)
 * now.add(1_000) // => 1000
 * now() // => 1000
 */
export function manualClock(start: number): ManualClock {
  let at = instant(start)
  return Object.assign(() => at, {
    set(to: number) {
      at = instant(to)
    },
    add(ms: number) {
      at = instant(at + ms)
      return at
    },
  })
}

function instant(at: number): number {
  if (Number.isSafeInteger(at)) return at
  throw new ConvokeError(
    'engine/not-an-instant',
    'a clock tells whole milliseconds since 1970; round the value first',
    {
      details: { at: String(at) },
    },
  )
}
