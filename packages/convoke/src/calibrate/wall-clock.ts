import { tz, tzOffset } from '@date-fns/tz'
import { isValid } from 'date-fns/isValid'
import { parse } from 'date-fns/parse'
import type { LogMap } from './log-map.js'

const iso =
  /^(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/

/**
 * What a clock on the wall showed, as if it were UTC, ms; undefined for a text that is no moment. An offset is worked in only where the
 * map names the zone: without, the text is what the clock showed. ISO 8601, and the year first with slashes and without zeros, as spreadsheets in China write it.
 */
export function wallClockOf(text: string, { zone, moments }: Pick<LogMap, 'zone' | 'moments'>): number | undefined {
  if (moments !== undefined) {
    const parsed = parse(text, moments, new Date(0), { in: tz('UTC') })
    return isValid(parsed) ? parsed.getTime() : undefined
  }
  const found = iso.exec(text)
  if (found === null) return undefined
  const [, year, , month = '', day = '', hour = '0', minute = '0', second = '0', fraction = '', offset] = found
  const wall = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second))
  // 30 February is no day, and 25:00 no time.
  const isReal = new Date(wall)
    .toISOString()
    .startsWith(
      `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`,
    )
  if (!isReal) return undefined
  const shown = wall + Math.floor(Number(`0.${fraction || '0'}`) * 1000)
  if (offset === undefined || zone === undefined) return shown
  const instant = shown - minutesOf(offset) * 60_000
  return instant + tzOffset(zone, new Date(instant)) * 60_000
}

/** The offset at the end of a moment, in minutes; undefined where there is none. */
export function offsetOf(text: string): number | undefined {
  const offset = iso.exec(text)?.[9]
  return offset === undefined ? undefined : minutesOf(offset)
}

function minutesOf(offset: string): number {
  if (offset === 'Z') return 0
  const digits = offset.replace(':', '')
  return (digits.startsWith('-') ? -1 : 1) * (Number(digits.slice(1, 3)) * 60 + Number(digits.slice(3, 5) || '0'))
}
