// A batch on its way to the thread: one list of texts and numbers, since each object in a message is made anew over there,
// and costs more than all that it holds.
import type { Append, AppendResult, CommandRecord, StoredEntry } from '@convoke/core'
import { indexReader, openingOf } from '../index-text.js'

/** Appends, one behind the other. */
export type PackedBatch = readonly unknown[]

/** True for what was written. */
export type PackedResult = true | (AppendResult & { readonly ok: false })

/** What few appends have. */
type Rare = Pick<Append, 'disclosures' | 'disclosed' | 'notices'>

/** Packs a batch whose commands are those of its own cases. */
export function packed(batch: readonly Append[]): PackedBatch {
  const values: unknown[] = []
  for (const { tenant, caseId, expectedSeq, head, snapshot, index, entries, commands, ...rare } of batch) {
    values.push(tenant, caseId, expectedSeq, head.seq, head.at, head.hash, snapshot, openingOf(index), index.text)
    values.push(isEmpty(rare) ? null : rare, entries.length, commands.length)
    for (const { seq, hash, bytes } of entries) values.push(seq, hash, bytes)
    for (const { scope, by, commandId, fingerprint, seq } of commands)
      values.push(scope, by, commandId, fingerprint, seq)
  }
  return values
}

function isEmpty({ disclosures, disclosed = [], notices }: Rare): boolean {
  return disclosures.length === 0 && disclosed.length === 0 && notices.length === 0
}

const none: Rare = { disclosures: [], notices: [] }

/** Unpacks batches, and remembers what the indexes of their cases have in common. */
export function unpacker(): (batch: PackedBatch) => readonly Append[] {
  const readIndex = indexReader()
  return values => {
    const batch: Append[] = []
    let at = 0
    const next = <Value>(): Value => {
      at += 1
      return values[at - 1] as Value
    }
    while (at < values.length) {
      const tenant = next<string>()
      const caseId = next<string>()
      const expectedSeq = next<number>()
      const head = { seq: next<number>(), at: next<number>(), hash: next<string>() }
      const snapshot = next<string>()
      const index = readIndex(caseId, next<string>(), next<string>())
      const { disclosures, disclosed, notices } = next<Rare | null>() ?? none
      const entryCount = next<number>()
      const commandCount = next<number>()
      const entries: StoredEntry[] = []
      for (let i = 0; i < entryCount; i++)
        entries.push({ seq: next<number>(), hash: next<string>(), bytes: next<string>() })
      const commands: CommandRecord[] = []
      for (let i = 0; i < commandCount; i++) {
        const [scope, by] = [next<string | null>(), next<string>()]
        const [commandId, fingerprint, seq] = [next<string>(), next<string>(), next<number>()]
        commands.push({ scope, by, commandId, fingerprint, caseId, seq })
      }
      batch.push({
        tenant,
        caseId,
        expectedSeq,
        entries,
        head,
        disclosures,
        disclosed,
        snapshot,
        index,
        notices,
        commands,
      })
    }
    return batch
  }
}

const done: AppendResult = { ok: true }

export function packedResults(results: readonly AppendResult[]): readonly PackedResult[] {
  return results.map(result => (result.ok ? true : result))
}

export function unpackedResults(results: readonly PackedResult[]): readonly AppendResult[] {
  return results.map(result => (result === true ? done : result))
}
