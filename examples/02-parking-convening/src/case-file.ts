// 案卷: what a party may take away, complete enough to be verified by anybody.
import {
  type CaseStore,
  type Disclosure,
  disclosuresFor,
  type StoredEntry,
  verifyChain,
  verifyDisclosures,
} from 'convoke'
import { caseId } from './cast.js'
import type { Office } from './office.js'

export interface CaseFile {
  readonly reference: string
  readonly for: string
  readonly entries: readonly StoredEntry[]
  /** The marked values this party may see; of the others the entries hold commitments only. */
  readonly disclosures: readonly Disclosure[]
}

/** The case file for one party: every entry, and the values that its roles may see. */
export async function caseFileFor(party: string, office: Office, store: CaseStore): Promise<CaseFile> {
  const view = await office.view(caseId, { as: party })
  if (view === undefined) throw new Error(`${party} is not in the case`)
  return {
    reference: view.reference,
    for: party,
    entries: await store.entries('default', caseId),
    disclosures: disclosuresFor(view.roles, await store.disclosures('default', caseId)),
  }
}

/** Whether chain and disclosed values hold together. Needs the file only, no engine and no key. */
export function holdsTogether({ entries, disclosures }: Pick<CaseFile, 'entries' | 'disclosures'>): boolean {
  return verifyChain(entries).ok && verifyDisclosures(entries, disclosures).ok
}
