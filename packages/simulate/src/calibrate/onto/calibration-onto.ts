import type { ScenarioInput } from '../../scenario/schema.js'
import type { Calibration } from '../calibration.js'
import type { DutyFound } from './duties-found.js'
import type { Replay } from './fates.js'
import type { FoundOpening } from './openings.js'

/** What a log says of a case type 校准结果: a scenario on that case type, how its numbers were found, and what became of the log. Plain JSON. */
export interface CalibrationOnto extends Pick<Calibration, 'log' | 'arrivals' | 'hours' | 'calendars' | 'notes'> {
  readonly schema: 'convoke-calibration-onto-1'
  readonly caseType: { readonly name: string; readonly version: string }
  readonly replay: Replay
  /** What cases open with, the most common first. */
  readonly openings: readonly FoundOpening[]
  readonly duties: readonly DutyFound[]
  readonly scenario: ScenarioInput
}
