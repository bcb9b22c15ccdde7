import { setImmediate } from 'node:timers'
import type { Append, AppendResult, CaseStore } from '@convoke/core'
import type { EngineEvent } from './engine-event.js'
import type { LiveCase } from './live-case.js'

/** What a group commit needs of the engine around it. */
export interface GroupCommitOptions {
  readonly store: CaseStore
  readonly batchCases: number
  /** Takes what is decided and not yet written, as one append. */
  readonly take: (live: LiveCase) => Append
  readonly committed: (live: LiveCase, append: Append) => void
  readonly conflicted: (live: LiveCase, result: AppendResult & { readonly ok: false }) => void
  readonly failed: (live: LiveCase, error: unknown) => void
  readonly emit: ((event: EngineEvent) => void) | undefined
}

/** Commits many cases in one transaction. */
export interface GroupCommit {
  /** Writes what this case has decided with the next batch. */
  enlist(live: LiveCase): void
  /** Takes it out again, because its decisions are void. */
  withdraw(live: LiveCase): void
}

/** Fewer cases than this are not worth a second commit. */
const worthDividing = 32

/**
 * Collects decided cases and appends them together: while one batch is being written the next one collects. One append
 * a case, so that each commits or conflicts by itself.
 *
 * A batch starts in the check phase of the event loop, after every socket of this turn was read: requests that arrive
 * together commit together also where the driver blocks and nothing is ever "in flight".
 *
 * A store that takes several appends at once is given them, never two of one case. Many cases that come together while
 * nothing is being written go in two batches: else all would wait for one commit, be answered together, and come together
 * again, and nothing would ever be decided while something is written.
 */
export function groupCommit(options: GroupCommitOptions): GroupCommit {
  const { store, batchCases, take, committed, conflicted, failed, emit } = options
  /** Asked each time: a store may have lost what made more than one worth it. */
  const atOnce = () => Math.max(1, store.concurrentAppends ?? 1)
  const mayOverlap = atOnce() > 1
  let waiting = new Set<LiveCase>()
  /** Cases of a batch under way; true for those that have decided more meanwhile. */
  const flying = new Map<LiveCase, boolean>()
  let flights = 0
  let scheduled = false

  const schedule = () => {
    if (flights >= atOnce() || scheduled || waiting.size === 0) return
    scheduled = true
    setImmediate(flush)
  }

  const flush = () => {
    scheduled = false
    while (flights < atOnce() && waiting.size > 0) void write(next())
  }

  const write = async (cases: readonly LiveCase[]): Promise<void> => {
    const lives: LiveCase[] = []
    const batch: Append[] = []
    for (const live of cases) {
      try {
        batch.push(take(live))
        lives.push(live)
      } catch (error) {
        failed(live, error)
      }
    }
    if (batch.length === 0) return
    const startedAt = emit === undefined ? 0 : performance.now()
    flights += 1
    if (mayOverlap) for (const live of lives) flying.set(live, false)
    let results: readonly AppendResult[]
    try {
      results = await store.append(batch)
    } catch (error) {
      landed(lives)
      for (const live of lives) failed(live, error)
      schedule()
      return
    }
    landed(lives)
    let entries = 0
    let written = 0
    for (let i = 0; i < lives.length; i++) {
      const result = results[i] as AppendResult
      const live = lives[i] as LiveCase
      const append = batch[i] as Append
      if (result.ok) {
        written += 1
        entries += append.entries.length
        committed(live, append)
      } else conflicted(live, result)
    }
    emit?.({ type: 'committed', cases: written, entries, elapsedMs: performance.now() - startedAt })
    schedule()
  }

  /** What these cases have decided meanwhile may be written now. */
  const landed = (lives: readonly LiveCase[]): void => {
    flights -= 1
    if (!mayOverlap) return
    for (const live of lives) {
      if (flying.get(live)) waiting.add(live)
      flying.delete(live)
    }
  }

  /** The cases of the next batch, those that waited longest first. */
  const next = (): LiveCase[] => {
    const isDivided = flights === 0 && atOnce() > 1 && waiting.size >= worthDividing
    const most = Math.min(batchCases, isDivided ? Math.ceil(waiting.size / 2) : waiting.size)
    if (waiting.size <= most) {
      const all = [...waiting]
      waiting = new Set()
      return all
    }
    const some: LiveCase[] = []
    for (const live of waiting) {
      if (some.length === most) break
      waiting.delete(live)
      some.push(live)
    }
    return some
  }

  return {
    enlist(live) {
      if (flying.has(live)) {
        flying.set(live, true)
        return
      }
      waiting.add(live)
      schedule()
    },
    withdraw(live) {
      waiting.delete(live)
      if (flying.has(live)) flying.set(live, false)
    },
  }
}
