import type { Disclosure, StoredEntry } from '../../journal/entry.js'
import type { Append, CaseIndex, CommandRecord, DisclosureAct, Head, OutboxNotice } from '../../ports/case-store.js'

/** What a sample may say; the rest is filled in. */
export interface Sample {
  readonly tenant?: string
  readonly expectedSeq?: number
  /** How many entries; default 1. */
  readonly entries?: number
  /** The bytes of the first entry; default a line of canonical JSON. */
  readonly bytes?: string
  readonly snapshot?: string
  readonly index?: Partial<CaseIndex>
  readonly disclosures?: readonly Disclosure[]
  readonly disclosed?: readonly DisclosureAct[]
  readonly notices?: readonly OutboxNotice[]
  /** Command ids used by `rc:chunshen` in this case. */
  readonly commandIds?: readonly string[]
  /** The command id of the opening by `rc:chunshen`. */
  readonly openedBy?: string
}

/** The party that acts in samples. */
export const convener = 'rc:chunshen'

/**
 * An append as an engine would hand it over, with made-up hashes: for tests of stores and of what stands on them.
 *
 * @example
 * sampleAppend('c-1', { entries: 2 }).head.seq // => 2
 */
export function sampleAppend(caseId: string, sample: Sample = {}): Append {
  const { tenant = 'default', expectedSeq = 0, entries: count = 1, commandIds = [], openedBy } = sample
  const entries = Array.from({ length: count }, (_, i) => sampleEntry(caseId, expectedSeq + i + 1))
  if (sample.bytes !== undefined && entries[0] !== undefined) entries[0] = { ...entries[0], bytes: sample.bytes }
  const head = sampleHead(caseId, expectedSeq + count)
  const record = (scope: string | null, commandId: string): CommandRecord => ({
    scope,
    by: convener,
    commandId,
    fingerprint: sampleHash(`fingerprint ${commandId}`),
    caseId,
    seq: expectedSeq + 1,
  })
  return {
    tenant,
    caseId,
    expectedSeq,
    entries,
    head,
    disclosures: sample.disclosures ?? [],
    ...(sample.disclosed === undefined ? {} : { disclosed: sample.disclosed }),
    snapshot: sample.snapshot ?? JSON.stringify({ seq: head.seq }),
    index: sampleIndex(caseId, sample.index),
    notices: sample.notices ?? [],
    commands: [
      ...commandIds.map(id => record(caseId, id)),
      ...(openedBy === undefined ? [] : [record(null, openedBy)]),
    ],
  }
}

/** The head a sample of this case ends at. */
export function sampleHead(caseId: string, seq: number): Head {
  return { seq, at: 1_000 + seq, hash: sampleHash(`${caseId} ${seq}`) }
}

/** One entry of a sample. */
function sampleEntry(caseId: string, seq: number): StoredEntry {
  return { seq, hash: sampleHash(`${caseId} ${seq}`), bytes: JSON.stringify({ caseId, seq, type: 'reply' }) }
}

/**
 * The index of an open case of type `asking`, opened at 1000.
 *
 * @example
 * sampleIndex('c-1', { text: '停车' }).reference // => 'AS-c-1'
 */
export function sampleIndex(caseId: string, changes: Partial<CaseIndex> = {}): CaseIndex {
  return {
    caseType: 'asking',
    version: '1.0.0',
    reference: `AS-${caseId}`,
    states: ['inviting'],
    parties: [{ party: convener, roles: ['convener'] }],
    openedAt: 1_000,
    settledAt: null,
    outcome: null,
    nextRungAt: null,
    overdueSince: null,
    text: '',
    ...changes,
  }
}

/**
 * A notice of this case without a lane.
 *
 * @example
 * sampleNotice('c-1', 'n-1').type // => 'invited'
 */
export function sampleNotice(caseId: string, id: string, changes: Partial<OutboxNotice> = {}): OutboxNotice {
  return { id, tenant: 'default', caseId, seq: 1, lane: null, type: 'invited', body: { to: [convener] }, ...changes }
}

/**
 * A disclosure of the first entry, of the party that acts in samples.
 *
 * @example
 * sampleDisclosure('/phone').personal // => true
 */
export function sampleDisclosure(path: string, changes: Partial<Disclosure> = {}): Disclosure {
  return {
    seq: 1,
    path,
    salt: '0123456789abcdef0123456789abcdef',
    value: '13800000000',
    commitment: sampleHash(`commitment ${path}`),
    visibleTo: null,
    personal: true,
    subject: convener,
    ...changes,
  }
}

/** Sixty-four hex characters that differ from text to text; no digest. */
function sampleHash(text: string): string {
  let hash = 0n
  for (const character of text) hash = (hash * 1_000_003n + BigInt(character.codePointAt(0)!)) % 2n ** 256n
  return hash.toString(16).padStart(64, '0')
}
