import type { Json, JsonObject } from '../json/json.js'
import type { ActorId, PartyId } from '../ports/party.js'

/** Who caused an entry: a party's command, the clock, another case (or the case itself), or an administrator. */
export type EntryKind = 'command' | 'clock' | 'case' | 'admin'

/** What made this entry happen when it was not a party: the entry of another case that told this one. */
export interface Cause {
  readonly caseId: string
  readonly seq: number
  /** Length of the chain of tells so far; at most 16. */
  readonly depth: number
  readonly link?: string | undefined
  readonly key?: string | undefined
}

/**
 * One accepted act in a journal, specVersion 1. Its bytes are RFC 8785 canonical JSON; `hash` is the lower-case hex
 * SHA-256 of the canonical entry without `hash`; `prevHash` of the first entry is 64 zeros.
 *
 * `seq` counts from 1 without gaps. `at` (epoch ms) is the legal moment, never before the previous entry's;
 * `recordedAt` is the host's clock. In `data`, every marked field is a salted commitment (see {@link Disclosure}).
 */
export interface Entry {
  readonly specVersion: 1
  readonly tenant: string
  readonly caseId: string
  readonly seq: number
  readonly at: number
  readonly recordedAt: number
  readonly caseType: string
  readonly version: string
  readonly definitionHash: string
  readonly calendarEdition: string
  readonly kind: EntryKind
  /** The party that acted; `clock` for the clock, `case:<id>` for another case. */
  readonly by: PartyId
  readonly actor?: ActorId | undefined
  /** The capacity in which it acted; `clock`, `case` or `admin` where no role did. */
  readonly role: string
  readonly onBehalfOf?: PartyId | undefined
  readonly delegationId?: string | undefined
  readonly commandId: string
  readonly cause?: Cause | undefined
  readonly type: string
  readonly data: JsonObject
  readonly stateHash: string
  readonly prevHash: string
  readonly hash: string
}

/** An entry as a store keeps it: the canonical text, and the two columns a store needs without parsing it. */
export interface StoredEntry {
  readonly seq: number
  readonly hash: string
  readonly bytes: string
}

/**
 * The opening of one salted commitment: the value of a marked field of one entry. `path` is a JSON Pointer into the
 * entry's `data`. Deleting the disclosure erases the value and leaves every hash intact.
 *
 * commitment = hex SHA-256 of the canonical JSON of `[salt, value]`; `salt` is 32 hex characters of randomness.
 */
export interface Disclosure {
  readonly seq: number
  readonly path: string
  readonly salt: string
  readonly value: Json
  readonly commitment: string
  /** Roles that may see it; `null`: everybody in the case (a personal field without `visibleTo`). */
  readonly visibleTo: readonly string[] | null
  readonly personal: boolean
  /** Whose personal data this is: the party that supplied it, unless the schema says otherwise. */
  readonly subject: PartyId | null
}

/** What stands in an entry's data where a marked field was: `{ "~commitment": hex }`. */
export interface Commitment {
  readonly '~commitment': string
}
