import type * as z from 'zod'
import type { CaseState } from '../deciding/decision.js'
import { pointerToken } from '../json/assert-json.js'
import { canonicalJson } from '../json/canonical.js'
import { hmacSha256Hex, sha256Hex } from '../json/hash.js'
import type { Json } from '../json/json.js'
import { type Place, placeOf } from '../privacy/mark-places.js'
import { isPersonalHandle } from '../privacy/marks.js'

/**
 * The hash of a folded case: hex SHA-256 over the canonical `{ context, deadlines, status, value }`. A replay that
 * arrives at another hash has diverged. Pure.
 *
 * A marked value of the context is replaced by an HMAC under the case's own salt, of its path and itself: an entry is
 * shown to everybody in the case, and from a plain hash anybody could find a yes or no by trying both. Personal values
 * are handles already.
 *
 * @param caseSalt the secret salt of the case, see {@link caseDisclosure}
 * @example
 * import { errand, errandOpened, paperCase } from '@convoke/core/testing'
 * const { definition, state, journal } = paperCase(errand, errandOpened)
 * stateHashOf(definition, state, '0'.repeat(32)) === journal.at(-1)?.entry.stateHash // => true
 */
export function stateHashOf(
  definition: { readonly context: z.ZodType },
  state: Pick<CaseState, 'machine' | 'deadlines'>,
  caseSalt: string,
): string {
  const { value, context, status } = state.machine
  const guarded = guardedText(placeOf(definition.context), context, '', caseSalt)
  return sha256Hex(
    `{"context":${guarded},"deadlines":${deadlinesText(state.deadlines)},"status":"${status}","value":${canonicalJson(value)}}`,
  )
}

const deadlineTexts = new WeakMap<object, string>()

/** Most commands leave the list of deadlines as it is, and it is the same object then. */
function deadlinesText(deadlines: CaseState['deadlines']): string {
  let text = deadlineTexts.get(deadlines)
  if (text === undefined) {
    // Without the date kept over a suspension: journals were sealed before it was kept, and a due instant that follows
    // from it is hashed as soon as it is one.
    text = canonicalJson(deadlines.map(({ date: _, ...hashed }) => hashed))
    deadlineTexts.set(deadlines, text)
  }
  return text
}

/** The canonical text of a value with a digest in place of each marked one, without building what is only written. */
function guardedText(place: Place | undefined, value: unknown, path: string, caseSalt: string): string {
  if (place === undefined) return canonicalJson(value)
  if (place.mark !== null && !(place.mark.personal && (value === null || isPersonalHandle(value)))) {
    return `{"~digest":"${hmacSha256Hex(caseSalt, canonicalJson([path, value as Json]))}"}`
  }
  if (!place.marksInside || typeof value !== 'object' || value === null) return canonicalJson(value)
  const narrowed = place.narrowed(value)
  if (Array.isArray(value)) {
    const items = value.map((item, index) => guardedText(narrowed.item(index), item, `${path}/${index}`, caseSalt))
    return `[${items.join(',')}]`
  }
  let text = ''
  for (const key of Object.keys(value).sort()) {
    const member = (value as Readonly<Record<string, unknown>>)[key]
    if (member === undefined) continue
    const inside = narrowed.member(key)
    const isGuarded = inside !== undefined && (inside.mark !== null || inside.marksInside)
    const inner = isGuarded
      ? guardedText(inside, member, `${path}/${pointerToken(key)}`, caseSalt)
      : canonicalJson(member)
    text += `${text === '' ? '{' : ','}${canonicalJson(key)}:${inner}`
  }
  return text === '' ? '{}' : `${text}}`
}
