// Cases that are too large to look into every state: the normal course of a case from beginning to end, and every way
// that leaves it so many times. A way that leaves it once shows most of what can go wrong; looking at all states that are
// a few steps from the beginning shows none of what comes later.

import { recuse } from '../model/acting.js'
import type { CaseModel, Configuration, Move } from '../model/case-model.js'
import { ClockRead } from '../tables/cells.js'
import { type Ending, lookedUp, type Trial, workedOut } from '../tables/step-trees.js'
import { leaveOpen, numberAnew } from './ending.js'
import { cancelled, fewDepartures, fewWays, stoppedAt } from './limits.js'
import { clockRead } from './place-faults.js'
import type { Search, Steps } from './search.js'

/** A search goes through a part again, where it was ended before, so many times at most: then it says what it knows. */
const lastRounds = 3
/** How many states it looks into then, be it ended ever so early. */
const fewestLast = 256

/** How far a part of a search goes: so many states, on ways that leave the normal course so many times. */
interface Part {
  readonly departures: number
  readonly most: number
}

/** What was gone through in a part. */
interface Gone {
  /** The states, nearest to the course first. */
  readonly looked: readonly number[]
  /** How many times the ways leave the course that were all gone; −1: not even the course was gone to its end. */
  readonly whole: number
  /** How many of the states lie on these. */
  readonly onWhole: number
}

/**
 * Finds the states on ways that leave the normal course so many times, and all edges between them. Where that is more than
 * once it is done in parts, each to its end, so that there is always something whole to tell of: first the ways that leave
 * it once, then twice as many states each time, nearest to the course first.
 */
export function* findAlong(search: Search, departures: number): Steps<void> {
  const { found } = search
  let part: Part = { departures: Math.min(departures, 1), most: Number.POSITIVE_INFINITY }
  /** The last part that was gone through to its end. */
  let ended: Part | undefined
  for (;;) {
    const { gone, furthest, isCut, isStopped } = yield* goThrough(search, part, false)
    if (isStopped) {
      // What was ended half-way is known less well than the part before.
      const last = ended ?? { ...part, most: Math.max(furthest, fewestLast) }
      const { gone: known } = yield* goThrough(search, last, true)
      leaveOpen(search)
      found.limits.add(
        known.whole >= last.departures
          ? fewDepartures(known.whole)
          : fewWays(known.whole, known.looked.length - known.onWhole),
      )
      found.limits.add(cancelled)
      break
    }
    if (isCut || gone.whole >= departures) {
      found.limits.add(fewDepartures(departures))
      if (isCut) found.limits.add(stoppedAt(search.options.maxStates))
      break
    }
    ended = part
    part = { departures, most: 2 * gone.looked.length }
  }
  numberAnew(search)
}

/**
 * Goes through a part until nothing more has to be known for it, or somebody ends it; once ended, a few times at most, and as
 * far as time allows.
 */
