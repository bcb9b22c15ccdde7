// What a calibration comes to.
import type { ScenarioInput } from '../scenario/schema.js'
import type { Sentence } from '../study/result.js'
import type { FittedArrivals } from './arrivals.js'
import type { OfficeHours, WorkingCalendarFound } from './calendars.js'
import type { Branching } from './discover.js'
import type { FittedDuration } from './fit/fit-duration.js'

/** One fitted time. Plain JSON. */
export interface CalibratedTime {
  /** The activity before; null for all that are not told apart. */
  readonly after: string | null
  readonly activity: string
  /** From one activity to the next with all its waiting, or the work itself. */
  readonly what: 'response' | 'service'
  /** Null where too few ended: then the observed times stand for themselves. */
  readonly fit: FittedDuration | null
}

/** What a log says 校准结果: a scenario that makes such logs, and how each of its numbers was found. Plain JSON. */
export interface Calibration {
  readonly schema: 'convoke-calibration-1'
  readonly log: {
    readonly cases: number
    readonly events: number
    readonly from: number
    readonly to: number
    /** Cases that go on after the log, and that began before it. */
    readonly open: number
    readonly truncated: number
    readonly brokenRows: number
    readonly resources: number
  }
  readonly arrivals: FittedArrivals
  readonly branching: readonly Branching[]
  readonly times: readonly CalibratedTime[]
  /** Whether times are counted in working hours, and which. */
  readonly hours: OfficeHours & { readonly basis: 'hours' | 'elapsed' }
  /** Of everybody, then of those who did most. */
  readonly calendars: readonly WorkingCalendarFound[]
  /** Titles of activities by their names. */
  readonly titles: Readonly<Record<string, string>>
  readonly scenario: ScenarioInput
  /** What was assumed, and what the log cannot tell. */
  readonly notes: readonly Sentence[]
}
