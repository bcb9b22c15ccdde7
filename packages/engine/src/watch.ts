import { setTimeout } from 'node:timers'
import type { Change } from '@convoke/core'
import { type ReadOptions, readAmongOthers, seatsOf, shownEntry, sightOf } from './read-case.js'
import { entryOf } from './read-entry.js'
import type { Runtime } from './runtime.js'

/** Options of {@link watchCases}. */
export interface WatchOptions extends ReadOptions {
  readonly caseType?: string | undefined
  /** The position of the last change seen; absent: from now on. */
  readonly after?: string | undefined
  readonly signal?: AbortSignal | undefined
}

/** Tells watchers of this process that something was written, so that they need not ask. */
export interface Bell {
  ring(): void
  /** Resolves at the next ring, after `ms`, or when the signal aborts. */
  wait(ms: number, signal: AbortSignal | undefined): Promise<void>
}

const pageSize = 200

/** A bell that nobody waits for yet. */
export function bell(): Bell {
  let waiting: (() => void)[] = []
  return {
    ring() {
      if (waiting.length === 0) return
      const told = waiting
      waiting = []
      for (const tell of told) tell()
    },
    wait(ms, signal) {
      return new Promise(resolve => {
        const done = () => {
          clearTimeout(timer)
          signal?.removeEventListener('abort', done)
          resolve()
        }
        const timer = setTimeout(done, ms)
        if (signal?.aborted === true) return done()
        signal?.addEventListener('abort', done, { once: true })
        waiting.push(done)
      })
    },
  }
}

/**
 * Every entry committed after a position, store-wide, in an order into which no later commit slips: whoever keeps the
 * position of the last change it has handled misses nothing. Ends when the signal aborts.
 *
 * @param poll how long to wait for other processes' writes, ms
 */
export async function* watchCases(
  runtime: Runtime,
  { caseType, as, after, signal }: WatchOptions,
  { bell: told, poll }: { readonly bell: Bell; readonly poll: number },
): AsyncGenerator<Change> {
  let position = after ?? (await runtime.store.feedEnd())
  const isOver = () => signal?.aborted === true
  while (!isOver()) {
    const wait = told.wait(poll, signal)
    const page = await runtime.store.feed(position, pageSize)
    for (const item of page) {
      if (isOver()) return
      position = item.position
      if (item.tenant !== runtime.tenant) continue
      const entry = entryOf(item.entry)
      if (caseType !== undefined && entry.caseType !== caseType) continue
      const live = await readAmongOthers(runtime, item.tenant, item.caseId)
      const sight = live && sightOf(runtime, live, as, await seatsOf(runtime, live, as))
      if (sight === undefined) continue
      const hasMarks = /"~(commitment"|personal:)/.test(item.entry.bytes)
      const disclosures = hasMarks ? await runtime.store.disclosures(item.tenant, item.caseId) : []
      yield { position, caseId: item.caseId, entry: shownEntry(sight, entry, disclosures) }
    }
    if (page.length < pageSize) await wait
  }
}
