// Options that would be misread are refused before anything is looked for.
import { ConvokeError, type OwnProperty } from '@convoke/core'
import type { OpeningDate } from './ordered/dated.js'
import { propertyIds } from './verdict.js'
import type { VerifyOptions } from './verify-options.js'

/** How time may be taken. */
export function refuseTime(time: string, dates: OpeningDate | undefined): void {
  const isOnDates = time === 'calendar'
  if ((isOnDates && dates !== undefined) || time === 'ordered' || time === 'any') return
  const known = ['ordered', 'any', 'calendar']
  const reason = isOnDates ? 'no-dates' : 'unknown'
  throw new ConvokeError(
    'verify/time',
    isOnDates
      ? 'to take time as a calendar has it, pass dates: { calendar, opensOn }'
      : `there is no exploration with time taken as "${time}"; take "ordered", "any" or "calendar"`,
    { details: { time, known, reason } },
  )
}

/** Some time has to be there, and an end to it may be left open. */
export function refuseBudget({ budget }: VerifyOptions): void {
  if (budget === undefined || budget.ms > 0) return
  const ms = String(budget.ms)
  throw new ConvokeError('verify/budget', `a verification cannot be given ${ms} ms`, { details: { ms } })
}

/** Names of properties are told apart, and from those there are. */
export function refuseNames(own: readonly OwnProperty[]): void {
  const names = new Set<string>(propertyIds)
  for (const { name } of own) {
    if (names.has(name) || name.trim() === '')
      throw new ConvokeError(
        'verify/property',
        `a property cannot be called "${name}": there is one, or it is no name`,
        {
          details: { property: name, reason: 'its name is taken or empty' },
        },
      )
    names.add(name)
  }
}
