// What is tried in a configuration, worked out once for all states that look alike to it: a tree over the columns it
// looks at, from the first guard to the last deadline that is kept, and at its ends what becomes of the row.
import type { Cell } from './cells.js'
import type { Dropped, Tables, Trail } from './decision-tables.js'
import { type Change, slotOf } from './state-vectors.js'
import type { Table } from './table.js'

/** In place of a column: there is nothing more to look at. */
export const end = -1

/** What becomes of a state. */
export type Ending = { readonly column: typeof end; readonly marks: number } & (
  | { readonly kind: 'nothing' }
  /** A list or a key would leave its bounds. */
  | { readonly kind: 'cut'; readonly beyond: Cell }
  | {
      readonly kind: 'goes'
      readonly change: Change
      /** The way the step goes: what it means to each deadline. */
      readonly way: number
      /** Whether it is an edge where it leads back to the same state. */
      readonly isToldAtRest: boolean
    }
)

/** What is known of a move once one of its endings was met: bits that add up. */
export const marks = {
  /** It is accepted, be it without an effect that matters. */
  heard: 1,
  /** No state tells whether it is accepted; it changes nothing that matters. */
  mixed: 2,
  /** It was refused, and changed the data all the same. */
  impure: 4,
}

interface Branching {
  readonly column: number
  readonly next: (Branching | Ending | undefined)[]
}

/** Something that is tried in each state of a configuration. */
export interface Trial {
  readonly configuration: number
  /** The number of the move; −1 where it is only looked at something. */
  readonly number: number
  /** Works it out for one state. Undefined: something has to be tracked first, and it says nothing. */
  readonly tried: (state: number, trail: Trail) => Ending | undefined
  root: Branching | Ending | undefined
  /** What it was worked out with. */
  tables: Set<Table>
  places: Set<number>
  /** Whether a list or a key came to its bounds, which move. */
  isCut: boolean
  /** The marks of all endings that were met. */
  marks: number
}

const endings = [0, 1, 2, 3, 4, 5, 6, 7].map((marks): Ending => ({ column: end, kind: 'nothing', marks }))

/** Nothing comes of it. */
export function nothing(marks = 0): Ending {
  return endings[marks] as Ending
}

/** A trial of which nothing is known yet. */
export function trialOf(configuration: number, number: number, tried: Trial['tried']): Trial {
  return { configuration, number, tried, root: undefined, tables: new Set(), places: new Set(), isCut: false, marks: 0 }
}

/** Whether nothing comes of it whatever the state. */
export function isForNothing({ root }: Trial): boolean {
  return root?.column === end && (root as Ending).kind === 'nothing'
}

/** Forgets what does not hold any more, and what was met. */
export function renew(trial: Trial, { tables, places }: Dropped): void {
  trial.marks = 0
  if (trial.root === undefined) return
  if (!trial.isCut && !places.has(trial.configuration) && !meet(trial.tables, tables) && !meet(trial.places, places))
    return
  forget(trial)
}

function meet<T>(one: ReadonlySet<T>, other: ReadonlySet<T>): boolean {
  const [less, more] = one.size < other.size ? [one, other] : [other, one]
  for (const each of less) if (more.has(each)) return true
  return false
}

function forget(trial: Trial): void {
  trial.root = undefined
  trial.tables = new Set()
  trial.places = new Set()
  trial.isCut = false
}

/** What becomes of the state with this row; undefined where that is not known yet. */
export function lookedUp({ root }: Trial, row: Uint16Array): Ending | undefined {
  let node = root
  while (node !== undefined && node.column !== end) node = (node as Branching).next[slotOf(row[node.column] as number)]
  return node as Ending | undefined
}

/** What becomes of a state, worked out and kept; undefined where something has to be tracked first. */
export function workedOut(trial: Trial, state: number, tables: Tables): Ending | undefined {
  const trail = tables.record()
  const ending = trial.tried(state, trail)
  if (ending === undefined) return undefined
  for (const table of trail.tables) trial.tables.add(table)
  for (const place of trail.places) trial.places.add(place)
  trial.isCut ||= ending.kind === 'cut'
  keep(trial, tables, state, trail.reads, ending)
  return ending
}

function keep(trial: Trial, tables: Tables, state: number, reads: readonly number[], ending: Ending): void {
  let parent: Branching | undefined
  let slot = 0
  for (const column of reads) {
    const here: Branching | Ending | undefined = parent === undefined ? trial.root : parent.next[slot]
    let branching: Branching
    if (here === undefined) {
      branching = { column, next: [] }
      if (parent === undefined) trial.root = branching
      else parent.next[slot] = branching
    } else if (here.column === column) branching = here as Branching
    // A table was worked out anew in between, and looks at other things: the tree is of no use any more.
    else {
      forget(trial)
      return
    }
    parent = branching
    slot = slotOf(tables.vectors.at(state, column))
  }
  if (parent === undefined) trial.root = ending
  else parent.next[slot] = ending
}
