// Values with where they come from, read on one day.
import type { Authority, Duration, PackedValue } from '@convoke/core'

const readOn = '2026-11-23'

/** Values that one authority of one place has published in one document. */
export const published =
  (authority: Authority, jurisdiction: string, source: string) =>
  <const V>(value: V): PackedValue<V> => ({ value, authority, jurisdiction, source, readOn })

export const workingDays = (n: number): Duration => ({ n, unit: 'working-day' })
export const calendarDays = (n: number): Duration => ({ n, unit: 'calendar-day' })
export const minutes = (n: number): Duration => ({ n, unit: 'minute' })
