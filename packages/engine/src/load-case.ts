import {
  type CaseDefinition,
  type CaseSnapshot,
  type CaseState,
  ConvokeError,
  caseSaltOf,
  type Disclosure,
  type Entry,
  evolve,
  isCheckpoint,
  type LoadedCase,
  restoreState,
  snapshotOf,
  stateHashOf,
} from '@convoke/core'
import { foreignCase, type LiveCase, type Tip } from './live-case.js'
import { entryOf } from './read-entry.js'
import type { Runtime } from './runtime.js'

/**
 * Names the way a case is folded and kept. Changed with every release of the kernel or of XState that might fold or
 * restore differently: a snapshot written under another name is folded again from its journal.
 */
const foldVersion = 'convoke-1 xstate-5'

/** What an engine writes as a snapshot: the folded case, and what it was folded with. A cache; the journal is the truth. */
interface SnapshotText {
  readonly fold: string
  readonly definition: string
  /** The secret that keys the state hash, also a disclosure of the first entry. */
  readonly secret: string
  readonly state: CaseSnapshot
}

/** A personal value in a snapshot is a handle with this prefix; a snapshot without any needs no disclosures. */
const handlePrefix = '"~personal:'

/** The snapshot text of a case at a head. */
export function snapshotText(definition: CaseDefinition, secret: string, { state, head }: Tip): string {
  const text: SnapshotText = { fold: foldVersion, definition: definition.hash, secret, state: snapshotOf(state, head) }
  return JSON.stringify(text)
}

/**
 * Reads a case into a live object: from its snapshot where that was written by this definition and kernel, otherwise by
 * folding the journal. A case of a version that is not registered is left readable from its index.
 *
 * @throws ConvokeError `history/diverged` where the journal no longer folds to the states it recorded
 */
export async function loadCase(runtime: Runtime, live: LiveCase): Promise<void> {
  const epoch = runtime.hot.epoch()
  const loaded = await runtime.store.load(live.tenant, live.caseId)
  live.foreign = undefined
  live.disclosures = undefined
  live.definition = loaded && runtime.registry.version(loaded.index.caseType, loaded.index.version)
  const tip = loaded === undefined ? null : await tipOf(runtime, live, loaded)
  live.saved = tip
  live.tip = tip
  live.epoch = epoch
  live.contextBound = loaded?.snapshot.length ?? 0
  live.known = true
  live.verified = true
}

async function tipOf(runtime: Runtime, live: LiveCase, loaded: LoadedCase): Promise<Tip | null> {
  const { definition } = live
  const { head, index, snapshot } = loaded
  live.size = snapshot.length
  live.rungAt = index.nextRungAt
  if (definition === undefined) {
    live.foreign = foreignCase(loaded, 'history/unknown-version')
    return null
  }
  const cached = snapshotState(definition, snapshot)
  if (cached !== undefined) {
    if (snapshot.includes(handlePrefix))
      live.disclosures = [...(await runtime.store.disclosures(live.tenant, live.caseId))]
    live.secret = cached.secret
    return { state: cached.state, head }
  }
  live.disclosures = [...(await runtime.store.disclosures(live.tenant, live.caseId))]
  live.secret = caseSaltOf(live.disclosures) ?? ''
  // Only up to the head that was read: another process may have written since.
  const stored = await runtime.store.entries(live.tenant, live.caseId, 1, head.seq)
  const entries = stored.map(entryOf)
  const state = fold(definition, entries, live.disclosures, runtime.calendarOf)
  runtime.emit?.({ type: 'refolded', caseId: live.caseId, entries: entries.length })
  return { state, head }
}

/** The state in a snapshot; undefined where another definition or kernel wrote it, or it cannot be read. */
export function snapshotState(
  definition: CaseDefinition,
  text: string,
): { readonly state: CaseState; readonly secret: string } | undefined {
  let snapshot: SnapshotText
  try {
    snapshot = JSON.parse(text) as SnapshotText
    if (snapshot.fold !== foldVersion || snapshot.definition !== definition.hash) return undefined
    return { state: restoreState(definition, snapshot.state), secret: snapshot.secret }
  } catch {
    return undefined
  }
}

/**
 * Folds a journal into the case it describes, from the newest migration on where there was one, and compares every state with the hash recorded for it.
 *
 * @throws ConvokeError `history/diverged` at the first entry that leads elsewhere than it did
 */
export function fold(
  definition: CaseDefinition,
  entries: readonly Entry[],
  disclosures: readonly Disclosure[],
  calendarOf: Runtime['calendarOf'],
): CaseState {
  let state: CaseState | undefined
  for (const step of foldSteps(definition, entries, disclosures, calendarOf)) state = step.state
  if (state === undefined) throw new ConvokeError('history/corrupt', 'a case without entries cannot be read')
  return state
}

/** {@link fold}, with the case after each entry. */
export function* foldSteps(
  definition: CaseDefinition,
  entries: readonly Entry[],
  disclosures: readonly Disclosure[],
  calendarOf: Runtime['calendarOf'],
): Generator<{ readonly entry: Entry; readonly state: CaseState }> {
  const secret = caseSaltOf(disclosures)
  const bySeq = new Map<number, Disclosure[]>()
  for (const disclosure of disclosures) {
    const known = bySeq.get(disclosure.seq)
    if (known === undefined) bySeq.set(disclosure.seq, [disclosure])
    else known.push(disclosure)
  }
  let state: CaseState | undefined
  for (const entry of entries.slice(Math.max(0, entries.findLastIndex(isCheckpoint)))) {
    state = evolve(definition, state, entry, { disclosures: bySeq.get(entry.seq) ?? [], calendarOf })
    // Without its secret a state hash cannot be recomputed; the chain over it still can.
    if (secret !== undefined && stateHashOf(definition, state, secret) !== entry.stateHash) {
      throw new ConvokeError(
        'history/diverged',
        `entry ${entry.seq} (${entry.type}) leads to another state than it did; run the case on the code that wrote it`,
        { details: { caseId: entry.caseId, seq: entry.seq, type: entry.type } },
      )
    }
    yield { entry, state }
  }
}
