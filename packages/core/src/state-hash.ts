import type * as z from 'zod'
import { pointerToken } from './assert-json.js'
import { canonicalJson } from './canonical.js'
import type { CaseState } from './decision.js'
import { hmacSha256Hex, sha256Hex } from './hash.js'
import type { Json } from './json.js'
import { type Place, placeOf } from './mark-places.js'
import { isPersonalHandle } from './marks.js'

/**
 * The hash of a folded case: hex SHA-256 over the canonical `{ context, deadlines, status, value }`. A replay that
 * arrives at another hash has diverged. Pure.
 *
 * A marked value of the context is replaced by an HMAC under the case's own salt, of its path and itself: an entry is
 * shown to everybody in the case, and from a plain hash anybody could find a yes or no by trying both. Personal values
 * are handles already.
 *
 * @param caseSalt the secret salt of the case, see {@link caseDisclosure}
 */
export function stateHashOf(
  definition: { readonly context: z.ZodType },
  state: Pick<CaseState, 'machine' | 'deadlines'>,
  caseSalt: string,
): string {
  const { value, context, status } = state.machine
  const guarded = guard(placeOf(definition.context), context, '', caseSalt)
  return sha256Hex(canonicalJson({ context: guarded, deadlines: state.deadlines, status, value }))
}

function guard(place: Place | undefined, value: unknown, path: string, caseSalt: string): unknown {
  if (place === undefined || value === undefined) return value
  if (place.mark !== null && !(place.mark.personal && (value === null || isPersonalHandle(value)))) {
    return { '~digest': hmacSha256Hex(caseSalt, canonicalJson([path, value as Json])) }
  }
  if (!place.marksInside || typeof value !== 'object' || value === null) return value
  const narrowed = place.narrowed(value)
  if (Array.isArray(value)) {
    return value.map((item, index) => guard(narrowed.item(index), item, `${path}/${index}`, caseSalt))
  }
  const guarded: Record<string, unknown> = {}
  for (const [key, member] of Object.entries(value)) {
    guarded[key] = guard(narrowed.member(key), member, `${path}/${pointerToken(key)}`, caseSalt)
  }
  return guarded
}
