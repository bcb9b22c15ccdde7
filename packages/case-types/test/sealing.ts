// Journals as a store would keep them: sealed entries and their disclosures.
import {
  type CaseDefinition,
  type CaseState,
  type Disclosure,
  type Draft,
  type Entry,
  evolve,
  type Head,
  type StoredEntry,
  seal,
  verifyChain,
} from '@convoke/core'
import { everyDayCalendar } from '@convoke/core/testing'

/** The secret of every test case: what it hides is no secret. */
export const caseSalt = '0'.repeat(32)
const caseId = '019cae2e-0000-7000-8000-000000000000'

/** A journal with what opens its commitments. */
export interface Journal {
  readonly entries: readonly StoredEntry[]
  readonly disclosures: readonly Disclosure[]
}

/** The journal of the acts of a play. */
export function sealed(definition: CaseDefinition, drafts: readonly Draft[]): Journal {
  let head: Head | null = null
  const entries: StoredEntry[] = []
  const disclosures: Disclosure[] = []
  for (const draft of drafts) {
    const context = { tenant: 'test', caseId, head, recordedAt: draft.at, caseSalt }
    const one: ReturnType<typeof seal> = seal(definition, draft, context)
    head = { seq: one.entry.seq, at: one.entry.at, hash: one.entry.hash }
    entries.push(one.stored)
    disclosures.push(...one.disclosures)
  }
  return { entries, disclosures }
}

/** Replays a journal on the present definition: the state after each entry, with the entry that led to it. */
export function replayed(
  definition: CaseDefinition,
  journal: Journal,
): readonly { readonly entry: Entry; readonly state: CaseState }[] {
  const verdict = verifyChain(journal.entries)
  if (!verdict.ok) throw new Error(`entry ${verdict.seq}: ${verdict.code}`)
  const calendar = everyDayCalendar()
  const facts = { disclosures: journal.disclosures, calendarOf: () => calendar }
  let state: CaseState | undefined
  return journal.entries.map(({ bytes }) => {
    const entry = JSON.parse(bytes) as Entry
    state = evolve(definition, state, entry, facts)
    return { entry, state }
  })
}
