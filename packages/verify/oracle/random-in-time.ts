// Random case types with their deadlines in the order in which they fall due, beside the real rules a unit of time after the other.
import type { Duration } from '@convoke/core'
import { explored } from './agreement.js'
import { compareInTime } from './agreement-in-time.js'
import { randomCaseTypes } from './random-case-type.js'

const hour = 3_600_000
const day = 24 * hour
const days = (n: number): Duration => ({ n, unit: 'calendar-day', rollover: false })
const hours = (n: number): Duration => ({ n, unit: 'hour' })
const workingDays = (n: number): Duration => ({ n, unit: 'working-day' })

/** How clocks count, and how far apart commands are tried. Where units are mixed, orders may be looser than the rules have them. */
const countings = [
  { name: 'calendar days', first: days, each: days, unit: day, isExact: true },
  { name: 'hours', first: hours, each: hours, unit: hour / 4, isExact: true },
  { name: 'working days', first: workingDays, each: workingDays, unit: day, isExact: false },
  {
    name: 'working days and hours',
    first: workingDays,
    each: (n: number) => hours(10 * n),
    unit: 5 * hour,
    isExact: false,
  },
] as const

/** What was compared, in a line for each way of counting, and what was not alike. */
export interface InTime {
  readonly lines: readonly string[]
  readonly faults: readonly string[]
}

/** Compares so many random case types for each way of counting, as far as they are small enough for the slow way. */
export function randomInTime(count: number, seed: number): InTime {
  const faults: string[] = []
  const lines = countings.map(({ name, first, each, unit, isExact }) => {
    const periods = (n: number) => ({ first: first(1 + (n % 3)), each: each(1 + ((n >> 1) % 3)) })
    const tally = { compared: 0, alike: 0, states: 0, anyStates: 0, narrower: 0, tooMany: 0 }
    for (const caseType of randomCaseTypes(count, seed, periods)) {
      const one = explored(caseType.name, caseType, { maxStates: 120, maxItems: 2 })
      if (one.exploration.states < 12 || one.exploration.limits.length > 0) continue
      const found = compareInTime(one, { unit, isExact, maxStates: 4_000 })
      if (found === undefined) {
        tally.tooMany += 1
        continue
      }
      tally.compared += 1
      tally.states += found.states
      tally.anyStates += found.anyStates
      if (found.faults.length === 0) tally.alike += 1
      if (found.states < found.anyStates) tally.narrower += 1
      faults.push(...found.faults.map(fault => `${caseType.name} in ${name} (seed ${seed}): ${fault}`))
    }
    if (tally.compared === 0) faults.push(`in ${name}, nothing was small enough to be compared (seed ${seed})`)
    const { compared, alike, states, anyStates, narrower, tooMany } = tally
    const how = isExact ? 'the same states and edges as' : 'at least the states and edges of'
    return `in order, in ${name}: ${alike} of ${compared} random case types have ${how} decide unit by unit (${states} of ${anyStates} states that come about at any moment; ${narrower} are narrower; ${tooMany} were too large)`
  })
  return { lines, faults }
}
