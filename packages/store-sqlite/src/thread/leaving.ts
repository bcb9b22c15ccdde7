// A process that ends stops its threads wherever they are; libsql aborts the process when that is within a call of it.
import { storeFault } from '@convoke/core'
import { leaving, within } from './counts.js'

/** Longer than any call but a copy of a large file, ms. */
const longestWait = 10_000

const threads = new Set<BigInt64Array>()

/** Makes the end of the process wait until this thread is outside of the driver. Returns how to take that back. */
export function waitAtExit(counts: BigInt64Array): () => void {
  if (threads.size === 0) process.on('exit', leaveAll)
  threads.add(counts)
  return () => {
    if (threads.delete(counts) && threads.size === 0) process.off('exit', leaveAll)
  }
}

function leaveAll(): void {
  for (const counts of threads) leaveDriver(counts)
}

/** Waits until the thread is outside of the driver; it begins nothing more, and may be stopped. */
function leaveDriver(counts: BigInt64Array): void {
  Atomics.store(counts, leaving, 1n)
  Atomics.wait(counts, within, 1n, longestWait)
}

/** Does something with the driver in the thread, unless it is to leave. */
export function unlessLeaving<Result>(counts: BigInt64Array, work: () => Result): Result {
  // Said before it is looked whether it is to leave: one of the two sees the other.
  Atomics.store(counts, within, 1n)
  try {
    if (Atomics.load(counts, leaving) === 1n) throw storeFault('store/closed')
    return work()
  } finally {
    Atomics.store(counts, within, 0n)
    Atomics.notify(counts, within)
  }
}
