// Watchers of every step, and questions whether they found something.
import { canonicalJson, type Json, markKey, organisationOf, type Separation } from '@convoke/core'
import type { Ask, Monitor } from './case-data.js'

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

/** The name of a pair. */
export function nameOfApart(apart: Apart): string {
  return canonicalJson({ ...apart } as Json)
}

/** Remembers who did the first of two acts, and finds who does the second as well. */
export function apartMonitor({ did, mayNot, item, per }: Apart): Monitor {
  const whoOf = (party: string) => (per === 'party' ? party : organisationOf(party))
  return (_, move, kept) => {
    if (move.kind !== 'command' || (move.type !== did && move.type !== mayNot)) return () => false
    const who = whoOf(move.by)
    const isSecond = move.type === mayNot
    const wasDone = isSecond && kept.done[markKey(did, item, move.data)]?.[who] === true
    return () => {
      if (move.type === did) {
        const key = markKey(did, item, move.data)
        kept.done[key] ??= {}
        kept.done[key][who] = true
      }
      return wasDone
    }
  }
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
