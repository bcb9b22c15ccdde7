import type * as z from 'zod'
import { admittedByBoth } from '../definition/schema-parts.js'
import type { Disclosure } from '../journal/entry.js'
import type { Json, JsonObject } from '../json/json.js'
import { isCommitment } from './commit.js'
import { type Place, placeOf } from './mark-places.js'
import { commitmentOf, isPersonalHandle } from './marks.js'

/** Whose eyes something is for: the roles a party holds in the case, or the trusted host, who sees everything. */
export type Viewer = 'host' | readonly string[]

/** Hidden: nothing stands in its place, not even a null. */
const hidden: unique symbol = Symbol('hidden')

/** What is looked up while redacting. */
interface Sight {
  readonly viewer: Viewer
  readonly disclosures: ReadonlyMap<string, Disclosure>
}

/**
 * Whether roles may see a value with this list of roles on it; null is everybody who holds any role in the case.
 *
 * @example
 * maySee(['leadUnit'], ['convener', 'leadUnit']) // => true
 * maySee([], null) // => false
 */
export function maySee(viewer: Viewer, visibleTo: readonly string[] | null): boolean {
  if (viewer === 'host') return true
  return visibleTo === null ? viewer.length > 0 : visibleTo.some(role => viewer.includes(role))
}

/**
 * A value of a case as certain roles may see it 脱敏. Pure; the value itself is not changed.
 *
 * Whatever is marked for other roles is absent: the field, the entry of a record with its key, the item of an array (in
 * a tuple, null). A personal handle becomes the value it stands for, or is absent when that was erased: absent looks the
 * same either way, so that a view does not tell who asked for erasure. Beside marked fields, members that the schema
 * does not know are absent too, except for the host.
 *
 * One role must be admitted by every mark around a value. A value shows only if both its place and its disclosure admit the viewer, so copying a handle into a less guarded
 * field reveals nothing.
 *
 * @param value as the machine sees it (handles) or as an entry holds it (commitments)
 * @param disclosures of the whole case
 * @example
 * const schema = z.object({ topic: z.string(), budget: visibleTo(['convener'], z.int()) })
 * redact(schema, { topic: '停车', budget: 900 }, ['convener'], []) // => { topic: '停车', budget: 900 }
 * redact(schema, { topic: '停车', budget: 900 }, ['invitee'], []) // => { topic: '停车' }
 */
export function redact(schema: z.ZodType, value: unknown, viewer: Viewer, disclosures: readonly Disclosure[]): Json {
  const shown = show(placeOf(schema), value, null, { viewer, disclosures: byCommitment(disclosures) })
  return shown === hidden ? null : shown
}

function byCommitment(disclosures: readonly Disclosure[]): ReadonlyMap<string, Disclosure> {
  return new Map(disclosures.map(disclosure => [disclosure.commitment, disclosure]))
}

function show(
  place: Place | undefined,
  value: unknown,
  outer: readonly string[] | null,
  sight: Sight,
): Json | typeof hidden {
  if (place === undefined) return sight.viewer === 'host' ? (value as Json) : hidden
  if (place.mark === null) return showInside(place, value, outer, sight)
  const visibleTo = admittedByBoth(outer, place.mark.visibleTo)
  if (!maySee(sight.viewer, visibleTo)) return hidden
  const commitment = isPersonalHandle(value) ? commitmentOf(value) : isCommitment(value) ? value['~commitment'] : null
  if (commitment === null) return showInside(place, value, visibleTo, sight)
  const disclosure = sight.disclosures.get(commitment)
  if (disclosure === undefined || !maySee(sight.viewer, disclosure.visibleTo)) return hidden
  return showInside(place, disclosure.value, visibleTo, sight)
}

function showInside(place: Place, value: unknown, outer: readonly string[] | null, sight: Sight): Json | typeof hidden {
  if (!place.marksInside || typeof value !== 'object' || value === null) return value as Json
  const narrowed = place.narrowed(value)
  if (Array.isArray(value)) {
    const items = value.map((item, index) => show(narrowed.item(index), item, outer, sight))
    return place.positional ? items.map(item => (item === hidden ? null : item)) : items.filter(item => item !== hidden)
  }
  const shown: Record<string, Json> = {}
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue
    const inner = narrowed.member(key)
    const item = inner === undefined && place.opaque ? (member as Json) : show(inner, member, outer, sight)
    if (item !== hidden) shown[key] = item
  }
  return shown
}

