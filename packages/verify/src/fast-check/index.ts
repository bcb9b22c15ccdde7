export type { History } from './history.js'
export { type HistoryOptions, historyOf } from './history-of.js'
