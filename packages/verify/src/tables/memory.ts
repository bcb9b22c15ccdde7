// What came of evaluations, kept for whoever tries the same with the same data once more: in another combination, after a
// restart, in another exploration of the same model.
import type { Cell } from './cells.js'
import type { Change } from './tracked-data.js'

/** What came of one evaluation, whatever the rest of the data is. */
export interface Remembered {
  readonly result: number
  readonly changes: readonly Change[]
  /** The places whose children were asked for, and how many there were: with more of them it is another question. */
  readonly wholes: readonly (readonly [Cell, number])[]
  /** Cells that were tried as counters, and whether they are; absent where none was. */
  counts: Map<Cell, boolean> | undefined
}

interface Reading {
  readonly cell: Cell
  readonly next: (Reading | Remembered | undefined)[]
}

/** What is remembered of one thing that can be tried: by what it read, in the order in which it did. */
export interface Memory {
  root: Reading | Remembered | undefined
}

/** Says what cells hold. */
export interface Reader {
  numberOf(cell: Cell): number
}

/** What came of it where cells hold what a reader says; undefined where nobody tried. Reads no more than it would. */
export function recalled({ root }: Memory, reader: Reader): Remembered | undefined {
  let node = root
  while (node !== undefined && 'cell' in node) node = node.next[reader.numberOf(node.cell)]
  if (node === undefined) return undefined
  for (const [cell, children] of node.wholes) if (cell.children.size !== children) return undefined
  return node
}

/** Keeps what came of an evaluation that read these cells, in this order, each of which held a number. */
export function remember(memory: Memory, reads: readonly Cell[], held: readonly number[], what: Remembered): void {
  let node = memory.root
  let parent: Reading | undefined
  let slot = 0
  for (let n = 0; n < reads.length; n++) {
    const cell = reads[n] as Cell
    let reading: Reading
    if (node !== undefined && 'cell' in node && node.cell === cell) reading = node
    else {
      // It asks for more now than before, as where a record has one more key: what is known from here on is of no use.
      reading = { cell, next: [] }
      put(memory, parent, slot, reading)
    }
    parent = reading
    slot = held[n] as number
    node = reading.next[slot]
  }
  put(memory, parent, slot, what)
}

function put(memory: Memory, parent: Reading | undefined, slot: number, node: Reading | Remembered): void {
  if (parent === undefined) memory.root = node
  else parent.next[slot] = node
}
