import { resolve } from 'node:path'
import { assertAppendable, storeFault } from '@convoke/core'
import { openFile, storeOver } from '../file-store.js'
import { hasScheme } from '../opening-fault.js'
import type { SqliteStore, SqliteStoreOptions } from '../options.js'
import { sharedCounts, strangers } from './counts.js'
import { fileOf } from './file-of.js'
import { announceOwn, sideOf } from './own-writes.js'
import { packed, unpackedResults } from './packed-batch.js'
import { turns } from './turns.js'
import { writeThread } from './write-thread.js'

/** Appends that are under way at once with profit: while the thread writes one, the next is decided. */
const appendsAtOnce = 2

/** So many appends are worth a thread: half of what an engine divides in two, so that each half is written while the next is decided. */
const worthAThread = 16

/** What tests replace. */
const parts = { isWorthAThread: (appends: number): boolean => appends >= worthAThread, writeThread }

/**
 * A store whose file is read here, and written here or by a thread, each over a connection of its own and in turns. A thread
 * of its own writes everything that waits for the disk where `thread` is true. Else it writes batches of many appends, from
 * the second one on and as long as it can be had, and what is appended while it is at it.
 *
 * @throws ConvokeError `store/no-thread` where `thread` is true for a path of no file; as opening a file does
 */
export function threadedStore(
  given: string,
  options: SqliteStoreOptions,
  { isWorthAThread, writeThread }: typeof parts = parts,
): SqliteStore {
  const isAlways = options.thread === true
  const counts = sharedCounts()
  const session = openFile(given, options, sideOf(counts))
  const file = fileOf(session)
  if (file === undefined || (hasScheme(given) && !isAlways)) {
    if (!isAlways) return storeOver(session, options)
    session.close()
    throw storeFault('store/no-thread')
  }
  const taking = turns()
  const here = storeOver(
    {
      ...session,
      write: (work, how) => taking.take('here', () => session.write(work, how)),
      alone: async work => taking.take('here', () => session.alone(work)),
    },
    options,
  )
  const { synchronous, patienceMs, driver } = options
  const thread = writeThread({
    isConvokeStore: true,
    path: hasScheme(given) ? given : file.path,
    file,
    counts,
    options: { synchronous, patienceMs, driver },
  })
  let isClosing = false

  const there: typeof thread.call = (name, ...values) =>
    taking.take('there', isFirst => {
      if (isFirst) announceOwn(counts, session)
      return thread.call(name, ...values) as Promise<never>
    }) as ReturnType<typeof thread.call<typeof name>>
  const isForThread = (appends: number): boolean => {
    if (isAlways || taking.isWith('there')) return true
    if (!isWorthAThread(appends) || thread.isHopeless()) return false
    try {
      thread.start()
    } catch {
      return false
    }
    return thread.isReady()
  }
  if (isAlways) {
    // At once, so that the first append does not wait for it.
    try {
      thread.start()
    } catch (error) {
      session.close()
      throw error
    }
  }

  const closed = () => storeFault('store/closed')
  /** One of two ways to write as much; no promise of its own, since a lone sender waits for each. */
  const written = <Result>(
    appends: number,
    byThread: () => Promise<Result>,
    byCaller: () => Promise<Result>,
  ): Promise<Result> => {
    if (isClosing) return Promise.reject(closed())
    return isForThread(appends) ? byThread() : byCaller()
  }

  return {
    ...here,
    get concurrentAppends() {
      return thread.isHopeless() ? 1 : appendsAtOnce
    },
    append: batch =>
      written(
        batch.length,
        async () => {
          assertAppendable(batch)
          return unpackedResults(await there('append', packed(batch)))
        },
        () => here.append(batch),
      ),
    erase: subject =>
      written(
        1,
        () => there('erase', subject),
        () => here.erase(subject),
      ),
    anchors: {
      ...here.anchors,
      append: anchor =>
        written(
          1,
          () => there('appendAnchor', anchor),
          () => here.anchors.append(anchor),
        ),
    },
    backup: to => (isAlways && !isClosing ? thread.call('backup', resolve(to)) : here.backup(to)),
    dataVersion() {
      if (isClosing) throw closed()
      session.look()
      return Number(Atomics.load(counts, strangers))
    },
    async close() {
      if (isClosing) return
      isClosing = true
      // Whatever was asked before.
      await taking.take('here', async () => undefined)
      await thread.end()
      await here.close()
    },
  }
}
