import type { Facts } from '../definition/case-type.js'
import type { Instant } from '../definition/schemas.js'
import type { Refusal } from '../errors/refusal.js'
import type { Cause, Disclosure, EntryKind } from '../journal/entry.js'
import type { JsonObject } from '../json/json.js'
import type { Delegation } from '../ports/directory.js'
import type { ActorId, PartyId } from '../ports/party.js'
import type { WorkingCalendar } from '../ports/working-calendar.js'
import type { CaseSnapshot } from './case-state.js'

/** The live machine state of a case: the kernel's, with its laziness. */
export interface MachineState {
  readonly value: unknown
  readonly context: Readonly<Record<string, unknown>>
  readonly status: string
  readonly nodes: readonly string[]
  toJSON(): unknown
}

/** A case in memory: {@link CaseSnapshot} with a live machine. */
export interface CaseState extends Omit<CaseSnapshot, 'machine' | 'head'> {
  readonly machine: MachineState
}

/** When and under which calendar something is decided. `at` is epoch ms. */
export interface Clock {
  readonly at: number
  readonly calendar: WorkingCalendar
  /**
   * What the machine is given as the moment, instead of `at`. For hosts that decide once for many cases of different
   * times: what nobody may look at can be a sign that says when somebody does. Default: `at`.
   */
  readonly shown?: Instant | undefined
}

/**
 * Data after parsing, in its two forms: as the machine sees it (personal fields are handles) and as the journal hashes
 * it (marked fields are commitments), with the disclosures that join the two.
 */
export interface PreparedData {
  readonly seen: JsonObject
  readonly committed: JsonObject
  readonly disclosures: readonly Omit<Disclosure, 'seq'>[]
}

/** A command on its way to a decision: parsed, and with everything the directory had to say. */
export interface CommandRequest {
  readonly type: string
  readonly data: PreparedData
  readonly by: PartyId
  readonly actor?: ActorId | undefined
  readonly onBehalfOf?: PartyId | undefined
  /** Delegations from `onBehalfOf` to `by` valid at the instant; empty without `onBehalfOf`. */
  readonly delegations?: readonly Delegation[] | undefined
  readonly facts?: Facts | undefined
  readonly commandId: string
  readonly cause?: Cause | undefined
}

/** What an accepted act adds to the journal, before it is numbered and hashed. */
export interface Draft {
  readonly kind: EntryKind
  /** Epoch ms. */
  readonly at: number
  readonly by: PartyId
  readonly actor?: ActorId | undefined
  readonly role: string
  readonly onBehalfOf?: PartyId | undefined
  readonly delegationId?: string | undefined
  readonly commandId: string
  readonly cause?: Cause | undefined
  readonly type: string
  readonly data: PreparedData
  readonly calendarEdition: string
  /** The state after it. */
  readonly after: CaseState
  /** What it tells whom. */
  readonly effects: readonly Effect[]
}

/** A notice the case asks for. `to` are parties; a link act has `link` instead. */
export interface Effect {
  readonly type: string
  readonly to: readonly PartyId[]
  readonly params: JsonObject
  /** Set for `case.open`, `case.tell` and the report of an outcome to the parent. */
  readonly link?:
    | {
        readonly act: 'open' | 'tell' | 'settled'
        readonly name: string
        readonly key: string
        readonly caseId: string | null
      }
    | undefined
}

/**
 * The outcome of a decision: the drafts to append (due deadlines first, then the command unless refused), and the state
 * after them. With a refusal, drafts may still hold deadlines that fired before it.
 */
export interface Decision {
  readonly drafts: readonly Draft[]
  readonly state: CaseState
  readonly refusal?: Refusal | undefined
}
