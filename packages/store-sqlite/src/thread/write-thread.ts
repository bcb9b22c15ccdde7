import { Worker } from 'node:worker_threads'
import { storeFault } from '@convoke/core'
import type { ThreadAnswer, ThreadCalls, ThreadNews, ThreadRequest, ThreadStart } from './calls.js'
import { waitAtExit } from './leaving.js'
import { faultOf } from './plain-fault.js'

/** A thread that writes. It keeps the process alive only while an answer is awaited. */
export interface WriteThread {
  /**
   * @throws ConvokeError what the store in the thread throws; `store/unavailable` (later) where the thread ends before it
   *   answers: then it may or may not have been done. The next call starts another thread.
   */
  call<Name extends keyof ThreadCalls>(
    name: Name,
    ...values: Parameters<ThreadCalls[Name]>
  ): ReturnType<ThreadCalls[Name]>
  tell<Name extends keyof ThreadNews>(name: Name, ...values: Parameters<ThreadNews[Name]>): void
  /** Lets it finish what it was asked for, close the file and end. */
  end(): Promise<void>
}

interface Awaited {
  resolve(result: unknown): void
  reject(error: unknown): void
}

/** Starts the thread; `onEnd` hears of each that ends before it is told to. */
export function writeThread(start: ThreadStart, onEnd: () => void): WriteThread {
  let running: RunningThread | undefined
  let asked = 0
  let isEnding = false
  const thread = () => {
    running ??= runThread(start, cause => {
      running = undefined
      if (!isEnding) onEnd()
      return isEnding
        ? storeFault('store/closed')
        : storeFault('store/unavailable', { cause, details: { thread: cause.message } })
    })
    return running
  }
  // At once, so that the first append does not wait for it.
  thread()
  return {
    call(call, ...values) {
      asked += 1
      const n = asked
      return new Promise((resolve, reject) => {
        thread().post({ n, call, values }, { resolve, reject } as Awaited)
      }) as ReturnType<ThreadCalls[typeof call]>
    },
    tell(call, ...values) {
      thread().post({ call, values })
    },
    async end() {
      isEnding = true
      if (running === undefined) return
      const { ended } = running
      running.post({ call: 'close', values: [] })
      await ended
    },
  }
}

interface RunningThread {
  post(request: ThreadRequest, awaited?: Awaited): void
  readonly ended: Promise<void>
}

/** One thread until its end; `faultOfEnd` makes the error of what it has not answered. */
function runThread(start: ThreadStart, faultOfEnd: (cause: Error) => Error): RunningThread {
  const { file, execArgv } = threadFile()
  const worker = new Worker(file, { workerData: start, name: 'convoke-store', execArgv })
  const waiting = new Map<number, Awaited>()
  const forget = waitAtExit(start.counts)
  let cause: Error | undefined
  worker.unref()
  worker.on('message', ({ n, result, fault }: ThreadAnswer) => {
    const awaited = waiting.get(n)
    waiting.delete(n)
    if (waiting.size === 0) worker.unref()
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
      if (request.call === 'close') worker.ref()
      if (awaited === undefined) return
      if (waiting.size === 0) worker.ref()
      waiting.set(request.n as number, awaited)
    },
    ended,
  }
}

/** What runs in the thread: beside this file once it is built; from source, by way of a module that makes Node read it. */
function threadFile(): { readonly file: URL; readonly execArgv: string[] } {
  // None of the options of the process: some are refused by a thread, and it needs none.
  if (!import.meta.url.endsWith('.ts')) return { file: new URL('./thread.js', import.meta.url), execArgv: [] }
  return { file: new URL('../../build/source-thread.mjs', import.meta.url), execArgv: ['--conditions=@convoke/source'] }
}
