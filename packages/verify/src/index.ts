export type { DeadlineInState as DeadlineView, Fairness, OwnProperty, Predicate, StateView } from '@convoke/core'
export type { LinkAnswers, Move } from './case-model.js'
export type { ExplorationLimit } from './limits.js'
export type { Metric, MetricEvent } from './metric.js'
export type { Apart } from './monitors.js'
export type { OpeningDate } from './ordered/dated.js'
export { always, leadsTo, never, type Says, until, within } from './own.js'
export { type ReportOptions, reportOf, severityColours, statesBySeverity } from './report.js'
export type { VerifyProgress } from './search.js'
export {
  type Acceptance,
  type Finding,
  type Measured,
  type PropertyId,
  type PropertyVerdict,
  propertyIds,
  propertySentences,
  type Sentence,
  type TimeMode,
  type VerdictWord,
  type VerifyResult,
} from './verdict.js'
export { verifyCaseType, verifying } from './verify-case-type.js'
export { verifyingMigration, verifyMigration } from './verify-migration.js'
export type { VerifyOptions } from './verify-options.js'
