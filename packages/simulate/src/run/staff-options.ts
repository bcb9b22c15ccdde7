import { shiftOf } from './party-hours.js'
import type { StaffOptions } from './staff.js'
import type { World } from './world.js'

/** How a party of a policy works. */
export function staffOptionsOf({ arm, shiftsFor }: World, party: string): StaffOptions {
  const own = Object.hasOwn(arm.parties, party) ? arm.parties[party] : undefined
  const { hours, restDays } = shiftOf(arm, party)
  return {
    party,
    // Whoever meets is never free in between.
    persons: own?.sessions === undefined ? (own?.staff ?? null) : 0,
    shifts: shiftsFor(hours, restDays),
    speed: own?.speed ?? 1,
    shiftEnd: own?.shiftEnd === 'finish' ? 'finish' : 'pause',
    isByDue: own?.queue === 'due',
    isFinishingOvertaken: own?.overtaken === 'finish',
  }
}

/** Whether a party works in sessions, so that there are no hours in which it could be busy or not. */
export function meets({ arm: { parties } }: World, party: string): boolean {
  return Object.hasOwn(parties, party) && parties[party]?.sessions !== undefined
}
