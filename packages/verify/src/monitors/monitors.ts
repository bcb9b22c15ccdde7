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

type Measure = number | readonly string[] | Items | undefined

/** A list by how many items it has, and by those of them that are plain values, each as often as it is there. */
interface Items {
  readonly length: number
  readonly counts: ReadonlyMap<unknown, number>
}

/**
 * A number by its value, a text by its length, a record by its keys, a list by its items; nothing else can shrink. Items that
 * are objects are counted: what they hold may change, as what stands under the keys of a record may.
 */
function measured(value: unknown): Measure {
  if (typeof value === 'number') return value
  if (typeof value === 'boolean') return Number(value)
  if (typeof value === 'string') return value.length
  if (Array.isArray(value)) return itemsOf(value)
  return typeof value === 'object' && value !== null ? Object.keys(value) : undefined
}

function itemsOf(list: readonly unknown[]): Items {
  const counts = new Map<unknown, number>()
  for (const item of list) if (typeof item !== 'object' || item === null) counts.set(item, (counts.get(item) ?? 0) + 1)
  return { length: list.length, counts }
}

function isLess(after: Measure, before: Measure): boolean {
  if (before === undefined) return false
  if (after === undefined) return true
  if (typeof after === 'number' && typeof before === 'number') return after < before
  if (typeof after === 'number' || typeof before === 'number') return false
  if ('counts' in before && 'counts' in after)
    return (
      after.length < before.length || [...before.counts].some(([item, count]) => (after.counts.get(item) ?? 0) < count)
    )
  if ('counts' in before || 'counts' in after) return false
  return before.some(key => !after.includes(key))
}
