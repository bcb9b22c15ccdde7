// What is tried in a configuration, worked out once for all states that look alike to it: a tree over the columns it
// looks at, from the first guard to the last deadline that is kept, and at its ends what becomes of the row.

import type { Cell } from './cells.js'
import type { Dropped, Tables } from './decision-tables.js'
import type { Trail } from './record.js'
import { Change, slotOf } from './state-vectors.js'
import type { Table } from './table.js'

/** What becomes of a state. All have the same fields, so that reading one takes no asking which it is. */
export interface Ending {
  /** `cut`: a list or a key would leave its bounds. */
  readonly kind: 'nothing' | 'cut' | 'goes'
  readonly marks: number
  readonly beyond: Cell | undefined
  readonly change: Change
  /** The way the step goes: what it means to each deadline. */
  readonly way: number
  /** Whether it is an edge where it leads back to the same state. */
  readonly isToldAtRest: boolean
}

/** What is known of a move once one of its endings was met: bits that add up. */
export const marks = {
  /** It is accepted, be it without an effect that matters. */
  heard: 1,
  /** No state tells whether it is accepted; it changes nothing that matters. */
  mixed: 2,
  /** It was refused, and changed the data all the same. */
  impure: 4,
}

/** Something that is tried in each state of a configuration. */
export interface Trial {
  readonly configuration: number
  /** The number of the move; −1 where it is only looked at something. */
  readonly number: number
  /** Works it out for one state. Undefined: something has to be tracked first, and it says nothing. */
  readonly tried: (state: number, trail: Trail) => Ending | undefined
  readonly tree: StepTree
  /** What it was worked out with. */
  tables: Set<Table>
  places: Set<number>
  /** Whether a list or a key came to its bounds, which move. */
  isCut: boolean
  /** The marks of all endings that were met. */
  marks: number
}

const unchanged = new Change([], [])
const nothings = [0, 1, 2, 3, 4, 5, 6, 7].map(
  (marks): Ending => ({ kind: 'nothing', marks, beyond: undefined, change: unchanged, way: -1, isToldAtRest: false }),
)

/** Nothing comes of it. */
export function nothing(marks = 0): Ending {
  return nothings[marks] as Ending
}

/** It would leave its bounds. */
export function cutAt(beyond: Cell, marks: number): Ending {
  return { kind: 'cut', marks, beyond, change: unchanged, way: -1, isToldAtRest: false }
}

/** It goes on. */
export function going(change: Change, way: number, isToldAtRest: boolean, marks: number): Ending {
  return { kind: 'goes', marks, beyond: undefined, change, way, isToldAtRest }
}

/** A number by which endings are told apart at little cost; some that differ share it. */
function hashOf({ marks, change: { columns, numbers }, way }: Ending): number {
  let hash = Math.imul(way, 8) ^ marks
  for (let n = 0; n < columns.length; n++)
    hash = Math.imul(hash ^ ((columns[n] as number) << 16) ^ (numbers[n] as number), 0x9e3779b1)
  return hash
}

function isSame(one: Ending, other: Ending): boolean {
  return (
    one.kind === other.kind &&
    one.marks === other.marks &&
    one.way === other.way &&
    one.isToldAtRest === other.isToldAtRest &&
    one.beyond === other.beyond &&
    isAlike(one.change.columns, other.change.columns) &&
    isAlike(one.change.numbers, other.change.numbers)
  )
}

function isAlike(some: readonly number[], others: readonly number[]): boolean {
  if (some.length !== others.length) return false
  for (let n = 0; n < some.length; n++) if (some[n] !== others[n]) return false
  return true
}

/** A trial of which nothing is known yet. */
export function trialOf(configuration: number, number: number, tried: Trial['tried']): Trial {
  return {
    configuration,
    number,
    tried,
    tree: new StepTree(),
    tables: new Set(),
    places: new Set(),
    isCut: false,
    marks: 0,
  }
}

/** Whether nothing comes of it whatever the state. */
export function isForNothing({ tree }: Trial): boolean {
  return tree.only?.kind === 'nothing'
}

/** Forgets what does not hold any more, and what was met. */
export function renew(trial: Trial, { tables, places }: Dropped): void {
  trial.marks = 0
  if (trial.tree.isEmpty) return
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
  trial.tree.clear()
  trial.tables = new Set()
  trial.places = new Set()
  trial.isCut = false
}

