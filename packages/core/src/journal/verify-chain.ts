import { ConvokeError } from '../errors/convoke-error.js'
import { canonicalJson } from '../json/canonical.js'
import { sha256Hex } from '../json/hash.js'
import type { Head } from '../ports/case-store.js'
import { commitmentTo, isCommitment } from '../privacy/commit.js'
import type { Disclosure, Entry, StoredEntry } from './entry.js'
import { parseEntry } from './parse-entry.js'
import { caseSaltPath, noHash } from './seal.js'

/** What can be wrong with a journal, by its bytes alone. */
export type ChainFaultCode =
  | 'history/gap'
  | 'history/corrupt'
  | 'history/unknown-spec-version'
  | 'history/columns-differ'
  | 'history/other-case'
  | 'history/prev-hash'
  | 'history/hash-mismatch'
  | 'history/back-dated'

/** The verdict of {@link verifyChain}: the head, null for no entries; or the first fault. */
export type ChainVerdict =
  | { readonly ok: true; readonly head: Head | null }
  | { readonly ok: false; readonly seq: number; readonly code: ChainFaultCode }

/**
 * Checks the entries of one case: canonical bytes, numbers without a gap, one case, moments in order, and each hash over
 * its entry and the hash before 验链. Pure.
 *
 * It proves that nothing was changed *without recomputing everything after it*. Whoever can write the store can do that;
 * see {@link checkAnchors}.
 *
 * @param options.from the head before the first of these entries; absent: they begin with entry 1
 * @example
 * import { errand, errandOpened, paperCase } from '@convoke/core/testing'
 * const { journal } = paperCase(errand, errandOpened, [{ type: 'submit', by: 'rc:chunshen' }])
 * const entries = journal.map(sealed => sealed.stored)
 * verifyChain(entries) // => { ok: true, head: { seq: 2, … } }
 * verifyChain(entries.slice(1)) // => { ok: false, seq: 1, code: 'history/gap' }
 */
export function verifyChain(
  entries: readonly StoredEntry[],
  options: { readonly from?: Head | undefined } = {},
): ChainVerdict {
  let head: Head | null = options.from ?? null
  let first: Entry | null = null
  for (const stored of entries) {
    const seq = (head?.seq ?? 0) + 1
    const read = readEntry(stored)
    if ('fault' in read) return { ok: false, seq, code: read.fault }
    const { entry } = read
    first ??= entry
    const fault = faultOf(stored, entry, head, first)
    if (fault !== null) return { ok: false, seq, code: fault }
    head = { seq: entry.seq, at: entry.at, hash: entry.hash }
  }
  return { ok: true, head }
}

function readEntry(stored: StoredEntry): { readonly entry: Entry } | { readonly fault: ChainFaultCode } {
  try {
    return { entry: parseEntry(stored.bytes) }
  } catch (error) {
    if (!ConvokeError.is(error)) throw error
    return { fault: error.code as 'history/corrupt' | 'history/unknown-spec-version' }
  }
}

function faultOf(stored: StoredEntry, entry: Entry, head: Head | null, first: Entry): ChainFaultCode | null {
  if (entry.seq !== (head?.seq ?? 0) + 1) return 'history/gap'
  if (stored.seq !== entry.seq || stored.hash !== entry.hash) return 'history/columns-differ'
  if (entry.tenant !== first.tenant || entry.caseId !== first.caseId) return 'history/other-case'
  if (entry.prevHash !== (head?.hash ?? noHash)) return 'history/prev-hash'
  if (entryHash(entry) !== entry.hash) return 'history/hash-mismatch'
  return head !== null && entry.at < head.at ? 'history/back-dated' : null
}

/**
 * The hash an entry should have: hex SHA-256 of its canonical form without `hash`. Pure.
 *
 * @example
 * import { errand, errandOpened, paperCase } from '@convoke/core/testing'
 * const { journal } = paperCase(errand, errandOpened)
 * journal.every(({ entry }) => entryHash(entry) === entry.hash) // => true
 */
export function entryHash(entry: Omit<Entry, 'hash'> & { readonly hash?: string | undefined }): string {
  return sha256Hex(canonicalJson({ ...entry, hash: undefined }))
}

/** The verdict of {@link verifyDisclosures}: all fit, or the first that does not. */
export type DisclosureVerdict =
  | { readonly ok: true }
  | {
      readonly ok: false
      readonly seq: number
      readonly path: string
      readonly code: 'history/disclosure-mismatch' | 'history/disclosure-unplaced'
    }

/**
 * Checks that disclosures open the commitments of these entries: each value and salt give its commitment, and that
 * commitment stands in the entry at its path, or inside another disclosed value. Missing disclosures are no fault: they
 * were erased, or were not for this reader. Pure.
 *
 * @param entries of one case, already verified by {@link verifyChain}
 * @example
 * import { errand, errandOpened, paperCase } from '@convoke/core/testing'
 * const { journal } = paperCase(errand, errandOpened)
 * const entries = journal.map(sealed => sealed.stored)
 * const disclosures = journal.flatMap(sealed => sealed.disclosures)
 * verifyDisclosures(entries, disclosures) // => { ok: true }
 * verifyDisclosures(entries, disclosures.map(one => ({ ...one, value: 1 })))
 * // => { ok: false, seq: 1, path: '/opening/budget', code: 'history/disclosure-mismatch' }
 */
export function verifyDisclosures(
  entries: readonly StoredEntry[],
  disclosures: readonly Disclosure[],
): DisclosureVerdict {
  const [fault] = disclosureFaults(entries, disclosures)
  return fault ?? { ok: true }
}

/** Every disclosure that opens no commitment of these entries, in order; see {@link verifyDisclosures}. */
export function* disclosureFaults(
  entries: readonly StoredEntry[],
  disclosures: readonly Disclosure[],
): Generator<Extract<DisclosureVerdict, { readonly ok: false }>> {
  const data = new Map(entries.map(stored => [stored.seq, parseEntry(stored.bytes).data as unknown]))
  const values = new Map(disclosures.map(disclosure => [disclosure.commitment, disclosure.value as unknown]))
  for (const { seq, path, salt, value, commitment } of disclosures) {
    if (commitmentTo(salt, value) !== commitment) {
      yield { ok: false, seq, path, code: 'history/disclosure-mismatch' }
      continue
    }
    if (path === caseSaltPath && seq === 1) continue
    const found = at(data.get(seq), path, values)
    if (!isCommitment(found) || found['~commitment'] !== commitment)
      yield { ok: false, seq, path, code: 'history/disclosure-unplaced' }
  }
}

/** What stands at a JSON Pointer, reading through commitments that are disclosed themselves. */
function at(root: unknown, path: string, values: ReadonlyMap<string, unknown>): unknown {
  let value = root
  for (const token of path.split('/').slice(1)) {
    if (isCommitment(value)) value = values.get(value['~commitment'])
    if (typeof value !== 'object' || value === null) return undefined
    value = (value as Readonly<Record<string, unknown>>)[token.replaceAll('~1', '/').replaceAll('~0', '~')]
  }
  return value
}
