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

/** What came of it where cells hold what `read` says; undefined where nobody tried. Reads no more than it would. */
export function recalled({ root }: Memory, read: (cell: Cell) => number): Remembered | undefined {
  let node = root
  while (node !== undefined && 'cell' in node) node = node.next[read(node.cell)]
  if (node === undefined) return undefined
  for (const [cell, children] of node.wholes) if (cell.children.size !== children) return undefined
  return node
}

/** Keeps what came of an evaluation that read these cells, in this order, each of which held a number. */
export function remember(memory: Memory, reads: readonly Cell[], held: readonly number[], what: Remembered): void {
  let parent: Reading | undefined
  let slot = 0
  const put = (node: Reading | Remembered): void => {
    if (parent === undefined) memory.root = node
    else parent.next[slot] = node
  }
  for (const [n, cell] of reads.entries()) {
    const here: Reading | Remembered | undefined = parent === undefined ? memory.root : parent.next[slot]
    let reading: Reading
    if (here !== undefined && 'cell' in here && here.cell === cell) reading = here
    else {
      // It asks for more now than before, as where a record has one more key: what is known from here on is of no use.
      reading = { cell, next: [] }
      put(reading)
    }
    parent = reading
    slot = held[n] as number
  }
  put(what)
}
