/** How busy a party is asked to be, as a share of its staffed hours. Plain JSON. */
export interface OfferedLoad {
  readonly party: string
  /** The district whose work it does; absent where a scenario has none. */
  readonly district?: string | undefined
  /** What whoever does this work has to know; of parties whose persons are followed one by one. */
  readonly skill?: string | undefined
  /** Persons who may do it; who may do other work of theirs as well is among these. */
  readonly staff: number
  readonly load: number
  readonly ci: readonly [low: number, high: number] | null
  /** Persons below whom work grows for ever. */
  readonly needed: number
  /** Of a party that meets: cases a session below which work grows for ever; its load is of what its sessions take up. */
  readonly sessions?: number | undefined
}
