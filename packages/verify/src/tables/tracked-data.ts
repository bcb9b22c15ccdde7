// The data of one state as guards, selectors and recipes see it: an ordinary object to look at, which puts on record
// what is read of the state vector and what is changed.
import type { Json } from '@convoke/core'
import { absent, type Cell, type Content, childOf, contentOf, lengthCell, partsOf, someInstant } from './cells.js'

/** What a session may ask of the state it looks at. */
export interface Base {
  /** What the cell holds in this state, on record as read. */
  read(cell: Cell): Content
  /** Somebody asks which children there are. */
  enumerate(cell: Cell): void
  /** Whether there are no places but those that are known: whatever else is looked at holds nothing, and is not on record. */
  readonly isFixed?: boolean | undefined
}

/** What a step does to one place: a value for it (absent removes it), or values put at the end of its list. */
export type Change =
  | { readonly at: Cell; readonly content: Content }
  | { readonly at: Cell; readonly clears: true }
  | { readonly at: Cell; readonly appends: readonly Json[] }

/** A part of the data was used after the step to which it was given. */
export class Escaped extends Error {
  override readonly name = 'Escaped'
  readonly field: string
  constructor(field: string) {
    super(`${field} was kept, and used after its step`)
    this.field = field
  }
}

/** Something was put into the data that is no JSON: its journal would not bring it back. */
export class NotJson extends Error {
  override readonly name = 'NotJson'
  readonly field: string
  readonly what: string
  constructor(field: string, what: string) {
    super(`${field} is ${what}`)
    this.field = field
    this.what = what
  }
}

/** Reveals the node behind a proxy of a session. */
const behind = Symbol('convoke.node')

type Fields = Record<string, unknown>

interface Node {
  readonly session: TrackedData
  readonly cell: Cell
  readonly isList: boolean
  readonly proxy: object
  /** What was put here since: values, plain objects, or proxies of nodes of this session; undefined for removed. */
  own: Map<string, unknown> | undefined
  /** The length of a list, once it was looked at or changed. */
  length: number | undefined
  /** Put at the end of a list nobody has looked at. */
  appended: unknown[] | undefined
  parts: Map<string, Node> | undefined
}

/**
 * The data of a state below a cell, which must hold an object, and a way to learn what became of it. Nothing is kept of it
 * after {@link TrackedData.end}. A class, since there is one for each evaluation.
 */
