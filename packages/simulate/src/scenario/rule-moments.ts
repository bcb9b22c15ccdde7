// When a duty must arise for a rule of behaviour to be about it: what a scenario says, and whether it is then.
import type { WorkingCalendar } from '@convoke/core'
import * as z from 'zod'
import { emptyRangeIssues, hourRange, hoursIn } from './arrival-hours.js'
import type { ScenarioIssue } from './issues.js'
import { weekday, weekdayOf } from './weekday.js'

/** Hours and weekdays at which a duty arises. */
export const momentsOfRule = {
  hours: z
    .union([hourRange, z.array(hourRange).min(1)])
    .optional()
    .describe('Only duties that arise in these hours of the day: "22-06", or several.'),
  weekday: z
    .union([weekday, z.array(weekday).min(1)])
    .optional()
    .describe('Only duties that arise on this weekday, or these: [sat, sun].'),
}

interface Moments {
  readonly hours?: string | readonly string[] | undefined
  readonly weekday?: string | readonly string[] | undefined
}

/** Whether a rule is about some moments only. */
export function isOfMoments({ hours, weekday: days }: Moments): boolean {
  return hours !== undefined || days !== undefined
}

/** What is wrong with the moments of a rule: it would be about no duty. */
export function* momentIssues({ hours = [] }: Moments, at: readonly PropertyKey[]): Generator<ScenarioIssue> {
  for (const [i, range] of [hours].flat().entries())
    yield* emptyRangeIssues(range, typeof hours === 'string' ? [...at, 'hours'] : [...at, 'hours', i])
}

/** Whether an instant is one of those that a rule is about. */
export function isAmongMoments({ hours, weekday: days }: Moments, at: number, calendar: WorkingCalendar): boolean {
  const date = calendar.localDate(at)
  if (days !== undefined && ![days].flat().includes(weekdayOf(date))) return false
  if (hours === undefined) return true
  const hour = Math.floor((at - calendar.endOf(dayBefore(date))) / 3_600_000)
  return [hours].flat().some(range => hoursIn(range).includes(hour))
}

const dayBefore = (date: string) => new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
