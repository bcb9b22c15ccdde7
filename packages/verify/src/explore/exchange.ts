// Parties that can be exchanged: whatever one of them can do the others could do in its place, and a case goes on as before
// but for their names. Of all states that differ by such names alone one is looked into: the one whose parties stand in order.
// Whether they can be exchanged is found out afterwards, from everything that was worked out: see exchangeable.ts.

import type { Json, PartyId } from '@convoke/core'
import type { CaseModel, Move } from '../model/case-model.js'
import { type Cell, type Content, cellFor, keysOf, nameOf, numberOf } from '../tables/cells.js'
import type { Tables } from '../tables/decision-tables.js'
import { type Change, loose } from '../tables/state-vectors.js'

/** Who stands for whom; whoever is not named stands for itself. */
export type Renaming = ReadonlyMap<string, string>

/** Two parties that are told apart, and by what. */
export interface Distinguished {
  readonly parties: readonly [PartyId, PartyId]
  /** The command, deadline or link whose outcome is another; undefined where it took too much to find out. */
  readonly by: string | undefined
}

/** How rows and moves look with parties exchanged. */
export interface Exchange {
  /** Parties that are taken to be exchangeable with each other. */
  readonly groups: readonly (readonly PartyId[])[]
  /** Neighbours in a group, exchanged: all other exchanges are made of these. */
  readonly swaps: readonly Renaming[]
  /** A number in a column, with parties renamed. */
  place(column: number, number: number, names: Renaming): readonly [column: number, number: number]
  move(move: Move, names: Renaming): Move
  row(row: Uint16Array, names: Renaming): Uint16Array
  /** Who has to stand for whom so that the parties of a row stand in order. */
  toOrder(row: Uint16Array): Renaming
  /** The row that a change makes, with its parties in order, and who stands for whom in it. */
  after(row: Uint16Array, change: Change): { readonly row: Uint16Array; readonly names: Renaming }
}

/** One after the other. */
export function renamedTwice(first: Renaming, then: Renaming): Renaming {
  const names = new Map<string, string>()
  for (const party of new Set([...first.keys(), ...then.keys()])) {
    const once = first.get(party) ?? party
    names.set(party, then.get(once) ?? once)
  }
  return names
}

/** The other way round. */
export function renamedBack(names: Renaming): Renaming {
  return new Map([...names].map(([from, to]) => [to, from]))
}

/** Parties with the same roles, as far as nothing is known that tells them apart. */
export function groupsOf(
  { seenIn }: Pick<CaseModel, 'seenIn'>,
  apart: readonly Distinguished[],
): readonly (readonly PartyId[])[] {
  const roles = new Map<PartyId, string[]>()
  for (const [role, parties] of seenIn) {
    for (const party of parties) {
      const known = roles.get(party)
      if (known === undefined) roles.set(party, [role])
      else known.push(role)
    }
  }
  const groups = new Map<string, PartyId[]>()
  for (const [party, names] of roles) {
    const name = names.join(' ')
    const known = groups.get(name)
    if (known === undefined) groups.set(name, [party])
    else known.push(party)
  }
  return [...groups.values()].flatMap(group => partsOf(group, apart)).filter(({ length }) => length > 1)
}

/** A group, parted between those who are told apart. */
function partsOf(group: readonly PartyId[], apart: readonly Distinguished[]): readonly (readonly PartyId[])[] {
  const parts: PartyId[][] = []
  for (const party of group) {
    const isApart = (other: PartyId) => apart.some(({ parties }) => parties.includes(party) && parties.includes(other))
    const part = parts.find(members => !members.some(isApart))
    if (part === undefined) parts.push([party])
    else part.push(party)
  }
  return parts
}

/**
 * The exchange of the parties in these groups; undefined where it takes columns that are not there yet: they are tracked from
 * the next beginning on.
 */
