// The data of a case as a tree of cells: one for each place that can hold a value. A state tells what a cell holds only
// where it makes a difference; elsewhere the cell is loose, and may hold whatever was ever seen in it.
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

/** Something worked out, which news of a cell may contradict. */
export type Learned = object

/** A place in the data of a case. */
export interface Cell {
  /** A JSON pointer: `/context/invitees/dept:police/status`. */
  readonly path: string
  /** The key under which it stands in its parent. */
  readonly key: string
  readonly parent: Cell | undefined
  readonly children: Map<string, Cell>
  /** What it holds when a case begins: a number into `contents`. */
  initial: number
  /** Number 0 is always absent. */
  readonly contents: Content[]
  readonly numbers: Map<string, number>
  /** It is counted up or down without end, so that what it was seen to hold says nothing. */
  isWide: boolean
  /** The longest list that was put here at once, where this is the length of a list. */
  basis: number
  /** The configurations in which every state tells what it holds. */
  readonly trackedIn: Set<number>
  isTrackedEverywhere: boolean
  /** Its position in the state vector; −1 as long as it is loose everywhere. */
  column: number
  /** What looked at it where it was loose, each once. */
  readers: Learned[]
  /** What changes it. */
  readonly writers: Set<Learned>
  /** What asked which children there are, or removed them all. */
  readonly wholes: Set<Learned>
  /** What has to be worked out again, of all cells together. */
  readonly news: Set<Learned>
}

/** The moment of every event: guards never see a time, see {@link ClockRead}. */
export const someInstant: SomeInstant = Object.freeze({
  [Symbol.toPrimitive]() {
    throw new ClockRead()
  },
})

/** Something was looked at that is not told: no combination is to blame for it. */
export class OutOfSight extends Error {}

/** A guard or a selector looked at the number of an instant, which only declared deadlines may compare. */
export class ClockRead extends OutOfSight {
  override readonly name = 'ClockRead'
  /** What looked, once that is known. */
  place: string | undefined
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
  const news = parent?.news ?? new Set<Learned>()
  const cell: Cell = {
    path: parent === undefined ? '' : `${parent.path}/${escaped}`,
    key,
    parent,
    children: new Map(),
    initial: 0,
    contents: [absent],
    numbers: new Map(),
    isWide: false,
    basis: 0,
    trackedIn: new Set(),
    isTrackedEverywhere: false,
    column: -1,
    readers: [],
    writers: new Set(),
    wholes: new Set(),
    news,
  }
  parent?.children.set(key, cell)
  for (let above = parent; above !== undefined; above = above.parent) for (const one of above.wholes) news.add(one)
  return cell
}

/** A part of what is tried, such as who tries it: no place in the data, but looked at like one. */
export function partOfMove(name: string): Cell {
  return cellAt(undefined, name)
}

/** Whether it is a part of what is tried. */
export function isPartOfMove({ parent }: Cell): boolean {
  return parent === undefined
}

/** It can hold any number. */
export function mayHoldAny(cell: Cell): void {
  if (cell.isWide) return
  cell.isWide = true
  for (const reader of cell.readers) cell.news.add(reader)
}

/** Whether a state of this configuration tells what it holds. */
export function isTracked(cell: Cell, configuration: number): boolean {
  return cell.isTrackedEverywhere || cell.trackedIn.has(configuration)
}

/** The place under a key; made when it is asked for the first time. */
export function childOf(cell: Cell, key: string): Cell {
  return cell.children.get(key) ?? cellAt(cell, key)
}

/** The place a pointer names, made where it is missing. */
export function cellFor(root: Cell, keys: readonly string[]): Cell {
  return keys.reduce(childOf, root)
}

/** The keys that lead to the place of a path. */
export function keysOf({ path }: Pick<Cell, 'path'>): readonly string[] {
  return path
    .split('/')
    .slice(1)
    .map(key => key.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/**
 * The number of a content in this cell; new contents get the next one. A state vector has 16 bits for each, and one number for what is loose.
 *
 * @throws ConvokeError `verify/unbounded` for the 65,535th content
 */
export function numberOf(cell: Cell, content: Content): number {
  if (content.kind === 'absent') return 0
  const name = nameOf(content)
  const known = cell.numbers.get(name)
  if (known !== undefined) return known
  const number = cell.contents.length
  if (number >= 0xffff)
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

/** Whether a cell is the length of a list. */
export function isLength({ parent, key }: Cell): boolean {
  return key === 'length' && parent?.numbers.has('list') === true
}

/** A content that can be counted with. */
export interface Numeric {
  readonly kind: 'value'
  readonly value: number
}

/** Whether a content is a number. */
export function isNumber(content: Content): content is Content & Numeric {
  return content.kind === 'value' && typeof content.value === 'number'
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

/** Contents of one name are the same. */
export function nameOf(content: Content): string {
  if (content.kind !== 'value') return content.kind
  const { value } = content
  return value === someInstant ? 'instant' : `${typeof value} ${String(value)}`
}
