// What a cell may hold at a place where no state tells it: what is put there on the way, and what comes along from the
// places before, as far as the step that leads from one to the other lets it pass.
import { type Cell, type Content, isLength, isNumber, mayHoldAny, numberOf } from './cells.js'
import type { Site } from './sites.js'
import type { Check } from './table.js'

/** What cells may hold, by site. It only grows. */
export interface Domains {
  /** Grows with whatever cells may hold more. */
  readonly grown: number
  at(cell: Cell, site: Site): ReadonlySet<number>
  /** It can hold this as well. */
  mayHold(cell: Cell, number: number, site: Site): void
  /** A list can be longer than is followed: a few great lengths stand for the rest, so that a limit shows. */
  shorten(length: Cell, site: Site): void
  /** Whether a list can be longer there than is followed. */
  isShort(length: Cell, site: Site): boolean
  /**
   * A step leads from one site to another, past all that it does not know or change.
   *
   * @param kind what passes: {@link everything}, or the cells of this part, see {@link partOf}
   * @param stops the cells it knows or changes: what they hold afterwards is told by `mayHold`
   */
  flow(from: Site, to: Site, kind: string, stops: Stops): void
}

/** Cells that do not pass. */
export interface Stops {
  has(cell: Cell): boolean
  /** All of them; others may be among these. */
  keys(): Iterable<Cell>
}

/** Whatever part a cell belongs to. */
export const everything = '*'

/** The most numbers a cell is taken to hold at one site: of more than that each state tells which it is, where it is looked at. */
const mostNumbers = 16
/** Lengths that are tried in place of all that are greater than is followed: no greater than what may end lists in practice. */
const beyond = [3, 4, 5, 10, 100]

interface Flow {
  readonly to: Site
  readonly kind: string
  readonly stops: Set<Cell>
}

/** Domains of the cells of a case that begins at a site. */
export function domainsFrom(first: Site): Domains {
  /** By cell and site. */
  const held = new Map<Cell, (Set<number> | undefined)[]>()
  const flows = new Map<Site, Map<string, Flow>>()
  const parts = new Map<Cell, string>()
  const shortened = new Set<string>()
  /** The greatest length that is tried of a list that can be longer than is followed: it comes along wherever that list does. */
  const greatest = new Map<Cell, number>()
  let grown = 0

  const sitesOf = (cell: Cell): (Set<number> | undefined)[] => {
    let sites = held.get(cell)
    if (sites === undefined) {
      sites = []
      held.set(cell, sites)
      // What it begins with was so before anybody looked.
      const before = grown
      give(cell, cell.initial, first)
      grown = before
    }
    return sites
  }

  const heldAt = (cell: Cell, site: Site): Set<number> => {
    const sites = sitesOf(cell)
    let numbers = sites[site]
    if (numbers === undefined) {
      numbers = new Set()
      sites[site] = numbers
    }
    return numbers
  }

  const passes = ({ kind, stops }: Flow, cell: Cell): boolean =>
    !stops.has(cell) && (kind === everything || partKnown(cell) === kind)

  const partKnown = (cell: Cell): string => {
    let part = parts.get(cell)
    if (part === undefined) {
      part = partOf(cell)
      parts.set(cell, part)
    }
    return part
  }

  const give = (cell: Cell, number: number, site: Site): void => {
    if (heldAt(cell, site).has(number)) return
    const waiting: (readonly [number, Site, boolean?])[] = [[number, site]]
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const [one, at, isForced = false] = next
      const numbers = heldAt(cell, at)
      if (numbers.has(one)) continue
      if (numbers.size >= mostNumbers && !isForced && isNumber(cell.contents[one] as Content)) {
        if (isLength(cell)) waiting.push(...greatLengths(cell, at))
        else mayHoldAny(cell)
        continue
      }
      numbers.add(one)
      grown += 1
      for (const reader of cell.readers) if ((reader as Check).table.site === at) cell.news.add(reader)
      for (const flow of flows.get(at)?.values() ?? []) if (passes(flow, cell)) waiting.push([one, flow.to])
    }
  }

  const greatLengths = (length: Cell, site: Site): (readonly [number, Site, boolean])[] => {
    const name = `${site} ${length.path}`
    if (shortened.has(name)) return []
    shortened.add(name)
    const lengths = beyond.map(value => numberOf(length, { kind: 'value', value }))
    greatest.set(length, lengths.at(-1) as number)
    return lengths.map(number => [number, site, true])
  }

  const passOn = (cell: Cell, from: Site, flow: Flow): void => {
    if (passes(flow, cell)) for (const number of [...heldAt(cell, from)]) give(cell, number, flow.to)
  }

  return {
    get grown() {
      return grown
    },
    at(cell, site) {
      const numbers = sitesOf(cell)[site]
      return numbers === undefined || numbers.size === 0 ? new Set([cell.initial]) : numbers
    },
    mayHold: give,
    shorten(length, site) {
      for (const [number] of greatLengths(length, site)) give(length, number, site)
    },
    isShort(length, site) {
      const number = greatest.get(length)
      return number !== undefined && sitesOf(length)[site]?.has(number) === true
    },
    flow(from, to, kind, stops) {
      if (from === to) return
      const leaving = flows.get(from) ?? new Map<string, Flow>()
      flows.set(from, leaving)
      const name = `${to} ${kind}`
      const known = leaving.get(name)
      if (known === undefined) {
        const flow: Flow = { to, kind, stops: new Set([...stops.keys()].filter(cell => stops.has(cell))) }
        leaving.set(name, flow)
        grown += 1
        for (const cell of [...held.keys()]) passOn(cell, from, flow)
        return
      }
      for (const cell of known.stops) {
        if (stops.has(cell)) continue
        known.stops.delete(cell)
        grown += 1
        passOn(cell, from, known)
      }
    },
  }
}

/** The deadline whose bookkeeping a cell is; empty for all other cells. */
export function partOf(cell: Cell): string {
  let name = ''
  let above = ''
  for (let at: Cell | undefined = cell; at?.parent !== undefined; at = at.parent) {
    above = name
    name = at.key
  }
  return name === 'deadlines' || name === 'spans' ? above : ''
}
