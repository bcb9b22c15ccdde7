import {
  type AnyCaseView,
  type CaseEngine,
  type CaseIndex,
  type Inbox,
  type InboxItem,
  indexMatcher,
  type LeftOutCase,
  type ListedCase,
  type ListQuery,
  type Page,
  type PartyId,
} from '@convoke/core'
import { type Allowed, aCount, aFlag, aMoment, assertAllowed, aText, badOption } from './bad-option.js'
import { readAmongOthers, readAs, type Sight, sightOf, viewOf, viewOfIndex } from './read-case.js'
import type { Runtime } from './runtime.js'

const defaultLimit = 50
const highestLimit = 500

const filtersAllowed: Readonly<Record<keyof Parameters<CaseEngine['list']>[0], Allowed>> = {
  ...{ id: aText, reference: aText, caseType: aText, state: aText, party: aText, role: aText, text: aText },
  ...{ overdue: aFlag, settled: aFlag },
  ...{ openedFrom: aMoment, openedTo: aMoment, settledFrom: aMoment, settledTo: aMoment },
}
const pageAllowed = { limit: aCount, after: aText }

/**
 * How many of a list, and after which, as they may be asked for: 1 to 500, by default 50.
 *
 * @throws ConvokeError `engine/bad-option`
 */
export function pageOf(ask: { readonly limit?: number | undefined; readonly after?: string | undefined } = {}) {
  assertAllowed(ask, pageAllowed)
  const { limit = defaultLimit, after } = ask
  return { limit: Math.trunc(Math.max(1, Math.min(limit, highestLimit))), after }
}

/** One page of cases; with `as`, only those in which that party is, as it may see them. */
export async function listCases(
  runtime: Runtime,
  query: Parameters<CaseEngine['list']>[0] = {},
  ask: NonNullable<Parameters<CaseEngine['list']>[1]> = {},
): Promise<Page<AnyCaseView>> {
  assertAllowed(query, filtersAllowed)
  readAs(ask, ['limit', 'after'])
  const { overdue, ...filters } = query
  const { as, ...page } = ask
  const { limit: size, after } = pageOf(page)
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
      if (overdue === false && (row.index.overdueSince ?? Number.POSITIVE_INFINITY) <= runtime.now()) continue
      const view = await viewOfRow(runtime, row, as, filters.text)
      if (view !== undefined && (!both || holds(view, filters.party as PartyId, filters.role))) items.push(view)
    }
    cursor = page.next
  } while (cursor !== undefined && items.length < size)
  return cursor === undefined ? { items } : { items, next: cursor }
}

/** By what these eyes see: that a party is found would tell of one that its role hides. */
function holds({ parties }: AnyCaseView, party: PartyId, role: string | undefined): boolean {
  return parties.some(one => one.party === party && (role === undefined || one.roles.includes(role)))
}

async function viewOfRow(
  runtime: Runtime,
  { caseId, index, head }: ListedCase,
  as: PartyId | undefined,
  text: string | undefined,
): Promise<AnyCaseView | undefined> {
  const live = await readAmongOthers(runtime, runtime.tenant, caseId)
  if (live === undefined) return viewOfIndex(caseId, index, head, as)
  const sight = text === undefined || as === undefined ? undefined : sightOf(runtime, live, as)
  if (text !== undefined && sight !== undefined && !isFound(text, index, sight)) return undefined
  return viewOf(runtime, live, as)
}

/** Whether words are found in what these eyes may read: those of whom the case hides are in the index as well. */
function isFound(text: string, index: CaseIndex, { current, hidden }: Sight): boolean {
  if (current === undefined) return false
  if (hidden.size === 0) return true
  const seen = index.text.split(' ').filter(word => !hidden.has(word))
  return indexMatcher({ text })({ ...index, text: seen.join(' ') }, '')
}

/** What a party owes 待办, by when: its open deadlines over all cases, earliest first, suspended ones last. */
export async function readInbox(runtime: Runtime, party: PartyId): Promise<Inbox> {
  if (typeof party !== 'string' || party === '') throw badOption('party', "'…'")
  const { store, tenant } = runtime
  const items: InboxItem[] = []
  const leftOut: LeftOutCase[] = []
  for (const query of inboxQueries(runtime, party)) {
    let after: string | undefined
    do {
      const page = await store.list(tenant, query, { limit: highestLimit, after })
      for (const row of page.items) {
        const live = await readAmongOthers(runtime, tenant, row.caseId)
        if (live?.foreign !== undefined) leftOut.push(leftOutCase(row, live.foreign.code))
        const view = live && viewOf(runtime, live, party)
        for (const deadline of view?.deadlines ?? []) {
          const { caseId, index } = row
          const { reference, caseType } = index
          if (deadline.owes.includes(party)) items.push({ caseId, reference, caseType, deadline })
        }
      }
      after = page.next
    } while (after !== undefined)
  }
  items.sort((a, b) => (a.deadline.dueAt ?? Number.POSITIVE_INFINITY) - (b.deadline.dueAt ?? Number.POSITIVE_INFINITY))
  return leftOut.length === 0 ? items : Object.assign(items, { leftOut })
}

function leftOutCase({ caseId, index }: ListedCase, code: string): LeftOutCase {
  const { reference, caseType, version } = index
  return { caseId, reference, caseType, version, code }
}

/** Open cases, and settled ones of the case types in which something can still be owed afterwards. */
function inboxQueries({ registry }: Runtime, party: PartyId): ListQuery[] {
  const owing = registry.caseTypes.filter(({ deadlines }) =>
    Object.values(deadlines).some(
      ({ survives, owes, owedBy }) => survives === true && (owes !== undefined || owedBy !== undefined),
    ),
  )
  const names = [...new Set(owing.map(({ name }) => name))]
  return [{ party, settled: false }, ...names.map(caseType => ({ party, caseType, settled: true }))]
}