function* goThrough(
  search: Search,
  { departures, most }: Part,
  isLast: boolean,
): Steps<{
  readonly gone: Gone
  /** The most states that were gone through before it began anew. */
  readonly furthest: number
  readonly isCut: boolean
  readonly isStopped: boolean
}> {
  const { model, tables, attempts, options, found } = search
  let isCut = false
  let isStopped = false
  let patience = 0
  let furthest = 1
  function* ask(): Steps<void> {
    const told = yield* search.pause()
    isStopped ||= isLast ? told === 'now' : told !== false
  }
  const ranked = new Map<Trial, number>()
  const course: Course = {
    rankOf(trial) {
      let rank = ranked.get(trial)
      if (rank === undefined) {
        rank = rankIn(model, trial.configuration, attempts.moves[trial.number])
        ranked.set(trial, rank)
      }
      return rank
    },
    trialsAt: state => attempts.trialsIn(tables.vectors.at(state, 0)),
    endingOf: (trial, state) => lookedUp(trial, tables.vectors.row(state)) ?? workedOut(trial, state, tables),
    follow: (state, { change }) => tables.vectors.follow(state, change),
    at: (state, column) => tables.vectors.row(state)[column] as number,
    *isOver(looked) {
      if (tables.vectors.count > options.maxStates) isCut = true
      if ((looked & 255) === 0) {
        tables.settle()
        yield* ask()
      }
      if (patience === 0 && (looked & 15) === 0 && search.isToBegin()) patience = looked + 16 + (looked >> 4)
      return isCut || isStopped || looked >= most || (patience > 0 && looked >= patience)
    },
  }
  for (let round = 1; ; round++) {
    const isAgain = (): boolean => {
      tables.settle()
      return search.isToBegin() && !isStopped && !(isLast && round >= lastRounds)
    }
    search.begin()
    isCut = false
    patience = isLast && round >= lastRounds ? Number.POSITIVE_INFINITY : 0
    let gone: Gone
    try {
      gone = yield* findStates(course, departures)
    } catch (thrown) {
      throw thrown instanceof ClockRead ? clockRead(model, model.first, thrown) : thrown
    }
    furthest = Math.max(furthest, gone.looked.length)
    // What is learned in many short rounds takes its time as well.
    if (search.isToBegin()) yield* ask()
    if (isAgain()) continue
    if (isStopped || gone.looked.length >= most) search.keepOnly(gone.looked)
    const within = tables.vectors.count
    while (found.expanded < within && (isLast || !isStopped)) {
      search.expandNext()
      if ((found.expanded & 255) === 1 && !isLast) yield* ask()
    }
    if (!isAgain()) return { gone, furthest, isCut, isStopped }
  }
}

/** What an exploration along normal courses needs to know. */
interface Course {
  /** Where it comes among all that can be done there. */
  readonly rankOf: (trial: Trial) => number
  readonly trialsAt: (state: number) => readonly Trial[]
  /** What becomes of it there; undefined where something has to be tracked first. */
  readonly endingOf: (trial: Trial, state: number) => Ending | undefined
  readonly follow: (state: number, ending: Ending) => number
  /** What its row holds in a column. */
  readonly at: (state: number, column: number) => number
  /** Told after each state; returning true ends it. */
  readonly isOver: (looked: number) => Steps<boolean>
}

/** Moves that are nobody's duty come last; what the clock does comes once no duty is done. */
const ranks = { link: 900_000, clock: 1_000_000, aside: 2_000_000, never: Number.POSITIVE_INFINITY }
/** What is second in a duty comes after what is first in any. */
const perPlace = 1_000
/** Beside each other: what leaves where the case stands comes after what is still done there; waiting for a date after that. */
const later = { leaving: 250, repeated: 500, waiting: 900 }

/**
 * Finds every state on a way that leaves the normal course so many times. In each state the normal course goes on by the
 * first command of a duty that leads on, what is done on the spot before what leads elsewhere; where a date has to come first,
 * by that; else by a second command, in the order in which duties are declared; where nobody does one, by what linked cases
 * answer or the clock; and last by what is nobody's duty and cannot be repeated for ever. States are numbered as they are
 * found, from 0.
 */
function* findStates(course: Course, departures: number): Steps<Gone> {
  const used: number[] = [0]
  const layers: number[][] = [[0]]
  const { inOrder, normalFirst } = ordered(course)
  const looked: number[] = []
  let onWhole = 0
  for (let layer = 0; layer <= departures; layer++) {
    const further: number[] = []
    layers.push(further)
    const queue = layers[layer] as number[]
    for (let at = 0; at < queue.length; at++) {
      const state = queue[at] as number
      if (used[state] !== layer) continue
      // Beyond the last departure nothing is gone but what is normal.
      const goes = layer === departures ? normalFirst(state) : inOrder(state)
      for (const [n, { ending, isNormal }] of goes.entries()) {
        const left = n === 0 && isNormal ? layer : layer + 1
        // What is not gone is not counted among the states, either.
        if (left > departures) break
        const next = course.follow(state, ending)
        const before = used[next]
        if (before === undefined || before > left) {
          used[next] = left
          if (left === layer) queue.push(next)
          else further.push(next)
        }
      }
      looked.push(state)
      if (!(yield* course.isOver(looked.length))) continue
      const isWhole = at === queue.length - 1
      return { looked, whole: isWhole ? layer : layer - 1, onWhole: isWhole ? looked.length : onWhole }
    }
    onWhole = looked.length
  }
  return { looked, whole: departures, onWhole }
}

