// What is worked out once is looked up from then on: for each thing that can be tried in a configuration, a tree over the
// tracked cells it reads. Cells that are not tracked may hold whatever was ever seen in them, and each combination is
// tried: a thing is tabulated only where all combinations lead to the same, and otherwise the cell that makes the
// difference is tracked from then on.
import type { Json } from '@convoke/core'
import {
  below,
  type Cell,
  type Content,
  childOf,
  contentOf,
  isLength,
  isNumber,
  isTracked,
  mayHoldAny,
  numberOf,
  partsOf,
} from './cells.js'
import { combinations } from './combinations.js'
import { domainsFrom } from './domains.js'
import { arrivingIn, restIn, type Site } from './sites.js'
import { Change, loose, StateVectors, slotOf } from './state-vectors.js'
import { type Check, checkOf, type Fork, forgetReads, type Leaf, noteReader, type Table } from './table.js'

/** How an exploration keeps states and what it has worked out. */
export interface Tables {
  readonly vectors: StateVectors
  readonly columns: readonly Cell[]
  /** Whether the states found so far do not tell enough: everything has to begin anew, with the tables kept. */
  readonly isOutgrown: boolean
  /** What a cell holds in a state; undefined where the state does not tell. */
  contentIn(state: number, cell: Cell): Content | undefined
  /** What a thing leads to in a state; undefined where a cell has to be tracked first. */
  lookUp(table: Table, state: number): Leaf | undefined
  /**
   * Works out what follows and puts it on record, see {@link Trail.sets}: `follows`; the list or the key that would leave its
   * bounds; or undefined where a cell has to be tracked first. Whether the state that follows is one of those that are found
   * is for whoever searches to say: it is not among them before that.
   */
  apply(state: number, leaf: Leaf): 'follows' | Cell | undefined
  /** Puts on record what is looked at of a state, and what becomes of it; tables and places beside those of before. */
  record(before: Pick<Trail, 'tables' | 'places'>): Trail
  /** How long a list may become, by the cell of its length. */
  mostOf(length: Cell): number
  /** A cell has to be tracked in a configuration. */
  track(cell: Cell, configuration: number): void
  /** Works out again what news may contradict. */
  settle(): void
  /**
   * Works out again one in so many of the things that were worked out: what comes out otherwise, or looks at more.
   * What goes by counters is left out, since it may be told by them or not.
   */
  again(oneIn: number, from?: number): readonly Table[]
  /** The same of what was asked aside and is kept. */
  againAside(oneIn: number, from?: number): readonly Table[]
  /** Nobody asks this aside any more. */
  forget(table: Table): void
  /** How much it is: about one for each thing that was worked out, and each state there was. */
  readonly size: number
  /** From now on, until it begins anew, states tell no more than they do: what they do not tell is not found out. */
  close(): void
  /** Once closed, forgets who would have to be worked out again because of whom. */
  release(): void
  /** Keeps the states that had these numbers, in this order. */
  renumber(order: readonly number[]): void
  /** Drops all states, and what was worked out without the cells that are tracked from now on; answers what that was. */
  restart(): Dropped
}

/** What does not hold any more. */
export interface Dropped {
  readonly tables: ReadonlySet<Table>
  /** Configurations whose states tell more from now on. */
  readonly places: ReadonlySet<number>
}

/** What was looked at of a state, and what became of it: the same for all states that hold the same there. */
export interface Trail {
  /** The columns, in the order in which they were looked at. What comes later may depend on what was found before. */
  readonly reads: readonly number[]
  /** What it was looked up in, and the configurations it passed. */
  readonly tables: Set<Table>
  readonly places: Set<number>
  /** The columns that were set, and to what, and the way the whole step went; as {@link Tables.apply} left them. */
  sets(): { readonly change: Change; readonly way: number }
}

