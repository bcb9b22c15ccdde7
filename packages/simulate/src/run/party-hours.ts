import type { Arm } from '../scenario/schema.js'
import type { Hours } from './shifts.js'

const always: Hours = [['00:00', '24:00']]
const office: Hours = [
  ['09:00', '12:00'],
  ['13:30', '17:30'],
]

/** When a party works: its hours, and whether anybody does so on days of rest. */
export function shiftOf(
  { calendar, hours, parties }: Arm,
  party: string,
): { readonly hours: Hours; readonly restDays: boolean } {
  const own = Object.hasOwn(parties, party) ? parties[party] : undefined
  const isAlways = calendar === 'always'
  const { restDays = false } = own ?? {}
  return {
    hours: own?.hours ?? hours ?? (isAlways ? always : office),
    restDays: isAlways || restDays === true || Number(restDays) > 0,
  }
}
