import type * as z from 'zod'
import type { PreparedData } from '../deciding/decision.js'
import { admittedByBoth } from '../definition/schema-parts.js'
import { ConvokeError } from '../errors/convoke-error.js'
import type { Commitment, Disclosure } from '../journal/entry.js'
import { pointerToken } from '../json/assert-json.js'
import { canonicalJson, sortedKeys } from '../json/canonical.js'
import { sha256Hex } from '../json/hash.js'
import type { Json, JsonObject } from '../json/json.js'
import { normalJson } from '../json/normal-json.js'
import type { PartyId } from '../ports/party.js'
import { type Place, placeOf } from './mark-places.js'
import { commitmentOf, isPersonalHandle, type PersonalHandle, personalHandle } from './marks.js'

/** What it takes to commit to marked values. */
export interface CommitOptions {
  /** 32 hex characters of fresh randomness at every call. */
  readonly salt: () => string
  /** The party that supplied the data; whose personal data it is unless the schema says otherwise. */
  readonly subject: PartyId | null
  /**
   * For data that comes from a machine: personal handles stay as they are, but those of these disclosures (by commitment)
   * are committed here, because no entry holds them yet. Absent: no value may be a handle.
   */
  readonly handles?: ReadonlyMap<string, Omit<Disclosure, 'seq'>> | undefined
}

/**
 * The commitment 承诺值 that stands for a marked value in an entry: without the salt nobody can tell even whether a
 * guess is right.
 *
 * @example
 * commitmentTo('00112233445566778899aabbccddeeff', '停车').slice(0, 8) // => '1f621f89'
 */
export function commitmentTo(salt: string, value: Json): string {
  return sha256Hex(canonicalJson([salt, value]))
}

/**
 * Splits parsed data into what the machine sees and what the journal hashes, with the disclosures that join the two.
 *
 * In `committed` every marked value is `{ "~commitment": hex }`. In `seen` a personal one is a handle and any other is
 * the value. A mark inside a marked value is committed first, so that showing the outer one does not show the inner;
 * an inner disclosure is never shown to more roles than the outer. Unmarked members, `facts` among them, pass through.
 * Both forms come in the order of {@link normalJson}. Pure but for `salt`.
 *
 * @param parsed data that its schema and {@link assertJson} accepted
 * @throws ConvokeError as {@link checkMarks}
 */
export function commitData(schema: z.ZodType, parsed: unknown, options: CommitOptions): PreparedData {
  const place = placeOf(schema)
  if (place.mark === null && !place.marksInside) {
    const copy = normalJson(parsed) as JsonObject
    return { seen: copy, committed: copy, disclosures: [] }
  }
  const disclosures: Omit<Disclosure, 'seq'>[] = []
  const { seen, committed } = commit(place, parsed, '', null, { ...options, disclosures, enclosing: [] })
  return { seen: seen as JsonObject, committed: committed as JsonObject, disclosures }
}

interface Forms {
  readonly seen: Json
  readonly committed: Json
}

interface Committing extends CommitOptions {
  readonly disclosures: Omit<Disclosure, 'seq'>[]
  /** The objects around a value, innermost last. */
  readonly enclosing: readonly object[]
}

function commit(
  place: Place | undefined,
  value: unknown,
  path: string,
  outer: readonly string[] | null,
  to: Committing,
): Forms {
  const mark = place?.mark ?? null
  if (place === undefined || mark === null || (value === null && passesAsNull(place)))
    return inside(place, value, path, outer, to)
  if (to.handles !== undefined && mark.personal && isPersonalHandle(value)) return handleForms(value, path, to)
  const visibleTo = admittedByBoth(outer, mark.visibleTo)
  const forms = inside(place, value, path, visibleTo, to)
  const salt = to.salt()
  const commitment = commitmentTo(salt, forms.committed)
  to.disclosures.push({
    path,
    salt,
    value: forms.committed,
    commitment,
    visibleTo,
    personal: mark.personal,
    subject: subjectOf(mark.subject, to),
  })
  return { seen: mark.personal ? personalHandle(commitment) : forms.seen, committed: { '~commitment': commitment } }
}

function handleForms(value: PersonalHandle, path: string, { handles, disclosures }: Committing): Forms {
  const commitment = commitmentOf(value)
  const fresh = handles?.get(commitment)
  if (fresh === undefined) return { seen: value, committed: value }
  disclosures.push({ ...fresh, path })
  return { seen: value, committed: { '~commitment': commitment } }
}

/** `personal(…).nullable()`: a null is no personal value, and the machine must be able to ask for it. */
function passesAsNull(place: Place): boolean {
  return place.nullIsPlain && place.mark?.personal === true
}

