// What is known of one thing that can be tried in a configuration: a tree over the tracked cells it reads.
import type { Json } from '@convoke/core'
import type { Cell } from './cells.js'
import type { Memory } from './memory.js'
import { arrivingIn, restIn, type Site } from './sites.js'

/** What all combinations lead to. */
export interface Outcome {
  /** Two outcomes of one name are the same in all that matters. */
  readonly name: string
  readonly leaf: Leaf
}

/** What trying something leads to, in every state that looks alike to it. */
export interface Leaf {
  /** The way the step goes, or −1 where nothing happens. */
  readonly result: number
  /** Cells and the number each gets. */
  readonly sets: readonly (readonly [Cell, number])[]
  /** Counters that go up or down whatever they are. */
  readonly adds: readonly (readonly [Cell, number])[]
  /** Lengths of lists, and what is put at the end of each. */
  readonly appends: readonly (readonly [Cell, readonly Json[]])[]
  /** A key it makes up, beyond how far they are followed: nothing is said of where it leads. */
  readonly beyond: Cell | undefined
  /** Whether it is accepted with some and refused with others of what loose cells may hold, neither of which matters. */
  readonly isMixed: boolean
  /** Whether nothing comes of it that matters. */
  readonly isIdle: boolean
}

/** A branching by what one tracked cell holds. */
export interface Fork {
  readonly cell: Cell
  readonly column: number
  readonly next: (Fork | Leaf | undefined)[]
}

/**
 * Works something out on the data of a state, which it may change: the way it goes, or −1. Pure otherwise.
 *
 * @param told told what it looks at beside the data
 */
export type Evaluation = (root: Record<string, never>, told?: Told) => number

/** What an evaluation tells on its way. */
export interface Told {
  /** It looks at a part of the command: see {@link Remembering.input}. */
  looksAt(part: Cell): void
}

/** Where it is kept what comes of evaluations. */
export interface Remembering {
  readonly memory: Memory
  /** The parts of the command, and the number of what each is: what looks at none of them is the same for all commands. */
  readonly input?: ReadonlyMap<Cell, number> | undefined
  /** What is answered for yes, where one memory serves several places. */
  readonly yes?: number | undefined
}

/** What is known of one thing that can be tried. */
export interface Table {
  readonly configuration: number
  /** Where the data that it is worked out on may come from. */
  readonly site: Site
  /** What it does with them: a step leads on, keeping a deadline (its name) leads to rest, a look leads nowhere. */
  readonly does: 'step' | 'look' | { readonly keeps: string }
  /** The event that is tried; empty where none is. */
  readonly event: string
  /** Whether it matters if it is accepted, even where it changes nothing else that matters. */
  readonly isWatched: boolean
  /** It was asked once all was explored: nothing else is worked out because of it, and it holds until more is learned. */
  readonly isAside: boolean
  readonly evaluate: Evaluation
  /** Told what a loose cell may hold that is looked at, where there is too much of it to try; nothing else matters then. */
  readonly gather: ((value: unknown) => void) | undefined
  /** Told what every evaluation comes to, be it from memory. */
  readonly comesTo: ((result: number) => void) | undefined
  /** What came of evaluating it; undefined where that has to be found out each time. */
  readonly remembering: Remembering | undefined
  root: Fork | Leaf | undefined
  checks: Check[]
  /** How much was known when it was asked aside. */
  learned: number
}

/** One leaf, with what it was worked out from: worked out again where news of a loose cell come in. */
export interface Check {
  readonly table: Table
  /** The tracked cells it read, in their order, and what they held. */
  readonly at: Map<Cell, number>
  /** What it reads only to count it on, and a number it may hold. */
  counters: ReadonlyMap<Cell, number>
  /** The loose cells it is known to read. */
  looked: Cell[]
  /** Of these the lengths of lists that may be greater than is followed. */
  short: readonly Cell[]
  outcome: Outcome | undefined
}

const noCounters: Check['counters'] = new Map()
const noCells: Cell[] = []

/** Of a thing that is to be worked out. */
export function checkOf(table: Table): Check {
  return { table, at: new Map(), counters: noCounters, looked: [], short: noCells, outcome: undefined }
}

/** A check reads a loose cell. There are few of them in a check, and many checks that read a cell. */
export function noteReader(check: Check, cell: Cell): void {
  if (check.looked.includes(cell)) return
  check.looked.push(cell)
  cell.readers.push(check)
}

/** Nobody works a check out again because of a loose cell any more. */
export function forgetReads(check: Check): void {
  check.looked = noCells
}

/** A thing about which nothing is known yet. */
export function emptyTable(
  configuration: number,
  evaluate: Evaluation,
  {
    does = 'step',
    event = '',
    isWatched = false,
    isAside = false,
    gather,
    comesTo,
    remembering,
  }: Partial<Pick<Table, 'does' | 'event' | 'isWatched' | 'isAside' | 'gather' | 'comesTo' | 'remembering'>> = {},
): Table {
  const site = typeof does === 'object' ? arrivingIn(configuration) : restIn(configuration)
  return {
    configuration,
    site,
    does,
    event,
    isWatched,
    isAside,
    evaluate,
    gather,
    comesTo,
    remembering,
    root: undefined,
    checks: [],
    learned: -1,
  }
}