/** What is looked at. */
export interface Scope {
  /** The configuration in which a case begins. */
  readonly first: number
  /** The most items a list may have, beside those it begins with. */
  readonly list: number
  /** Whether a place has a key that counts further than keys are followed. */
  readonly isBeyond: (cell: Cell) => boolean
  /** Whether every cell that is read and changes is tracked, everywhere: the state is the whole case. */
  readonly isWhole: boolean
  /** How many evaluations it may cost. */
  readonly effort: number
  /** Whether a way leaves a configuration as it is. */
  readonly isStill: (configuration: number, way: number) => boolean
  /** Where a way leads, and what has to be seen to afterwards. */
  readonly wayOf: (way: number) => Going
  /** Where one way leads and another from there. */
  readonly wayOn: (way: number, next: number) => number
  /** Sees what a step does: the event, what it read, and what it changes. */
  readonly sees?:
    | ((event: string, values: ReadonlyMap<Cell, number>, net: ReadonlyMap<Cell, Content>) => void)
    | undefined
  /** The fault of a place where `always` transitions lead round for ever. */
  readonly endless: (configuration: number) => Error
}

/** Where a way leads. */
export interface Going {
  readonly configuration: number
  /** What `always` transitions make of it; undefined where the case rests there. */
  readonly settling: Table | undefined
  readonly keepers: readonly Table[]
}

/** How many `always` transitions are taken one after another before they count as endless. */
const mostMicrosteps = 10_000

