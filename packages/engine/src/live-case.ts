import {
  type CaseDefinition,
  type CaseIndex,
  type CaseState,
  type CommandRecord,
  type Disclosure,
  type DisclosureAct,
  type Entry,
  type Head,
  type LoadedCase,
  type OutboxNotice,
  type PartyId,
  type StateTexts,
  type StoredEntry,
  stateTexts,
} from '@convoke/core'

/** A case at one moment of its journal. */
export interface Tip {
  readonly state: CaseState
  readonly head: Head
}

/** One accepted act, numbered and hashed, with everything that is stored beside it. */
export interface SealedAct {
  readonly entry: Entry
  readonly stored: StoredEntry
  readonly disclosures: readonly Disclosure[]
  /** What the act does to earlier disclosures. */
  readonly disclosed?: readonly DisclosureAct[] | undefined
  readonly notices: readonly OutboxNotice[]
  readonly command: CommandRecord | undefined
}

/** What a job decided: acts to write (often one, none for a refusal), the case after them, and the answer once written. */
export interface Verdict<Result> {
  readonly acts: readonly SealedAct[]
  readonly tip: Tip | null
  /** The version the case is of once this is written; nothing else is decided before. */
  readonly becomes?: CaseDefinition | undefined
  answer(): Result
}

/** Decides again, because what the decision waited for has happened. */
export const again: unique symbol = Symbol('convoke.decide-again')

/** One thing asked of a case. */
export interface Job<Result = unknown> {
  /** Decides on the case as it stands after everything decided before; asynchronous only where something must be asked. */
  decide(live: LiveCase): Verdict<Result> | Promise<Verdict<Result> | typeof again>
  /** Told before each new attempt that an append holding this job failed, so that it may have been written all the same. */
  retrying(): void
  resolve(result: Result): void
  reject(error: unknown): void
  attempts: number
}

/** A decided job whose acts are not written yet. */
export interface Step {
  readonly job: Job
  readonly verdict: Verdict<unknown>
}

/**
 * What is known of a case whose version is not registered here, or that can no longer be folded: what its index says. It
 * stays readable.
 */
export interface ForeignCase {
  /** Why nothing more is known. */
  readonly code: string
  readonly caseType: string
  readonly version: string
  readonly index: CaseIndex
  readonly head: Head
  readonly parties: ReadonlySet<PartyId>
}

/**
 * A case in memory: what is written (`saved`), what is decided on top of it (`tip`), and what is still to be decided.
 * One object per case and engine while anything is under way; between commands it is only a cache.
 */
export interface LiveCase {
  readonly key: string
  readonly tenant: string
  readonly caseId: string
  /** False until the store was asked, and again after a conflict. */
  known: boolean
  /** Undefined for a case that does not exist, or whose version is not registered. */
  definition: CaseDefinition | undefined
  /** The version the case is of once the append that is under way is written. */
  becomes: CaseDefinition | undefined
  /** Set for a case whose version is not registered here. */
  foreign: ForeignCase | undefined
  /** The secret that keys the state hash of this case. */
  secret: string
  /** What sealing remembers from entry to entry. */
  readonly texts: StateTexts
  saved: Tip | null
  tip: Tip | null
  /** Opened commitments, where the case type has personal fields; undefined while nobody has needed them. */
  disclosures: Disclosure[] | undefined
  /** When the next rung fires, as last written. */
  rungAt: number | null
  /** The {@link HotCases.epoch} in which `saved` was read or written. */
  epoch: number
  /** The epoch in which the append that is under way began. */
  writtenEpoch: number
  /** Whether the case was read from the store since it last rested; before, another process may have gone on with it. */
  verified: boolean
  /** Length of the newest snapshot, for the bound on memory. */
  size: number
  /** The most the context can measure now; measured again when it passes the limit. */
  contextBound: number
  waiting: Job[]
  next: Step[]
  flying: Step[]
  /** The case after everything in `flying`. */
  flyingTip: Tip | null
  /** True while a load or a question to the directory is under way. */
  asking: boolean
  /** Counts discarded speculations, so that an answer to an older one is dropped. */
  generation: number
  /** Command ids of steps not written yet, by party and id. */
  readonly ids: Set<string>
  /** Called once when nothing decided is unwritten any more. */
  whenWritten: (() => void)[]
}

/** A case of which only its index can be read. */
export function foreignCase({ index, head }: LoadedCase, code: string): ForeignCase {
  const { caseType, version, parties } = index
  return { code, caseType, version, index, head, parties: new Set(parties.map(({ party }) => party)) }
}

/** A case of which nothing is known yet. */
export function liveCase(tenant: string, caseId: string): LiveCase {
  return {
    key: liveKey(tenant, caseId),
    tenant,
    caseId,
    known: false,
    definition: undefined,
    becomes: undefined,
    foreign: undefined,
    secret: '',
    texts: stateTexts(),
    saved: null,
    tip: null,
    disclosures: undefined,
    rungAt: null,
    epoch: -1,
    writtenEpoch: -1,
    verified: false,
    size: 0,
    contextBound: 0,
    waiting: [],
    next: [],
    flying: [],
    flyingTip: null,
    asking: false,
    generation: 0,
    ids: new Set(),
    whenWritten: [],
  }
}

/** The key of a case among those of all tenants. */
export function liveKey(tenant: string, caseId: string): string {
  return `${tenant}\u0000${caseId}`
}

/** Whether the case has nothing under way, so that it may leave memory. */
export function isResting(live: LiveCase): boolean {
  return !live.asking && live.waiting.length === 0 && live.next.length === 0 && live.flying.length === 0
}

/** Whether everything decided is written. */
export function isWritten(live: LiveCase): boolean {
  return live.next.length === 0 && live.flying.length === 0
}
