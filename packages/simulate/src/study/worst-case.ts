/** A case that took longer than nearly all others 最慢的办件. Plain JSON. */
export interface WorstCase {
  readonly caseType: string
  /** As `simulatedLog` and `exemplarOf` call it: case type, source and number within it, from 1. */
  readonly id: string
  /** In which replication, from 1: ids are unique within it, and within its district. */
  readonly replication: number
  /** Absent where the scenario has none. */
  readonly district?: string | undefined
  /** Epoch ms. */
  readonly arrivedAt: number
  /** How long it took, ms; or lay open by the last instant, where it was not settled. */
  readonly ms: number
  /** Null where it was not settled. */
  readonly outcome: string | null
}

/** What a simulated case is called: case type, source and number within it. */
export function caseIdOf(caseType: string, { source, i }: { readonly source: number; readonly i: number }): string {
  return `${caseType}-${source + 1}-${i + 1}`
}
