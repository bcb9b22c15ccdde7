import type { RefusalCode } from '../errors/refusal.js'
import type { Disclosure, StoredEntry } from '../journal/entry.js'
import { deepFreeze } from '../json/deep-freeze.js'
import { assertAppendable } from '../ports/append-batch.js'
import type {
  Append,
  AppendResult,
  CaseIndex,
  CaseStore,
  CommandRecord,
  DisclosureAct,
  FeedItem,
  Head,
  LoggedRefusal,
} from '../ports/case-store.js'
import { storeFault } from '../ports/store-fault.js'
import { binaryHeap } from './binary-heap.js'
import { closedGuard } from './closed-guard.js'
import { type ListOrder, listOrder } from './memory-list.js'
import { memoryOutbox } from './memory-outbox.js'

const refusalsKept = 200

interface MemoryCase {
  readonly tenant: string
  readonly caseId: string
  readonly serial: number
  head: Head
  index: CaseIndex
  snapshot: string
  readonly entries: StoredEntry[]
  disclosures: Disclosure[]
  /** Until when each value under restriction has to be kept, by {@link placeKey}. */
  readonly restricted: Map<string, number | null>
  readonly commands: Map<string, CommandRecord>
  /** Epoch ms; the case is leased while this lies ahead. */
  leaseUntil: number
}

interface MemoryTenant {
  readonly cases: Map<string, MemoryCase>
  readonly order: ListOrder<MemoryCase>
  readonly openings: Map<string, CommandRecord>
}

/**
 * A {@link CaseStore} in the memory of one process: for tests, simulations and the first minute. Lost when it ends.
 *
 * It keeps the same laws as the durable stores but for surviving and sharing. What it is given it freezes and keeps.
 *
 * @example
 * await memoryStore().load('default', 'no-such-case') // => undefined
 */
