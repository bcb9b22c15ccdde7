import { guardName, refusingPart } from './guard.js'
import type { Asked, Plan } from './model.js'

/** A transition of an active node that could answer an event, as {@link CompiledMachine.explain} lists it. */
export interface Candidate {
  /** Id of the node that declares the transition. */
  readonly source: string
  /** The guard as a reader would write it, `and(enough, not(late))`; null when there is none. */
  readonly guard: string | null
  /** Target ids; empty when the transition stays where it is. */
  readonly targets: readonly string[]
  /**
   * Whether the guard lets the event pass. It runs at the first reading and never before; what it throws comes out of
   * this reading as it is.
   */
  readonly ok: boolean
  /**
   * The guard that does not let the event pass: the whole one, or the first part of an `and` that says no; null where
   * the event passes. Runs like `ok`.
   */
  readonly refusing: string | null
}

/** The candidates of a plan in the order XState asks them. */
export function explained(plan: Plan | undefined, asked: Asked): readonly Candidate[] {
  return (plan ?? []).map(({ transition: { source, guard, target }, test }) => {
    let answer: boolean | undefined
    return {
      source: source.id,
      guard: guard === undefined ? null : guardName(guard),
      targets: target?.map(node => node.id) ?? [],
      get ok() {
        answer ??= test === undefined || Boolean(test(asked))
        return answer
      },
      get refusing() {
        return guard === undefined || test === undefined || this.ok ? null : guardName(refusingPart(guard, test, asked))
      },
    }
  })
}
