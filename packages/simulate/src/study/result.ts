import type { ComparedRow } from './compare.js'
import type { Indicator } from './indicators.js'

/** A sentence in both languages. */
export interface Sentence {
  readonly en: string
  readonly 'zh-CN': string
}

/** How a figure went over time, a point at the end of each measured day. Plain JSON. */
export interface Series {
  readonly id: string
  readonly dims: Readonly<Record<string, string>>
  /** Epoch ms. */
  readonly t: readonly number[]
  /** Mean over replications, and the interval of each point by itself. */
  readonly mid: readonly number[]
  readonly lo: readonly number[]
  readonly hi: readonly number[]
}

/** One thing in which a policy differs from the first. */
export interface Change {
  /** Member names and positions: `parties.dept:police.staff`. */
  readonly path: string
  /** Null where there is nothing. */
  readonly from: unknown
  readonly to: unknown
  readonly sentence: Sentence
  /** Set where a parameter is changed that is not the town's to set, with who may and the rule it comes from. */
  readonly authority?: { readonly who: string; readonly source: string | null } | undefined
}

/** Another policy, beside the first. */
export interface Comparison {
  readonly name: string
  readonly changes: readonly Change[]
  /** Both had the same luck, replication by replication. */
  readonly paired: true
  /** With several policies the interval of each row is wider, so that all of a figure hold at once. */
  readonly adjusted: 'bonferroni'
  readonly rows: readonly ComparedRow[]
  readonly indicators: readonly Indicator[]
  readonly series: readonly Series[]
}

/** What a simulation comes to. Plain JSON; the same scenario and seed make the same bytes. */
export interface SimulationResult {
  readonly schema: 'convoke-simulation-1'
  readonly provenance: {
    /** SHA-256 of the scenario with all defaults. */
    readonly scenarioHash: string
    readonly definitionHash: Readonly<Record<string, string>>
    readonly calendarEdition: string
    readonly randomScheme: 'threefry2x32-20/1'
    readonly seed: number
  }
  readonly design: {
    readonly name: string
    readonly mode: 'terminating'
    readonly replications: number
    /** Epoch ms: the first instant, those between which arrivals are measured, the last. */
    readonly from: number
    readonly measuredFrom: number
    readonly measuredTo: number
    readonly end: number
    readonly stop: 'replications' | 'relativeHalfWidth' | 'atMost' | 'cancelled'
  }
  readonly status: 'complete' | 'partial'
  /** What an engine does and a simulation leaves out. */
  readonly skipped: readonly Sentence[]
  readonly warnings: readonly Sentence[]
  readonly indicators: readonly Indicator[]
  readonly series: readonly Series[]
  readonly comparisons: readonly Comparison[]
}
