import {
  type CaseDefinition,
  type CaseState,
  ConvokeError,
  canonicalJson,
  type Disclosure,
  type Entry,
  indexOf,
  isCheckpoint,
  type LoadedCase,
  stateHashOf,
  verifyChain,
  verifyDisclosures,
} from '@convoke/core'
import { fold, snapshotState } from './load-case.js'
import type { Runtime } from './runtime.js'

/** Something that is not as it was written. `seq` is the entry it was found at; null where it concerns the whole case. */
export interface AuditFault {
  readonly tenant: string
  readonly caseId: string
  readonly seq: number | null
  readonly code: string
}

/** Looks at one case: what is wrong with it, and how many entries it has. */
export async function auditCase(
  runtime: Runtime,
  tenant: string,
  caseId: string,
): Promise<{ readonly entries: number; readonly faults: readonly AuditFault[] }> {
  const { store, registry } = runtime
  const stored = await store.entries(tenant, caseId)
  const disclosures = await store.disclosures(tenant, caseId)
  const loaded = await store.load(tenant, caseId)
  const faults: AuditFault[] = []
  const fault = (code: string, seq: number | null = null) => faults.push({ tenant, caseId, seq, code })
  const found = { entries: stored.length, faults }

  const chain = verifyChain(stored)
  if (!chain.ok) {
    fault(chain.code, chain.seq)
    return found
  }
  const opened = verifyDisclosures(stored, disclosures)
  if (!opened.ok) fault(opened.code, opened.seq)
  if (loaded === undefined || chain.head === null || canonicalJson(loaded.head) !== canonicalJson(chain.head)) {
    fault('audit/head-differs')
    return found
  }
  // Each version folds its own part of the journal, where it is registered: a migration begins a part with the whole state.
  for (const part of partsOf(stored.map(({ bytes }) => JSON.parse(bytes) as Entry))) {
    const { caseType, version } = part[0] as Entry
    const definition = registry.version(caseType, version)
    if (definition === undefined) continue
    const folded = foldOf(runtime, definition, part, disclosures)
    if ('code' in folded) {
      fault(folded.code, folded.seq)
      return found
    }
    if (part.at(-1)?.seq === chain.head.seq)
      for (const code of cacheFaults(definition, folded.state, loaded)) fault(code)
  }
  return found
}

/** A journal cut where the case came to another version. */
function partsOf(entries: readonly Entry[]): readonly (readonly Entry[])[] {
  const parts: Entry[][] = []
  for (const entry of entries) {
    if (parts.length === 0 || isCheckpoint(entry)) parts.push([])
    parts.at(-1)?.push(entry)
  }
  return parts
}

function foldOf(
  runtime: Runtime,
  definition: CaseDefinition,
  entries: readonly Entry[],
  disclosures: readonly Disclosure[],
): { readonly state: CaseState } | { readonly code: string; readonly seq: number | null } {
  const stray = entries.find(entry => entry.version !== definition.version)
  if (stray !== undefined) return { code: 'history/diverged', seq: stray.seq }
  try {
    return { state: fold(definition, entries, disclosures, runtime.calendarOf) }
  } catch (error) {
    if (!ConvokeError.is(error)) throw error
    const { seq } = error.details as { readonly seq?: number }
    return { code: error.code, seq: seq ?? null }
  }
}

/** What the store keeps beside the journal and could have rebuilt from it. */
function cacheFaults(definition: CaseDefinition, state: CaseState, { snapshot, index }: LoadedCase): readonly string[] {
  const faults: string[] = []
  const cached = snapshotState(definition, snapshot)
  // A snapshot of another release is no fault: it is dropped when the case is next loaded.
  if (cached !== undefined) {
    const isSame =
      stateHashOf(definition, cached.state, cached.secret) === stateHashOf(definition, state, cached.secret)
    const { machine: _, ...kept } = cached.state
    const { machine: __, ...folded } = state
    if (!isSame || canonicalJson(kept) !== canonicalJson(folded)) faults.push('audit/snapshot-differs')
  }
  if (canonicalJson(index) !== canonicalJson(indexOf(definition, state))) faults.push('audit/index-differs')
  return faults
}
