export {
  againstEngine,
  againstStore,
  type CaseUnderTest,
  type ModelOptions,
  type ModelSetup,
  type RealAnswer,
} from './case-under-test.js'
export { commandsOf, type ModelCommand } from './commands-of.js'
export type { History } from './history.js'
export { type HistoryOptions, historyOf } from './history-of.js'
export { interleaved, type Race, type RaceSetting, races } from './interleaving.js'
export type { PaperModel, SentCommand } from './paper-model.js'
