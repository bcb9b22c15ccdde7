import type { Study } from './history.js'

/**
 * What a law of case types speaks of: the `words` of the declaration; each `history`, so that a broken one can be made
 * shorter; or `all` histories together, some of which must do what the law asks.
 */
export type LawScope = 'words' | 'history' | 'all'

/** A sentence that is true of a sound case type, and how it is checked on one. */
export interface CaseTypeLaw {
  readonly name: string
  readonly scope: LawScope
  /** Throws {@link LawBroken}. */
  readonly check: (study: Study) => void
}
