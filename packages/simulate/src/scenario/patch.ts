import { isRecord } from './is-record.js'

/**
 * A document with what another says in its place: members are merged, `null` takes one away, everything else replaces.
 *
 * @source RFC 7396 (JSON Merge Patch)
 */
export function patched(target: unknown, patch: unknown): unknown {
  if (!isRecord(patch)) return patch
  const result: Record<string, unknown> = isRecord(target) ? { ...target } : {}
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name]
    else result[name] = patched(result[name], value)
  }
  return result
}
