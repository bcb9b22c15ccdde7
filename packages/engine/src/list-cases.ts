import type { AnyCaseView, CaseEngine, InboxItem, ListedCase, ListQuery, Page, PartyId } from '@convoke/core'
import { assertKnown, badOption } from './bad-option.js'
import { isParty, readAs, viewOf, viewOfIndex } from './read-case.js'
import type { Runtime } from './runtime.js'

const defaultLimit = 50
const highestLimit = 500

const known: Readonly<Record<keyof Parameters<CaseEngine['list']>[0], true>> = {
  ...{ id: true, reference: true, caseType: true, state: true, party: true, role: true, overdue: true, settled: true },
  ...{ openedFrom: true, openedTo: true, settledFrom: true, settledTo: true, text: true },
}
const knownFilters = Object.keys(known)

/** One page of cases; with `as`, only those in which that party is, as it may see them. */
export async function listCases(
  runtime: Runtime,
  query: Parameters<CaseEngine['list']>[0],
  ask: NonNullable<Parameters<CaseEngine['list']>[1]> = {},
): Promise<Page<AnyCaseView>> {
  assertKnown(query, knownFilters)
  readAs(ask, ['limit', 'after'])
  const { overdue, ...filters } = query
  const { as, limit = defaultLimit, after } = ask
  const size = Math.max(1, Math.min(limit, highestLimit))
  // The store filters by one party. Where two are asked for, it looks for the one who reads, and the other is picked out.
  const both = as !== undefined && filters.party !== undefined && filters.party !== as
  const wanted: ListQuery = {
    ...filters,
    party: as ?? filters.party,
    ...(both ? { role: undefined } : {}),
    ...(overdue === true ? { overdueAt: runtime.now() } : {}),
  }
  const items: AnyCaseView[] = []
  let cursor = after
  do {
    const page = await runtime.store.list(runtime.tenant, wanted, { limit: size - items.length, after: cursor })
    for (const row of page.items) {
      if (both && !holds(row, filters.party as PartyId, filters.role)) continue
      if (overdue === false && (row.index.overdueSince ?? Number.POSITIVE_INFINITY) <= runtime.now()) continue
      const view = await viewOfRow(runtime, row, as)
      if (view !== undefined) items.push(view)
    }
    cursor = page.next
  } while (cursor !== undefined && items.length < size)
  return cursor === undefined ? { items } : { items, next: cursor }
}

function holds({ index }: ListedCase, party: PartyId, role: string | undefined): boolean {
  return index.parties.some(one => one.party === party && (role === undefined || one.roles.includes(role)))
}

async function viewOfRow(
  runtime: Runtime,
  { caseId, index, head }: ListedCase,
  as: PartyId | undefined,
): Promise<AnyCaseView | undefined> {
  const live = await runtime.read(runtime.tenant, caseId)
  if (live !== undefined) return isParty(live, as) ? viewOf(runtime, live, as) : undefined
  return viewOfIndex(caseId, index, head, as)
}

/** What a party owes 待办, by when: its open deadlines over all cases, earliest first, suspended ones last. */
export async function readInbox(runtime: Runtime, party: PartyId): Promise<readonly InboxItem[]> {
  if (typeof party !== 'string' || party === '') throw badOption('party', "'…'")
  const items: InboxItem[] = []
  for (const query of inboxQueries(runtime, party)) {
    let after: string | undefined
    do {
      const page: Page<AnyCaseView> = await listCases(runtime, query, { as: party, limit: highestLimit, after })
      for (const { id, reference, caseType, deadlines } of page.items) {
        for (const deadline of deadlines) {
          if (deadline.owes.includes(party)) items.push({ caseId: id, reference, caseType, deadline })
        }
      }
      after = page.next
    } while (after !== undefined)
  }
  return items.sort(
    (a, b) => (a.deadline.dueAt ?? Number.POSITIVE_INFINITY) - (b.deadline.dueAt ?? Number.POSITIVE_INFINITY),
  )
}

/** Open cases, and settled ones of the case types in which something can still be owed afterwards. */
function inboxQueries({ registry }: Runtime, party: PartyId): Parameters<CaseEngine['list']>[0][] {
  const owing = registry.caseTypes.filter(({ deadlines }) =>
    Object.values(deadlines).some(
      ({ survives, owes, owedBy }) => survives === true && (owes !== undefined || owedBy !== undefined),
    ),
  )
  const names = [...new Set(owing.map(({ name }) => name))]
  return [{ party, settled: false }, ...names.map(caseType => ({ party, caseType, settled: true }))]
}
