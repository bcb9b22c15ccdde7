// Knobs as they are turned on a command line: `quorum=3`, `replyWithin=2 working-day`, or any JSON.
import type { Json, JsonObject } from '@convoke/core'
import { cleanLine } from '../terminal/clean.js'
import { UsageError } from './usage-error.js'

const asDuration = /^(\d+) (working-day|calendar-day|working-hour|hour)s?$/u

/**
 * The settings; undefined where none is given.
 *
 * @throws UsageError for one without a name or a value
 */
export function knobSettings(given: readonly string[] | undefined): JsonObject | undefined {
  if (given === undefined || given.length === 0) return undefined
  return Object.fromEntries(
    given.map(setting => {
      const at = setting.indexOf('=')
      if (at < 1 || at === setting.length - 1) throw new UsageError('usage/setting', { given: cleanLine(setting) })
      return [setting.slice(0, at).trim(), readValue(setting.slice(at + 1).trim())] as const
    }),
  )
}

function readValue(text: string): Json {
  const [, n, unit] = asDuration.exec(text) ?? []
  if (n !== undefined && unit !== undefined) return { n: Number(n), unit }
  try {
    return JSON.parse(text) as Json
  } catch {
    return text
  }
}
