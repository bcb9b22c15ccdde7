import { setTimeout as sleep } from 'node:timers/promises'
import type { SqliteStore, SqliteStoreOptions } from '../src/options.js'
import { threadedStore } from '../src/thread/threaded-store.js'
import { writeThread } from '../src/thread/write-thread.js'

/** Every second append, however small, is worth a thread. */
function everySecond(): () => boolean {
  let asked = 0
  return () => asked++ % 2 === 0
}

/** A store as one is opened by default, whose thread has started and is given far more than it would be: every second append. */
export async function storeInTurns(
  path: string,
  options: SqliteStoreOptions = {},
  isWorthAThread: (appends: number) => boolean = everySecond(),
): Promise<SqliteStore> {
  let isReady: () => boolean = () => true
  const store = threadedStore(path, options, {
    isWorthAThread,
    writeThread(start) {
      const thread = writeThread(start)
      thread.start()
      isReady = thread.isReady
      return thread
    },
  })
  for (let patience = 0; !isReady(); patience += 1) {
    if (patience > 10_000) throw new Error('the thread has not started')
    await sleep(2)
  }
  return store
}
