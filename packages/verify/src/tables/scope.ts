// What an exploration looks at, and what it says of the ways that steps go.
import type { Cell, Content } from './cells.js'
import type { Table } from './table.js'

/** What is looked at. */
export interface Scope {
  /** The configuration in which a case begins. */
  readonly first: number
  /** The most items a list may have, beside those it begins with. */
  readonly list: number
  /** Whether a place has a key that counts further than keys are followed. */
  readonly isBeyond: (cell: Cell) => boolean
  /** Whether every cell that is read and changes is tracked, everywhere: the state is the whole case. */
  readonly isWhole: boolean
  /** How many evaluations it may cost. */
  readonly effort: number
  /** Whether a way leaves a configuration as it is. */
  readonly isStill: (configuration: number, way: number) => boolean
  /** Where a way leads, and what has to be seen to afterwards. */
  readonly wayOf: (way: number) => Going
  /** Where one way leads and another from there. */
  readonly wayOn: (way: number, next: number) => number
  /** Numbers that may make a difference. */
  readonly telling: readonly number[]
  /** Sees what a step does: the event, what it read, and what it changes. */
  readonly sees?:
    | ((event: string, values: ReadonlyMap<Cell, number>, net: ReadonlyMap<Cell, Content>) => void)
    | undefined
  /** The fault of a place where `always` transitions lead round for ever. */
  readonly endless: (configuration: number) => Error
}

/** Where a way leads. */
export interface Going {
  readonly configuration: number
  /** What `always` transitions make of it; undefined where the case rests there. */
  readonly settling: Table | undefined
  readonly keepers: readonly Table[]
}
