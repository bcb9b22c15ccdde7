import { Worker } from 'node:worker_threads'
import { storeFault } from '@convoke/core'
import type { ThreadAnswer, ThreadCalls, ThreadRequest, ThreadStart } from './calls.js'
import { waitAtExit } from './leaving.js'
import { noteFailure } from './own-writes.js'
import { faultOf } from './plain-fault.js'

/** A thread that writes. It keeps the process alive only while an answer is awaited. */
export interface WriteThread {
  /**
   * Starts it where it does not run, and does not wait for it.
   *
   * @throws ConvokeError `store/unavailable` where this process may have no threads
   */
  start(): void
  /** Whether it has the file open and waits for something to do. */
  isReady(): boolean
  /** Whether it cannot be started, or has failed to open the file again and again. */
  isHopeless(): boolean
  /**
   * @throws ConvokeError what the store in the thread throws; `store/unavailable` (later) where the thread ends before it
   *   answers: then it may or may not have been done. The next call starts another thread.
   */
  call<Name extends keyof ThreadCalls>(
    name: Name,
    ...values: Parameters<ThreadCalls[Name]>
  ): ReturnType<ThreadCalls[Name]>
  /** Lets it finish what it was asked for, close the file and end. */
  end(): Promise<void>
}

interface Awaited {
  resolve(result: unknown): void
  reject(error: unknown): void
}

/** After so many failures in a row to start one, no other is started. */
const failuresBorne = 3

/** A thread that is started when it is asked for. */
export function writeThread(start: ThreadStart): WriteThread {
  let running: RunningThread | undefined
  let failures = 0
  let asked = 0
  let isEnding = false
  const lost = (cause: Error) => storeFault('store/unavailable', { cause, details: { thread: cause.message } })
  const thread = () => {
    try {
      running ??= runThread(start, cause => {
        failures = running?.isReady() ? 0 : failures + 1
        running = undefined
        if (isEnding) return storeFault('store/closed')
        noteFailure(start.counts)
        return lost(cause)
      })
    } catch (error) {
      failures = failuresBorne
      throw lost(error as Error)
    }
    return running
  }
  return {
    start: () => void thread(),
    isReady: () => running?.isReady() ?? false,
    isHopeless: () => failures >= failuresBorne,
    call(call, ...values) {
      asked += 1
      const n = asked
      return new Promise((resolve, reject) => {
        thread().post({ n, call, values }, { resolve, reject } as Awaited)
      }) as ReturnType<ThreadCalls[typeof call]>
    },
    async end() {
      isEnding = true
      await running?.end()
    },
  }
}

interface RunningThread {
  post(request: ThreadRequest & { readonly n: number }, awaited: Awaited): void
  isReady(): boolean
  end(): Promise<void>
}

/** One thread until its end; `faultOfEnd` makes the error of what it has not answered. */
function runThread(start: ThreadStart, faultOfEnd: (cause: Error) => Error): RunningThread {
  const { file, execArgv } = threadFile()
  const worker = new Worker(file, { workerData: start, name: 'convoke-store', execArgv })
  const waiting = new Map<number, Awaited>()
  const forget = waitAtExit(start.counts)
  let isReady = false
  let isEnding = false
  let cause: Error | undefined
  worker.unref()
  worker.on('message', ({ n, result, fault }: ThreadAnswer) => {
    const awaited = waiting.get(n)
    waiting.delete(n)
    // Whoever waits for its end is kept waiting by nothing else.
    if (waiting.size === 0 && !isEnding) worker.unref()
    // What it says of itself has no number: that it has the file open, or why it has not and ends.
    if (n === 0 && fault !== undefined) cause ??= new Error(fault.cause?.message ?? fault.message)
    else isReady = true
    if (fault === undefined) awaited?.resolve(result)
    else awaited?.reject(faultOf(fault))
  })
  const breakDown = (error: Error) => {
    cause ??= error
    void worker.terminate()
  }
  worker.on('error', breakDown)
  worker.on('messageerror', breakDown)
  const ended = new Promise<void>(resolve => {
    worker.on('exit', code => {
      forget()
      const fault = faultOfEnd(cause ?? new Error(`the thread that writes ended with exit code ${code}`))
      for (const { reject } of waiting.values()) reject(fault)
      waiting.clear()
      resolve()
    })
  })
  return {
    post(request, awaited) {
      worker.postMessage(request)
      if (waiting.size === 0) worker.ref()
      waiting.set(request.n, awaited)
    },
    isReady: () => isReady,
    async end() {
      isEnding = true
      // Also one that is still starting is waited for: who terminates a thread while its code is being compiled may take the
      // whole process down with it (some versions of Node forget the thread before they stop the compiler).
      worker.postMessage({ call: 'close' } satisfies ThreadRequest)
      worker.ref()
      await ended
    },
  }
}

/** What runs in the thread: beside this file once it is built; from source, by way of a module that makes Node read it. */
function threadFile(): { readonly file: URL; readonly execArgv: string[] } {
  // None of the options of the process: some are refused by a thread, and it needs none.
  if (!import.meta.url.endsWith('.ts')) return { file: new URL('./thread.js', import.meta.url), execArgv: [] }
  return { file: new URL('../../build/source-thread.mjs', import.meta.url), execArgv: ['--conditions=@convoke/source'] }
}
