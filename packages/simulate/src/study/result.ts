import type { Authority } from '@convoke/core'
import type { ComparedRow } from './compare.js'
import type { PerStaffMonth } from './costs.js'
import type { Effect } from './effects.js'
import type { Evaluated, EvaluatedDifference } from './evaluations.js'
import type { Indicator } from './indicators.js'
import type { Pilot } from './pilot.js'
import type { AssessedPack } from './rates.js'
import type { Sentence } from './sentence.js'
import type { SideBySide } from './side-by-side.js'
import type { StartedDifference, StartedOutlook } from './started.js'
import type { WorstCase } from './worst-case.js'

export type { Sentence }

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

/**
 * Whose power a change is 谁有权改: for a parameter, who its case type says may set it, with the rule that limits it; for
 * people and hours, whoever employs them; what people do and which cases come is nobody's to order.
 */
export interface Power {
  readonly who: Authority | 'employer' | 'nobody'
  readonly jurisdiction: string | null
  readonly source: string | null
  readonly readOn: string | null
}

/** One thing in which a policy differs from the first. */
export interface Change {
  /** Member names and positions: `parties.dept:police.staff`. */
  readonly path: string
  /** Null where there is nothing. */
  readonly from: unknown
  readonly to: unknown
  readonly sentence: Sentence
  readonly power: Power
  /** Set where a parameter is changed that is not the town's to set, with who may and the rule it comes from. */
  readonly authority?: { readonly who: string; readonly source: string | null } | undefined
}

/**
 * By what luck brought beyond what is expected differences are corrected 控制变量: how many cases arrived; also how much work they brought; also how both fell upon
 * queues, with how long times are of duties that have a deadline; or how both came on top of the work that parties had at hand, by role and task.
 */
export type Control = 'arrivals' | 'work' | 'queues' | 'workload'

/** Another policy, beside the first. */
export interface Comparison {
  readonly name: string
  readonly changes: readonly Change[]
  /** Both had the same luck, replication by replication. */
  readonly paired: true
  /** With several policies the interval of each row is wider, so that all of a figure hold at once. */
  readonly adjusted: 'bonferroni'
  /** Differences of `rows`, `groups` and `effects` are corrected by what luck brought beyond what is expected, and by what of it; absent where they are not. */
  readonly control?: Control | undefined
  readonly rows: readonly ComparedRow[]
  /** Which share of cases is better off, case by case; empty where the policy lets none arrive at the instant at which it arrives under the first. */
  readonly sideBySide: readonly SideBySide[]
  /** What holds cases up most under this policy; null where nothing can be said. */
  readonly bottleneck: Sentence | null
  /** The same in cases a month, for whoever has to decide. */
  readonly effects: readonly Effect[]
  readonly indicators: readonly Indicator[]
  readonly series: readonly Series[]
  /** What each person more is good for; absent where there are as many. */
  readonly perStaffMonth?: PerStaffMonth | undefined
  /** How far figures by group are apart; absent where the scenario has no segments. */
  readonly groups?: readonly ComparedRow[] | undefined
  /** How far figures of each district are apart; absent where the scenario has none. */
  readonly districts?: readonly ComparedRow[] | undefined
  /** Where the policy holds in some groups only. */
  readonly pilot?: Pilot | undefined
  /** Of each case that was open at the start; absent where there was none. */
  readonly started?: readonly StartedDifference[] | undefined
  /** How far the units of each evaluation move; absent where the scenario evaluates none. */
  readonly evaluations?: readonly EvaluatedDifference[] | undefined
  /** The rates that the scenario names, under this policy; absent where it names none. */
  readonly rates?: readonly AssessedPack[] | undefined
  /** The slowest cases under this policy, as `worst` of the result lists those under the first. */
  readonly worst: readonly WorstCase[]
}

/** Something that is not the case type's but was put in: what people do, how many they are, how many cases come. */
export interface Assumption {
  readonly about: 'arrivals' | 'start' | 'shocks' | 'staff' | 'behaviour' | 'reactions'
  readonly basis: 'assumed' | 'measured'
  readonly sentence: Sentence
}

/** What a simulation comes to. Plain JSON; the same scenario and seed make the same bytes. */
export interface SimulationResult {
  readonly schema: 'convoke-simulation-1'
  readonly provenance: {
    /** SHA-256 of the scenario with all defaults. */
    readonly scenarioHash: string
    readonly definitionHash: Readonly<Record<string, string>>
    /** Version of each case type. */
    readonly versions: Readonly<Record<string, string>>
    readonly calendarEdition: string
    readonly randomScheme: 'threefry2x32-20/1'
    readonly seed: number
  }
  readonly design: {
    readonly name: string
    readonly mode: 'terminating' | 'steady'
    readonly replications: number
    /** Epoch ms: the first instant, those between which arrivals are measured, the last. */
    readonly from: number
    /** First and last measured day, in the zone of the calendar. */
    readonly firstDay: string
    readonly lastDay: string
    readonly measuredFrom: number
    readonly measuredTo: number
    readonly end: number
    readonly stop: 'replications' | 'relativeHalfWidth' | 'atMost' | 'cancelled'
  }
  readonly status: 'complete' | 'partial'
  /** What parties are called. */
  readonly titles: Readonly<Record<string, Sentence>>
  /** What holds cases up most; null where nothing can be said. */
  readonly bottleneck: Sentence | null
  /** What the figures rest on, of the first policy. */
  readonly assumptions: readonly Assumption[]
  /** What an engine does and a simulation leaves out. */
  readonly skipped: readonly Sentence[]
  readonly warnings: readonly Sentence[]
  readonly indicators: readonly Indicator[]
  readonly series: readonly Series[]
  /** Figures by group; absent where the scenario has no segments. */
  readonly groups?: readonly Indicator[] | undefined
  /** Figures of each district, named by `dims.district`; absent where the scenario has none, or one. */
  readonly districts?: readonly Indicator[] | undefined
  /** Of each case that was open at the start; absent where there was none. */
  readonly started?: readonly StartedOutlook[] | undefined
  /** Score and rank of each unit; absent where the scenario evaluates none. */
  readonly evaluations?: readonly Evaluated[] | undefined
  /** The rates by which places assess cases, of the packs that the scenario names; absent where it names none. */
  readonly rates?: readonly AssessedPack[] | undefined
  /** Of each case type the ten measured cases of all replications of the first policy that took longest, those that were not settled first. */
  readonly worst: readonly WorstCase[]
  readonly comparisons: readonly Comparison[]
}