function inside(
  place: Place | undefined,
  value: unknown,
  path: string,
  outer: readonly string[] | null,
  to: Committing,
): Forms {
  if (place === undefined || !place.marksInside || typeof value !== 'object' || value === null) {
    const copy = normalJson(value)
    return { seen: copy, committed: copy }
  }
  const narrowed = place.narrowed(value)
  if (Array.isArray(value)) {
    const items = value.map((item, index) => commit(narrowed.item(index), item, `${path}/${index}`, outer, to))
    return { seen: items.map(item => item.seen), committed: items.map(item => item.committed) }
  }
  const seen: Record<string, Json> = {}
  const committed: Record<string, Json> = {}
  const within = { ...to, enclosing: [...to.enclosing, value] }
  for (const key of sortedKeys(value)) {
    const member = (value as Readonly<Record<string, unknown>>)[key]
    if (member === undefined) continue
    const forms = commit(narrowed.member(key), member, `${path}/${pointerToken(key)}`, outer, within)
    seen[key] = forms.seen
    committed[key] = forms.committed
  }
  return { seen, committed }
}

function subjectOf(field: string | null, { enclosing, subject }: Committing): PartyId | null {
  if (field === null) return subject
  for (let i = enclosing.length - 1; i >= 0; i--) {
    const party = (enclosing[i] as Readonly<Record<string, unknown>>)[field]
    if (typeof party === 'string') return party
  }
  return subject
}

/**
 * The data of an entry as the machine saw it: the inverse of {@link commitData}, for a replay. Pure.
 *
 * @param disclosures those of this entry, in any order
 * @throws ConvokeError `history/undisclosed` when a value the machine needs was erased; personal values are never needed
 */
export function discloseData(
  schema: z.ZodType,
  committed: JsonObject,
  disclosures: readonly Pick<Disclosure, 'commitment' | 'value'>[],
): JsonObject {
  const values = new Map(disclosures.map(disclosure => [disclosure.commitment, disclosure.value]))
  return disclose(placeOf(schema), committed, '', values) as JsonObject
}

function disclose(place: Place | undefined, value: Json, path: string, values: ReadonlyMap<string, Json>): Json {
  if (place === undefined) return normalJson(value)
  if (place.mark === null || !isCommitment(value)) return discloseInside(place, value, path, values)
  const commitment = value['~commitment']
  if (place.mark.personal) return personalHandle(commitment)
  const opened = values.get(commitment)
  if (opened === undefined) {
    throw new ConvokeError(
      'history/undisclosed',
      `the value at ${path} was erased, and the case cannot be replayed without it; read it from its snapshot, or restore the disclosure`,
      {
        details: { path, commitment },
      },
    )
  }
  return discloseInside(place, opened, path, values)
}

function discloseInside(place: Place, value: Json, path: string, values: ReadonlyMap<string, Json>): Json {
  if (!place.marksInside || typeof value !== 'object' || value === null) return normalJson(value)
  const narrowed = place.narrowed(value)
  if (Array.isArray(value))
    return value.map((item: Json, index) => disclose(narrowed.item(index), item, `${path}/${index}`, values))
  const seen: Record<string, Json> = {}
  for (const key of sortedKeys(value)) {
    const member = (value as Readonly<Record<string, Json | undefined>>)[key]
    if (member === undefined) continue
    seen[key] = disclose(narrowed.member(key), member, `${path}/${pointerToken(key)}`, values)
  }
  return seen
}

/**
 * Whether a value is what an entry holds in place of a marked one. Means something only where the schema has a mark.
 *
 * @example
 * isCommitment({ '~commitment': 'ab'.repeat(32) }) // => true
 * isCommitment('停车') // => false
 */
export function isCommitment(value: unknown): value is Commitment {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    typeof (value as { '~commitment'?: unknown })['~commitment'] === 'string'
  )
}

/** The first place that holds a personal handle without being marked personal; undefined where there is none. */
export function strayHandle(schema: z.ZodType, value: Json): string | undefined {
  return stray(placeOf(schema), value, '')
}

function stray(place: Place | undefined, value: Json, path: string): string | undefined {
  if (isPersonalHandle(value)) return place?.mark?.personal === true ? undefined : path
  if (typeof value !== 'object' || value === null) return undefined
  const narrowed = place?.narrowed(value)
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue
    const within = Array.isArray(value) ? narrowed?.item(Number(key)) : narrowed?.member(key)
    const found = stray(within, member as Json, `${path}/${pointerToken(key)}`)
    if (found !== undefined) return found
  }
  return undefined
}
