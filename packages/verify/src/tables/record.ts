// What is looked at of a state and what becomes of it, put on record while things are looked up and a step is applied.
import { Change } from './state-vectors.js'
import type { Table } from './table.js'

/** What was looked at of a state, and what became of it: the same for all states that hold the same there. */
export interface Trail {
  /** The columns, in the order in which they were looked at. What comes later may depend on what was found before. */
  readonly reads: readonly number[]
  /** What it was looked up in, and the configurations it passed. */
  readonly tables: Set<Table>
  readonly places: Set<number>
  /** The columns that were set, and to what, and the way the whole step went; as the last step that was applied left them. */
  sets(): { readonly change: Change; readonly way: number }
}

/** Keeps the record of the state at hand. */
export class Recorder {
  /** The row that the last step led to; the next step writes over it. */
  after: Uint16Array = new Uint16Array()
  /** The way it went, `always` transitions included. */
  went = -1
  #reads: number[] = []
  #written: number[] = []
  #tables = new Set<Table>()
  #places = new Set<number>()
  #record = 0
  /** For each column in which record it was looked at or written. */
  readonly #noted: number[] = []
  readonly #wrote: number[] = []

  /** Begins another record; tables and places come beside those of before. */
  begin({ tables, places }: Pick<Trail, 'tables' | 'places'>): Trail {
    this.#record += 1
    const reads: number[] = []
    const written: number[] = []
    this.#reads = reads
    this.#written = written
    this.#tables = tables
    this.#places = places
    return {
      reads,
      tables,
      places,
      sets: () => ({
        change: new Change(
          written,
          written.map(column => this.after[column] as number),
        ),
        way: this.went,
      }),
    }
  }

  /** Something is looked up in a table. */
  consult(table: Table): void {
    this.#tables.add(table)
  }

  /** A step comes by a configuration. */
  pass(configuration: number): void {
    this.#places.add(configuration)
  }

  /** A column is looked at. */
  note(column: number): void {
    if (this.#noted[column] === this.#record) return
    this.#noted[column] = this.#record
    this.#reads.push(column)
  }

  /** A column of a row is set. */
  write(row: Uint16Array, column: number, number: number): void {
    row[column] = number
    if (this.#wrote[column] === this.#record) return
    this.#wrote[column] = this.#record
    // Looked at from now on, it says nothing about the state before.
    this.#noted[column] = this.#record
    this.#written.push(column)
  }
}
