import { resolve } from 'node:path'
import { storeFault } from '@convoke/core'
import type { SqliteLike } from '../driver.js'
import { openFile, storeOver } from '../file-store.js'
import { hasScheme } from '../opening-fault.js'
import type { SqliteStore, SqliteStoreOptions } from '../options.js'
import { sharedCounts } from './counts.js'
import { newestPosition, noteEnd, versionBesideOwn } from './own-writes.js'
import { writeThread } from './write-thread.js'

/** Appends that are under way at once with profit: while the thread writes one, the next is decided. */
const appendsAtOnce = 2

/**
 * A store whose file is read here and written by a thread, each over a connection of its own: who reads waits for no disk,
 * and the process goes on while the thread does.
 *
 * @throws ConvokeError `store/no-thread` for a connection, or a path of no file; as opening a file does
 */
export function threadedStore(pathOrDatabase: string | SqliteLike, options: SqliteStoreOptions): SqliteStore {
  if (typeof pathOrDatabase !== 'string' || pathOrDatabase === ':memory:') throw storeFault('store/no-thread')
  // A thread started later must find the same file, wherever the process has gone meanwhile.
  const path = hasScheme(pathOrDatabase) ? pathOrDatabase : resolve(pathOrDatabase)
  const session = openFile(path, options)
  const reading = storeOver(session, options)
  const counts = sharedCounts()
  const { synchronous, patienceMs, refusalsWithinMs, driver } = options
  const start = {
    isConvokeStore: true,
    path,
    counts,
    options: { synchronous, patienceMs, refusalsWithinMs, driver },
  } as const
  const thread = writeThread(start, () => noteEnd(counts))
  const dataVersion = versionBesideOwn(counts, {
    dataVersion: session.dataVersion,
    newestPosition: () => session.now(newestPosition),
    look: () => thread.tell('look'),
  })
  let isClosing = false
  const open = () => {
    if (session.isClosed() || isClosing) throw storeFault('store/closed')
    return thread
  }

  return {
    ...reading,
    concurrentAppends: appendsAtOnce,
    append: async batch => open().call('append', batch),
    claimDue: async ask => open().call('claimDue', ask),
    release: async claims => open().call('release', claims),
    outbox: {
      ...reading.outbox,
      claim: async ask => open().call('claim', ask),
      done: async ids => open().call('done', ids),
      failed: async (...failure) => open().call('failed', ...failure),
      retry: async (...notice) => open().call('retry', ...notice),
    },
    refusals: {
      record: (...refusal) => open().tell('recordRefusal', ...refusal),
      read: async (...of) => open().call('readRefusals', ...of),
    },
    anchors: { ...reading.anchors, append: async anchor => open().call('appendAnchor', anchor) },
    erase: async subject => open().call('erase', subject),
    backup: async to => open().call('backup', resolve(to)),
    dataVersion() {
      open()
      return dataVersion()
    },
    async close() {
      if (isClosing) return
      isClosing = true
      await thread.end()
      await reading.close()
    },
  }
}
