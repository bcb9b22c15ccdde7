// Threads of Node. Which of them runs what, and when, changes nothing: portions are put together by their place.
import { Worker } from 'node:worker_threads'
import { ConvokeError } from '@convoke/core'
import {
  type PortionAnswer,
  type PortionTask,
  type ThreadAnswer,
  type ThreadRequest,
  type ThreadSources,
  type ThreadStart,
  thatItEnds,
} from './task.js'

/** Whoever runs portions side by side. */
export interface Pool {
  /** Starts so many already, and has each load what it will need. */
  ready?(sources: ThreadSources, count: number): void
  run(task: PortionTask): Promise<PortionAnswer>
  /** Rejects once anything breaks down; never resolves. */
  readonly failed: Promise<never>
  end(): Promise<void>
}

/** What waits for a thread, and who waits for its answer. */
interface Waiting {
  readonly task: PortionTask
  readonly answered: (answer: PortionAnswer) => void
}

interface Thread {
  ready(sources: ThreadSources): void
  take(waiting: Waiting): void
  end(): Promise<void>
}

const most = 256

/** How long a thread may take until it hears that it is to end, ms: it may be loading, or in what never ends. */
const hearsWithin = 10_000

/** How long it may take to end then, ms: something that it loaded may keep it. */
const endsWithin = 1_000

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
  let fail: (error: Error) => void = () => undefined
  const failed = new Promise<never>((_, reject) => {
    fail = error => reject(brokenDown(error))
  })
  failed.catch(() => undefined)
  const threads: Thread[] = []
  const idle: Thread[] = []
  const queue: Waiting[] = []
  const start = () => {
    const thread = startThread(fail, () => {
      const next = queue.shift()
      if (next === undefined) idle.push(thread)
      else thread.take(next)
    })
    threads.push(thread)
    return thread
  }
  return {
    failed,
    ready(sources, count) {
      for (let n = 0; n < Math.min(count, workers); n++) {
        const thread = start()
        thread.ready(sources)
        idle.push(thread)
      }
    },
    run: task =>
      new Promise(answered => {
        const thread = idle.shift() ?? (threads.length < workers ? start() : undefined)
        if (thread === undefined) queue.push({ task, answered })
        else thread.take({ task, answered })
      }),
    async end() {
      queue.length = 0
      await Promise.all(threads.map(thread => thread.end()))
    },
  }
}

/** One thread until its end; `done` hears that it has answered and waits for more. */
function startThread(fail: (error: Error) => void, done: () => void): Thread {
  const worker = new Worker(...threadFile())
  let current: Waiting | undefined
  let terminating: NodeJS.Timeout | undefined
  let isEnding = false
  let hasEnded = false
  // Who terminates a thread while its code is still being compiled may take the whole process down with it: some versions of
  // Node forget the thread before they stop the compiler. One that ends by itself waits for it.
  const terminateIn = (ms: number) => {
    clearTimeout(terminating)
    terminating = setTimeout(() => void worker.terminate(), ms)
  }
  worker.on('message', (answer: ThreadAnswer) => {
    if (answer === thatItEnds) return terminateIn(endsWithin)
    const { answered } = current as Waiting
    current = undefined
    done()
    answered(answer)
  })
  worker.on('error', fail)
  worker.on('messageerror', fail)
  const ended = new Promise<void>(resolve => {
    worker.on('exit', code => {
      hasEnded = true
      clearTimeout(terminating)
      // A thread that ends without an error, as by `process.exit`, would leave its portion waiting for ever.
      if (!isEnding) fail(new Error(`it ended with exit code ${code}`))
      resolve()
    })
  })
  const post = (request: ThreadRequest) => worker.postMessage(request)
  return {
    ready: sources => post({ ready: { modules: sources.modules, preload: sources.preload } }),
    take(waiting) {
      current = waiting
      post({ portion: waiting.task })
    },
    async end() {
      if (hasEnded) return
      isEnding = true
      post(thatItEnds)
      terminateIn(hearsWithin)
      await ended
    },
  }
}

/** What runs in a thread: beside this file once it is built; from source, by way of a module that makes Node read it. */
function threadFile(): ConstructorParameters<typeof Worker> {
  const own = { name: 'convoke-simulate', workerData: { isConvokeSimulation: true } satisfies ThreadStart }
  if (!import.meta.url.endsWith('.ts')) return [new URL('./thread.js', import.meta.url), own]
  const execArgv = ['--conditions=@convoke/source']
  return [new URL('../../build/source-thread.mjs', import.meta.url), { ...own, execArgv }]
}

/** The error of a simulation whose thread broke down. */
export function brokenDown(cause: unknown): ConvokeError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new ConvokeError('simulate/worker', `a worker thread of the simulation broke down: ${reason}`, {
    details: { reason },
    cause,
  })
}
