export { readYaml, type YamlText } from '../scenario/yaml-text.js'
export type { FittedArrivals } from './arrivals.js'
export type { OfficeHours, WorkingCalendarFound } from './calendars.js'
export { type CalibrationOptions, calibrate } from './calibrate.js'
export type { CalibratedTime, Calibration } from './calibration.js'
export type { Branching } from './discover.js'
export type { FamilyName } from './fit/families.js'
export { type FamilyFit, type FitOptions, type FittedDuration, fitDuration } from './fit/fit-duration.js'
export type { Parameter } from './fit/maximum-likelihood.js'
export type { Observation } from './fit/observation.js'
export type { BrokenRow, EventLog, LogEvent, Window } from './log/event-log.js'
export { clockFor } from './log/measured-log.js'
export { calibrateOnto, type OntoOptions } from './onto/calibrate-onto.js'
export type { CalibrationOnto } from './onto/calibration-onto.js'
export type { DutyFound } from './onto/duties-found.js'
export type { LeftOut, Replay, Unsettled } from './onto/fates.js'
export type { FoundOpening } from './onto/openings.js'
export {
  type CaseTypeMap,
  caseTypeMapShape,
  checkCaseTypeMap,
  type MappedActivity,
  mapColumns,
} from './onto/type-map.js'
export type { MeasureName } from './validate/distances.js'
export {
  type MadeDistance,
  type Validating,
  type Validation,
  type ValidationOptions,
  type ValidationProgress,
  type ValidationSize,
  validateCalibration,
  validatingCalibration,
  validatingOnto,
} from './validate/validate.js'
export { type ValidationReportOptions, validationReportOf } from './validate/validation-report.js'
