import { arrivalTimes } from '../scenario/additions/shocks.js'
import type { ArrivalTimes } from './arrivals.js'
import type { World } from './world.js'

/** By what cases of a type arrive, beside their source. */
export function arrivalTimesOf({ arm: { shocks = [] }, days, firstDay, end }: World, type: string): ArrivalTimes {
  const timesOn = shocks.length === 0 ? undefined : (date: string) => arrivalTimes(shocks, type, date)
  return { days, origin: firstDay, until: end, timesOn }
}
