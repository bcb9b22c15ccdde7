// Whether parties that were taken to be exchangeable are: everything that was worked out has to be the same with any two
// neighbours exchanged. What is worked out for rows that nobody came to is worked out for this, so that nothing is open:
// each branching gets a branch for whatever its column holds in any state, whoever it is about.

import type { PartyId } from '@convoke/core'
import { type Ending, type StepTree, workedOut } from '../tables/step-trees.js'
import type { Known } from './attempts.js'
import type { Distinguished, Exchange, Renaming } from './exchange.js'
import type { Search } from './search.js'

/** The most rows that are worked out to find out. */
const mostWorkedOut = 200_000
/** The most endings that are compared. */
const mostCompared = 5_000_000

/** What a branching or an ending is come to by. */
type Held = ReadonlyMap<number, number>

/**
 * Who is told apart from a neighbour, and by what; nobody: all of them can be exchanged. Undefined where more has to be told
 * by states, so that the search has to begin anew.
 *
 * @param exchange of a search that has found all there is with it
 */
export function toldApart(search: Search, exchange: Exchange): readonly Distinguished[] | undefined {
  const { attempts, tables } = search
  const { vectors } = tables
  const count = vectors.count
  const rows = new Map<number, Uint16Array>()
  const held = new Map<number, Set<number>[]>()
  for (let state = 0; state < count; state++) {
    const row = vectors.row(state)
    const configuration = row[0] as number
    const known = held.get(configuration) ?? Array.from(row, () => new Set<number>())
    held.set(configuration, known)
    if (!rows.has(configuration)) rows.set(configuration, row.slice())
    for (const [column, number] of row.entries()) (known[column] as Set<number>).add(number)
  }
  for (const columns of held.values()) spread(columns, exchange)

  let worked = 0
  let compared = 0
  const apart: Distinguished[] = []
  /** Too much of it says nothing of any of them. */
  const unknown = (): readonly Distinguished[] =>
    exchange.groups.flatMap(group =>
      group.flatMap((party, n) =>
        group.slice(n + 1).map(other => ({ parties: [party, other] as const, by: undefined })),
      ),
    )
  try {
    for (const [configuration, columns] of held) {
      const menu = attempts.menuOf(configuration)
      const row = rows.get(configuration) as Uint16Array
      for (const known of menu) {
        const left = complete(known, row, columns)
        if (left === 'outgrown') return undefined
        if (left === 'too much') return unknown()
      }
      const byName = new Map(menu.map(known => [nameOf(known.move), known]))
      for (const names of exchange.swaps) {
        const other = menu.find(known => {
          const twin = byName.get(nameOf(exchange.move(known.move, names)))
          return twin === undefined || !isSame(known, twin, names, columns)
        })
        if (compared > mostCompared) return unknown()
        if (other !== undefined) apart.push({ parties: [...names.keys()] as [PartyId, PartyId], by: other.move.type })
      }
      if (apart.length > 0) return apart
    }
    return apart
  } finally {
    // The rows that nobody came to are no states.
    tables.renumber(Array.from({ length: count }, (_, state) => state))
  }

  /** Works out what is missing for any row that holds what columns hold. */
  function complete({ trial }: Known, row: Uint16Array, columns: readonly ReadonlySet<number>[]) {
    const at = new Map<number, number>()
    const filled = (): 'complete' | 'outgrown' | 'too much' => {
      let node = nodeAt(trial.tree, at)
      if (node === 0) {
        worked += 1
        if (worked > mostWorkedOut) return 'too much'
        const made = row.slice()
        for (const [column, number] of at) made[column] = number
        const ending = tried(() => workedOut(trial, tables.vectors.intern(made), tables))
        if (ending === 'throws') return 'too much'
        if (ending === undefined || tables.isOutgrown) return 'outgrown'
        node = nodeAt(trial.tree, at)
      }
      const column = trial.tree.columnAt(node)
      if (column === undefined) return 'complete'
      for (const number of columns[column] as ReadonlySet<number>) {
        at.set(column, number)
        const left = filled()
        if (left !== 'complete') return left
        at.delete(column)
      }
      return 'complete'
    }
    return filled()
  }

  /** Whether one thing leads to what another does with parties exchanged, whatever columns hold. */
  function isSame(one: Known, other: Known, names: Renaming, columns: readonly ReadonlySet<number>[]): boolean {
    return everyEnding(one.trial.tree, columns, new Map(), (at, ending) => {
      const twinAt = new Map([...at].map(([column, number]) => exchange.place(column, number, names)))
      return everyEnding(other.trial.tree, columns, twinAt, (otherAt, twin) => {
        compared += 1
        return (
          compared <= mostCompared && isAlike(ending, twin, names, number => twinAt.get(number) ?? otherAt.get(number))
        )
      })
    })
  }

  function isAlike(one: Ending, other: Ending, names: Renaming, at: (column: number) => number | undefined): boolean {
    if (one.kind !== other.kind || one.way !== other.way || one.marks !== other.marks) return false
    if (one.isToldAtRest !== other.isToldAtRest) return false
    const made = new Map(
      one.change.columns.map((column, n) => exchange.place(column, one.change.numbers[n] as number, names)),
    )
    const alsoMade = new Map(other.change.columns.map((column, n) => [column, other.change.numbers[n] as number]))
    for (const column of new Set([...made.keys(), ...alsoMade.keys()])) {
      // What is set to what it is already is not changed.
      const number = made.get(column) ?? at(column)
      if (number === undefined || number !== (alsoMade.get(column) ?? at(column))) return false
    }
    return true
  }
}

/** Whatever a column holds its twins hold. */
function spread(columns: readonly Set<number>[], { swaps, place }: Exchange): void {
  for (let isMore = true; isMore; ) {
    isMore = false
    for (const names of swaps) {
      for (const [column, numbers] of columns.entries()) {
        for (const number of [...numbers]) {
          const [to, twin] = place(column, number, names)
          const there = columns[to] as Set<number>
          if (there.has(twin)) continue
          there.add(twin)
          isMore = true
        }
      }
    }
  }
}

/** Where a tree comes to by what columns hold: a branching by another column, an ending, or 0. */
function nodeAt(tree: StepTree, at: Held): number {
  let node = tree.first
  for (let column = tree.columnAt(node); column !== undefined; column = tree.columnAt(node)) {
    const number = at.get(column)
    if (number === undefined) return node
    node = tree.next(node, number)
  }
  return node
}

/** Whether something is so of all endings of a tree that has all of them, but for columns whose numbers are fixed. */
function everyEnding(
  tree: StepTree,
  columns: readonly ReadonlySet<number>[],
  fixed: Held,
  isSo: (at: Held, ending: Ending) => boolean,
): boolean {
  const at = new Map<number, number>()
  const from = (node: number): boolean => {
    const column = tree.columnAt(node)
    if (column === undefined) {
      const ending = tree.endingAt(node)
      return ending !== undefined && isSo(at, ending)
    }
    const number = fixed.get(column)
    if (number !== undefined) return from(tree.next(node, number))
    for (const one of columns[column] as ReadonlySet<number>) {
      at.set(column, one)
      if (!from(tree.next(node, one))) return false
      at.delete(column)
    }
    return true
  }
  return from(tree.first)
}

/** What cannot be, such as a list with a gap, may well be more than the rules expect: then nobody knows. */
function tried<Result>(work: () => Result): Result | 'throws' {
  try {
    return work()
  } catch {
    return 'throws'
  }
}

function nameOf(move: unknown): string {
  return JSON.stringify(move)
}
