// Threads of Node. Which of them runs what, and when, changes nothing: portions are put together by their place.
import { ConvokeError } from '@convoke/core'
import { Tinypool } from 'tinypool'
import type { PortionAnswer, PortionTask, ThreadSources } from './task.js'

/** Whoever runs portions side by side. */
export interface Pool {
  /** Starts so many already, and has each load what it will need. */
  ready?(sources: ThreadSources, count: number): void
  run(task: PortionTask): Promise<PortionAnswer>
  /** Rejects once anything breaks down; never resolves. */
  readonly failed: Promise<never>
  end(): Promise<void>
}

const most = 256

/**
 * Threads that run portions.
 *
 * @throws ConvokeError `simulate/no-workers` for a number that is not from 1 to 256
 */
export function threadPool(workers: number): Pool {
  if (!(Number.isInteger(workers) && workers >= 1 && workers <= most))
    throw new ConvokeError('simulate/no-workers', `there cannot be ${workers} workers; take 1 to ${most}`, {
      details: { workers, most },
    })
  const pool = new Tinypool({
    ...threadFile(),
    name: 'simulatePortion',
    // No spare threads: the pool would replace one that broke down, where all is over.
    minThreads: 0,
    maxThreads: workers,
    idleTimeout: 2 ** 31 - 1,
  })
  let fail: (error: ConvokeError) => void = () => undefined
  const failed = new Promise<never>((_, reject) => {
    fail = reject
  })
  failed.catch(() => undefined)
  pool.on('error', (error: unknown) => fail(brokenDown(error)))
  const heard = new WeakSet<object>()
  // A thread that ends without an error, as by `process.exit`, would leave its portion waiting for ever.
  const hear = () => {
    for (const thread of pool.threads) {
      if (heard.has(thread)) continue
      heard.add(thread)
      thread.once('exit', (code: unknown) => fail(brokenDown(new Error(`it ended with exit code ${String(code)}`))))
    }
  }
  return {
    failed,
    ready({ modules, preload }, count) {
      for (let n = 0; n < Math.min(count, workers); n++)
        pool.run({ modules, preload }, { name: 'makeReady' }).catch(() => undefined)
      hear()
    },
    async run(task) {
      const running = pool.run(task) as Promise<PortionAnswer>
      hear()
      return await running
    },
    async end() {
      // Not `destroy`, which does not outlive a thread that breaks down meanwhile.
      await Promise.allSettled(pool.threads.map(async thread => thread.terminate()))
    },
  }
}

/** What runs in a thread: beside this file once it is built; from source, by way of a module that makes Node read it. */
function threadFile() {
  if (!import.meta.url.endsWith('.ts')) return { filename: new URL('./thread.js', import.meta.url).href }
  const filename = new URL('../../build/source-thread.mjs', import.meta.url).href
  return { filename, execArgv: ['--conditions=@convoke/source'] }
}

/** The error of a simulation whose thread broke down. */
export function brokenDown(cause: unknown): ConvokeError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new ConvokeError('simulate/worker', `a worker thread of the simulation broke down: ${reason}`, {
    details: { reason },
    cause,
  })
}
