// What is worked out once is looked up from then on: for each thing that can be tried, a tree over the cells it reads.
import type { Json } from '@convoke/core'
import { below, type Cell, type Content, childOf, contentOf, lengthCell, numberOf, partsOf } from './cells.js'
import { type StateVectors, stateVectors } from './state-vectors.js'
import { type Change, trackedData } from './tracked-data.js'

/** What trying something leads to, in every state that looks alike to it. */
export interface Leaf<Result> {
  readonly result: Result
  /** Cells with a column, and the number each gets. */
  readonly sets: readonly (readonly [Cell, number])[]
  /** Counters that go up or down whatever they are. */
  readonly adds: readonly (readonly [Cell, number])[]
  /** Lengths of lists, and what is put at the end of each. */
  readonly appends: readonly (readonly [Cell, readonly Json[]])[]
}

interface Fork<Result> {
  readonly cell: Cell
  readonly next: (Fork<Result> | Leaf<Result> | undefined)[]
}

/** The tree of one thing that can be tried, under one configuration. */
export interface Table<Result> {
  root: Fork<Result> | Leaf<Result> | undefined
}

/** Works something out on the data of a state, which it may change. Pure otherwise. */
export type Evaluation<Result> = (root: Record<string, never>) => Result

/** A cell was dropped as nobody's business, and now somebody reads it: everything begins anew. */
export const beginAnew: unique symbol = Symbol('convoke.begin-anew')
/** A constant became a column: what was tabulated without it is void, and the state at hand is expanded again. */
export const expandAgain: unique symbol = Symbol('convoke.expand-again')

/** How an exploration keeps states and what it has worked out. */
export interface Tables {
  readonly vectors: StateVectors
  readonly columns: readonly Cell[]
  /** How often something was really worked out, not looked up. */
  readonly evaluations: number
  /** What a cell holds in a state. */
  contentIn(state: number, cell: Cell): Content
  /** @throws {@link beginAnew}, {@link expandAgain} */
  lookUp<Result>(table: Table<Result>, state: number, evaluate: Evaluation<Result>): Leaf<Result>
  /** The state that follows, or the path of the list or counter that would leave its bounds. */
  apply<Result>(
    state: number,
    leaf: Leaf<Result>,
    configuration: number,
  ): { readonly state: number; readonly isNew: boolean } | Cell
  /** Drops all states and tables; cells that are read and written have a column from the start. */
  restart(configuration: number): void
}

/** The most items a list may have, beside those it begins with. */
export interface Bounds {
  readonly list: number
}