export function exchangeOf(
  root: Cell,
  tables: Tables,
  groups: readonly (readonly PartyId[])[],
  first: number,
): Exchange | undefined {
  const members = new Set<string>(groups.flat())
  const swaps = groups.flatMap(group =>
    group.slice(1).map((party, n): Renaming => {
      const before = group[n] as PartyId
      return new Map([
        [before, party],
        [party, before],
      ])
    }),
  )
  const { columns } = tables
  const cellOf = (column: number): Cell => columns[column - 1] as Cell
  const keysAt = columns.map(keysOf)
  const namedAt = keysAt.map(keys => keys.filter(key => members.has(key)))
  /** Twins of each column, by the parties that they are about. */
  const twins = columns.map(() => new Map<string, Cell>())
  const renamed = (column: number, names: Renaming): Cell => {
    const named = namedAt[column - 1] as readonly string[]
    if (named.length === 0) return cellOf(column)
    const one = named[0] as string
    const name =
      named.length === 1 ? (names.get(one) ?? one) : JSON.stringify(named.map(party => names.get(party) ?? party))
    const known = (twins[column - 1] as Map<string, Cell>).get(name)
    if (known !== undefined) return known
    const twin = cellFor(
      root,
      (keysAt[column - 1] as readonly string[]).map(key => names.get(key) ?? key),
    )
    ;(twins[column - 1] as Map<string, Cell>).set(name, twin)
    return twin
  }
  /** Numbers of contents that name nobody, in each column as in each twin. */
  const numbersIn = columns.map(() => new Map<Cell, number[]>())
  let isWhole = true
  for (let column = 1; column <= columns.length; column++) {
    for (const names of swaps) {
      const twin = renamed(column, names)
      if (twin.column >= 0 && columns[twin.column - 1] === twin) continue
      tables.track(twin, first)
      isWhole = false
    }
  }
  if (!isWhole) return undefined

  const place: Exchange['place'] = (column, number, names) => {
    if (column === 0) return [column, number]
    const cell = cellOf(column)
    const twin = renamed(column, names)
    if (number === loose) return [twin.column, number]
    const known = numbersIn[column - 1] as Map<Cell, number[]>
    let numbers = known.get(twin)
    if (numbers === undefined) {
      numbers = []
      known.set(twin, numbers)
    }
    const same = numbers[number]
    if (same !== undefined) return [twin.column, same]
    const content = cell.contents[number] as Content
    if (content.kind === 'value' && typeof content.value === 'string' && members.has(content.value)) {
      const value = names.get(content.value) ?? content.value
      return [twin.column, numberOf(twin, { kind: 'value', value })]
    }
    const made = twin === cell ? number : numberOf(twin, content)
    numbers[number] = made
    return [twin.column, made]
  }
  const row: Exchange['row'] = (row, names) => {
    if (names.size === 0) return row
    const made = new Uint16Array(row.length)
    for (let column = 0; column < row.length; column++) {
      const [to, number] = place(column, row[column] as number, names)
      made[to] = number
    }
    return made
  }

  /** Of each party, the columns that are about it alone, in an order that is the same for all of a group. */
  const own = new Map<string, readonly number[]>()
  /** Columns about none of them: which party they name tells it from others. */
  const common: number[] = []
  const patterns = new Map<string, [pattern: string, column: number][]>()
  for (const [n, keys] of keysAt.entries()) {
    const named = [...new Set(keys.filter(key => members.has(key)))]
    if (named.length === 0) common.push(n + 1)
    if (named.length !== 1) continue
    const party = named[0] as string
    const known = patterns.get(party) ?? []
    patterns.set(party, known)
    known.push([JSON.stringify(keys.map(key => (key === party ? null : key))), n + 1])
  }
  const byPattern = ([one]: readonly [string, number], [other]: readonly [string, number]) => (one < other ? -1 : 1)
  for (const party of members)
    own.set(
      party,
      (patterns.get(party) ?? []).sort(byPattern).map(([, column]) => column),
    )

  const toOrder = (row: Uint16Array): Renaming => {
    const names = new Map<string, string>()
    const contentAt = (column: number): Content | undefined => cellOf(column).contents[row[column] as number]
    for (const group of groups) {
      const looks = group.map(party => {
        const about = (own.get(party) as readonly number[]).map(column => {
          const content = contentAt(column)
          if (content?.kind === 'value' && typeof content.value === 'string' && members.has(content.value))
            return content.value === party ? 'self' : 'other'
          return content === undefined ? '' : nameOf(content)
        })
        for (const column of common) {
          const content = contentAt(column)
          if (content?.kind === 'value' && content.value === party) about.push(String(column))
        }
        return { party, look: about.join('\n') }
      })
      // Equal ones stay as they are.
      const inOrder = [...looks].sort((one, other) => (one.look < other.look ? -1 : one.look > other.look ? 1 : 0))
      for (const [n, { party }] of inOrder.entries()) if (party !== group[n]) names.set(party, group[n] as PartyId)
    }
    return names
  }

  return {
    groups,
    swaps,
    place,
    row,
    toOrder,
    move: (move, names) => renamedIn(move as unknown as Json, names) as unknown as Move,
    after(before, { columns, numbers }) {
      const made = before.slice()
      for (const [n, column] of columns.entries()) made[column] = numbers[n] as number
      const names = toOrder(made)
      return { row: row(made, names), names }
    },
  }
}

/** Texts that are the name of a party, and keys, replaced by another. */
function renamedIn(value: Json | undefined, names: Renaming): Json | undefined {
  if (typeof value === 'string') return names.get(value) ?? value
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(part => renamedIn(part, names) as Json)
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [names.get(key) ?? key, renamedIn(part, names) as Json]),
  )
}
