// A process that ends stops its threads wherever they are; libsql aborts the process when that is within a call of it.
import { storeFault } from '@convoke/core'
import { leaving, within } from './counts.js'

/** Longer than any call but a copy of a large file, ms. */
const longestWait = 10_000

const threads = new Set<BigInt64Array>()

/** Makes the end of the process wait until this thread is outside of the driver. Returns how to take that back. */
export function waitAtExit(counts: BigInt64Array): () => void {
  if (threads.size === 0) process.on('exit', waitForAll)
  threads.add(counts)
  return () => {
    if (threads.delete(counts) && threads.size === 0) process.off('exit', waitForAll)
  }
}

function waitForAll(): void {
  for (const counts of threads) {
    Atomics.store(counts, leaving, 1n)
    Atomics.wait(counts, within, 1n, longestWait)
  }
}

/** Does something with the driver in the thread, unless the process is ending. */
export function unlessLeaving<Result>(counts: BigInt64Array, work: () => Result): Result {
  // Said before it is looked whether the process ends: one of the two sees the other.
  Atomics.store(counts, within, 1n)
  try {
    if (Atomics.load(counts, leaving) === 1n) throw storeFault('store/closed')
    return work()
  } finally {
    Atomics.store(counts, within, 0n)
    Atomics.notify(counts, within)
  }
}
