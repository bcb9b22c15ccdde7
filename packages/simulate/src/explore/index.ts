export { unfitBound } from '../scenario/unfit-bound.js'
export type { Exploring } from './exploring.js'
export {
  type FindOptions,
  type FoundStaffing,
  findingStaffing,
  findStaffing,
  type StaffRange,
  type TriedStaffing,
} from './find-staffing.js'
export { type QuestionsAsked, questionsIn } from './in-file.js'
export type { OfferedLoad } from './offered-load.js'
export { type Ranking, type RankOptions, ranking, rankPolicies } from './rank.js'
export { type SteadyState, settling, steadyState } from './steady.js'
export { type Sweep, type SweepOptions, type SweptKnob, sweep, sweeping } from './sweep.js'
export type { Target } from './target.js'
export {
  type Tornado,
  type TornadoEnd,
  type TornadoOptions,
  type TornadoRow,
  tornado,
  type Variation,
  varying,
} from './tornado.js'
