export {
  type Asked,
  type Attempt,
  type CaseTypeLawFor,
  type CaseTypeLawOptions,
  type CaseWalk,
  type CaseWalkOptions,
  caseTypeLaws,
  caseWalk,
  type Draw,
  drawFrom,
  type HistoryStep,
  type LawScope,
  type PlayedHistory,
} from './case-type-laws.js'
export {
  type DeliveredNotice,
  type EngineLaw,
  type EngineSetting,
  engineLaws,
  errand,
  errandMoved,
  errandOpened,
  gathering,
  type OpenEngine,
  poll,
  relay,
  visit,
  visitOpened,
} from './engine-laws.js'
export { everyDayCalendar } from './every-day-calendar.js'
export { holds, type Law, LawBroken, same, throwsCode } from './law.js'
export { type ManualClock, manualClock } from './manual-clock.js'
export {
  type Opened,
  type PaperCase,
  paperCase,
  type ScenarioCommand,
  type ScenarioOptions,
} from './paper-case.js'
export { type Expected, given, type Happened, type Scenario } from './scenario.js'
export { type Sample, sampleAppend, sampleDisclosure, sampleIndex, sampleNotice } from './store-laws/sample-append.js'
export { type OpenStore, type StoreLaw, storeLaws, storeLawsBut } from './store-laws.js'
