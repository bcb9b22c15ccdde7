// One evaluation under way: what it looks at, and what each of that is taken to hold.
import { type Cell, type Content, isLength, isPartOfMove, isTracked } from './cells.js'
import type { Domains } from './domains.js'
import type { Reader } from './memory.js'
import { loose } from './state-vectors.js'
import { type Check, noteReader, type Told } from './table.js'
import type { Base } from './tracked-data.js'

/** A loose cell that was looked at, and which of the things it may hold is taken now. */
export interface Choice {
  readonly cell: Cell
  readonly options: readonly number[]
  at: number
}

/** What the evaluation of a check looks at. A class, since one is made for each evaluation: functions of its own would cost as much as it. */
export class Looking implements Base, Told, Reader {
  /** The cells that were looked at, and the number each was taken for. */
  readonly values = new Map<Cell, number>()
  /** The same with the parts of the command among them, in their order. */
  readonly reads: Cell[] = []
  readonly held: number[] = []
  /** The places whose children were asked for, and how many there were. */
  readonly wholes: (readonly [Cell, number])[] = []
  readonly isFixed: boolean
  readonly #domains: Domains
  readonly #check: Check
  readonly #numberAt: (cell: Cell) => number
  readonly #choices: Choice[]
  readonly #counters: ReadonlyMap<Cell, number>
  readonly #instead: ReadonlyMap<Cell, Content> | undefined
  readonly #parts: Cell[] = []

  /**
   * @param numberAt what tracked cells hold in the state at hand
   * @param choices what is taken of loose cells; those that are met for the first time are put there
   * @param instead what cells hold whatever the state says
   */
  constructor(
    domains: Domains,
    check: Check,
    numberAt: (cell: Cell) => number,
    choices: Choice[],
    counters: ReadonlyMap<Cell, number>,
    instead: ReadonlyMap<Cell, Content> | undefined,
  ) {
    this.isFixed = check.table.isAside
    this.#domains = domains
    this.#check = check
    this.#numberAt = numberAt
    this.#choices = choices
    this.#counters = counters
    this.#instead = instead
  }

  read(cell: Cell): Content {
    const number = this.#numberIn(cell)
    return this.#instead?.get(cell) ?? (cell.contents[number] as Content)
  }

  enumerate(cell: Cell): void {
    if (!this.isFixed) cell.wholes.add(this.#check)
    this.wholes.push([cell, cell.children.size])
  }

  looksAt(part: Cell): number {
    const number = this.#check.table.remembering?.input?.get(part) ?? 0
    if (!this.#parts.includes(part)) {
      this.#parts.push(part)
      this.reads.push(part)
      this.held.push(number)
    }
    return number
  }

  numberOf(cell: Cell): number {
    return isPartOfMove(cell) ? this.looksAt(cell) : this.#numberIn(cell)
  }

  #numberIn(cell: Cell): number {
    const known = this.values.get(cell)
    if (known !== undefined) return known
    const number = this.#takenFor(cell)
    this.values.set(cell, number)
    this.reads.push(cell)
    this.held.push(number)
    return number
  }

  #takenFor(cell: Cell): number {
    const counted = this.#counters.get(cell)
    if (counted !== undefined) return counted
    const { table, at } = this.#check
    if (isTracked(cell, table.configuration) && cell.column >= 0) {
      let number = at.get(cell)
      if (number === undefined) {
        number = this.#numberAt(cell)
        at.set(cell, number)
      }
      if (number !== loose) return number
    }
    if (!table.isAside) noteReader(this.#check, cell)
    if (isLength(cell) && this.#domains.isShort(cell, table.site) && !this.#check.short.includes(cell))
      this.#check.short = [...this.#check.short, cell]
    const held = this.#domains.at(cell, table.site)
    if (held.size === 1 && !cell.isWide) return held.values().next().value as number
    const chosen = this.#choices.find(choice => choice.cell === cell)
    if (chosen !== undefined) return chosen.options[chosen.at] as number
    const options = [...held]
    this.#choices.push({ cell, options, at: 0 })
    return options[0] as number
  }
}