/**
 * Replaces the personal handles in data that has no schema of its own, such as the parameters of a notice, by what these
 * roles may see. A handle that may not be seen, or whose value was erased, is absent. Pure.
 *
 * A party cannot smuggle a handle in: outside data that looks like one is refused at the boundary.
 *
 * @example
 * import { errand, errandOpened, paperCase } from '@convoke/core/testing'
 * const { state, journal } = paperCase(errand, errandOpened)
 * const disclosures = journal.flatMap(sealed => sealed.disclosures)
 * const notice = { call: String(state.machine.context.phone) }
 * resolveHandles(notice, disclosures, ['invitee']) // => { call: '13800000000' }
 * resolveHandles(notice, [], ['invitee']) // => {}
 */
export function resolveHandles(value: Json, disclosures: readonly Disclosure[], viewer: Viewer): Json {
  const resolved = resolve(value, { viewer, disclosures: byCommitment(disclosures) })
  return resolved === hidden ? null : resolved
}

function resolve(value: Json, sight: Sight): Json | typeof hidden {
  if (isPersonalHandle(value)) return opened(commitmentOf(value), sight)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item: Json) => resolve(item, sight)).filter(item => item !== hidden)
  const shown: Record<string, Json> = {}
  for (const [key, member] of Object.entries(value)) {
    const item = member === undefined ? hidden : resolve(member, sight)
    if (item !== hidden) shown[key] = item
  }
  return shown
}

function opened(commitment: string, sight: Sight): Json | typeof hidden {
  const disclosure = sight.disclosures.get(commitment)
  if (disclosure === undefined || !maySee(sight.viewer, disclosure.visibleTo)) return hidden
  return openNested(disclosure.value, sight)
}

/** A disclosed value is as committed: marks inside it are commitments of their own. */
function openNested(value: Json, sight: Sight): Json | typeof hidden {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item: Json) => openNested(item, sight)).filter(item => item !== hidden)
  if (isCommitment(value)) return opened(value['~commitment'], sight)
  const shown: Record<string, Json> = {}
  for (const [key, member] of Object.entries(value)) {
    const item = member === undefined ? hidden : openNested(member, sight)
    if (item !== hidden) shown[key] = item
  }
  return shown
}

/**
 * The disclosures an export or a view for these roles may carry; with them it still verifies. Order is kept. Pure.
 *
 * The secret salt of the case is for the host only.
 *
 * @example
 * import { errand, errandOpened, paperCase } from '@convoke/core/testing'
 * const { journal } = paperCase(errand, errandOpened)
 * const disclosures = journal.flatMap(sealed => sealed.disclosures)
 * disclosuresFor(['invitee'], disclosures).map(disclosure => disclosure.path) // => ['/opening/phone']
 */
export function disclosuresFor(viewer: Viewer, disclosures: readonly Disclosure[]): readonly Disclosure[] {
  return disclosures.filter(disclosure => maySee(viewer, disclosure.visibleTo))
}

/**
 * The text of all unmarked fields, in the order of the value, separated by spaces: what a store may index for search.
 * Keys of records, members unknown to the schema and personal handles are not part of it. Pure.
 */
export function unmarkedText(schema: z.ZodType, value: unknown): string {
  return withText('', placeOf(schema), value).slice(1)
}

/** A text with the words of a value behind it, each after a space: one that grows costs less than a list that is joined. */
function withText(before: string, place: Place | undefined, value: unknown): string {
  if (place === undefined || place.mark !== null) return before
  if (typeof value === 'string') return isPersonalHandle(value) ? before : `${before} ${value}`
  if (typeof value !== 'object' || value === null) return before
  const narrowed = place.narrowed(value)
  let text = before
  if (Array.isArray(value)) for (let i = 0; i < value.length; i++) text = withText(text, narrowed.item(i), value[i])
  else for (const key of Object.keys(value)) text = withText(text, narrowed.member(key), (value as JsonObject)[key])
  return text
}
