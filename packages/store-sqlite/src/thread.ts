// Runs in the thread of a store: an ordinary store on the same file, for what writes.
import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import { openFile, storeOver } from './file-store.js'
import type { SqliteStore } from './options.js'
import type { WriteWatch } from './session.js'
import type { ThreadAnswer, ThreadCalls, ThreadRequest, ThreadStart } from './thread/calls.js'
import { assertSame } from './thread/file-of.js'
import { unlessLeaving } from './thread/leaving.js'
import { sideOfThread } from './thread/own-writes.js'
import { packedResults, unpacker } from './thread/packed-batch.js'
import { plainFault } from './thread/plain-fault.js'

export type { PlainFault, ThreadAnswer, ThreadRequest, ThreadStart } from './thread/calls.js'

/** A port of Node's `worker_threads`, by its shape: whoever has not the types of Node has this. */
export interface ThreadPort {
  on(event: 'message', listener: (request: ThreadRequest) => void): unknown
  postMessage(answer: ThreadAnswer): void
  close(): void
}

/**
 * Answers, over a port, what a store of `sqliteStore(path)` gives its thread to write. That store starts a thread with this
 * module; nobody else has to.
 *
 * What is asked is begun in the order in which it was asked, and answered when it is done, an append when it is on the disk.
 *
 * @example
 * // not executed: `sqliteStore` starts a thread that calls it
 * serveWrites(parentPort, workerData)
 */
export function serveWrites(port: ThreadPort, start: ThreadStart): void {
  let store: SqliteStore
  try {
    store = opened(start)
  } catch (error) {
    // Told instead of thrown: nothing keeps this thread any more, and it ends by itself.
    port.postMessage({ n: 0, fault: plainFault(error) })
    return
  }
  const unpacked = unpacker()
  const calls: ThreadCalls = {
    ...store,
    append: async batch => packedResults(await store.append(unpacked(batch))),
    appendAnchor: store.anchors.append,
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
  port.on('message', request => {
    if (request.call === 'close') return void close()
    const { n, call, values } = request
    const running = answer(n, () => (calls[call] as (...given: readonly unknown[]) => Promise<unknown>)(...values))
    underWay.add(running)
    void running.then(() => underWay.delete(running))
  })
  port.postMessage({ n: 0 })
}

function opened({ path, file, options, counts }: ThreadStart): SqliteStore {
  assertSame(file)
  const watch: WriteWatch = { ...sideOfThread(counts), within: work => unlessLeaving(counts, work) }
  return storeOver(
    unlessLeaving(counts, () => openFile(path, options, watch)),
    options,
  )
}

const isStart = (data: unknown): data is ThreadStart =>
  typeof data === 'object' && data !== null && (data as Partial<ThreadStart>).isConvokeStore === true

if (!isMainThread && parentPort !== null && isStart(workerData)) serveWrites(parentPort, workerData)
