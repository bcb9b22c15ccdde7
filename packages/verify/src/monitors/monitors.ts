// Watchers of steps, and what is watched for: fields that grow only, pairs of acts that nobody may do both of.
import type { Separation } from '@convoke/core'
import type { Ask, Monitor } from '../model/case-data.js'

/** Whether a monitor has found something wrong on the way to a state. */
export function isBroken(name: string): Ask {
  return ({ monitors }) => monitors[name]?.isBroken === true
}

/** Two acts that nobody may do both of, whether or not the rules see to it. */
export interface Apart extends Separation {
  /**
   * Whom it speaks of: default `organisation`, as with `separation`: no organisation may do both; `party`: two people of
   * one organisation may.
   */
  readonly per?: 'organisation' | 'party' | undefined
}

/** Finds a field that is smaller after a step than before, other than by the commands that may reset it. */
export function growthMonitor(field: string, resets: readonly string[]): Monitor {
  return (data, move) => {
    if (resets.includes(move.type)) return () => false
    const before = measured(data.context[field])
    return () => isLess(measured(data.context[field]), before)
  }
}

type Measure = number | readonly string[] | undefined

/** A number by its value, a text or a list by its length, a record by its keys; nothing else can shrink. */
function measured(value: unknown): Measure {
  if (typeof value === 'number') return value
  if (typeof value === 'boolean') return Number(value)
  if (typeof value === 'string' || Array.isArray(value)) return value.length
  return typeof value === 'object' && value !== null ? Object.keys(value) : undefined
}

function isLess(after: Measure, before: Measure): boolean {
  if (before === undefined) return false
  if (after === undefined) return true
  if (typeof after === 'number' && typeof before === 'number') return after < before
  if (typeof after === 'number' || typeof before === 'number') return false
  return before.some(key => !after.includes(key))
}