/** What becomes of the state with this row; undefined where that is not known yet. */
export function lookedUp({ tree }: Trial, row: Uint16Array): Ending | undefined {
  return tree.find(row)
}

/** What becomes of a state, worked out and kept; undefined where something has to be tracked first. */
export function workedOut(trial: Trial, state: number, tables: Tables): Ending | undefined {
  const trail = tables.record(trial)
  const ending = trial.tried(state, trail)
  if (ending === undefined) return undefined
  trial.isCut ||= ending.kind === 'cut'
  // A table was worked out anew in between, and looks at other things: the tree is of no use any more.
  if (!trial.tree.keep(trail.reads, tables.vectors.row(state), ending)) forget(trial)
  return ending
}

/**
 * A tree over the columns that are looked at, in one array, so that it is small: for each branching the column, how many
 * branches there is room for, and where each leads, to another branching, to an ending (below zero), or not known (0).
 */
export class StepTree {
  /** Where it begins stands in front. */
  #nodes: number[] = [0]
  #endings: Ending[] = []
  /** The endings of each hash. */
  readonly #numbers = new Map<number, number[]>()

  get isEmpty(): boolean {
    return this.#nodes[0] === 0
  }

  /** The ending there is where nothing is looked at. */
  get only(): Ending | undefined {
    return this.endingAt(this.first)
  }

  clear(): void {
    this.#nodes = [0]
    this.#endings = []
    this.#numbers.clear()
  }

  find(row: Uint16Array): Ending | undefined {
    const nodes = this.#nodes
    let node = nodes[0] as number
    while (node > 0) {
      const slot = slotOf(row[nodes[node] as number] as number)
      if (slot >= (nodes[node + 1] as number)) return undefined
      node = nodes[node + 2 + slot] as number
    }
    return node === 0 ? undefined : this.#endings[~node]
  }

  /** Where it begins: a branching, an ending, or 0. */
  get first(): number {
    return this.#nodes[0] as number
  }

  /** The column that a branching looks at; undefined of an ending and where nothing is known. */
  columnAt(node: number): number | undefined {
    return node > 0 ? this.#nodes[node] : undefined
  }

  /** Where a branching leads for a number. */
  next(node: number, number: number): number {
    const slot = slotOf(number)
    return slot < (this.#nodes[node + 1] as number) ? (this.#nodes[node + 2 + slot] as number) : 0
  }

  endingAt(node: number): Ending | undefined {
    return node < 0 ? this.#endings[~node] : undefined
  }

  /** Keeps what a row comes to of which these columns were looked at; false where the tree looks at others. */
  keep(reads: readonly number[], row: Uint16Array, ending: Ending): boolean {
    /** Where it is written what comes next. */
    let at = 0
    for (const column of reads) {
      const slot = slotOf(row[column] as number)
      let node = this.#nodes[at] as number
      if (node < 0 || (node > 0 && this.#nodes[node] !== column)) return false
      if (node === 0 || slot >= (this.#nodes[node + 1] as number)) {
        node = this.#wider(node, column, slot)
        this.#nodes[at] = node
      }
      at = node + 2 + slot
    }
    this.#nodes[at] = ~this.#numberOf(ending)
    return true
  }

  /** A branching with room for a branch, in place of one that has none, or of nothing. */
  #wider(node: number, column: number, slot: number): number {
    const nodes = this.#nodes
    const room = node === 0 ? 0 : (nodes[node + 1] as number)
    const more = Math.max(slot + 1, room === 0 ? 4 : 2 * room)
    const made = nodes.length
    nodes.push(column, more)
    for (let branch = 0; branch < more; branch++) nodes.push(branch < room ? (nodes[node + 2 + branch] as number) : 0)
    return made
  }

  #numberOf(ending: Ending): number {
    const hash = hashOf(ending)
    const alike = this.#numbers.get(hash)
    const known = alike?.find(number => isSame(this.#endings[number] as Ending, ending))
    if (known !== undefined) return known
    const number = this.#endings.push(ending) - 1
    if (alike === undefined) this.#numbers.set(hash, [number])
    else alike.push(number)
    return number
  }
}
