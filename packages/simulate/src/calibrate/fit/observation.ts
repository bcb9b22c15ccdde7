/**
 * A time that was seen, exactly or not 观测: somewhere from `from` to `to`, in ms. Exact where both are the same; where `to` is
 * `Infinity` it had not ended when it was last seen, which is censored 删失. `after`: it would not have been seen had it ended by
 * then, which is truncated 截断.
 */
export interface Observation {
  readonly from: number
  readonly to: number
  readonly after?: number | undefined
}

/** Whether it had not ended when it was last seen. */
export const isCensored = ({ to }: Observation): boolean => to === Number.POSITIVE_INFINITY

/** One value that stands for it: the middle of what it may be, or how long it was seen. */
export function middle({ from, to }: Observation): number {
  return to === Number.POSITIVE_INFINITY ? from : (from + to) / 2
}
