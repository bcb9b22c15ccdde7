import { sortedKeys } from './canonical.js'
import type { Json } from './json.js'

/**
 * A copy of a JSON value exactly as it comes back from the journal: members sorted as canonical JSON sorts them,
 * undefined members gone, −0 as 0. Pure.
 *
 * Whatever enters an entry must reach the machine in this form the first time too: a machine that lists
 * `Object.keys(event.votes)` would otherwise decide by the order in which a client happened to write them, and a replay
 * would diverge.
 *
 * @example
 * Object.keys(normalJson({ b: 1, a: 2, gone: undefined }) as object) // => ['a', 'b']
 */
export function normalJson(value: unknown): Json {
  if (typeof value !== 'object' || value === null) return value === 0 ? 0 : (value as Json)
  if (Array.isArray(value)) return value.map(normalJson)
  const copy: Record<string, Json> = {}
  for (const key of sortedKeys(value)) {
    const member = (value as Readonly<Record<string, unknown>>)[key]
    if (member !== undefined) copy[key] = normalJson(member)
  }
  return copy
}
