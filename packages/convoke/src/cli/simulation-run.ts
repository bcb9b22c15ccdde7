// A simulation that shows how far it is and hears of Ctrl-C: in this thread, or on several.
import { setImmediate } from 'node:timers/promises'
import type { AnyCaseType } from '@convoke/core'
import {
  amountText,
  type CheckedScenario,
  type ShardOf,
  type SimulationProgress,
  type SimulationResult,
  type SimulationShard,
  simulating,
  simulatingShard,
} from '@convoke/simulate'
import type { Call } from './call.js'
import { threadModules } from './thread-modules.js'
import { tell } from './words.js'

/** What is simulated, and on how many threads; undefined: in this one. */
export interface SimulationRun {
  readonly checked: CheckedScenario
  readonly caseTypes: readonly AnyCaseType[]
  readonly workers?: number | undefined
}

/** Between two looks at whether somebody pressed Ctrl-C, ms. */
const patience = 100

/** What a scenario comes to. */
export async function simulated(call: Call, run: SimulationRun): Promise<SimulationResult> {
  const { checked, caseTypes, workers } = run
  if (workers === undefined) return await finished(call, simulating(checked, { caseTypes }))
  const { simulateOnThreads } = await import('@convoke/simulate/workers')
  return await simulateOnThreads(checked, await threadOptions(call, workers))
}

/** What one part of it comes to. */
export async function simulatedPart(call: Call, run: SimulationRun, shard: ShardOf): Promise<SimulationShard> {
  const { checked, caseTypes, workers } = run
  if (workers === undefined) return await finished(call, simulatingShard(checked, shard, { caseTypes }))
  const { simulateShardOnThreads } = await import('@convoke/simulate/workers')
  return await simulateShardOnThreads(checked, shard, await threadOptions(call, workers))
}

async function threadOptions(call: Call, workers: number) {
  const onProgress = teller(call)
  return { ...(await threadModules(call)), workers, signal: call.host.stopped(), onProgress }
}

/** What is done step by step comes to, with progress shown; Ctrl-C ends it with what is done. */
export async function finished<Result>(
  call: Call,
  run: Generator<SimulationProgress, Result, boolean | undefined>,
): Promise<Result> {
  const stopped = call.host.stopped()
  const told = teller(call)
  let lookedAt = call.host.elapsed()
  let step = run.next()
  while (step.done !== true) {
    const now = call.host.elapsed()
    if (now - lookedAt >= patience) {
      lookedAt = now
      // Lets the process hear of Ctrl-C.
      await setImmediate()
    }
    told(step.value)
    step = run.next(!stopped.aborted)
  }
  return step.value
}

/** Shows how far it is. */
function teller(call: Call): (progress: SimulationProgress) => void {
  const begun = call.host.elapsed()
  return ({ done, of, share }) =>
    call.progress.tell(() =>
      tell(call.lang, 'progress.simulate', {
        ...{ done, of, bar: bar(share), percent: Math.floor(100 * share) },
        left: left(call, call.host.elapsed() - begun, share),
      }),
    )
}

/** How far it is, as a bar of twenty. */
function bar(share: number): string {
  const full = Math.round(20 * Math.min(1, share))
  return '█'.repeat(full) + '░'.repeat(20 - full)
}

/** How long it will take yet, as it went so far; nothing before there is something to go by. */
function left(call: Call, elapsed: number, share: number): string {
  if (share < 0.02) return ''
  return tell(call.lang, 'progress.left', { time: amountText((elapsed / share) * (1 - share), 'ms', call.lang) })
}
