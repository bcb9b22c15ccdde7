import type {
  AnyCaseView,
  CaseDefinition,
  CaseStore,
  Directory,
  KeyStore,
  PartyId,
  RefusalCode,
  Seats,
  WorkingCalendar,
} from '@convoke/core'
import type { EngineEvent } from './engine-event.js'
import type { EngineLimits } from './engine-limits.js'
import type { HotCases } from './hot-cases.js'
import type { LiveCase, Tip } from './live-case.js'
import type { Mailboxes } from './mailbox.js'
import type { ParameterSettings } from './parameters.js'
import type { Registry } from './registry.js'

/** The parts of one engine, as its operations share them. */
export interface Runtime {
  readonly tenant: string
  readonly store: CaseStore
  readonly registry: Registry
  readonly parameters: ParameterSettings
  readonly directory: Directory
  readonly keys: KeyStore | undefined
  readonly calendar: WorkingCalendar
  /** The calendar of an edition named in a journal, of one of its desks where one is named. Throws `calendar/unknown-edition`. */
  readonly calendarOf: (edition: string, desk?: string) => WorkingCalendar
  readonly now: () => number
  readonly reference: (caseType: string, at: number, id: string) => string
  /** 32 hex characters of randomness. */
  readonly salt: () => string
  readonly limits: EngineLimits
  readonly hot: HotCases
  readonly mailboxes: Mailboxes
  readonly emit: ((event: EngineEvent) => void) | undefined
  /** A case for reading: as last written, from memory or from the store; undefined where there is none. */
  read(tenant: string, caseId: string): Promise<LiveCase | undefined>
  /** The same with every opened commitment, where the case type has personal fields. `seats`: the viewer's, on rolls. */
  view(
    live: LiveCase,
    definition: CaseDefinition,
    tip: Tip,
    as: PartyId | undefined,
    seats?: Seats | undefined,
  ): AnyCaseView
  /** Notes a refusal in the log of the case, never its data. */
  noteRefusal(live: LiveCase, by: PartyId, command: string, code: RefusalCode): void
}