/** Tables over the tree of cells below a root. */
export function tablesOver(root: Cell, scope: Scope): Tables {
  const columns: Cell[] = []
  /** Of these cells, kept here: what explores the same model afterwards has columns of its own. */
  const columnOf = new Map<Cell, number>()
  const widened = new Set<Cell>()
  let vectors = new StateVectors(1)
  /** For each configuration which columns are tracked in it. */
  let tracked: (Uint8Array | undefined)[] = []
  let isOutgrown = false
  let isClosed = false
  /** How many states there were in the end. */
  let known = 0
  const wanted = new Map<Cell, Set<number>>()
  const outdated = new Set<Table>()
  /** What leads to a configuration, by the configurations it comes from. */
  const entering = new Map<number, Map<number, Check[]>>()
  const tabulated = new Set<Table>()
  /** The same of what was asked aside. */
  const asides = new Set<Table>()
  /** Tables that have to know of another cell first. */
  const waiting = new Set<Table>()
  /** How often something was worked out or dropped: with what cells may hold, how much there is to go by. */
  let learned = 0

  const track = (cell: Cell, configuration: number): void => {
    if (isClosed) return
    isOutgrown = true
    const known = wanted.get(cell)
    if (known === undefined) wanted.set(cell, new Set([configuration]))
    else known.add(configuration)
  }

  function mostOf(length: Cell): number {
    const first = length.contents[length.initial] as Content
    return scope.list + Math.max(length.basis, isNumber(first) ? first.value : 0)
  }

  const domains = domainsFrom(restIn(scope.first))
  const arrivals = new Set<number>()
  const siteAt = ({ configuration, settling }: Going): Site => {
    if (settling !== undefined) return restIn(configuration)
    if (!arrivals.has(configuration)) {
      arrivals.add(configuration)
      // Deadlines are kept one by one; all else is as the step left it.
      domains.flow(arrivingIn(configuration), restIn(configuration), '', new Set())
    }
    return arrivingIn(configuration)
  }
  const siteOf = (way: number): Site => siteAt(scope.wayOf(way))

  const tries = combinations(root, {
    track,
    isWhole: scope.isWhole,
    effort: scope.effort,
    configurationOf: way => scope.wayOf(way).configuration,
    isStill: scope.isStill,
    isClosed: () => isClosed,
    sees: scope.sees,
    outgrow: () => {
      isOutgrown = true
    },
    widen(cell) {
      mayHoldAny(cell)
      widened.add(cell)
    },
    isBeyond: scope.isBeyond,
    isWithin: (cell, content) => !isLength(cell) || !isNumber(content) || content.value <= mostOf(cell),
    append: (check, length, items, to) => mayAppend(check, length, items, to),
    domains,
    siteOf,
  })

  /** Items may come to stand wherever a list that nobody tracks may end. */
  const mayAppend = (check: Check, length: Cell, items: readonly Json[], to: Site): void => {
    const most = mostOf(length)
    noteReader(check, length)
    for (const number of [...domains.at(length, check.table.site)]) {
      const content = length.contents[number] as Content
      const before = isNumber(content) ? content.value : 0
      if (before + items.length > most) {
        domains.shorten(length, to)
        continue
      }
      domains.mayHold(length, numberOf(length, { kind: 'value', value: before + items.length }), to)
      for (const [n, item] of items.entries())
        hold(childOf(length.parent as Cell, String(before + n)), item, undefined, to)
    }
  }

  /** A value comes to stand in a cell and below it: in the state at hand, or anywhere. */
  const hold = (cell: Cell, value: Json | undefined, buffer: Uint16Array | undefined, to: Site): void => {
    const content = contentOf(value)
    const number = numberOf(cell, content)
    domains.mayHold(cell, number, to)
    if (buffer !== undefined && cell.column >= 0) write(buffer, cell.column, number)
    if (content.kind !== 'object' && content.kind !== 'list') return
    for (const [key, part] of partsOf(value as object)) hold(childOf(cell, key), part, buffer, to)
  }

  const insert = (table: Table, row: Uint16Array, reads: Iterable<Cell>, leaf: Leaf): void => {
    let node = table.root
    let parent: Fork | undefined
    let slot = 0
    for (const cell of reads) {
      let fork: Fork
      if (node !== undefined && 'cell' in node && node.cell === cell) fork = node
      else {
        // A counter was left out under one reading and not under another: from now on it is read like any other.
        if (node !== undefined)
          for (const one of 'cell' in node ? [node.cell, cell] : [cell])
            if (table.checks.some(({ counters }) => counters.has(one))) tries.readAlways(one)
        fork = { cell, column: cell.column, next: [] }
        branch(table, parent, slot, fork)
      }
      parent = fork
      slot = slotOf(row[cell.column] as number)
      node = fork.next[slot]
    }
    branch(table, parent, slot, leaf)
  }

  const trackedAt = (configuration: number): Uint8Array => {
    const known = tracked[configuration]
    if (known !== undefined) return known
    const made = Uint8Array.from([1, ...columns.map(cell => (isTracked(cell, configuration) ? 1 : 0))])
    tracked[configuration] = made
    return made
  }

  /** What has to be told in a configuration has to be told wherever a step leads there that does not set it. */
  const passBack = (): void => {
    if (scope.isWhole) return
    const waiting = [...wanted].flatMap(([cell, configurations]) =>
      [...configurations].map(one => [cell, one] as const),
    )
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const [cell, configuration] = next
      for (const [source, checks] of entering.get(configuration) ?? []) {
        if (cell.trackedIn.has(source) || wanted.get(cell)?.has(source) === true) continue
        // What was dropped since says nothing any more.
        if (checks.every(({ outcome }) => outcome?.leaf.sets.some(([one]) => one === cell) ?? true)) continue
        track(cell, source)
        waiting.push([cell, source])
      }
    }
  }

  /** Whether what was worked out has to do with one of these configurations. */
  const meets = ({ table, outcome }: Check, configurations: ReadonlySet<number>): boolean => {
    if (outcome === undefined || scope.isWhole || configurations.has(table.configuration)) return true
    const { result } = outcome.leaf
    return result >= 0 && configurations.has(scope.wayOf(result).configuration)
  }

  const enter = (check: Check, { result }: Leaf): void => {
    const source = check.table.configuration
    const target = result < 0 ? source : scope.wayOf(result).configuration
    if (target === source) return
    const known = entering.get(target) ?? new Map<number, Check[]>()
    entering.set(target, known)
    const checks = known.get(source) ?? []
    known.set(source, checks)
    checks.push(check)
  }

  const drop = (table: Table): void => {
    table.root = undefined
    for (const check of table.checks) check.outcome = undefined
    table.checks = []
  }

  /** What is put on record of the state at hand, and for each column of which record it was looked at or written in. */
  let reads: number[] = []
  let written: number[] = []
  let consulted = new Set<Table>()
  let passed = new Set<number>()
  let recorded = 0
  const noted: number[] = []
  const wrote: number[] = []
  const note = (column: number): void => {
    if (noted[column] === recorded) return
    noted[column] = recorded
    reads.push(column)
  }
  const write = (buffer: Uint16Array, column: number, number: number): void => {
    buffer[column] = number
    if (wrote[column] === recorded) return
    wrote[column] = recorded
    // Looked at from now on, it says nothing about the state before.
    noted[column] = recorded
    written.push(column)
  }

  /** What a thing leads to in a row of its configuration; a row after a step is not yet known in all it has to tell. */
  const lookUp = (table: Table, row: Uint16Array, source: number): Leaf | undefined => {
    consulted.add(table)
    let node = table.root
    while (node !== undefined && 'cell' in node) {
      const { column } = node
      note(column)
      node = node.next[slotOf(row[column] as number)]
    }
    if (node !== undefined) return node
    if (waiting.has(table)) return undefined
    if (!table.isAside) learned += 1
    const check = checkOf(table)
    const outcome = tries.all(check, cell => row[cell.column] as number, source)
    if (outcome === undefined) {
      waiting.add(table)
      return undefined
    }
    check.outcome = outcome
    table.checks.push(check)
    if (table.isAside) asides.add(table)
    else tabulated.add(table)
    enter(check, outcome.leaf)
    insert(table, row, check.at.keys(), outcome.leaf)
    for (const { column } of check.at.keys()) note(column)
    return outcome.leaf
  }

  /** Puts what a leaf changes into the row of the state that follows. */
  const put = (
    buffer: Uint16Array,
    leaf: Leaf,
    there: Uint8Array,
    source: number,
    to: Site,
  ): Cell | 'unknown' | undefined => {
    for (const set of leaf.sets) {
      const cell = set[0]
      if (cell.column < 0 || there[cell.column] === 0) continue
      const number = set[1]
      const content = cell.contents[number] as Content
      if (isLength(cell) && isNumber(content) && content.value > mostOf(cell)) return cell
      write(buffer, cell.column, number)
    }
    for (const [cell, by] of leaf.adds) {
      if (cell.column < 0 || there[cell.column] === 0) continue
      note(cell.column)
      if (buffer[cell.column] === loose) continue
      const content = cell.contents[buffer[cell.column] as number] as Content
      if (isNumber(content)) write(buffer, cell.column, numberOf(cell, { kind: 'value', value: content.value + by }))
    }
    for (const [length, items] of leaf.appends) {
      if (length.column >= 0) note(length.column)
      if (length.column < 0 || buffer[length.column] === loose) {
        for (const cell of [length, ...below(length.parent as Cell)]) {
          if (cell.column < 0 || there[cell.column] === 0) continue
          track(length, source)
          return 'unknown'
        }
        continue
      }
      const content = length.contents[buffer[length.column] as number] as Content
      const before = isNumber(content) ? content.value : 0
      if (before + items.length > mostOf(length)) return length
      hold(length, before + items.length, buffer, to)
      for (const [n, item] of items.entries())
        hold(childOf(length.parent as Cell, String(before + n)), item, buffer, to)
    }
    return undefined
  }

  /** Whether what was worked out once more looks at nothing else: what was looked at only to see whether it counts is left aside. */
  const looksAtNoMore = ({ table, at }: Check, before: ReadonlyMap<Cell, number>): boolean => {
    if ([...at.keys()].every(cell => before.has(cell))) return true
    const plain = checkOf(table)
    tries.look(plain, cell => before.get(cell) ?? loose)
    return [...plain.at.keys()].every(cell => before.has(cell))
  }

  /** Of these tables those of which one of every so many things comes out otherwise, worked out once more. */
  const others = (tables: Iterable<Table>, oneIn: number, from = 0): readonly Table[] => {
    const found = new Set<Table>()
    let count = from
    for (const table of tables) {
      for (const { at, counters, outcome } of [...table.checks]) {
        if (counters.size > 0 || outcome === undefined || table.gather !== undefined) continue
        count += 1
        if (count % oneIn !== 0) continue
        const check = checkOf(table)
        const name = tries.anew(check, cell => at.get(cell) ?? loose, table.configuration)?.name
        const isSame = name === outcome.name && looksAtNoMore(check, at)
        if (!isSame && check.counters.size === 0) found.add(table)
      }
    }
    return [...found]
  }

  /** The row that the last step led to; the next step writes over it. */
  let after: Uint16Array = new Uint16Array()
  /** The way it went, `always` transitions included. */
  let went = -1

  const tables: Tables = {
    get vectors() {
      return vectors
    },
    get columns() {
      return columns
    },
    get isOutgrown() {
      return isOutgrown
    },
    track,
    mostOf,
    contentIn(state, cell) {
      const column = columnOf.get(cell)
      const number = column === undefined ? loose : vectors.at(state, column)
      if (number !== loose) return cell.contents[number]
      const held = domains.at(cell, restIn(vectors.at(state, 0)))
      return held.size === 1 && !widened.has(cell) ? cell.contents[[...held][0] as number] : undefined
    },
    lookUp(table, state) {
      // Of what is asked aside nothing is put on record, so that a row need not be looked at as a whole.
      if (table.isAside) {
        if (table.learned !== learned + domains.grown) {
          drop(table)
          table.learned = learned + domains.grown
        }
        let node = table.root
        while (node !== undefined && 'cell' in node) node = node.next[slotOf(vectors.at(state, node.column))]
        if (node !== undefined) return node
      }
      return lookUp(table, vectors.row(state), table.configuration)
    },
    record({ tables, places }) {
      recorded += 1
      reads = []
      written = []
      consulted = tables
      passed = places
      return {
        reads,
        tables,
        places,
        sets: () => ({
          change: new Change(
            written,
            written.map(column => after[column] as number),
          ),
          way: went,
        }),
      }
    },
    apply(state, leaf) {
      let source = vectors.at(state, 0)
      const row = vectors.row(state)
      if (after.length !== row.length) after = new Uint16Array(row.length)
      const buffer = after
      buffer.set(row)
      let going = scope.wayOf(leaf.result)
      passed.add(source)
      const go = (by: Leaf): Cell | 'unknown' | undefined => {
        passed.add(going.configuration)
        if (by.beyond !== undefined) return by.beyond
        const there = trackedAt(going.configuration)
        const left = put(buffer, by, there, source, siteAt(going))
        if (left !== undefined) return left
        write(buffer, 0, going.configuration)
        for (let column = 1; column < there.length; column++)
          if (there[column] === 0 && buffer[column] !== loose) write(buffer, column, loose)
        return undefined
      }
      /** Whether the row tells all that has to be told where it has come to; what it does not, the place before has to. */
      const isTold = (): boolean => {
        const there = trackedAt(going.configuration)
        let isKnown = true
        for (let column = 1; column < there.length; column++) {
          if (there[column] === 0 || buffer[column] !== loose) continue
          track(columns[column - 1] as Cell, source)
          isKnown = false
        }
        return isKnown
      }
      let left = go(leaf)
      went = leaf.result
      for (let count = 1; left === undefined && going.settling !== undefined; count++) {
        if (count > mostMicrosteps) {
          // What was taken for granted may be out of date: then it is looked at once more with what has to be told.
          tables.settle()
          if (isOutgrown) return undefined
          throw scope.endless(going.configuration)
        }
        const step = isTold() ? lookUp(going.settling, buffer, source) : undefined
        if (step === undefined) return undefined
        source = going.configuration
        went = scope.wayOn(went, step.result)
        going = scope.wayOf(went)
        left = go(step)
      }
      if (left !== undefined) return left === 'unknown' ? undefined : left
      const there = trackedAt(going.configuration)
      for (const table of going.keepers) {
        const kept = lookUp(table, buffer, source)
        if (kept === undefined) return undefined
        if (kept.beyond !== undefined) return kept.beyond
        put(buffer, kept, there, source, restIn(going.configuration))
      }
      return isTold() ? 'follows' : undefined
    },
    again: (oneIn, from) => others(tabulated, oneIn, from),
    againAside: (oneIn, from) => others(asides, oneIn, from),
    forget(table) {
      asides.delete(table)
    },
    renumber(order) {
      vectors = vectors.inOrder(order)
    },
    settle() {
      for (const one of root.news) {
        root.news.delete(one)
        const check = one as Check
        const before = check.outcome
        if (before === undefined || outdated.has(check.table)) continue
        const outcome = tries.again(check)
        if (outcome?.name === before.name) check.outcome = outcome
        else {
          outdated.add(check.table)
          isOutgrown = true
        }
      }
    },
    close() {
      isClosed = true
      known = vectors.count
      tables.release()
    },
    release() {
      for (const cell of [root, ...below(root)]) {
        cell.readers = []
        cell.writers.clear()
        cell.wholes.clear()
      }
      for (const tables of [tabulated, asides])
        for (const { checks } of tables) for (const check of checks) forgetReads(check)
      root.news.clear()
      entering.clear()
    },
    get size() {
      let size = known
      for (const tables of [tabulated, asides]) for (const { checks } of tables) size += checks.length
      return size
    },
    restart() {
      isClosed = false
      passBack()
      for (const one of root.news) outdated.add((one as Check).table)
      root.news.clear()
      const places = new Set<number>()
      for (const [cell, configurations] of wanted) {
        for (const one of configurations) {
          places.add(one)
          if (scope.isWhole) cell.isTrackedEverywhere = true
          else cell.trackedIn.add(one)
        }
        const isOutdated = (one: object): boolean => {
          if (!meets(one as Check, configurations)) return false
          outdated.add((one as Check).table)
          return true
        }
        cell.readers = cell.readers.filter(one => !isOutdated(one))
        for (const known of [cell.writers, ...appendersOf(cell)])
          for (const one of known) if (isOutdated(one)) known.delete(one)
        // What has a column keeps it.
        if (cell.column < 0) {
          cell.column = columns.push(cell)
          columnOf.set(cell, cell.column)
        }
      }
      learned += wanted.size + outdated.size
      wanted.clear()
      for (const table of outdated) drop(table)
      const dropped = { tables: new Set(outdated), places }
      outdated.clear()
      waiting.clear()
      isOutgrown = false
      const configurations = vectors.roomOf(0)
      vectors = new StateVectors(columns.length + 1, column =>
        column === 0 ? configurations : (columns[column - 1] as Cell).contents.length - 1,
      )
      tracked = []
      const there = trackedAt(scope.first)
      const row = new Uint16Array(columns.length + 1)
      row[0] = scope.first
      for (const cell of columns) row[cell.column] = there[cell.column] === 0 ? loose : cell.initial
      vectors.intern(row)
      return dropped
    },
  }
  return tables
}

/** Puts something where a branch leads, or at the root. */
function branch(table: Table, parent: Fork | undefined, slot: number, node: Fork | Leaf): void {
  if (parent === undefined) table.root = node
  else parent.next[slot] = node
}

/** Who appends to the lists that a cell is a part of: what they put there is known by the length alone. */
function* appendersOf({ parent }: Cell): Generator<Cell['writers']> {
  for (let list = parent; list !== undefined; list = list.parent) {
    const length = list.children.get('length')
    if (length !== undefined) yield length.writers
  }
}
