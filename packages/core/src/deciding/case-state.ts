import type { JsonObject } from '../json/json.js'
import type { Head } from '../ports/case-store.js'
import type { PartyId } from '../ports/party.js'
import type { Duration, PlainDate } from '../ports/working-calendar.js'

/** One rung of one armed deadline: the due instant itself (`due`) or a step of its ladder. Epoch ms. */
export interface RungState {
  readonly rung: string
  readonly at: number
  readonly fired: boolean
}

/** A running deadline: the n-th instance of `name` for `key` (`''` without keys). Instants are epoch ms. */
export interface DeadlineState {
  readonly name: string
  readonly key: string
  readonly n: number
  readonly startedAt: number
  /** Null while suspended. */
  readonly dueAt: number | null
  readonly provisional: boolean
  /** Null where a date of the case fixes the end. */
  readonly duration: Duration | null
  /** The date of the case that a suspension or an extension has moved the end away from; absent otherwise. */
  readonly date?: PlainDate
  readonly calendarEdition: string
  readonly rungs: readonly RungState[]
  /** What is left, while suspended. */
  readonly left: number | null
  readonly extensions: number
}

/** A case that this one opened through a link. */
export interface LinkedCase {
  readonly link: string
  readonly key: string
  readonly caseId: string | null
  readonly status: 'opening' | 'open' | 'settled' | 'refused'
  readonly outcome: string | null
}

/** A case that asked this one to take something up 提请办件: by opening it, or by joining it once it was open. */
export interface AskingCase {
  readonly caseId: string
  /** The link and key under which that case knows this one. */
  readonly link: string
  readonly key: string
  /** Command id of the act by which it joined; null for the case that opened this one. */
  readonly commandId: string | null
  readonly answered: boolean
}

/** Everything a decision reads, as plain JSON: the folded journal. A cache; the journal is the truth. */
export interface CaseSnapshot {
  readonly machine: JsonObject
  readonly deadlines: readonly DeadlineState[]
  /**
   * How often each deadline key was started: `name` or `name/key` → n. For an outer clock with keys also
   * `span:name` → 1 while it runs, 0 after.
   */
  readonly counters: Readonly<Record<string, number>>
  /** Who did what on which item, for separation of duties: `command/item` → parties. */
  readonly marks: Readonly<Record<string, readonly PartyId[]>>
  readonly recusals: readonly PartyId[]
  readonly links: readonly LinkedCase[]
  readonly openedAt: number
  readonly settledAt: number | null
  readonly outcome: string | null
  readonly reference: string
  /** Legal moment of the newest entry (epoch ms); nothing is decided before it. */
  readonly lastAt: number
  /** The case that opened this one, where one did. */
  readonly parent: { readonly caseId: string; readonly link: string; readonly key: string } | null
  /** Every case that asked this one, of a type that cases may join; absent for all others. */
  readonly askers?: readonly AskingCase[]
  readonly head: Head
}
