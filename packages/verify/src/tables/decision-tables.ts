// What is worked out once is looked up from then on: for each thing that can be tried in a configuration, a tree over the
// tracked cells it reads. Cells that are not tracked may hold whatever was ever seen in them, and each combination is
// tried: a thing is tabulated only where all combinations lead to the same, and otherwise the cell that makes the
// difference is tracked from then on.
import { below, type Cell, type Content, isLength, isNumber, isTracked, mayHoldAny } from './cells.js'
import { combinations } from './combinations.js'
import { domainsFrom } from './domains.js'
import { holdingIn } from './holding.js'
import { Recorder, type Trail } from './record.js'
import type { Going, Scope } from './scope.js'
import { arrivingIn, restIn, type Site } from './sites.js'
import { loose, StateVectors, slotOf } from './state-vectors.js'
import { steppingOn } from './stepping.js'
import { type Check, checkOf, type Fork, forgetReads, type Leaf, type Table } from './table.js'
import { trackingOf } from './tracking.js'

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
  /** Lists that are looked at where they may be longer than is followed and no state tells how long they are: their lengths. */
  shortened(): ReadonlySet<Cell>
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

/** Tables over the tree of cells below a root. */
export function tablesOver(root: Cell, scope: Scope): Tables {
  const tracking = trackingOf(scope)
  const recorder = new Recorder()
  const domains = domainsFrom(restIn(scope.first))
  const holding = holdingIn(domains, scope.list, recorder)
  const widened = new Set<Cell>()
  let vectors = new StateVectors(1)
  let isOutgrown = false
  let isClosed = false
  /** How many states there were in the end. */
  let known = 0
  const outdated = new Set<Table>()
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
    tracking.track(cell, configuration)
  }

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

  const tries = combinations(root, {
    track,
    isWhole: scope.isWhole,
    effort: scope.effort,
    configurationOf: way => scope.wayOf(way).configuration,
    isStill: scope.isStill,
    isClosed: () => isClosed,
    sees: scope.sees,
    telling: scope.telling,
    outgrow: () => {
      isOutgrown = true
    },
    widen(cell) {
      mayHoldAny(cell)
      widened.add(cell)
    },
    isBeyond: scope.isBeyond,
    isWithin: (cell, content) => !isLength(cell) || !isNumber(content) || content.value <= holding.mostOf(cell),
    append: holding.mayAppend,
    domains,
    siteOf: way => siteAt(scope.wayOf(way)),
  })

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

  const drop = (table: Table): void => {
    table.root = undefined
    for (const check of table.checks) check.outcome = undefined
    table.checks = []
  }

  /** What a thing leads to in a row of its configuration; a row after a step is not yet known in all it has to tell. */
  const lookUp = (table: Table, row: Uint16Array, source: number): Leaf | undefined => {
    recorder.consult(table)
    let node = table.root
    while (node !== undefined && 'cell' in node) {
      const { column } = node
      recorder.note(column)
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
    // What is asked aside is told only where all that may be looked at is followed.
    if (table.isAside && check.short.length > 0) {
      waiting.add(table)
      return undefined
    }
    check.outcome = outcome
    table.checks.push(check)
    if (table.isAside) asides.add(table)
    else tabulated.add(table)
    tracking.enter(check, outcome.leaf)
    insert(table, row, check.at.keys(), outcome.leaf)
    for (const { column } of check.at.keys()) recorder.note(column)
    return outcome.leaf
  }

  /** Works out again what news may contradict. */
  const settle = (): void => {
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

  const release = (): void => {
    for (const cell of [root, ...below(root)]) {
      cell.readers = []
      cell.writers.clear()
      cell.wholes.clear()
    }
    for (const tables of [tabulated, asides])
      for (const { checks } of tables) for (const check of checks) forgetReads(check)
    root.news.clear()
    tracking.release()
  }

  const follow = steppingOn({
    scope,
    tracking,
    holding,
    recorder,
    track,
    siteAt,
    lookUp,
    settle() {
      settle()
      return isOutgrown
    },
  })

  return {
    get vectors() {
      return vectors
    },
    columns: tracking.columns,
    get isOutgrown() {
      return isOutgrown
    },
    track,
    mostOf: holding.mostOf,
    shortened() {
      const lengths = new Set<Cell>()
      for (const { configuration, checks } of tabulated)
        for (const { short, outcome } of checks)
          for (const length of outcome === undefined ? [] : short)
            if (!isTracked(length, configuration)) lengths.add(length)
      return lengths
    },
    contentIn(state, cell) {
      const column = tracking.columnOf(cell)
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
    record: before => recorder.begin(before),
    apply: (state, leaf) => follow(vectors.row(state), leaf),
    again: (oneIn, from) => others(tabulated, oneIn, from),
    againAside: (oneIn, from) => others(asides, oneIn, from),
    forget(table) {
      asides.delete(table)
    },
    renumber(order) {
      vectors = vectors.inOrder(order)
    },
    settle,
    close() {
      isClosed = true
      known = vectors.count
      release()
    },
    release,
    get size() {
      let size = known
      for (const tables of [tabulated, asides]) for (const { checks } of tables) size += checks.length
      return size
    },
    restart() {
      isClosed = false
      for (const one of root.news) outdated.add((one as Check).table)
      root.news.clear()
      learned += tracking.wanted
      const places = tracking.restart(check => outdated.add(check.table))
      learned += outdated.size
      for (const table of outdated) drop(table)
      const dropped = { tables: new Set(outdated), places }
      outdated.clear()
      waiting.clear()
      isOutgrown = false
      const { columns } = tracking
      const configurations = vectors.roomOf(0)
      vectors = new StateVectors(columns.length + 1, column =>
        column === 0 ? configurations : (columns[column - 1] as Cell).contents.length - 1,
      )
      const there = tracking.at(scope.first)
      const row = new Uint16Array(columns.length + 1)
      row[0] = scope.first
      for (const cell of columns) row[cell.column] = there[cell.column] === 0 ? loose : cell.initial
      vectors.intern(row)
      return dropped
    },
  }
}

/** Puts something where a branch leads, or at the root. */
function branch(table: Table, parent: Fork | undefined, slot: number, node: Fork | Leaf): void {
  if (parent === undefined) table.root = node
  else parent.next[slot] = node
}