export class TrackedData {
  readonly base: Base
  readonly #root: Node
  isOver = false
  constructor(cell: Cell, base: Base) {
    this.base = base
    this.#root = nodeAt(this, cell, false)
  }
  get root(): object {
    return this.#root.proxy
  }
  /** @throws NotJson */
  changes(): readonly Change[] {
    const changes: Change[] = []
    collect(this.#root, changes)
    return changes.length === 0 ? noChanges : changes
  }
  /** Ends it: whoever kept a part and looks at it, or changes it, after that is told by {@link Escaped}. */
  end(): void {
    this.isOver = true
  }
}

const noChanges: readonly Change[] = []

function nodeAt(session: TrackedData, cell: Cell, isList: boolean): Node {
  const node: { -readonly [K in keyof Node]: Node[K] } & Target = {
    session,
    cell,
    isList,
    proxy: session,
    own: undefined,
    length: undefined,
    appended: undefined,
    parts: undefined,
    [behind]: undefined as never,
  }
  node[behind] = node
  let target: Target = node
  if (isList) {
    target = [] as unknown as Target
    target[behind] = node
  }
  node.proxy = new Proxy(target, handler)
  return node
}

/** What stands behind a proxy: a list for a list, since it has to look like one, and the node itself for an object. */
type Target = object & { [behind]: Node }

/** The node of a proxy that is used. */
function nodeOf({ [behind]: node }: Target): Node {
  if (node.session.isOver) throw new Escaped(node.cell.path)
  return node
}

const handler: ProxyHandler<Target> = {
  get(target, key) {
    const node = nodeOf(target)
    if (key === behind) return node
    if (typeof key === 'symbol') return Reflect.get(target, key)
    if (node.isList) {
      if (key === 'length') return lengthOf(node)
      if (key === 'push') return (...items: unknown[]) => append(node, items)
      if (!isIndex(key)) return Reflect.get(target, key)
      if (Number(key) >= lengthOf(node)) return undefined
    }
    const value = valueAt(node, key)
    return value === undefined && key in Object.prototype ? Reflect.get(target, key) : value
  },
  set(target, key, value) {
    const node = nodeOf(target)
    if (typeof key === 'symbol') return false
    put(node, key, value)
    return true
  },
  deleteProperty(target, key) {
    const node = nodeOf(target)
    if (typeof key === 'symbol') return true
    put(node, key, undefined)
    return true
  },
  has(target, key) {
    const node = nodeOf(target)
    if (typeof key === 'symbol') return key !== behind && Reflect.has(target, key)
    return holds(node, key) || (node.isList && key === 'length') || key in Object.prototype
  },
  ownKeys(target) {
    const node = nodeOf(target)
    return node.isList ? [...keysOf(node), 'length'] : keysOf(node)
  },
  getOwnPropertyDescriptor(target, key) {
    const node = nodeOf(target)
    if (typeof key === 'symbol') return key === behind ? undefined : Reflect.getOwnPropertyDescriptor(target, key)
    if (node.isList && key === 'length')
      return { value: lengthOf(node), writable: true, enumerable: false, configurable: false }
    if (!holds(node, key)) return undefined
    return { value: valueAt(node, key), writable: true, enumerable: true, configurable: true }
  },
  defineProperty: refused,
  setPrototypeOf: refused,
  preventExtensions: refused,
}

function refused(): never {
  throw new TypeError('The data of a case is changed by assignment only.')
}

function isIndex(key: string): boolean {
  return /^(?:0|[1-9]\d*)$/.test(key)
}

function baseContent({ session: { base }, cell }: Node, key: string): Content {
  if (base.isFixed === true && !cell.children.has(key)) return absent
  return base.read(childOf(cell, key))
}

function baseLength({ session: { base }, cell }: Node): number {
  if (base.isFixed === true && !cell.children.has('length')) return 0
  const content = base.read(lengthCell(cell))
  return content.kind === 'value' ? (content.value as number) : 0
}

function lengthOf(node: Node): number {
  if (node.length !== undefined) return node.length
  node.length = baseLength(node)
  const waiting = node.appended
  node.appended = undefined
  for (const item of waiting ?? []) put(node, String(node.length), item)
  return node.length
}

function append(node: Node, items: readonly unknown[]): number {
  if (node.length === undefined) {
    node.appended ??= []
    node.appended.push(...items)
    // What `push` answers is hardly ever asked; it would be a look at the list.
    return Number.NaN
  }
  for (const item of items) put(node, String(node.length), item)
  return node.length
}

function valueAt(node: Node, key: string): unknown {
  if (node.own?.has(key)) return node.own.get(key)
  const known = node.parts?.get(key)
  if (known !== undefined) return known.proxy
  const content = baseContent(node, key)
  if (content.kind === 'absent') return undefined
  if (content.kind === 'value') return content.value
  const part = nodeAt(node.session, childOf(node.cell, key), content.kind === 'list')
  node.parts ??= new Map()
  node.parts.set(key, part)
  return part.proxy
}

function holds(node: Node, key: string): boolean {
  if (node.isList) return isIndex(key) && Number(key) < lengthOf(node)
  if (node.own?.has(key)) return node.own.get(key) !== undefined
  return baseContent(node, key).kind !== 'absent'
}

function keysOf(node: Node): string[] {
  if (node.isList) return Array.from({ length: lengthOf(node) }, (_, index) => String(index))
  node.session.base.enumerate(node.cell)
  const keys = new Set([...node.cell.children.keys()].filter(key => holds(node, key)))
  for (const key of node.own?.keys() ?? []) if (holds(node, key)) keys.add(key)
  // Behaviour may not depend on the order of keys: a case read back from its journal has them in another.
  return [...keys].sort()
}

function put(node: Node, key: string, value: unknown): void {
  if (node.isList) {
    const length = lengthOf(node)
    if (key === 'length') {
      node.length = value as number
      return
    }
    if (Number(key) >= length) node.length = Number(key) + 1
  }
  // Putting a part back where it was read is no change.
  if (typeof value === 'object' && value !== null && node.parts?.get(key)?.proxy === value && !node.own?.has(key))
    return
  node.own ??= new Map()
  node.own.set(key, value)
}

function collect(node: Node, changes: Change[]): void {
  const { own, parts, cell } = node
  if (node.length !== undefined && node.isList) {
    const before = baseLength(node)
    if (node.length !== before) changes.push({ at: lengthCell(cell), content: { kind: 'value', value: node.length } })
    for (let index = node.length; index < before; index++)
      changes.push({ at: childOf(cell, String(index)), clears: true })
  }
  if (node.appended !== undefined && node.appended.length > 0)
    changes.push({ at: cell, appends: node.appended.map(item => plainOf(item, `${cell.path}/-`) as Json) })
  for (const [key, value] of own ?? none) {
    if (node.isList && Number(key) >= (node.length ?? 0)) continue
    const at = childOf(cell, key)
    write(at, plainOf(value, at.path), changes)
  }
  for (const [key, part] of parts ?? none) if (!own?.has(key)) collect(part, changes)
}

const none: readonly never[] = []

function write(cell: Cell, value: Json | undefined, changes: Change[]): void {
  changes.push({ at: cell, clears: true })
  set(cell, value, changes)
}

function set(cell: Cell, value: Json | undefined, changes: Change[]): void {
  const content = value === undefined ? absent : contentOf(value)
  changes.push({ at: cell, content })
  if (content.kind !== 'object' && content.kind !== 'list') return
  for (const [key, part] of partsOf(value as object)) if (part !== undefined) set(childOf(cell, key), part, changes)
}

/**
 * A value as JSON, with the proxies in it replaced by what they stand for.
 *
 * @param field where it is put, to be told where it is no JSON
 * @throws NotJson
 */
function plainOf(value: unknown, field: string, above: readonly object[] = []): Json | undefined {
  if (typeof value !== 'object' || value === null) {
    if (isPlainValue(value)) return value
    throw new NotJson(field, typeof value === 'number' ? String(value) : `a ${typeof value}`)
  }
  if (value === someInstant) return value as unknown as Json
  const node = (value as { readonly [behind]?: Node })[behind]
  if (node === undefined) refuseOthers(value, field)
  if (above.includes(value)) throw new NotJson(field, 'made of itself')
  const keys = node === undefined ? Object.keys(value) : keysOf(node)
  const inside = [...above, value]
  const read = (key: string) =>
    plainOf(node === undefined ? (value as Fields)[key] : valueAt(node, key), `${field}/${key}`, inside)
  if (Array.isArray(value)) return keys.map(read) as Json[]
  const result: Record<string, Json> = {}
  for (const key of keys) {
    const part = read(key)
    if (part !== undefined) result[key] = part
  }
  return result
}

function isPlainValue(value: unknown): value is string | number | boolean | null | undefined {
  if (typeof value === 'number') return Number.isFinite(value)
  return value === undefined || value === null || typeof value === 'string' || typeof value === 'boolean'
}

/** Maps, sets, dates, promises and whatever else has a class: a journal keeps what they hold, if anything, and no more. */
function refuseOthers(value: object, field: string): void {
  const kind = Object.getPrototypeOf(value) as { readonly constructor?: { readonly name?: string } } | null
  if (kind === null || kind === Object.prototype || kind === Array.prototype) return
  throw new NotJson(field, `a ${kind.constructor?.name ?? 'thing of a class'}`)
}
