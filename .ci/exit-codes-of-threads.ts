// How threads ended, for tests of what starts them.
import type { Worker } from 'node:worker_threads'

/** The exit codes of the threads that are started meanwhile: 0 for one that ended by itself, 1 for one that was made to. */
export async function exitCodesOfThreads(work: () => Promise<unknown>): Promise<readonly number[]> {
  const codes: number[] = []
  const hear = (worker: Worker) => void worker.on('exit', code => codes.push(code))
  process.on('worker', hear)
  try {
    await work()
  } finally {
    process.off('worker', hear)
  }
  return codes
}
