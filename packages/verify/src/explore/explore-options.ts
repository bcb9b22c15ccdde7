// How far an exploration goes, and what its states tell.

import type { Acting, Ask, Monitor } from '../model/case-data.js'
import type { Metric } from '../monitors/metric.js'
import type { Apart } from '../monitors/monitors.js'
import type { Cell } from '../tables/cells.js'

/** What is watched of links. */
export interface Linked {
  readonly links: readonly {
    readonly name: string
    readonly hasAnswers: boolean
    readonly isOpen: Ask
  }[]
  /** Roles that one party at most may hold at a time. */
  readonly single: readonly { readonly role: string; readonly isShared: Ask }[]
}

/** What states tell although it makes no difference to how the case goes on. */
export interface Watched {
  /** Whether these are accepted. */
  readonly commands?: readonly string[] | undefined
  /** Whether it runs. */
  readonly deadline?: string | undefined
  /** How it stands once the case is settled. */
  readonly link?: string | undefined
  /** Questions that every state answers. */
  readonly asks?: readonly Ask[] | undefined
  /** How far these are. */
  readonly clocks?: readonly string[] | undefined
  /** The acts that are asked about. */
  readonly apart?: readonly Apart[] | undefined
  /** The vote that is counted along; what its own words throw. */
  readonly vote?:
    | {
        readonly name: string
        readonly title: { readonly 'zh-CN': string; readonly en: string }
        readonly failure: { thrown?: unknown }
      }
    | undefined
  /** The links that are followed; of those without answers nobody knows what becomes of their cases. */
  readonly linked?: Linked | undefined
  /** The measures that are looked at; what the one that is taken along the way throws. */
  readonly metrics?: readonly Metric[] | undefined
  readonly failure?: { thrown?: unknown } | undefined
  /** Those who watch every step, by name; what they find can be asked. */
  readonly monitors?: Readonly<Record<string, Monitor>> | undefined
  /** Whether they have to see where a step ends: false, where they look at nothing but who does what. Default true. */
  readonly isWholeStep?: boolean | undefined
}

/** How far an exploration goes. */
export interface ExploreOptions {
  /** How many states are known before it stops. */
  readonly maxStates: number
  /** How many items lists may gain, and how much further keys that the case makes up may count. */
  readonly maxItems: number
  /** Whether states tell all that is read and changes, not only what makes a difference to how the case goes on. */
  readonly isWhole?: boolean | undefined
  /** How many evaluations finding out what makes a difference may cost. Default: any number. */
  readonly effort?: number | undefined
  /** Cells of which every state tells: what another exploration of the case type found to matter. */
  readonly told?: readonly Pick<Cell, 'path'>[] | undefined
  /** How many times a way may leave the normal course of the case. Default: every state is looked into. */
  readonly departures?: number | undefined
  /**
   * Whether of states that differ only by which of several parties is which one alone is looked into. Taken only with
   * {@link ExploreOptions.isWhole}, and where every state is.
   */
  readonly isExchanging?: boolean | undefined
  /** What is tried beside what parties do for themselves. Default: nothing. */
  readonly acting?: Acting | undefined
  /** A duty of which states tell whether it can be done and whether its deadline runs. */
  readonly watched?: Watched | undefined
  /** Told now and then; returning false ends the exploration. */
  readonly progress?: ((states: number, waiting: number) => boolean | undefined) | undefined
}