export function memoryStore(): CaseStore {
  const tenants = new Map<string, MemoryTenant>()
  const feed: FeedItem[] = []
  const anchors: string[] = []
  const refusals = new Map<string, { last: LoggedRefusal[]; counts: Partial<Record<RefusalCode, number>> }>()
  const { outbox, add } = memoryOutbox()
  const due = binaryHeap<{ readonly at: number; readonly of: MemoryCase }>(
    (a, b) => a.at < b.at || (a.at === b.at && a.of.serial < b.of.serial),
  )
  const arrivals: MemoryCase[] = []
  let isClosed = false

  const find = (tenant: string, caseId: string) => tenants.get(tenant)?.cases.get(caseId)
  const tenantOf = (name: string): MemoryTenant => {
    const known = tenants.get(name)
    if (known !== undefined) return known
    const fresh = { cases: new Map(), order: listOrder<MemoryCase>(), openings: new Map() }
    tenants.set(name, fresh)
    return fresh
  }

  const commit = (append: Append): AppendResult => {
    const tenant = tenantOf(append.tenant)
    const found = tenant.cases.get(append.caseId)
    const actualSeq = found?.head.seq ?? 0
    if (actualSeq !== append.expectedSeq) {
      return { ok: false, conflict: append.expectedSeq === 0 ? 'case-exists' : 'head-moved', actualSeq }
    }
    const now = new Set<string>()
    for (const { scope, by, commandId } of append.commands) {
      const key = commandKey(by, commandId)
      const used = scope === null ? tenant.openings : found?.commands
      const mark = `${scope === null}${key}`
      if (used?.has(key) === true || now.has(mark)) return { ok: false, conflict: 'command-id', actualSeq }
      now.add(mark)
    }
    write(tenant, found, deepFreeze(append))
    return { ok: true }
  }

  const arrive = (tenant: MemoryTenant, { tenant: name, caseId, head, index, snapshot }: Append): MemoryCase => {
    const arrived: MemoryCase = {
      tenant: name,
      caseId,
      serial: arrivals.length + 1,
      head,
      index,
      snapshot,
      entries: [],
      disclosures: [],
      restricted: new Map(),
      commands: new Map(),
      leaseUntil: 0,
    }
    tenant.cases.set(caseId, arrived)
    arrivals.push(arrived)
    return arrived
  }

  const write = (tenant: MemoryTenant, found: MemoryCase | undefined, append: Append) => {
    const { tenant: name, caseId, head, index, snapshot } = append
    const target = found ?? arrive(tenant, append)
    if (found !== undefined) tenant.order.remove(found)
    const isDueMoved = found === undefined || found.index.nextRungAt !== index.nextRungAt
    Object.assign(target, { head, index, snapshot })
    tenant.order.insert(target)
    if (isDueMoved && index.nextRungAt !== null) due.push({ at: index.nextRungAt, of: target })
    for (const entry of append.entries) {
      target.entries.push(entry)
      feed.push({ position: String(feed.length + 1).padStart(16, '0'), tenant: name, caseId, entry })
    }
    target.disclosures.push(...append.disclosures)
    for (const act of append.disclosed ?? []) disclosed(target, act)
    for (const record of append.commands) {
      const used = record.scope === null ? tenant.openings : target.commands
      used.set(commandKey(record.by, record.commandId), record)
    }
    for (const notice of append.notices) add(notice)
  }

  const store: CaseStore = {
    async load(tenant, caseId) {
      const found = find(tenant, caseId)
      return found && { head: found.head, snapshot: found.snapshot, index: found.index }
    },
    async append(batch) {
      assertAppendable(batch)
      return batch.map(commit)
    },
    async entries(tenant, caseId, from = 1, limit = Number.POSITIVE_INFINITY) {
      return find(tenant, caseId)?.entries.slice(from - 1, from - 1 + limit) ?? []
    },
    async disclosures(tenant, caseId) {
      const found = find(tenant, caseId)
      return found?.disclosures.filter(one => !found.restricted.has(placeKey(one))) ?? []
    },
    async restricted(tenant, caseId) {
      const found = find(tenant, caseId)
      return (found?.disclosures ?? []).flatMap(one => {
        const until = found?.restricted.get(placeKey(one))
        const { seq, path, personal, subject } = one
        return until === undefined ? [] : [{ seq, path, personal, subject, until }]
      })
    },
    async concerning(tenant, subject, { limit, after = '' }) {
      const all = [...(tenants.get(tenant)?.cases.values() ?? [])]
      const ids = all.filter(one => one.disclosures.some(of => of.subject === subject)).map(({ caseId }) => caseId)
      return ids
        .filter(id => id > after)
        .sort()
        .slice(0, limit)
    },
    async command(tenant, scope, by, commandId) {
      const used = scope === null ? tenants.get(tenant)?.openings : find(tenant, scope)?.commands
      return used?.get(commandKey(by, commandId))
    },
    async feed(after, limit) {
      if (after !== undefined && !/^\d{16}$/.test(after)) throw storeFault('store/cursor')
      const from = after === undefined ? 0 : Number(after)
      return feed.slice(from, from + limit)
    },
    async feedEnd() {
      return feed.at(-1)?.position
    },
    async claimDue({ now, limit, leaseUntil }) {
      const claims = new Set<MemoryCase>()
      const kept = new Set<MemoryCase>()
      while (claims.size < limit) {
        const next = due.peek()
        if (next === undefined || next.at > now) break
        due.pop()
        if (next.of.index.nextRungAt !== next.at) continue
        kept.add(next.of)
        if (next.of.leaseUntil <= now) claims.add(next.of)
      }
      for (const of of kept) due.push({ at: of.index.nextRungAt!, of })
      return [...claims].map(of => {
        of.leaseUntil = leaseUntil
        return { tenant: of.tenant, caseId: of.caseId, nextRungAt: of.index.nextRungAt!, leaseUntil }
      })
    },
    async release(claims) {
      for (const { tenant, caseId, leaseUntil } of claims) {
        const found = find(tenant, caseId)
        if (found?.leaseUntil === leaseUntil) found.leaseUntil = 0
      }
    },
    outbox,
    refusals: {
      record(tenant, caseId, refusal) {
        const key = JSON.stringify([tenant, caseId])
        const log = refusals.get(key) ?? { last: [], counts: {} }
        refusals.set(key, log)
        log.last.push(deepFreeze(refusal))
        if (log.last.length > refusalsKept) log.last.shift()
        log.counts[refusal.code] = (log.counts[refusal.code] ?? 0) + 1
      },
      async read(tenant, caseId) {
        const log = refusals.get(JSON.stringify([tenant, caseId]))
        return { last: [...(log?.last ?? [])], counts: { ...log?.counts } }
      },
    },
    anchors: {
      append: async anchor => void anchors.push(anchor),
      all: async () => [...anchors],
    },
    async list(tenant, query, { limit, after }) {
      return (tenants.get(tenant)?.order ?? listOrder<MemoryCase>()).page(query, limit, after)
    },
    async cases(after, limit) {
      const from = after === undefined ? 0 : (find(after.tenant, after.caseId)?.serial ?? 0)
      return arrivals.slice(from, from + limit).map(({ tenant, caseId, head }) => ({ tenant, caseId, head }))
    },
    async erase({ tenant, caseId, subject, seq, path }) {
      const found = find(tenant, caseId)
      if (found === undefined) return 0
      const isKept = (one: Disclosure) =>
        (subject !== undefined && one.subject !== subject) ||
        (seq !== undefined && one.seq !== seq) ||
        (path !== undefined && one.path !== path)
      const before = found.disclosures.length
      found.disclosures = found.disclosures.filter(isKept)
      return before - found.disclosures.length
    },
    async close() {
      isClosed = true
    },
  }
  return closedGuard(store, () => isClosed)
}

function disclosed(of: MemoryCase, { act, seq, path, until = null }: DisclosureAct): void {
  const key = placeKey({ seq, path })
  const isThere = of.disclosures.some(one => placeKey(one) === key)
  if (act === 'restrict' && isThere) of.restricted.set(key, until)
  else of.restricted.delete(key)
  if (act === 'erase') of.disclosures = of.disclosures.filter(one => placeKey(one) !== key)
}

function placeKey({ seq, path }: Pick<DisclosureAct, 'seq' | 'path'>): string {
  return `${seq}${path}`
}

function commandKey(by: string, commandId: string): string {
  return JSON.stringify([by, commandId])
}