/** Where a state leads, what is normal first. */
interface Going {
  readonly ending: Ending
  readonly rank: number
  readonly isNormal: boolean
}

/** Where each state leads, in order, and what of it comes first. */
interface Order {
  readonly inOrder: (state: number) => readonly Going[]
  readonly normalFirst: (state: number) => readonly Going[]
}

function ordered({ rankOf, trialsAt, endingOf, at }: Course): Order {
  /** The rank of where it leads; −1 where that is nowhere else. */
  const rankThere = (trial: Trial, state: number, { change: { columns, numbers } }: Ending): number => {
    let isElsewhere = false
    let isLeaving = false
    for (let n = 0; n < columns.length; n++) {
      const column = columns[n] as number
      if (at(state, column) === numbers[n]) continue
      isElsewhere = true
      // The first column is where the case stands.
      isLeaving ||= column === 0
    }
    return isElsewhere ? rankOf(trial) + (isLeaving ? later.leaving : 0) : -1
  }
  return {
    inOrder(state) {
      const goes: Going[] = []
      for (const trial of trialsAt(state)) {
        const ending = endingOf(trial, state)
        if (ending?.kind !== 'goes') continue
        const rank = rankThere(trial, state, ending)
        if (rank >= 0) goes.push({ ending, rank, isNormal: rank < ranks.never })
      }
      return goes.sort((one, other) => (one.rank === other.rank ? 0 : one.rank - other.rank))
    },
    normalFirst(state) {
      let first: Ending | undefined
      let least = ranks.never
      for (const trial of trialsAt(state)) {
        const ending = endingOf(trial, state)
        // A place that is left makes it no nearer.
        if (ending?.kind !== 'goes' || rankOf(trial) >= least) continue
        const rank = rankThere(trial, state, ending)
        if (rank < 0 || rank >= least) continue
        first = ending
        least = rank
      }
      return first === undefined ? [] : [{ ending: first, rank: least, isNormal: true }]
    },
  }
}

function rankIn({ configurations, definition }: CaseModel, configuration: number, move: Move | undefined): number {
  // What is only looked at leads nowhere.
  if (move === undefined) return 0
  const { nodes } = configurations[configuration] as Configuration
  const duties = nodes.flatMap(node => definition.duties.get(node) ?? [])
  if (move.kind === 'clock') {
    // What is held back until a date is waited for, before anything else is done instead.
    const { kind, commands = [] } = definition.deadlines.find(({ name }) => name === move.name) ?? {}
    const isAwaited = kind === 'notBefore' && duties.some(duty => commands.includes(duty.commands[0] as string))
    return isAwaited ? later.waiting : ranks.clock
  }
  if (move.kind === 'link') return ranks.link
  // Nobody steps back as a matter of course.
  if (move.type === recuse) return ranks.never
  const isRepeatable = definition.commands.get(move.type)?.repeatable === true
  const found = duties.flatMap(({ commands }, duty) => {
    const place = commands.indexOf(move.type)
    return place < 0 ? [] : [place * perPlace + (isRepeatable ? later.repeated : 0) + duty]
  })
  if (found.length > 0) return Math.min(...found)
  return isRepeatable ? ranks.never : ranks.aside
}
