import { ConvokeError } from '../errors/convoke-error.js'
import { canonicalJson } from '../json/canonical.js'
import type { Head } from '../ports/case-store.js'
import type { KeyStore } from '../ports/key-store.js'
import { type Anchor, type AnchorFaultCode, bytesOfHex, parseAnchor, rootOf, signedBytes } from './anchors.js'
import { type CaseFile, parseCaseFile, referenceIn } from './case-file.js'
import { type ChainFaultCode, type DisclosureVerdict, disclosureFaults, verifyChain } from './verify-chain.js'

/** Something in a case file that does not fit the rest: at which entry, in which value, or in which anchor. */
export interface CaseFileFault {
  readonly code:
    | 'history/case-file'
    | ChainFaultCode
    | Extract<DisclosureVerdict, { readonly ok: false }>['code']
    | AnchorFaultCode
  /** What exactly, where the code leaves it open. */
  readonly why?: string | undefined
  readonly seq?: number | undefined
  /** JSON Pointer into the data of the entry. */
  readonly path?: string | undefined
  /** Which anchor. */
  readonly n?: number | undefined
}

/** What {@link verifyCaseFile} found. Plain JSON. */
export interface CaseFileVerdict {
  readonly ok: boolean
  readonly entries: number
  /** How many disclosed values open their commitments. */
  readonly disclosed: number
  readonly head: Head | null
  /**
   * The newest sound anchor: entries up to `seq` are as they were at `at` (epoch ms). Null where none covers the case;
   * then somebody who could write the store may have recomputed the whole chain.
   */
  readonly anchored: {
    readonly n: number
    readonly root: string
    readonly at: number
    readonly seq: number
    /** `unchecked` without keys: then the anchor is only as good as the file. */
    readonly signature: 'valid' | 'unchecked'
  } | null
  readonly faults: readonly CaseFileFault[]
}

/** What helps to check a case file, all from elsewhere than the file. */
export interface CaseFileCheck {
  /** The public keys of whoever signs the anchors. */
  readonly keys?: Pick<KeyStore, 'verify'> | undefined
  /** An anchor as it was published; must be among those of the file. */
  readonly known?: { readonly n: number; readonly root: string } | undefined
}

/**
 * Checks a case file offline 核验案卷文件: its form, the chain of its entries, that each disclosed value is the one that was
 * committed to, and that its anchors say the same. Lists every fault; never throws for what is in the file.
 *
 * A value that is not there is no fault: it was erased, restricted, or not for this reader. The cover, `visibleTo`,
 * `personal` and `subject` of a disclosure are not covered by any hash.
 *
 * @param file outside data, as parsed from JSON
 * @example
 * import { errand, errandOpened, paperCase } from '@convoke/core/testing'
 * const { journal, clock } = paperCase(errand, errandOpened)
 * const entries = journal.map(sealed => sealed.stored)
 * const file = exportCase({ entries, disclosures: [], as: 'host', exportedAt: clock.at })
 * const [first] = file.entries
 * const forged = { ...file, entries: [{ ...first, by: 'dept:police' }] }
 * await verifyCaseFile(forged) // => { ok: false, faults: [{ code: 'history/hash-mismatch', seq: 1 }], … }
 */
export async function verifyCaseFile(file: unknown, { keys, known }: CaseFileCheck = {}): Promise<CaseFileVerdict> {
  const nothing = { entries: 0, disclosed: 0, head: null, anchored: null }
  let read: CaseFile
  try {
    read = parseCaseFile(file)
  } catch (error) {
    if (!ConvokeError.is(error, 'history/case-file')) throw error
    return {
      ok: false,
      ...nothing,
      faults: [{ code: error.code as 'history/case-file', why: String(error.details.why) }],
    }
  }
  const entries = read.entries.map(entry => ({ seq: entry.seq, hash: entry.hash, bytes: canonicalJson(entry) }))
  const chain = verifyChain(entries)
  if (!chain.ok) return { ok: false, ...nothing, faults: [{ code: chain.code, seq: chain.seq }] }
  const faults: CaseFileFault[] = [...coverFaults(read)]
  let disclosed = read.disclosures.length
  for (const { code, seq, path } of disclosureFaults(entries, read.disclosures)) {
    faults.push({ code, seq, path })
    disclosed -= 1
  }
  const anchors = await anchorFaults(read, keys, known)
  faults.push(...anchors.faults)
  const { newest: anchored } = anchors
  return { ok: faults.length === 0, entries: entries.length, disclosed, head: chain.head, anchored, faults }
}

/** The cover must say what the entries say. */
function coverFaults({ tenant, caseId, reference, entries }: CaseFile): readonly CaseFileFault[] {
  const [first] = entries
  if (first === undefined) return []
  const own = { tenant: first.tenant, caseId: first.caseId, reference: referenceIn(first) }
  return Object.entries({ tenant, caseId, reference })
    .filter(([name, value]) => own[name as keyof typeof own] !== value)
    .map(([name]) => ({ code: 'history/case-file' as const, why: `/${name} differs from the entries` }))
}

interface AnchorsSeen {
  readonly faults: readonly CaseFileFault[]
  readonly newest: CaseFileVerdict['anchored']
}

async function anchorFaults(
  { tenant, caseId, entries, anchors }: CaseFile,
  keys: CaseFileCheck['keys'],
  known: CaseFileCheck['known'],
): Promise<AnchorsSeen> {
  const faults: CaseFileFault[] = []
  let newest: CaseFileVerdict['anchored'] = null
  let before: Anchor | null = null
  let isKnown = false
  for (const [i, text] of anchors.entries()) {
    let anchor: Anchor
    try {
      anchor = parseAnchor(text)
    } catch (error) {
      if (!ConvokeError.is(error, 'history/anchor-corrupt')) throw error
      faults.push({ code: 'history/anchor-corrupt', why: `/anchors/${i}` })
      continue
    }
    const { n, at, root } = anchor
    const own: CaseFileFault[] = []
    if (rootOf(anchor) !== root) own.push({ code: 'history/anchor-edited', n })
    // Anchors between two that list the case are not part of the file, so only neighbours can be compared.
    const isNext: boolean = before !== null && n === before.n + 1
    if (before !== null && (n <= before.n || (isNext && anchor.prevRoot !== before.root)))
      own.push({ code: 'history/anchor-gap', n })
    if (keys !== undefined && !(await keys.verify(anchor.keyId, signedBytes(root), bytesOfHex(anchor.signature))))
      own.push({ code: 'history/anchor-signature', n })
    let seq = 0
    for (const [of, id, anchoredSeq, hash] of anchor.heads) {
      if (of !== tenant || id !== caseId) continue
      seq = Math.max(seq, anchoredSeq)
      const entry = entries[anchoredSeq - 1]
      if (entry === undefined) own.push({ code: 'history/truncated', n, seq: anchoredSeq })
      else if (entry.hash !== hash) own.push({ code: 'history/rewritten', n, seq: anchoredSeq })
    }
    if (seq === 0) own.push({ code: 'history/case-missing', n })
    if (own.length === 0) newest = { n, root, at, seq, signature: keys === undefined ? 'unchecked' : 'valid' }
    isKnown ||= known !== undefined && known.n === n && known.root === root
    faults.push(...own)
    before = anchor
  }
  if (known !== undefined && !isKnown) faults.push({ code: 'history/anchor-missing', n: known.n })
  return { faults, newest }
}
