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

/**
 * Collects decided cases and appends them together: while one batch is being written the next one collects. One append
 * a case, so that each commits or conflicts by itself.
 *
 * A batch starts in the check phase of the event loop, after every socket of this turn was read: requests that arrive
 * together commit together also where the driver blocks and nothing is ever "in flight".
 */
export function groupCommit(options: GroupCommitOptions): GroupCommit {
  const { store, batchCases, take, committed, conflicted, failed, emit } = options
  let waiting = new Set<LiveCase>()
  let busy = false
  let scheduled = false

  const schedule = () => {
    if (busy || scheduled || waiting.size === 0) return
    scheduled = true
    setImmediate(flush)
  }

  const flush = async () => {
    scheduled = false
    const lives: LiveCase[] = []
    const batch: Append[] = []
    for (const live of next()) {
      try {
        batch.push(take(live))
        lives.push(live)
      } catch (error) {
        failed(live, error)
      }
    }
    if (batch.length === 0) return schedule()
    const startedAt = emit === undefined ? 0 : performance.now()
    busy = true
    let results: readonly AppendResult[]
    try {
      results = await store.append(batch)
    } catch (error) {
      busy = false
      for (const live of lives) failed(live, error)
      schedule()
      return
    }
    busy = false
    let entries = 0
    let cases = 0
    for (let i = 0; i < lives.length; i++) {
      const result = results[i] as AppendResult
      const live = lives[i] as LiveCase
      const append = batch[i] as Append
      if (result.ok) {
        cases += 1
        entries += append.entries.length
        committed(live, append)
      } else conflicted(live, result)
    }
    emit?.({ type: 'committed', cases, entries, elapsedMs: performance.now() - startedAt })
    schedule()
  }

  /** The cases of the next batch, those that waited longest first. */
  const next = (): LiveCase[] => {
    if (waiting.size <= batchCases) {
      const all = [...waiting]
      waiting = new Set()
      return all
    }
    const some: LiveCase[] = []
    for (const live of waiting) {
      if (some.length === batchCases) break
      waiting.delete(live)
      some.push(live)
    }
    return some
  }

  return {
    enlist(live) {
      waiting.add(live)
      schedule()
    },
    withdraw(live) {
      waiting.delete(live)
    },
  }
}
