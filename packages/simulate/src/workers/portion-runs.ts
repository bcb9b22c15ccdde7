import { serialize } from 'node:v8'
import { ConvokeError } from '@convoke/core'
import type { Portion, PortionResult } from '../study/portions.js'
import { fingerprintOf, type Study } from '../study/study.js'
import { type PortionAnswer, type PortionTask, type ThreadSources, whole } from './task.js'
import { brokenDown, type Pool } from './thread-pool.js'

/** Where threads find what they need, and who stops them. */
export interface RunOptions extends ThreadSources {
  /** Ends it with what is done. */
  readonly signal?: AbortSignal | undefined
}

/** Portions that run side by side. */
export interface PortionRuns {
  /**
   * Runs portions, in whatever order; null for those that were stopped.
   *
   * @throws ConvokeError `simulate/worker` where a thread breaks down; otherwise what running them throws
   */
  run(portions: readonly Portion[]): Promise<readonly (PortionResult | null)[]>
  /** How much of the portions of the newest `run` is done, in replications. */
  progress(): number
}

export function portionRuns(study: Study, pool: Pool, { modules, preload, signal }: RunOptions): PortionRuns {
  const checked = shared(serialize(study.checked))
  const fingerprint = fingerprintOf(study)
  let newest: { readonly told: Int32Array; readonly portions: readonly Portion[] } | undefined
  return {
    async run(portions) {
      const told = new Int32Array(new SharedArrayBuffer(4 * (portions.length + 1)))
      newest = { told, portions }
      const stop = () => void Atomics.store(told, 0, 1)
      if (signal?.aborted === true) stop()
      signal?.addEventListener('abort', stop, { once: true })
      const results: (PortionResult | null)[] = portions.map(() => null)
      const runs = inTurn(portions).map(async i => {
        const { replication, district } = portions[i] as Portion
        const portion = { replication, district }
        const place = i + 1
        const task: PortionTask = { checked, modules, preload, study: fingerprint, portion, told, place }
        const answer = await pool.run(task)
        if ('fault' in answer) throw faultOf(answer.fault)
        results[i] = answer.result
      })
      try {
        await Promise.race([Promise.all(runs), pool.failed])
      } catch (thrown) {
        for (const run of runs) run.catch(() => undefined)
        throw ConvokeError.is(thrown) ? thrown : brokenDown(thrown)
      } finally {
        signal?.removeEventListener('abort', stop)
        stop()
      }
      return results
    },
    progress() {
      if (newest === undefined) return 0
      const { told, portions } = newest
      return portions.reduce((sum, { size }, i) => sum + (size * Atomics.load(told, i + 1)) / whole, 0)
    },
  }
}

function shared(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(new SharedArrayBuffer(bytes.length))
  copy.set(bytes)
  return copy
}

/** So many replications say something, and are run before all others; the others in so many stretches, each of which is begun after the last. Ours. */
const least = 2
const stretches = 4

/**
 * The places of portions. Only whole replications count where somebody stops them, so that no district runs far ahead of the others; a stretch long, since a
 * thread that goes on to another district forgets what it learnt of the last. In each the largest come first: whoever waits at the end waits for a small one.
 */
function inTurn(portions: readonly Portion[]): readonly number[] {
  const at = (i: number) => portions[i] as Portion
  const first = portions[0]?.replication ?? 0
  const others = new Set(portions.map(({ replication }) => replication)).size - least
  const length = Math.max(1, Math.ceil(others / stretches))
  const stretchOf = (i: number) => Math.max(0, 1 + Math.floor((at(i).replication - first - least) / length))
  return portions.map((_, i) => i).sort((a, b) => stretchOf(a) - stretchOf(b) || at(b).size - at(a).size || a - b)
}

function faultOf({
  code,
  message,
  details,
}: Extract<PortionAnswer, { readonly fault: unknown }>['fault']): ConvokeError {
  return code === 'simulate/worker' ? brokenDown(new Error(message)) : new ConvokeError(code, message, { details })
}
