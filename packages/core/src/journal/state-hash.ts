import type * as z from 'zod'
import type { CaseState } from '../deciding/decision.js'
import { pointerToken } from '../json/assert-json.js'
import { canonicalJson, memberName, sortedKeys } from '../json/canonical.js'
import { hmacSha256Hex, sha256Hex } from '../json/hash.js'
import type { Json } from '../json/json.js'
import { type Place, placeOf } from '../privacy/mark-places.js'
import { isPersonalHandle } from '../privacy/marks.js'

/**
 * What the parts of one case's context were written as when it was last hashed. A command changes little of a case, and
 * contexts are immutable: what is still the same object has still the same text. Given to {@link seal} by whoever keeps
 * a case in memory; without it every hash writes everything.
 */
export interface StateTexts {
  /** For which schema and under which salt the texts are. */
  place: Place | undefined
  caseSalt: string
  readonly inside: Inside
}

type Inside = Map<string | number, Remembered>

interface Remembered {
  readonly value: unknown
  readonly text: string
  readonly inside: Inside | undefined
}

/**
 * Remembers nothing yet. For one case: texts are dropped when another salt or schema asks.
 *
 * @example
 * stateTexts() // => { … }
 */
export function stateTexts(): StateTexts {
  return { place: undefined, caseSalt: '', inside: new Map() }
}

/**
 * The hash of a folded case: hex SHA-256 over the canonical `{ context, deadlines, status, value }`. A replay that
 * arrives at another hash has diverged. Pure.
 *
 * A marked value of the context is replaced by an HMAC under the case's own salt, of its path and itself: an entry is
 * shown to everybody in the case, and from a plain hash anybody could find a yes or no by trying both. Personal values
 * are handles already.
 *
 * @param caseSalt the secret salt of the case, see {@link caseDisclosure}
 * @param texts what is remembered of the case's earlier hashes; changes the time this takes, never the hash
 * @example
 * import { errand, errandOpened, paperCase } from '@convoke/core/testing'
 * const { definition, state, journal } = paperCase(errand, errandOpened)
 * stateHashOf(definition, state, '0'.repeat(32)) === journal.at(-1)?.entry.stateHash // => true
 */
export function stateHashOf(
  definition: { readonly context: z.ZodType },
  state: Pick<CaseState, 'machine' | 'deadlines'>,
  caseSalt: string,
  texts?: StateTexts,
): string {
  const { value, context, status } = state.machine
  const place = placeOf(definition.context)
  if (texts !== undefined && (texts.place !== place || texts.caseSalt !== caseSalt)) {
    texts.place = place
    texts.caseSalt = caseSalt
    texts.inside.clear()
  }
  const guarded = guardedText(place, context, '', caseSalt, texts?.inside, levelsRemembered)
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

/** The fields of a context, and what they hold one by one. Below that, writing costs no more than remembering. */
const levelsRemembered = 2

/** The canonical text of a value with a digest in place of each marked one, without building what is only written. */
function guardedText(
  place: Place | undefined,
  value: unknown,
  path: string,
  caseSalt: string,
  inside: Inside | undefined,
  levels: number,
): string {
  const isGuarded = place !== undefined && (place.mark !== null || place.marksInside)
  if (!isGuarded && inside === undefined) return canonicalJson(value)
  if (
    place !== undefined &&
    place.mark !== null &&
    !(place.mark.personal && (value === null || isPersonalHandle(value)))
  ) {
    return `{"~digest":"${hmacSha256Hex(caseSalt, canonicalJson([path, value as Json]))}"}`
  }
  if (typeof value !== 'object' || value === null) return canonicalJson(value)
  const narrowed = isGuarded ? place.narrowed(value) : undefined
  const partText = (key: string | number, part: unknown): string => {
    const known = inside?.get(key)
    if (known !== undefined && Object.is(known.value, part)) return known.text
    const within = typeof key === 'number' ? narrowed?.item(key) : narrowed?.member(key)
    const isFixed = inside !== undefined && isImmutable(part)
    const deeper =
      isFixed && levels > 1 && typeof part === 'object' && part !== null ? (known?.inside ?? new Map()) : undefined
    const partPath = isGuarded ? `${path}/${pointerToken(key)}` : ''
    const text = guardedText(within, part, partPath, caseSalt, deeper, levels - 1)
    if (!isFixed) return text
    const kept = inOnePiece(text)
    inside.set(key, { value: part, text: kept, inside: deeper })
    return kept
  }
  let text = ''
  let count = 0
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) text += `${i === 0 ? '' : ','}${partText(i, value[i])}`
    count = value.length
    text = `[${text}]`
  } else {
    for (const key of sortedKeys(value)) {
      const part = (value as Readonly<Record<string, unknown>>)[key]
      if (part === undefined) continue
      count += 1
      text += `${text === '' ? '' : ','}${memberName(key)}${partText(key, part)}`
    }
    text = `{${text}}`
  }
  // Keys come and go; what is no longer there is forgotten now and then.
  if (inside !== undefined && inside.size > 2 * count + 8) inside.clear()
  return text
}

/**
 * The same text. One that was added up is kept as a tree of its pieces, which is walked each time it is read, until one
 * of its characters is asked for; and most of the texts of a case are read with every command.
 */
function inOnePiece(text: string): string {
  return Number.isNaN(text.charCodeAt(0)) ? '' : text
}

/** The context of a case is frozen with all it holds, once the kernel has made it; that of a simulation is not. */
function isImmutable(value: unknown): boolean {
  return typeof value !== 'object' || value === null || Object.isFrozen(value)
}
