// Journals of a case type as a store would keep them: sealed entries and their disclosures.
import {
  type AnyCaseType,
  type CaseState,
  caseDefinition,
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
export function journalOf(caseType: AnyCaseType, drafts: readonly Draft[]): Journal {
  const definition = caseDefinition(caseType)
  let head: Head | null = null
  const entries: StoredEntry[] = []
  const disclosures: Disclosure[] = []
  for (const draft of drafts) {
    const context = { tenant: 'test', caseId, head, recordedAt: draft.at, caseSalt }
    const sealed: ReturnType<typeof seal> = seal(definition, draft, context)
    head = { seq: sealed.entry.seq, at: sealed.entry.at, hash: sealed.entry.hash }
    entries.push(sealed.stored)
    disclosures.push(...sealed.disclosures)
  }
  return { entries, disclosures }
}

/** Replays a journal on the present definition: the state after each entry, with the entry that led to it. */
export function replay(
  caseType: AnyCaseType,
  journal: Journal,
): readonly { readonly entry: Entry; readonly state: CaseState }[] {
  const verdict = verifyChain(journal.entries)
  if (!verdict.ok) throw new Error(`entry ${verdict.seq}: ${verdict.code}`)
  const calendar = everyDayCalendar()
  const facts = { disclosures: journal.disclosures, calendarOf: () => calendar }
  let state: CaseState | undefined
  return journal.entries.map(({ bytes }) => {
    const entry = JSON.parse(bytes) as Entry
    state = evolve(caseDefinition(caseType), state, entry, facts)
    return { entry, state }
  })
}
