import type {
  AnyCaseType,
  Authority,
  CaseStore,
  Directory,
  KeyStore,
  Named,
  ParametersIn,
  WorkingCalendar,
} from '@convoke/core'
import type { OutboxOptions } from './deliveries.js'
import type { Notice } from './engine.js'
import type { EngineEvent } from './engine-event.js'
import type { EngineLimits } from './engine-limits.js'
import type { Settings } from './parameters.js'

/** What an engine is made of. Only `caseTypes` is needed to begin. */
export interface EngineOptions<T extends AnyCaseType = AnyCaseType> {
  /**
   * Every case type, in every version that has cases. New cases open with the newest version of a name; a case stays on
   * the version it opened with.
   */
  readonly caseTypes: readonly T[]
  /** Where journals live. Default: `memoryStore()`, lost when the process ends. The engine closes it. */
  readonly store?: CaseStore | undefined
  /** The working calendar in force. Needed as soon as a case type has deadlines. */
  readonly calendar?: WorkingCalendar | undefined
  /** Earlier editions that entries were decided under; needed to fold those entries again. */
  readonly earlierCalendars?: readonly WorkingCalendar[] | undefined
  /**
   * Settings of this host, by case type: knobs, a pack of what a place has set, or a list of both in which later ones
   * stand over earlier ones. A new case fixes them in its first entry.
   */
  readonly parameters?:
    | { readonly [Name in T['name']]?: Settings<Name, Partial<ParametersIn<Named<T, Name>>>> | undefined }
    | undefined
  /** The highest authority whose knobs this host may turn. Default `town`: values set by district, city or law stay. */
  readonly authority?: Authority | undefined
  /** Delegations and lines of authority. Default: nobody acts for anybody. */
  readonly directory?: Directory | undefined
  /** Whole epoch ms. Default `Date.now`. */
  readonly now?: (() => number) | undefined
  /** Told about each notice, at least once; throwing asks for another delivery. Default: notices to parties are dropped. */
  readonly deliver?: ((notice: Notice<T>, options: { readonly signal: AbortSignal }) => unknown) | undefined
  readonly outbox?: OutboxOptions | undefined
  /** Signs anchors. Keep it apart from the store. */
  readonly keys?: KeyStore | undefined
  /**
   * For whom this engine opens and reads cases. Default `default`. Deadlines and notices are looked after for the whole
   * store, so all engines on one store are given the same case types and an equal `deliver`.
   */
  readonly tenant?: string | undefined
  /** The human reference 案号 of a new case. Default: case type, date and six characters of the id. */
  readonly reference?: ((caseType: string, at: number, id: string) => string) | undefined
  readonly limits?: Partial<EngineLimits> | undefined
  /** The longest sleep of the background between two looks into the store, ms. Default 1,000. */
  readonly longestSleep?: number | undefined
  /** Told what the engine does: ids, codes and times, never a value. Must not throw. */
  readonly onEvent?: ((event: EngineEvent) => void) | undefined
}
