import * as z from 'zod'

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const

/** A weekday as a scenario writes it. */
export const weekday = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])

/** A weekday. */
export type Weekday = z.output<typeof weekday>

/** The weekday of an ISO date. */
export function weekdayOf(isoDate: string): Weekday {
  return weekdays[new Date(Date.parse(`${isoDate}T00:00:00Z`)).getUTCDay()] as Weekday
}
