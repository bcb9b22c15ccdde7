// Something worked out for every combination of what loose cells may hold. Where all lead to the same, they need not be
// told apart.
import type { Json } from '@convoke/core'
import {
  absent,
  below,
  type Cell,
  type Content,
  isLength,
  isNumber,
  isTracked,
  lengthCell,
  type Numeric,
  numberOf,
  OutOfSight,
} from './cells.js'
import { type Domains, everything, partOf } from './domains.js'
import { type Choice, Looking } from './looking.js'
import { type Remembered, recalled, remember } from './memory.js'
import { restIn, type Site } from './sites.js'
import { loose } from './state-vectors.js'
import { type Check, type Leaf, noteReader, type Outcome } from './table.js'
import { type Change, TrackedData } from './tracked-data.js'

/** The most combinations that are tried before the cells are tracked instead. */
const mostCombinations = 128
/** How much more a number is taken to be, and what it is taken for, to see whether it is counted on whatever it is. */
const further = [1, 7, 1_000]
const each = Array.from({ length: 17 }, (_, n) => n)

/** One combination. */
interface Run {
  readonly result: number
  /** What was read, and what it held. */
  readonly values: ReadonlyMap<Cell, number>
  readonly net: ReadonlyMap<Cell, Content>
  readonly appends: readonly (readonly [Cell, readonly Json[]])[]
  /** What is remembered of it, in which it is kept what was tried as a counter. */
  readonly known: Remembered
}

/** Tries combinations, as long as the effort allows. */
export interface Combinations {
  /**
   * What a thing leads to where tracked cells hold what they are said to; undefined where a cell has to be tracked: here,
   * or, where it should be and is not yet known, in the configuration that was there before.
   */
  all(check: Check, numberAt: (cell: Cell) => number, source: number): Outcome | undefined
  /** The same with the tracked cells as they were; undefined as well where it now looks at others. */
  again(check: Check): Outcome | undefined
  /** The same as `all`, with nothing taken from memory. */
  anew(check: Check, numberAt: (cell: Cell) => number, source: number): Outcome | undefined
  /** Puts down in a fresh check which tracked cells a thing looks at by itself, with nothing tried as a counter. */
  look(check: Check, numberAt: (cell: Cell) => number): void
  /** A cell that looked like a counter is more than that. */
  readAlways(cell: Cell): void
}

/** Finding out what makes a difference cost more evaluations than it may. */
export class TooMuchEffort extends Error {
  override readonly name = 'TooMuchEffort'
}

/** A tracked cell is looked at that was not looked at before. */
const moreRead = Symbol('convoke.more-read')
/** What was taken for a counter is none, or one more was found. */
const otherwise = Symbol('convoke.otherwise')

/** Whether what was thrown is a word between what evaluates and what is evaluated: nobody else may catch it. */
export function isSignal(thrown: unknown): boolean {
  return thrown === moreRead || thrown === otherwise
}

