import { ConvokeError } from '../errors/convoke-error.js'
import type { Append } from './case-store.js'

/**
 * Refuses a batch that no store could keep, before anything of it is written; every store calls it first.
 *
 * One append per case; entries follow `expectedSeq` without a gap and end at `head`; command ids belong to this case.
 * Without entries an append rewrites snapshot and index only, and needs a case that exists. Pure.
 *
 * @throws ConvokeError `bug/append-batch`: the caller is at fault, never a party
 * @example
 * assertAppendable([]) // => undefined
 */
export function assertAppendable(batch: readonly Append[]): void {
  const seen = new Map<string, Set<string>>()
  for (const append of batch) {
    const cases = seen.get(append.tenant) ?? new Set()
    if (cases.has(append.caseId)) reject(append, 'holds two appends of this case: join them into one')
    seen.set(append.tenant, cases.add(append.caseId))
    let seq = append.expectedSeq
    for (const entry of append.entries) {
      seq += 1
      if (entry.seq !== seq) reject(append, `has entry ${entry.seq} where ${seq} must follow`)
    }
    if (append.head.seq !== seq) reject(append, `has head ${append.head.seq}, but its last entry is ${seq}`)
    if (seq < 1) reject(append, 'neither holds an entry nor follows one')
    for (const { scope, caseId } of append.commands) {
      if (caseId !== append.caseId || (scope !== null && scope !== caseId))
        reject(append, 'records a command of another case')
    }
  }
}

function reject({ tenant, caseId, expectedSeq }: Append, fault: string): never {
  throw new ConvokeError('bug/append-batch', `the batch ${fault} (case ${caseId})`, {
    details: { tenant, caseId, expectedSeq },
  })
}
