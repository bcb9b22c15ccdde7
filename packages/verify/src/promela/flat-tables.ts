// The tables of an exploration as rows of whole numbers, so that another language can follow them.

import type { Exploration } from '../explore/explore.js'
import {
  type Cell,
  type Content,
  childOf,
  contentOf,
  isLength,
  isNumber,
  isTracked,
  nameOf,
  partsOf,
} from '../tables/cells.js'
import { loose } from '../tables/state-vectors.js'
import type { Fork, Leaf, Table } from '../tables/table.js'

/**
 * The tables as numbers. Offsets point into `nodes`, 0 means that nothing is known.
 *
 * A fork is its column, how many branches there are and the offset of each, by what the column holds and one more. A leaf
 * is −1, the way it goes, 1 where nothing comes of it, how many changes there are, and each as a kind, a column and a
 * number: {@link setsTo}, {@link mapsTo}, {@link putsAtEnd} or {@link leavesBounds}.
 */
export interface FlatTables {
  readonly nodes: readonly number[]
  /** For each {@link mapsTo} and {@link putsAtEnd}, what becomes of each number. */
  readonly maps: readonly number[]
  /** For each way: its configuration, the offset of what settles it (0: it is at rest), how many keepers, their offsets. */
  readonly ways: readonly (readonly number[])[]
  /** Ways that go on: one, the next, and both together. */
  readonly onward: readonly (readonly [number, number, number])[]
  /** For each configuration, what can be tried: see {@link FlatTry}. */
  readonly menus: readonly (readonly FlatTry[])[]
  /** For each configuration, the columns that its states do not tell. */
  readonly untold: readonly (readonly number[])[]
  /** The state a case begins in. */
  readonly first: readonly number[]
  /** How many numbers a state is. */
  readonly width: number
}

/** One thing that can be tried. */
export interface FlatTry {
  /** Its number among the moves of the exploration. */
  readonly move: number
  readonly table: number
  readonly gates: readonly number[]
  /** Whether the gates are asked even where nothing comes of it. */
  readonly isAsked: boolean
}

/** The column gets the number. */
export const setsTo = 0
/** The column gets what `maps` says, from the offset on, of what it held; −1 where nobody knows. */
export const mapsTo = 1
/**
 * Items are put at the end of a list: `maps` says, from the offset on, for each number that the column of its length may
 * hold, where the changes stand: their count, then a column and a number each; 0 where the list would become too long.
 */
export const putsAtEnd = 2
/** A list would become too long, where the column of its length is told. */
export const leavesBounds = 3

/** The tables of an exploration as numbers. */
export function flatTables(exploration: Exploration): FlatTables {
  const { model, tables, worked } = exploration
  const nodes: number[] = [0]
  const maps: number[] = [0]
  const offsets = new Map<Table, number>()
  const mapped = new Map<string, number>()

  const leafAt = (leaf: Leaf): number => {
    const changes: number[] = []
    for (const [cell, number] of leaf.sets) {
      const content = cell.contents[number] as Content
      const isTooLong = isLength(cell) && isNumber(content) && content.value > tables.mostOf(cell)
      if (cell.column >= 0) changes.push(isTooLong ? leavesBounds : setsTo, cell.column, number)
    }
    for (const [cell, by] of leaf.adds) if (cell.column >= 0) changes.push(mapsTo, cell.column, counted(cell, by))
    for (const [length, items] of leaf.appends)
      if (length.column >= 0) changes.push(putsAtEnd, length.column, appended(length, items))
    const at = nodes.length
    nodes.push(-1, leaf.result, leaf.isIdle ? 1 : 0, changes.length / 3, ...changes)
    return at
  }

  const nodeAt = (node: Fork | Leaf | undefined): number => {
    if (node === undefined) return 0
    if (!('cell' in node)) return leafAt(node)
    const at = nodes.length
    const { length } = node.next
    nodes.push(node.cell.column, length)
    for (let n = 0; n < length; n++) nodes.push(0)
    for (let n = 0; n < length; n++) nodes[at + 2 + n] = nodeAt(node.next[n])
    return at
  }

  const tableAt = (table: Table): number => {
    const known = offsets.get(table)
    if (known !== undefined) return known
    const at = nodeAt(table.root)
    offsets.set(table, at)
    return at
  }

  const once = (name: string, make: () => readonly number[]): number => {
    const known = mapped.get(name)
    if (known !== undefined) return known
    const made = make()
    const at = maps.length
    maps.push(...made)
    mapped.set(name, at)
    return at
  }
  const counted = (cell: Cell, by: number): number =>
    once(`${cell.path}+${by}`, () =>
      cell.contents.map(content =>
        isNumber(content)
          ? (cell.numbers.get(`number ${content.value + by}`) ?? -1)
          : (cell.numbers.get(nameOf(content)) ?? 0),
      ),
    )
  const appended = (length: Cell, items: readonly unknown[]): number =>
    once(`${length.path}<${JSON.stringify(items)}`, () => {
      const list = length.parent as Cell
      const chunks = length.contents.map(content => {
        const before = isNumber(content) ? content.value : 0
        if (before + items.length > tables.mostOf(length)) return 0
        const writes: number[] = []
        const isKnown = [
          write(length, before + items.length, writes),
          ...items.map((item, n) => write(childOf(list, String(before + n)), item, writes)),
        ].every(known => known)
        if (!isKnown) return -1
        const at = maps.length
        maps.push(writes.length / 2, ...writes)
        return at
      })
      return chunks
    })
  /** What a value that is put somewhere writes; false where it never came to stand there. */
  const write = (cell: Cell, value: unknown, to: number[]): boolean => {
    const content = contentOf(value)
    const number = content.kind === 'absent' ? 0 : cell.numbers.get(nameOf(content))
    if (number === undefined) return false
    if (cell.column >= 0) to.push(cell.column, number)
    if (content.kind !== 'object' && content.kind !== 'list') return true
    return partsOf(value as object).every(([key, part]) => write(childOf(cell, key), part, to))
  }

  const menus = model.configurations.map(({ isActive }, configuration) =>
    // Nothing is looked into where the machine has ended.
    (isActive ? worked.menuOf(configuration) : []).map(({ number, table, gates, isAsked }) => ({
      move: number,
      table: tableAt(table),
      gates: gates.map(tableAt),
      isAsked,
    })),
  )
  const ways = model.ways.map((_, way) => {
    const { configuration, settling, keepers } = worked.wayOf(way)
    const stood = settling === undefined ? 0 : tableAt(settling)
    return [configuration, stood, keepers.length, ...keepers.map(tableAt)]
  })
  const onward = worked.onward.flatMap((nexts, way) =>
    [...(nexts ?? [])].flatMap((both, next) => (both === undefined ? [] : [[way, next, both] as const])),
  )
  const untold = model.configurations.map((_, configuration) =>
    tables.columns.filter(cell => !isTracked(cell, configuration)).map(({ column }) => column),
  )
  const width = tables.columns.length + 1
  const first = Array.from({ length: width }, (_, column) => tables.vectors.at(0, column))
  return { nodes, maps, ways, onward, menus, untold, first, width }
}

/** The number that stands for what is not told. */
export const untoldNumber = loose
