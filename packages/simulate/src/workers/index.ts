export type { SimulationProgress } from '../simulate.js'
export type { ThreadedOptions } from './simulate-on-pool.js'
export { simulateOnThreads, simulateShardOnThreads } from './simulate-on-threads.js'
export type { CaseTypeModule } from './task.js'
