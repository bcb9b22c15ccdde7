// Which cells states tell of, and in which configurations: found out while exploring, and good from the next beginning on.
import { type Cell, isTracked } from './cells.js'
import type { Scope } from './scope.js'
import type { Check, Leaf } from './table.js'

/** What states tell of. */
export interface Tracking {
  /** The cells that have a column, which they keep: the first is column 1, after the configuration. */
  readonly columns: readonly Cell[]
  /** How many cells are to be tracked from the next beginning on. */
  readonly wanted: number
  /** The column of a cell; undefined where it has none in this exploration. */
  columnOf(cell: Cell): number | undefined
  /** A cell has to be tracked in a configuration. */
  track(cell: Cell, configuration: number): void
  /** For each column whether states of a configuration tell of it. */
  at(configuration: number): Uint8Array
  /** Something was worked out, by which a step may come to another configuration. */
  enter(check: Check, leaf: Leaf): void
  /** Forgets how steps come to configurations. */
  release(): void
  /** Tracks what is wanted, and says what was worked out without; answers the configurations whose states tell more. */
  restart(outdate: (check: Check) => void): ReadonlySet<number>
}

/** Nothing is tracked but what is known to be from an exploration before. */
export function trackingOf({ isWhole, wayOf }: Scope): Tracking {
  const columns: Cell[] = []
  /** Of these cells, kept here: what explores the same model afterwards has columns of its own. */
  const columnOf = new Map<Cell, number>()
  let tracked: (Uint8Array | undefined)[] = []
  const wanted = new Map<Cell, Set<number>>()
  /** What leads to a configuration, by the configurations it comes from. */
  const entering = new Map<number, Map<number, Check[]>>()

  const track = (cell: Cell, configuration: number): void => {
    const known = wanted.get(cell)
    if (known === undefined) wanted.set(cell, new Set([configuration]))
    else known.add(configuration)
  }

  /** What has to be told in a configuration has to be told wherever a step leads there that does not set it. */
  const passBack = (): void => {
    if (isWhole) return
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
    if (outcome === undefined || isWhole || configurations.has(table.configuration)) return true
    const { result } = outcome.leaf
    return result >= 0 && configurations.has(wayOf(result).configuration)
  }

  return {
    columns,
    get wanted() {
      return wanted.size
    },
    columnOf: cell => columnOf.get(cell),
    track,
    at(configuration) {
      const known = tracked[configuration]
      if (known !== undefined) return known
      const made = Uint8Array.from([1, ...columns.map(cell => (isTracked(cell, configuration) ? 1 : 0))])
      tracked[configuration] = made
      return made
    },
    enter(check, { result }) {
      const source = check.table.configuration
      const target = result < 0 ? source : wayOf(result).configuration
      if (target === source) return
      const known = entering.get(target) ?? new Map<number, Check[]>()
      entering.set(target, known)
      const checks = known.get(source) ?? []
      known.set(source, checks)
      checks.push(check)
    },
    release() {
      entering.clear()
    },
    restart(outdate) {
      passBack()
      const places = new Set<number>()
      for (const [cell, configurations] of wanted) {
        for (const one of configurations) {
          places.add(one)
          if (isWhole) cell.isTrackedEverywhere = true
          else cell.trackedIn.add(one)
        }
        const isOutdated = (one: object): boolean => {
          if (!meets(one as Check, configurations)) return false
          outdate(one as Check)
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
      wanted.clear()
      tracked = []
      return places
    },
  }
}

/** Who appends to the lists that a cell is a part of: what they put there is known by the length alone. */
function* appendersOf({ parent }: Cell): Generator<Cell['writers']> {
  for (let list = parent; list !== undefined; list = list.parent) {
    const length = list.children.get('length')
    if (length !== undefined) yield length.writers
  }
}
