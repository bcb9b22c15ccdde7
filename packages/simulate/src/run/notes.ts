// What is counted of each entry that a journal would have.
import type { DeadlineState, Draft } from '@convoke/core'
import type { Ledger } from './tally.js'
import type { TypeRun } from './type-run.js'

/** Counts what an entry tells: `add` gets the number of a sum, what is added to it, and to what it is a sum over. */
export function noted(
  { slot }: Ledger,
  { name, definition }: TypeRun,
  before: readonly DeadlineState[] | undefined,
  draft: Draft,
  add: (slot: number, value: number, count: number) => void,
): void {
  const { deadlines } = draft.after
  if (draft.kind === 'command') add(slot('acts', 'command', draft.type, name), 1, 0)
  const fired = draft.kind === 'clock' ? (draft.data.seen as { key: string; rung?: string }) : undefined
  const own = fired === undefined ? undefined : draft.type.split('.')[1]
  if (fired !== undefined && fired.rung !== undefined)
    add(slot('rungs', 'rung', draft.type.slice('deadline.'.length), name), 1, 0)
  const isWithin = (deadline: string) =>
    (definition.deadlines.find(declared => declared.name === deadline)?.kind ?? 'within') === 'within'
  if (fired !== undefined && fired.rung === undefined && own !== undefined && isWithin(own))
    add(slot('deadlineMet', 'deadline', own, name), 0, 1)
  if (before === undefined || before === deadlines) return
  for (const one of before) {
    if (own === one.name && fired?.key === one.key && fired.rung === undefined) continue
    if (one.rungs.some(({ rung, fired: hasFired }) => rung === 'due' && hasFired)) continue
    if (deadlines.some(other => other.name === one.name && other.key === one.key && other.n === one.n)) continue
    if (isWithin(one.name)) add(slot('deadlineMet', 'deadline', one.name, name), 1, 1)
  }
}
