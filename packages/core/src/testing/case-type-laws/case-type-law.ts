import type { Study } from './history.js'

/** A sentence that is true of a sound case type, and how it is checked on one. */
export interface CaseTypeLaw {
  readonly name: string
  /** Throws {@link LawBroken}. */
  readonly check: (study: Study) => void
}
