// Runs in the thread of a store that was asked for one: an ordinary store on the same file, for what writes.
import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import { openFile, storeOver } from './file-store.js'
import type { WriteWatch } from './session.js'
import type { ThreadAnswer, ThreadCalls, ThreadNews, ThreadRequest, ThreadStart } from './thread/calls.js'
import { unlessLeaving } from './thread/leaving.js'
import { announcing } from './thread/own-writes.js'
import { plainFault } from './thread/plain-fault.js'

export type { PlainFault, ThreadAnswer, ThreadRequest, ThreadStart } from './thread/calls.js'

/** A port of Node's `worker_threads`, by its shape: whoever has not the types of Node has this. */
export interface ThreadPort {
  on(event: 'message', listener: (request: ThreadRequest) => void): unknown
  postMessage(answer: ThreadAnswer): void
  close(): void
}

/**
 * Answers, over a port, everything that `sqliteStore(path, { thread: true })` does not do itself. That store starts a thread
 * with this module; nobody else has to.
 *
 * What is asked is begun in the order in which it was asked, and answered when it is done, an append when it is on the disk.
 *
 * @example
 * // not executed: `sqliteStore` starts a thread that calls it
 * serveWrites(parentPort, workerData)
 */
export function serveWrites(port: ThreadPort, { path, options, counts }: ThreadStart): void {
  const watch: WriteWatch = { ...announcing(counts), within: work => unlessLeaving(counts, work) }
  const session = unlessLeaving(counts, () => openFile(path, options, watch))
  const store = storeOver(session, options)
  const { outbox, refusals, anchors } = store
  const calls: ThreadCalls = {
    ...store,
    ...{ claim: outbox.claim, done: outbox.done, failed: outbox.failed, retry: outbox.retry },
    ...{ readRefusals: refusals.read, appendAnchor: anchors.append },
  }
  const news: Omit<ThreadNews, 'close'> = {
    recordRefusal(...refusal) {
      // One that comes after closing may be lost.
      if (!session.isClosed()) refusals.record(...refusal)
    },
    look() {
      try {
        session.look()
      } catch {
        // What cannot be known is taken for so.
        watch.strangerWrote()
      }
    },
  }
  const underWay = new Set<Promise<void>>()

  const answer = async (n: number, work: () => Promise<unknown>): Promise<void> => {
    let told: ThreadAnswer
    try {
      told = { n, result: await work() }
    } catch (error) {
      told = { n, fault: plainFault(error) }
    }
    port.postMessage(told)
  }
  const close = async () => {
    await store.close()
    await Promise.all(underWay)
    port.close()
  }
  port.on('message', ({ n, call, values }: ThreadRequest) => {
    if (call === 'close') return void close()
    if (n === undefined) return (news[call as keyof typeof news] as (...given: readonly unknown[]) => void)(...values)
    const running = answer(n, () =>
      (calls[call as keyof ThreadCalls] as (...given: readonly unknown[]) => Promise<unknown>)(...values),
    )
    underWay.add(running)
    void running.then(() => underWay.delete(running))
  })
}

const isStart = (data: unknown): data is ThreadStart =>
  typeof data === 'object' && data !== null && (data as Partial<ThreadStart>).isConvokeStore === true

if (!isMainThread && parentPort !== null && isStart(workerData)) serveWrites(parentPort, workerData)
