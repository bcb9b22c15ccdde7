import type { DeadNotice, Outbox, OutboxNotice } from '../ports/case-store.js'
import { storeFault } from '../ports/store-fault.js'
import { binaryHeap } from './binary-heap.js'

/** A notice on its way. `readyAt` is null while an earlier notice of its lane is undelivered; a lease moves it on. */
interface Waiting {
  readonly notice: OutboxNotice
  readonly position: number
  attempts: number
  readyAt: number | null
}

interface Dead extends Waiting {
  readonly error: string
  readonly failedAt: number
  readonly deadPosition: number
}

/** The outbox of one {@link memoryStore}; `add` ignores an id that is already waiting or dead. */
export function memoryOutbox(): { readonly outbox: Outbox; add(notice: OutboxNotice): void } {
  const waiting = new Map<string, Waiting>()
  const lanes = new Map<string, Waiting[]>()
  const graveyard = new Map<string, Dead>()
  const ready = binaryHeap<{ readonly at: number; readonly item: Waiting }>(
    (a, b) => a.at < b.at || (a.at === b.at && a.item.position < b.item.position),
  )
  let added = 0
  let buried = 0

  const laneOf = ({ tenant, lane }: OutboxNotice) => (lane === null ? null : JSON.stringify([tenant, lane]))
  const schedule = (item: Waiting, at: number) => {
    item.readyAt = at
    ready.push({ at, item })
  }
  const isLive = ({ at, item }: { at: number; item: Waiting }) =>
    item.readyAt === at && waiting.get(item.notice.id) === item

  const enqueue = (item: Waiting) => {
    waiting.set(item.notice.id, item)
    const key = laneOf(item.notice)
    if (key === null) return schedule(item, 0)
    const lane = lanes.get(key) ?? []
    lanes.set(key, lane)
    const before = lane[0]
    const place = lane.findIndex(other => other.position > item.position)
    lane.splice(place === -1 ? lane.length : place, 0, item)
    if (lane[0] !== item) return
    if (before !== undefined) before.readyAt = null
    schedule(item, 0)
  }

  const remove = (item: Waiting) => {
    waiting.delete(item.notice.id)
    const key = laneOf(item.notice)
    if (key === null) return
    const lane = lanes.get(key)!
    const wasFirst = lane[0] === item
    lane.splice(lane.indexOf(item), 1)
    if (lane.length === 0) lanes.delete(key)
    else if (wasFirst) schedule(lane[0]!, 0)
  }

  const isFirst = (item: Waiting) => {
    const key = laneOf(item.notice)
    return key === null || lanes.get(key)![0] === item
  }

  return {
    add(notice) {
      if (waiting.has(notice.id) || graveyard.has(notice.id)) return
      added += 1
      enqueue({ notice, position: added, attempts: 0, readyAt: null })
    },
    outbox: {
      async claim({ tenant, now, limit, leaseUntil }) {
        const claimed: Waiting[] = []
        const others: { readonly at: number; readonly item: Waiting }[] = []
        while (claimed.length < limit) {
          const next = ready.peek()
          if (next === undefined || next.at > now) break
          ready.pop()
          if (!isLive(next)) continue
          if (tenant !== undefined && next.item.notice.tenant !== tenant) {
            others.push(next)
            continue
          }
          claimed.push(next.item)
          // It may stand in the heap twice for one instant: as the end of a lease and as the time of a retry.
          next.item.readyAt = null
        }
        for (const other of others) ready.push(other)
        for (const item of claimed) schedule(item, leaseUntil)
        return claimed.map(({ notice, attempts }) => ({ ...notice, attempts }))
      },
      async done(ids) {
        for (const id of ids) {
          const item = waiting.get(id)
          if (item !== undefined) remove(item)
        }
      },
      async failed(id, error, at, retryAt) {
        const item = waiting.get(id)
        if (item === undefined) return
        item.attempts += 1
        if (retryAt !== null) {
          if (isFirst(item)) schedule(item, retryAt)
          return
        }
        remove(item)
        buried += 1
        graveyard.set(id, { ...item, error, failedAt: at, deadPosition: buried })
      },
      async waiting({ tenant, limit, after }) {
        const from = after === undefined ? 0 : placeCursor(after)
        const rest = [...waiting.values()]
          .filter(({ position, notice }) => position > from && (tenant ?? notice.tenant) === notice.tenant)
          .sort((a, b) => a.position - b.position)
        const items = rest.slice(0, limit).map(({ notice, attempts, readyAt }) => ({ ...notice, attempts, readyAt }))
        const last = rest[limit - 1]
        return rest.length > limit && last !== undefined ? { items, next: String(last.position) } : { items }
      },
      async dead({ tenant, limit, after }) {
        const from = after === undefined ? 0 : placeCursor(after)
        const rest = [...graveyard.values()].filter(
          ({ deadPosition, notice }) => deadPosition > from && (tenant ?? notice.tenant) === notice.tenant,
        )
        const items = rest.slice(0, limit).map(toDeadNotice)
        const last = rest[limit - 1]
        return rest.length > limit && last !== undefined ? { items, next: String(last.deadPosition) } : { items }
      },
      async retry(id, tenant) {
        const dead = graveyard.get(id)
        if (dead === undefined || (tenant ?? dead.notice.tenant) !== dead.notice.tenant) return false
        graveyard.delete(id)
        enqueue({ notice: dead.notice, position: dead.position, attempts: 0, readyAt: null })
        return true
      },
      async nextAt(tenant) {
        if (tenant !== undefined) {
          const own = [...waiting.values()].filter(({ notice }) => notice.tenant === tenant)
          const times = own.flatMap(({ readyAt }) => readyAt ?? [])
          return times.length === 0 ? null : Math.min(...times)
        }
        for (let next = ready.peek(); next !== undefined; next = ready.peek()) {
          if (isLive(next)) return next.at
          ready.pop()
        }
        return null
      },
    },
  }
}

function toDeadNotice({ notice, attempts, error, failedAt }: Dead): DeadNotice {
  return { ...notice, attempts, error, failedAt }
}

function placeCursor(text: string): number {
  if (!/^\d+$/.test(text)) throw storeFault('store/cursor')
  return Number(text)
}