/** Tables over the tree of cells below a root. */
export function tablesOver(root: Cell, bounds: Bounds): Tables {
  let columns: Cell[] = []
  let vectors = stateVectors(1)
  let evaluations = 0
  let session = 0
  const uncounted = new Set<Cell>()

  const numberIn = (state: number, cell: Cell): number =>
    cell.column < 0 ? cell.initial : vectors.at(state, cell.column)

  const contentIn = (state: number, cell: Cell): Content => cell.contents[numberIn(state, cell)] as Content

  const giveColumn = (cell: Cell): void => {
    columns.push(cell)
    cell.column = columns.length
    vectors.widen(cell.initial)
    voidUsers(cell)
  }

  interface Seen<Result> {
    readonly result: Result
    readonly reads: readonly Cell[]
    readonly enumerated: ReadonlySet<Cell>
    readonly changes: readonly Change[]
  }

  const look = <Result>(
    state: number,
    evaluate: Evaluation<Result>,
    instead: ReadonlyMap<Cell, Content> | undefined,
  ): Seen<Result> => {
    session += 1
    evaluations += 1
    const here = session
    const reads: Cell[] = []
    const enumerated = new Set<Cell>()
    const data = trackedData(root, {
      read(cell) {
        if (cell.seenIn !== here) {
          cell.seenIn = here
          reads.push(cell)
        }
        return instead?.get(cell) ?? contentIn(state, cell)
      },
      enumerate: cell => enumerated.add(cell),
    })
    try {
      const result = evaluate(data.root as Record<string, never>)
      return { result, changes: data.changes(), reads, enumerated }
    } catch (thrown) {
      // What it saw was not what is there, where a cell had been dropped as nobody's business.
      const dropped = reads.filter(cell => cell.column < 0 && cell.written)
      for (const cell of dropped) cell.read = true
      throw dropped.length > 0 ? beginAnew : thrown
    }
  }

  /** What a step makes of each cell it changes. */
  const netOf = (changes: readonly Change[]): Map<Cell, Content> => {
    const net = new Map<Cell, Content>()
    for (const change of changes) {
      if ('content' in change) net.set(change.at, change.content)
      else if ('clears' in change) {
        net.set(change.at, { kind: 'absent' })
        for (const cell of below(change.at)) net.set(cell, { kind: 'absent' })
      }
    }
    return net
  }

  /** By how much each counter goes up that is read only to be counted on. */
  const countersOf = <Result>(state: number, evaluate: Evaluation<Result>, seen: Seen<Result>): Map<Cell, number> => {
    const adds = new Map<Cell, number>()
    const net = netOf(seen.changes)
    for (const cell of seen.reads) {
      // The length of a list says where its items stand: it is more than a number.
      if (isLength(cell)) continue
      const before = contentIn(state, cell)
      const after = net.get(cell)
      if (uncounted.has(cell) || !isNumber(before) || after === undefined || !isNumber(after)) continue
      const by = after.value - before.value
      const holds = [1, 7, 1000].every(more => {
        const other = look(state, evaluate, new Map([[cell, { kind: 'value', value: before.value + more }]]))
        const made = netOf(other.changes)
        const counted = made.get(cell)
        made.delete(cell)
        const rest = new Map(net)
        rest.delete(cell)
        return (
          counted !== undefined &&
          isNumber(counted) &&
          counted.value === before.value + more + by &&
          other.result === seen.result &&
          other.reads.length === seen.reads.length &&
          isAlike(made, rest)
        )
      })
      if (holds) adds.set(cell, by)
    }
    return adds
  }

  const work = <Result>(
    table: Table<Result>,
    state: number,
    evaluate: Evaluation<Result>,
  ): { leaf: Leaf<Result>; reads: readonly Cell[] } => {
    const seen = look(state, evaluate, undefined)
    const adds = countersOf(state, evaluate, seen)
    const reads = seen.reads.filter(cell => !adds.has(cell))
    const net = netOf(seen.changes)
    for (const cell of adds.keys()) net.delete(cell)
    const appends = seen.changes.flatMap(change =>
      'appends' in change ? [[lengthCell(change.at), change.appends] as const] : [],
    )
    let lost = false
    let isVoid = false
    for (const cell of seen.enumerated) cell.enumerators.add(table)
    for (const cell of reads) {
      if (cell.column >= 0) continue
      cell.read = true
      cell.users.add(table)
      if (cell.written) lost = true
    }
    const writes = (cell: Cell): void => {
      cell.written = true
      if (!cell.read || lost) return
      giveColumn(cell)
      isVoid = true
    }
    const sets: (readonly [Cell, number])[] = []
    for (const [cell, content] of net) {
      const number = numberOf(cell, content)
      if (cell.column < 0) cell.users.add(table)
      if (cell.column < 0 && (cell.written || number !== cell.initial)) writes(cell)
      if (cell.column >= 0) sets.push([cell, number])
    }
    for (const cell of [...adds.keys(), ...appends.map(([list]) => list)]) {
      if (cell.column >= 0) continue
      cell.users.add(table)
      writes(cell)
    }
    if (lost) throw beginAnew
    if (isVoid) throw expandAgain
    const leaf: Leaf<Result> = {
      result: seen.result,
      sets,
      adds: [...adds].filter(([cell]) => cell.column >= 0),
      appends: appends.filter(([cell]) => cell.column >= 0),
    }
    return { leaf, reads: reads.filter(cell => cell.column >= 0) }
  }

  const insert = <Result>(table: Table<Result>, state: number, reads: readonly Cell[], leaf: Leaf<Result>): void => {
    let parent: Fork<Result> | undefined
    let slot = 0
    const put = (node: Fork<Result> | Leaf<Result>): void => {
      if (parent === undefined) table.root = node
      else parent.next[slot] = node
    }
    for (const cell of reads) {
      const here: Fork<Result> | Leaf<Result> | undefined = parent === undefined ? table.root : parent.next[slot]
      let fork: Fork<Result>
      if (here === undefined) {
        fork = { cell, next: [] }
        put(fork)
      } else if ('cell' in here && here.cell === cell) fork = here
      else {
        // A counter was left out under one reading and not under another: from now on it is read like any other.
        for (const one of 'cell' in here ? [here.cell, cell] : [cell]) uncounted.add(one)
        table.root = undefined
        throw expandAgain
      }
      parent = fork
      slot = vectors.at(state, cell.column)
    }
    put(leaf)
  }

  const set = (buffer: Uint16Array, cell: Cell, value: Json | undefined): boolean => {
    const content = contentOf(value)
    const number = numberOf(cell, content)
    if (cell.column >= 0) buffer[cell.column] = number
    else if (number !== cell.initial || cell.written) {
      cell.written = true
      if (cell.read) return false
    }
    if (content.kind !== 'object' && content.kind !== 'list') return true
    return partsOf(value as object).every(([key, part]) => set(buffer, childOf(cell, key), part))
  }

  return {
    get vectors() {
      return vectors
    },
    get columns() {
      return columns
    },
    get evaluations() {
      return evaluations
    },
    contentIn,
    lookUp(table, state, evaluate) {
      let node = table.root
      while (node !== undefined && 'cell' in node) node = node.next[vectors.at(state, node.cell.column)]
      if (node !== undefined) return node
      const { leaf, reads } = work(table, state, evaluate)
      insert(table, state, reads, leaf)
      return leaf
    },
    apply(state, leaf, configuration) {
      const buffer = vectors.take(state)
      buffer[0] = configuration
      for (const [cell, number] of leaf.sets) {
        const content = cell.contents[number] as Content
        if (isLength(cell) && isNumber(content) && content.value > mostOf(cell)) return cell
        buffer[cell.column] = number
      }
      for (const [cell, by] of leaf.adds) {
        const content = cell.contents[buffer[cell.column] as number] as Content
        if (!isNumber(content)) continue
        buffer[cell.column] = numberOf(cell, { kind: 'value', value: content.value + by })
      }
      for (const [cell, items] of leaf.appends) {
        const content = cell.contents[buffer[cell.column] as number] as Content
        const length = isNumber(content) ? content.value : 0
        if (length + items.length > mostOf(cell)) return cell
        buffer[cell.column] = numberOf(cell, { kind: 'value', value: length + items.length })
        for (const [n, item] of items.entries()) {
          if (!set(buffer, childOf(cell.parent as Cell, String(length + n)), item)) throw beginAnew
        }
      }
      return vectors.intern()
    },
    restart(configuration) {
      for (const cell of [root, ...below(root)]) {
        if (!cell.read || !cell.written || cell.column >= 0) continue
        cell.column = 0
        voidUsers(cell)
      }
      columns = [root, ...below(root)].filter(cell => cell.column >= 0)
      vectors = stateVectors(columns.length + 1)
      for (const [n, cell] of columns.entries()) cell.column = n + 1
      // A first state to copy from does not exist yet: the buffer is filled by hand.
      const buffer = vectors.take(0)
      buffer.fill(0)
      buffer[0] = configuration
      for (const cell of columns) buffer[cell.column] = cell.initial
      vectors.intern()
    },
  }

  function mostOf(cell: Cell): number {
    const first = cell.contents[cell.initial] as Content
    return bounds.list + (isNumber(first) ? first.value : 0)
  }
}

/** A table nothing was worked out for yet. */
export function emptyTable<Result>(): Table<Result> {
  return { root: undefined }
}

function isLength({ parent, path }: Cell): boolean {
  return path.endsWith('/length') && parent?.numbers.has('list') === true
}

function voidUsers(cell: Cell): void {
  for (const one of cell.users) one.root = undefined
  cell.users.clear()
}

function isNumber(content: Content): content is { readonly kind: 'value'; readonly value: number } {
  return content.kind === 'value' && typeof content.value === 'number'
}

function isAlike(one: ReadonlyMap<Cell, Content>, other: ReadonlyMap<Cell, Content>): boolean {
  if (one.size !== other.size) return false
  for (const [cell, content] of one) {
    const twin = other.get(cell)
    if (twin === undefined || JSON.stringify(twin) !== JSON.stringify(content)) return false
  }
  return true
}
