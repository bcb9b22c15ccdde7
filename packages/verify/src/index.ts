export type { DeadlineInState as DeadlineView, Fairness, OwnProperty, Predicate, StateView } from '@convoke/core'
export type { ExplorationLimit } from './explore/limits.js'
export type { VerifyProgress } from './explore/search.js'
export type { TimeBudget } from './explore/stopping.js'
export type { LinkAnswers, Move } from './model/case-model.js'
export type { Metric, MetricEvent } from './monitors/metric.js'
export type { Apart } from './monitors/monitors.js'
export type { OpeningDate } from './ordered/dated.js'
export { always, leadsTo, never, type Says, unless, until, within } from './own.js'
export { type ReportOptions, reportOf, severityColours, statesBySeverity } from './report/report.js'
export type { ImportedFrom, TestImports } from './stories/story.js'
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
export { type ActingKind, actingKinds, type VerifyOptions } from './verify-options.js'
