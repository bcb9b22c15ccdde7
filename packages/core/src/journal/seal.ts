import type { Draft } from '../deciding/decision.js'
import type { CaseDefinition } from '../definition/case-definition.js'
import { ConvokeError } from '../errors/convoke-error.js'
import { canonicalJson, sortedKeys } from '../json/canonical.js'
import { hmacSha256Hex, sha256Hex } from '../json/hash.js'
import type { Json } from '../json/json.js'
import type { Head } from '../ports/case-store.js'
import { commitmentTo } from '../privacy/commit.js'
import type { Disclosure, Entry, StoredEntry } from './entry.js'
import { type StateTexts, stateHashOf } from './state-hash.js'

/** Where an entry goes, and when it is written down. */
export interface SealContext {
  readonly tenant: string
  readonly caseId: string
  /** The entry before; null for the first. */
  readonly head: Head | null
  /** Epoch ms, the host's clock. */
  readonly recordedAt: number
  /** The secret salt of the case: 32 hex characters of randomness, the same for all its entries. */
  readonly caseSalt: string
  /** What is remembered of this case's earlier hashes, see {@link stateTexts}. */
  readonly texts?: StateTexts | undefined
}

/** An entry with its bytes and what must be stored beside it. */
export interface Sealed {
  readonly entry: Entry
  readonly stored: StoredEntry
  readonly disclosures: readonly Disclosure[]
}

/** What stands before the first entry. */
export const noHash: string = '0'.repeat(64)

/** The path of the disclosure that keeps a case's secret salt; no data has it. */
export const caseSaltPath = '/~case'

/**
 * Numbers, chains and hashes an accepted act 入链: specVersion 1. Pure; the same arguments give the same bytes on every
 * machine.
 *
 * `stored.bytes` is the canonical text of the whole entry, `hash` included. The first entry of a case comes with one
 * more disclosure, which keeps the case's salt.
 *
 * @throws ConvokeError `bug/back-dated-entry` when the draft is older than the head
 * @source RFC 8785 (bytes), FIPS 180-4 (hash); the fields are ours, docs/explanation/what-the-chain-proves.md
 * @example
 * import { errand, errandOpened, paperCase } from '@convoke/core/testing'
 * const { definition, drafts } = paperCase(errand, errandOpened)
 * const context = { tenant: 'default', caseId: 'c-1', head: null, recordedAt: 0, caseSalt: 'ab'.repeat(16) }
 * const [first] = drafts.map(draft => seal(definition, draft, context))
 * first?.entry.prevHash === noHash // => true
 * first?.disclosures.map(disclosure => disclosure.path) // => ['/opening/budget', '/opening/phone', '/~case']
 */
export function seal(
  definition: Pick<CaseDefinition, 'name' | 'version' | 'hash' | 'context'>,
  draft: Draft,
  context: SealContext,
): Sealed {
  const { head, caseId, caseSalt } = context
  if (head !== null && draft.at < head.at) {
    throw new ConvokeError(
      'bug/back-dated-entry',
      `an act of ${draft.at} cannot follow one of ${head.at}; decide again at or after the head`,
      { details: { caseId, at: draft.at, head: head.at } },
    )
  }
  const seq = (head?.seq ?? 0) + 1
  const { actor, at, by, calendarEdition, cause, commandId, delegationId, kind, onBehalfOf, role, type } = draft
  const { name: caseType, version, hash: definitionHash } = definition
  const { tenant, recordedAt } = context
  const data = draft.data.committed
  const prevHash = head?.hash ?? noHash
  const stateHash = stateHashOf(definition, draft.after, caseSalt, context.texts)
  // Written out member by member, in canonical order: every command passes here, and a walk over objects that are made
  // only to be written costs more than all the hashing. The tests compare it with canonicalJson.
  const opening =
    `{${member('actor', actor)}"at":${at},"by":${text(by)},"calendarEdition":${text(calendarEdition)}` +
    `,"caseId":${text(caseId)},"caseType":${text(caseType)},${member('cause', cause)}"commandId":${text(commandId)}` +
    `,"data":${text(data)},"definitionHash":"${definitionHash}",${member('delegationId', delegationId)}`
  const closing =
    `"kind":"${kind}",${member('onBehalfOf', onBehalfOf)}"prevHash":"${prevHash}","recordedAt":${recordedAt}` +
    `,"role":${text(role)},"seq":${seq},"specVersion":1,"stateHash":"${stateHash}","tenant":${text(tenant)}` +
    `,"type":${text(type)},"version":${text(version)}}`
  const hashed = opening + closing
  const hash = sha256Hex(hashed)
  const disclosures: Disclosure[] = draft.data.disclosures.map(disclosure => ({ ...disclosure, seq }))
  if (seq === 1) disclosures.push(caseDisclosure(caseSalt))
  // As most entries are, without a spread: behind one, every further member costs as much as all of them otherwise.
  const entry: Entry = {
    at,
    by,
    calendarEdition,
    caseId,
    caseType,
    commandId,
    data,
    definitionHash,
    hash,
    kind,
    prevHash,
    recordedAt,
    role,
    seq,
    specVersion: 1,
    stateHash,
    tenant,
    type,
    version,
  }
  const isPlain = actor === undefined && cause === undefined && delegationId === undefined && onBehalfOf === undefined
  return {
    entry: isPlain ? entry : inOrder({ ...entry, actor, cause, delegationId, onBehalfOf }),
    // Cut from the text that was hashed, which is one piece by now, and not put together once more.
    stored: { seq, hash, bytes: `${hashed.slice(0, opening.length)}"hash":"${hash}",${hashed.slice(opening.length)}` },
    disclosures,
  }
}

/** The same entry with its members in canonical order, and without those that are undefined. */
function inOrder(entry: Record<keyof Entry, unknown>): Entry {
  const ordered: Record<string, unknown> = {}
  for (const key of sortedKeys(entry)) {
    const value = entry[key as keyof Entry]
    if (value !== undefined) ordered[key] = value
  }
  return ordered as unknown as Entry
}

function text(value: Json): string {
  return canonicalJson(value)
}

/** A member that may be absent, with its comma. */
function member(name: string, value: unknown): string {
  return value === undefined ? '' : `"${name}":${canonicalJson(value)},`
}

/**
 * The disclosure that keeps the secret salt of a case. No role may see it; a host needs it to write and to check state
 * hashes. Erasing it with the rest makes the state hashes of the case unverifiable, and unguessable, for ever.
 */
export function caseDisclosure(caseSalt: string): Disclosure {
  // Derived, so that sealing needs no randomness; the secret itself is what cannot be guessed.
  const salt = hmacSha256Hex(caseSalt, caseSaltPath).slice(0, 32)
  return {
    seq: 1,
    path: caseSaltPath,
    salt,
    value: caseSalt,
    commitment: commitmentTo(salt, caseSalt),
    visibleTo: [],
    personal: false,
    subject: null,
  }
}

/**
 * The secret salt of a case from its disclosures; undefined where it was erased or not disclosed.
 *
 * @example
 * import { errand, errandOpened, paperCase } from '@convoke/core/testing'
 * const { journal } = paperCase(errand, errandOpened)
 * caseSaltOf(journal.flatMap(sealed => sealed.disclosures)) === '0'.repeat(32) // => true
 */
export function caseSaltOf(disclosures: readonly Disclosure[]): string | undefined {
  const found = disclosures.find(({ seq, path }) => seq === 1 && path === caseSaltPath)?.value
  return typeof found === 'string' ? found : undefined
}
