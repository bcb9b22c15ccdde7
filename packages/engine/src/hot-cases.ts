import type { CaseStore } from '@convoke/core'
import { LRUCache } from 'lru-cache'
import { isResting, type LiveCase, liveCase, liveKey } from './live-case.js'

/** The cases in memory: those with work under way, and the most recently used others. */
export interface HotCases {
  /** The one object of this case for deciding; made when there is none. */
  borrow(tenant: string, caseId: string): LiveCase
  /** The case as last written, if it is in memory and nobody else can have written since. */
  peek(tenant: string, caseId: string): LiveCase | undefined
  /** Keeps a case read for a view, unless it is in memory already. */
  keep(live: LiveCase): void
  /** Lets a case go to the cache when nothing is under way. */
  rest(live: LiveCase): void
  /** Drops what is remembered of a case. */
  forget(tenant: string, caseId: string): void
  /** A number that changes when another process may have written since; asks the store. */
  epoch(): number
  /** The same as it was last asked for. */
  readonly knownEpoch: number
  /** How many cases have work under way. */
  readonly busy: number
}

/** What {@link hotCases} is bounded by. */
export interface HotCasesOptions {
  readonly store: CaseStore
  readonly hotCases: number
  readonly hotSize: number
}

/** A bounded memory of cases that is emptied when the store says that another process has written. */
export function hotCases({ store, hotCases: max, hotSize }: HotCasesOptions): HotCases {
  const active = new Map<string, LiveCase>()
  const resting = new LRUCache<string, LiveCase>({
    max,
    maxSize: hotSize,
    sizeCalculation: live => live.size + 1_000,
  })
  let version = store.dataVersion?.()
  let epoch = 0
  let checked = false
  const uncheck = () => {
    checked = false
  }
  /** Weighed anew only when its size has changed by much: a case goes to rest after nearly every command. */
  const keep = (live: LiveCase): void => {
    const weighed = resting.info(live.key)
    if (weighed?.value === live && Math.abs((weighed.size ?? 0) - live.size) < 2_000) return
    resting.set(live.key, live)
  }

  const hot: HotCases = {
    borrow(tenant, caseId) {
      const key = liveKey(tenant, caseId)
      const busy = active.get(key)
      if (busy !== undefined) return busy
      const live = resting.get(key) ?? liveCase(tenant, caseId)
      active.set(key, live)
      return live
    },
    peek(tenant, caseId) {
      const now = hot.epoch()
      const key = liveKey(tenant, caseId)
      const live = active.get(key) ?? resting.get(key)
      return live?.known === true && live.saved !== null && live.epoch === now ? live : undefined
    },
    keep(live) {
      if (!active.has(live.key) && live.epoch === epoch) resting.set(live.key, live)
    },
    rest(live) {
      if (!isResting(live) || active.get(live.key) !== live) return
      active.delete(live.key)
      live.verified = false
      if (live.known && live.saved !== null && live.epoch === epoch) keep(live)
      else resting.delete(live.key)
    },
    forget(tenant, caseId) {
      const key = liveKey(tenant, caseId)
      resting.delete(key)
      const busy = active.get(key)
      if (busy === undefined) return
      busy.epoch = -1
      busy.writtenEpoch = -1
    },
    epoch() {
      if (checked || store.dataVersion === undefined) return epoch
      // Once per turn is often enough: nothing that another process did meanwhile can have been told to anybody here.
      checked = true
      queueMicrotask(uncheck)
      const current = store.dataVersion()
      if (current !== version) {
        version = current
        epoch += 1
        resting.clear()
      }
      return epoch
    },
    get knownEpoch() {
      return epoch
    },
    get busy() {
      return active.size
    },
  }
  return hot
}
