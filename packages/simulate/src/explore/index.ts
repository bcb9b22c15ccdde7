export {
  type FindOptions,
  type FoundStaffing,
  findStaffing,
  type StaffRange,
  type TriedStaffing,
} from './find-staffing.js'
export { type Ranking, type RankOptions, rankPolicies } from './rank.js'
export { type OfferedLoad, type SteadyState, steadyState } from './steady.js'
export { type Sweep, type SweptKnob, sweep } from './sweep.js'
export type { Target } from './target.js'
export { type Tornado, type TornadoEnd, type TornadoRow, tornado, type Variation } from './tornado.js'
