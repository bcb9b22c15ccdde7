// What every property says of an exploration.
import type { Sentence, Violation } from '../verdict.js'

/** What a property found, and whether its silence is a proof. */
export interface Checked {
  readonly violations: readonly Violation[]
  /** It holds only where deadlines fall due in a lucky order, or nobody knows. */
  readonly isOpen?: boolean | undefined
  readonly isVoid?: boolean | undefined
  /** What may be otherwise, and nobody can say: printed with the scope. */
  readonly unsure?: Sentence | undefined
}