/** Combinations of the loose cells below a root. */
export function combinations(
  root: Cell,
  hooks: {
    readonly isWhole: boolean
    readonly effort: number
    track(cell: Cell, configuration: number): void
    configurationOf(way: number): number
    /** Whether a way leaves a configuration as it is. */
    isStill(configuration: number, way: number): boolean
    /** Whether states tell no more than they do. */
    isClosed(): boolean
    /** Sees what a step does. */
    readonly sees?:
      | ((event: string, values: ReadonlyMap<Cell, number>, net: ReadonlyMap<Cell, Content>) => void)
      | undefined
    /** Numbers that may make a difference: those in what the rules were written with. */
    readonly telling: readonly number[]
    /** More may happen than was taken for granted so far. */
    outgrow(): void
    /** A cell is counted up or down. */
    widen(cell: Cell): void
    /** Whether a place has a key that counts further than keys are followed. */
    isBeyond(cell: Cell): boolean
    /** Whether a list may be that long. */
    isWithin(cell: Cell, content: Content): boolean
    append(check: Check, length: Cell, items: readonly Json[], to: Site): void
    readonly domains: Domains
    /** Where a way leads to. */
    siteOf(way: number): Site
  },
): Combinations {
  let evaluations = 0
  let isAnew = false
  const notCounters = new Set<Cell>()

  const once = (
    check: Check,
    numberAt: (cell: Cell) => number,
    choices: Choice[],
    counters: ReadonlyMap<Cell, number>,
    instead?: ReadonlyMap<Cell, Content>,
  ): Run => {
    const { evaluate, isAside, remembering } = check.table
    if (!isAside) evaluations += 1
    const memory = isAnew || instead !== undefined ? undefined : remembering?.memory
    const looking = new Looking(hooks.domains, check, numberAt, choices, counters, instead)
    const before = memory && recalled(memory, looking)
    if (before !== undefined) {
      for (const [cell] of before.wholes) cell.wholes.add(check)
      return runOf(check, looking, before)
    }
    const data = new TrackedData(root, looking)
    try {
      const result = evaluate(data.root as Record<string, never>, looking)
      const known: Remembered = { result, changes: data.changes(), wholes: looking.wholes, counts: undefined }
      if (memory !== undefined) remember(memory, looking.reads, looking.held, known)
      return runOf(check, looking, known)
    } finally {
      data.end()
    }
  }

  /** A loose cell has to be tracked: here, or where it should be told and is not, in the configuration before. */
  const trackHere = (cell: Cell, { table }: Check, source: number): void =>
    hooks.track(cell, isTracked(cell, table.configuration) ? source : table.configuration)

  /** Which cells go up or down by the same whatever they hold, and decide nothing else. */
  const count = (check: Check, numberAt: (cell: Cell) => number, choices: Choice[], run: Run): void => {
    // What changes nothing counts nothing.
    if (run.net.size > 0 || check.counters.size > 0) countEach(check, numberAt, choices, run)
  }

  const countEach = (check: Check, numberAt: (cell: Cell) => number, choices: Choice[], run: Run): void => {
    const { counters } = check
    for (const [cell, number] of run.values) {
      // The length of a list says where its items stand: it is more than a number.
      if (notCounters.has(cell) || isLength(cell)) continue
      const before = cell.contents[number] as Content
      const after = run.net.get(cell)
      const isKnown = counters.has(cell)
      const isCounter = isNumber(before) && after !== undefined && isNumber(after) && isCounted(cell, before, after)
      if (isCounter === isKnown) continue
      if (isCounter) {
        check.counters = new Map(counters).set(cell, number)
        check.at.delete(cell)
      } else {
        check.counters = new Map([...counters].filter(([one]) => one !== cell))
        notCounters.add(cell)
      }
      throw otherwise
    }

    function isCounted(cell: Cell, before: Numeric, after: Numeric): boolean {
      let known = run.known.counts?.get(cell)
      const spent = evaluations
      if (known === undefined) {
        known = [...further.map(more => before.value + more), ...numbersToTry(cell)].every(
          value => value === before.value || holds(cell, value, after.value - before.value),
        )
        run.known.counts ??= new Map()
        run.known.counts.set(cell, known)
      }
      evaluations = spent + (known ? further.length : 1)
      return known && holdsOfAll(cell, before, after)
    }

    /** A limit may stand in the rules, or be read beside it; small ones may stand anywhere. How far a deadline is no rule asks. */
    function numbersToTry(cell: Cell): Iterable<number> {
      if (partOf(cell) !== '') return []
      const limits = [...run.values].flatMap(([one, number]) => {
        const content = one === cell ? undefined : one.contents[number]
        return content !== undefined && isNumber(content) ? [content.value] : []
      })
      return new Set([...each, ...[...hooks.telling, ...limits].flatMap(one => [one - 1, one])])
    }

    /** Beyond a limit it may look like a counter that is none before: it has to be one whatever it may hold here. */
    function holdsOfAll(cell: Cell, before: Numeric, after: Numeric): boolean {
      const { site } = check.table
      noteReader(check, cell)
      return [...hooks.domains.at(cell, site)].every(number => {
        const content = cell.contents[number] as Content
        if (!isNumber(content)) return false
        return content.value === before.value || holds(cell, content.value, after.value - before.value)
      })
    }

    /** Whether it goes up by that from this value as well, and nothing else comes of it. */
    function holds(cell: Cell, value: number, by: number): boolean {
      const other = once(check, numberAt, [...choices], counters, new Map([[cell, { kind: 'value', value }]]))
      const made = other.net.get(cell)
      if (made === undefined || !isNumber(made) || made.value !== value + by) return false
      return other.result === run.result && readsAlike(other.values, run.values) && isAlike(other.net, run.net, cell)
    }
  }

  /** Tells what comes along with a step, and where it comes to; undefined where there is none. */
  const pass = (check: Check, run: Run, counters: ReadonlyMap<Cell, number>): Site | undefined => {
    const { does, site, configuration } = check.table
    if (does === 'look' || (does === 'step' && run.result < 0)) return undefined
    const to = does === 'step' ? hooks.siteOf(run.result) : restIn(configuration)
    const kind = does === 'step' ? everything : does.keeps
    const { net, values } = run
    for (const [cell, number] of values) {
      if (net.has(cell) || counters.has(cell) || cell.isWide) continue
      // What was read is known in this combination.
      if (kind === everything || partOf(cell) === kind) hooks.domains.mayHold(cell, number, to)
    }
    hooks.domains.flow(site, to, kind, {
      has: cell => net.has(cell) || (values.has(cell) && !counters.has(cell) && !cell.isWide),
      keys: () => [...net.keys(), ...values.keys()],
    })
    return to
  }

  /** The first key that is made up beyond how far keys are followed. */
  const beyondIn = ({ net }: Run): Cell | undefined => {
    for (const [cell, { kind }] of net) if (kind !== 'absent' && hooks.isBeyond(cell)) return cell
    return undefined
  }

  /** What a combination leads to, as far as it matters. */
  const outcomeOf = (check: Check, run: Run, counters: ReadonlyMap<Cell, number>): Outcome => {
    const { configuration, isWatched } = check.table
    const target = run.result < 0 ? configuration : hooks.configurationOf(run.result)
    if (check.table.does === 'step' && run.result >= 0) hooks.sees?.(check.table.event, run.values, run.net)
    const to = pass(check, run, counters)
    const names: string[] = []
    const sets: [Cell, number][] = []
    const adds: [Cell, number][] = []
    const beyond = beyondIn(run)
    if (beyond !== undefined && (run.result >= 0 || typeof check.table.does === 'object')) {
      const leaf: Leaf = { result: run.result, sets, adds, appends: [], beyond, isMixed: false, isIdle: false }
      return { name: `beyond ${beyond.path}`, leaf }
    }
    for (const [cell, content] of run.net) {
      cell.writers.add(check)
      const counted = counters.get(cell)
      if (counted !== undefined && isNumber(content)) {
        const by = content.value - (cell.contents[counted] as Numeric).value
        if (by === 0) continue
        hooks.widen(cell)
        adds.push([cell, by])
        if (isTracked(cell, target)) names.push(`${cell.path}+${by}`)
        continue
      }
      const number = numberOf(cell, content)
      // A list that is put there as a whole may be as long as it is; only what is added one by one has to end somewhere.
      if (isNumber(content) && content.value > cell.basis && cell.key === 'length') {
        const list = cell.parent && run.net.get(cell.parent)
        // One that is made of what stood there grows item by item.
        if (list?.kind === 'list' && !run.values.has(cell)) {
          cell.basis = content.value
          hooks.outgrow()
        }
      }
      if (to !== undefined) {
        if (hooks.isWithin(cell, content)) hooks.domains.mayHold(cell, number, to)
        else hooks.domains.shorten(cell, to)
      }
      sets.push([cell, number])
      if (isTracked(cell, target)) names.push(`${cell.path}=${number}`)
    }
    for (const [cell, number] of run.values) {
      // What a loose cell held is known in this combination, and stays.
      if (run.net.has(cell) || counters.has(cell) || !isTracked(cell, target)) continue
      const told = check.at.get(cell)
      if (told !== undefined && told !== loose) continue
      sets.push([cell, number])
      names.push(`${cell.path}=${number}`)
    }
    for (const [length, items] of run.appends) {
      length.writers.add(check)
      if (to !== undefined && !isTracked(length, configuration)) hooks.append(check, length, items, to)
      const list = length.parent as Cell
      if ([length, ...below(list)].some(cell => isTracked(cell, target)))
        names.push(`${length.path}<${JSON.stringify(items)}`)
    }
    // Accepted or refused is all the same where nothing comes of it and nobody asks.
    const isStill = run.result < 0 || hooks.isStill(configuration, run.result)
    const way = isStill && !isWatched ? '' : run.result
    const name = `${way}|${names.sort().join('|')}`
    const isIdle = isStill && !isWatched && names.length === 0
    return { name, leaf: { result: run.result, sets, adds, appends: run.appends, beyond, isMixed: false, isIdle } }
  }

  const all = (check: Check, numberAt: (cell: Cell) => number, source: number): Outcome | undefined => {
    if (evaluations > hooks.effort && !hooks.isClosed()) throw new TooMuchEffort()
    for (;;) {
      try {
        return tried(check, numberAt, source)
      } catch (thrown) {
        if (thrown !== otherwise) throw thrown
      }
    }
  }

  /** Whether a loose cell makes a difference by itself: found at little cost, and tracked. The outcome where there is none. */
  const oneByOne = (check: Check, numberAt: (cell: Cell) => number, source: number): boolean | Outcome => {
    const isRemembered = check.table.remembering !== undefined && !isAnew
    const made: { readonly run: Run; readonly outcome: Outcome }[] = []
    const nameOf = (choices: Choice[]): string | undefined => {
      try {
        const run = once(check, numberAt, choices, check.counters)
        count(check, numberAt, choices, run)
        const outcome = outcomeOf(check, run, check.counters)
        made.push({ run, outcome })
        return outcome.name
      } catch (thrown) {
        if (thrown === otherwise || thrown === moreRead || thrown instanceof OutOfSight) throw thrown
        return undefined
      }
    }
    const base: Choice[] = []
    const first = nameOf(base)
    if (first === undefined) return false
    const [only] = made
    if (base.length === 0 && isRemembered && only !== undefined) {
      // Evaluated once more it would be remembered, and is counted so.
      evaluations += 1
      count(check, numberAt, base, only.run)
      return only.outcome
    }
    const different = base.filter(({ cell, options }) =>
      options.some((_, at) => {
        if (at === 0) return false
        const name = nameOf(base.map(choice => (choice.cell === cell ? { cell, options, at } : { ...choice })))
        return name !== undefined && name !== first
      }),
    )
    for (const { cell } of different) trackHere(cell, check, source)
    return different.length > 0
  }

  /** Which loose cells are too much to be tried: of too many, those that matter elsewhere; else the first. */
  const toTrack = (choices: readonly Choice[], round: number): readonly Choice[] => {
    if (hooks.isWhole && !hooks.isClosed()) return choices
    if (round < mostCombinations) return choices.filter(({ cell }) => cell.isWide)
    // No more than it takes to try the rest.
    let left = choices.reduce((product, { options }) => product * options.length, 1)
    const byUse = [...choices].sort(
      (one, other) =>
        Number(other.cell.trackedIn.size > 0) - Number(one.cell.trackedIn.size > 0) ||
        other.options.length - one.options.length,
    )
    const tracked: Choice[] = []
    for (const choice of byUse) {
      if (left <= mostCombinations && tracked.length > 0) break
      left /= choice.options.length
      tracked.push(choice)
    }
    return tracked
  }

  const tried = (check: Check, numberAt: (cell: Cell) => number, source: number): Outcome | undefined => {
    const { counters } = check
    const choices: Choice[] = []
    let outcome: Outcome | undefined
    let failure: unknown
    let heardAs = -1
    let isMixed = false
    /** The cell whose next option is taken now. */
    let turned: Cell | undefined
    const { gather } = check.table
    if (gather === undefined && !hooks.isWhole) {
      const found = oneByOne(check, numberAt, source)
      if (found === true) return undefined
      if (found !== false) return found
    }
    for (let round = 0; ; round++) {
      try {
        const run = once(check, numberAt, choices, counters)
        count(check, numberAt, choices, run)
        const made = outcomeOf(check, run, counters)
        isMixed ||= outcome !== undefined && made.leaf.result >= 0 !== heardAs >= 0
        if (heardAs < 0) heardAs = made.leaf.result
        if (outcome !== undefined && outcome.name !== made.name && gather === undefined) {
          trackHere(turned as Cell, check, source)
          return undefined
        }
        outcome ??= made
      } catch (thrown) {
        // A combination that cannot be is no fault of the case type.
        if (thrown === otherwise || thrown === moreRead || thrown instanceof OutOfSight) throw thrown
        if (!choices.some(({ options }) => options.length > 1)) throw thrown
        failure ??= thrown
      }
      const open = toTrack(choices, round)
      if (open.length > 0 && gather !== undefined) {
        for (const { cell, options } of open) {
          for (const number of options) {
            const content = cell.contents[number] as Content
            gather(content.kind === 'value' ? content.value : cell.key)
          }
        }
        break
      }
      if (open.length > 0) {
        for (const { cell } of open) trackHere(cell, check, source)
        return undefined
      }
      let last = choices.at(-1)
      while (last !== undefined && last.at === last.options.length - 1) {
        choices.pop()
        last = choices.at(-1)
      }
      if (last === undefined) break
      last.at += 1
      turned = last.cell
    }
    if (gather !== undefined) return { name: '', leaf: nothing }
    if (outcome === undefined) throw failure
    return { name: outcome.name, leaf: { ...outcome.leaf, result: heardAs, isMixed } }
  }

  return {
    all,
    again(check) {
      try {
        const nothingElse = () => {
          throw moreRead
        }
        return all(check, nothingElse, check.table.configuration)
      } catch (thrown) {
        if (thrown === moreRead) return undefined
        throw thrown
      }
    },
    anew(check, numberAt, source) {
      isAnew = true
      try {
        return all(check, numberAt, source)
      } finally {
        isAnew = false
      }
    },
    look(check, numberAt) {
      isAnew = true
      try {
        once(check, numberAt, [], new Map())
      } finally {
        isAnew = false
      }
    },
    readAlways: cell => notCounters.add(cell),
  }
}

