// The data of a case as a tree of cells: one for each place that can hold a value. A cell that is both read and written
// anywhere becomes a column of the state vector; all others are constants, or nobody's business.
import { ConvokeError, type Json } from '@convoke/core'

/**
 * What a cell can hold: nothing, a plain value, an object whose fields are cells, or a list whose items are cells. The
 * length of a list stands in a cell of its own, {@link lengthCell}: whoever adds to a list need not look at it.
 */
export type Content =
  | { readonly kind: 'absent' }
  | { readonly kind: 'value'; readonly value: string | number | boolean | null | SomeInstant }
  | { readonly kind: 'object' }
  | { readonly kind: 'list' }

/** Stands for every instant: it can be kept and handed on, and using it as a number is an error. */
export interface SomeInstant {
  readonly [Symbol.toPrimitive]: () => never
}

/** Something worked out that may become void. */
export interface Voidable {
  root: unknown
}

/** A place in the data of a case. */
export interface Cell {
  /** A JSON pointer: `/context/invitees/dept:police/status`. */
  readonly path: string
  readonly parent: Cell | undefined
  readonly children: Map<string, Cell>
  /** What every state holds here as long as the cell has no column: a number into `contents`. */
  initial: number
  /** Whether a decision has depended on it. */
  read: boolean
  /** What was worked out on the strength of its being constant, or changes it without a trace: void once it is a column. */
  readonly users: Set<Voidable>
  /** What was worked out from which children there are: it also used those to come. */
  readonly enumerators: Set<Voidable>
  /** Whether a step has changed it. */
  written: boolean
  /** Its position in the state vector; −1 as long as it is constant or unread. */
  column: number
  /** Number 0 is always absent. */
  readonly contents: Content[]
  readonly numbers: Map<string, number>
  /** The session that read it last, so that it is put on record once. */
  seenIn: number
}

/** The moment of every event: guards never see a time, see {@link ClockRead}. */
export const someInstant: SomeInstant = Object.freeze({
  [Symbol.toPrimitive]() {
    throw new ClockRead()
  },
})

/** A guard or a selector looked at the number of an instant, which only declared deadlines may compare. */
export class ClockRead extends Error {
  override readonly name = 'ClockRead'
  constructor() {
    super('an instant was used as a number')
  }
}

/** What is not there. */
export const absent: Content = { kind: 'absent' }
const anObject: Content = { kind: 'object' }
const aList: Content = { kind: 'list' }

/** A new place, with nothing in it. */
export function cellAt(parent: Cell | undefined, key: string): Cell {
  const escaped = key.replaceAll('~', '~0').replaceAll('/', '~1')
  const cell: Cell = {
    path: parent === undefined ? '' : `${parent.path}/${escaped}`,
    parent,
    children: new Map(),
    initial: 0,
    read: (parent?.enumerators.size ?? 0) > 0,
    users: new Set(parent?.enumerators),
    enumerators: new Set(),
    written: false,
    column: -1,
    contents: [absent],
    numbers: new Map(),
    seenIn: -1,
  }
  parent?.children.set(key, cell)
  return cell
}

/** The place under a key; made when it is asked for the first time. */
export function childOf(cell: Cell, key: string): Cell {
  return cell.children.get(key) ?? cellAt(cell, key)
}

/** The place a pointer names, made where it is missing. */
export function cellFor(root: Cell, keys: readonly string[]): Cell {
  return keys.reduce(childOf, root)
}

/**
 * The number of a content in this cell; new contents get the next one. A state vector has 16 bits for each.
 *
 * @throws ConvokeError `verify/unbounded` for the 65,536th content
 */
export function numberOf(cell: Cell, content: Content): number {
  if (content.kind === 'absent') return 0
  const name = nameOf(content)
  const known = cell.numbers.get(name)
  if (known !== undefined) return known
  const number = cell.contents.length
  if (number > 0xffff)
    throw new ConvokeError(
      'verify/unbounded',
      `${cell.path} takes ever more values; bound it in the case type, or look at fewer states`,
      { details: { field: cell.path } },
    )
  cell.contents.push(content)
  cell.numbers.set(name, number)
  return number
}

/** The content of a value, its parts left aside. */
export function contentOf(value: unknown): Content {
  if (value === undefined) return absent
  if (value === someInstant) return { kind: 'value', value: someInstant }
  if (Array.isArray(value)) return aList
  if (typeof value === 'object' && value !== null) return anObject
  return { kind: 'value', value: value as string | number | boolean | null }
}

/** Puts a value into a place and below it as what every state holds to begin with. */
export function plant(cell: Cell, value: Json): void {
  cell.initial = numberOf(cell, contentOf(value))
  if (typeof value !== 'object' || value === null) return
  for (const [key, part] of partsOf(value)) plant(childOf(cell, key), part)
}

/** Where the length of a list stands. */
export function lengthCell(list: Cell): Cell {
  return childOf(list, 'length')
}

/** The parts of an object or a list, the length of a list among them. */
export function partsOf(value: object): readonly (readonly [string, Json])[] {
  const parts = Object.entries(value) as [string, Json][]
  return Array.isArray(value) ? [...parts, ['length', value.length]] : parts
}

/** Everything below a place, itself left out. */
export function* below(cell: Cell): Generator<Cell> {
  for (const child of cell.children.values()) {
    yield child
    yield* below(child)
  }
}

function nameOf(content: Content): string {
  if (content.kind !== 'value') return content.kind
  const { value } = content
  return value === someInstant ? 'instant' : `${typeof value} ${String(value)}`
}
