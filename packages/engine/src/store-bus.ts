import type { CaseStore } from '@convoke/core'

/** A case that an engine of this process has written. */
export type Written = (tenant: string, caseId: string) => void

const listeners = new WeakMap<CaseStore, Set<Written>>()

/**
 * Lets engines of one process that share a store object tell each other what they wrote: `dataVersion` only tells of
 * other processes. Returns how to tell the others, and how to leave.
 */
export function joinStore(store: CaseStore, onWritten: Written): { readonly tell: Written; leave(): void } {
  let all = listeners.get(store)
  if (all === undefined) {
    all = new Set()
    listeners.set(store, all)
  }
  const others = all
  others.add(onWritten)
  return {
    tell(tenant, caseId) {
      if (others.size === 1) return
      for (const listener of others) if (listener !== onWritten) listener(tenant, caseId)
    },
    leave() {
      others.delete(onWritten)
    },
  }
}