/** Nothing happens. */
const nothing: Leaf = {
  result: -1,
  sets: [],
  adds: [],
  appends: [],
  beyond: undefined,
  isMixed: false,
  isIdle: true,
}

const noEffects: Pick<Run, 'net' | 'appends'> = { net: new Map(), appends: [] }

/** One combination, of what is known of it. */
function runOf(check: Check, { values }: Looking, known: Remembered): Run {
  const { net, appends } = known.changes.length === 0 ? noEffects : effectsOf(known.changes, check)
  return { result: resultOf(check, known.result), values, net, appends, known }
}

/** What an evaluation comes to for whoever asked it. */
function resultOf({ table: { comesTo, remembering } }: Check, result: number): number {
  if (comesTo !== undefined) {
    comesTo(result)
    return -1
  }
  return result >= 0 && remembering?.yes !== undefined ? remembering.yes : result
}

/** What a step makes of each cell it changes, and what it puts at the end of lists. */
function effectsOf(changes: readonly Change[], check: Check): Pick<Run, 'net' | 'appends'> {
  const net = new Map<Cell, Content>()
  const appends: (readonly [Cell, readonly Json[]])[] = []
  for (const change of changes) {
    if ('content' in change) net.set(change.at, change.content)
    else if ('clears' in change) {
      change.at.wholes.add(check)
      clear(change.at, net)
    } else appends.push([lengthCell(change.at), change.appends])
  }
  return { net, appends }
}

/** A cell is removed, with all below it. */
function clear(cell: Cell, net: Map<Cell, Content>): void {
  net.set(cell, absent)
  for (const child of cell.children.values()) clear(child, net)
}

function readsAlike(one: ReadonlyMap<Cell, number>, other: ReadonlyMap<Cell, number>): boolean {
  return one.size === other.size && [...one.keys()].every(cell => other.has(cell))
}

function isAlike(one: ReadonlyMap<Cell, Content>, other: ReadonlyMap<Cell, Content>, except: Cell): boolean {
  if (one.size !== other.size) return false
  for (const [cell, content] of one) {
    if (cell === except) continue
    const twin = other.get(cell)
    if (twin === undefined || JSON.stringify(twin) !== JSON.stringify(content)) return false
  }
  return true
}
