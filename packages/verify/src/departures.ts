// Cases that are too large to look into every state: the normal course of a case from beginning to end, and every way
// that leaves it so many times. A way that leaves it once shows most of what can go wrong; looking at all states that are
// a few steps from the beginning shows none of what comes later.

import type { CaseModel, Configuration, Move } from './case-model.js'
import { ClockRead } from './cells.js'
import { cancelled, fewDepartures, stoppedAt } from './limits.js'
import { clockRead } from './place-faults.js'
import { breadthFirst } from './renumbering.js'
import type { Search, Steps } from './search.js'
import { type Ending, lookedUp, type Trial, workedOut } from './step-trees.js'

/** Finds the states on ways that leave the normal course so many times, and all edges between them. */
export function* findAlong(search: Search, departures: number): Steps<void> {
  const { model, tables, attempts, options, found } = search
  let isCut = false
  let isStopped = false
  const course: Course = {
    model,
    moveOf: ({ number }) => attempts.moves[number],
    trialsAt: state => attempts.trialsIn(tables.vectors.at(state, 0)),
    endingOf: (trial, state) => lookedUp(trial, tables.vectors.row(state)) ?? workedOut(trial, state, tables),
    follow: (state, { change }) => tables.vectors.follow(state, change),
    at: (state, column) => tables.vectors.at(state, column),
    *isOver(looked) {
      if (tables.vectors.count > options.maxStates) isCut = true
      if ((looked & 255) === 0) {
        tables.settle()
        isStopped ||= yield* search.pause()
      }
      if (patience === 0 && (looked & 15) === 0 && search.isToBegin()) patience = looked + 16 + (looked >> 4)
      return isCut || isStopped || (patience > 0 && looked >= patience)
    },
  }
  let patience = 0
  const isAgain = (): boolean => {
    tables.settle()
    return search.isToBegin() && !isStopped
  }
  do {
    search.begin()
    isCut = false
    patience = 0
    try {
      yield* findStates(course, departures)
    } catch (thrown) {
      throw thrown instanceof ClockRead ? clockRead(model, model.first, thrown) : thrown
    }
    if (isAgain()) continue
    const within = tables.vectors.count
    while (found.expanded < within && !isStopped) {
      search.expandNext()
      if ((found.expanded & 255) === 1) isStopped ||= yield* search.pause()
    }
  } while (isAgain())
  found.limits.add(fewDepartures(departures))
  if (isCut) found.limits.add(stoppedAt(options.maxStates))
  if (isStopped) found.limits.add(cancelled)
  found.firstEdge.push(found.targets.length)
  const { order, ...renumbered } = breadthFirst(tables.vectors.count, found.expanded, found)
  const isBeyond = (state: number) => state >= found.expanded
  const expanded = order.findIndex(isBeyond)
  const cut = new Set([...order.keys()].filter(number => found.cut.has(order[number] as number)))
  Object.assign(found, { ...renumbered, cut, expanded: expanded < 0 ? order.length : expanded })
  tables.renumber(order)
}

/** What an exploration along normal courses needs to know. */
interface Course {
  readonly model: CaseModel
  readonly moveOf: (trial: Trial) => Move | undefined
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
function* findStates(course: Course, departures: number): Steps<void> {
  const used: number[] = [0]
  const layers: number[][] = [[0]]
  const inOrder = ordered(course)
  let looked = 0
  for (let layer = 0; layer <= departures; layer++) {
    const further: number[] = []
    layers.push(further)
    const queue = layers[layer] as number[]
    for (let at = 0; at < queue.length; at++) {
      const state = queue[at] as number
      if (used[state] !== layer) continue
      for (const [n, { ending, isNormal }] of inOrder(state).entries()) {
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
      looked += 1
      if (yield* course.isOver(looked)) return
    }
  }
}

/** Where a state leads, what is normal first. */
interface Going {
  readonly ending: Ending
  readonly rank: number
  readonly isNormal: boolean
}

function ordered({ model, moveOf, trialsAt, endingOf, at }: Course): (state: number) => readonly Going[] {
  const ranked = new Map<Trial, number>()
  const rankOf = (trial: Trial): number => {
    let rank = ranked.get(trial)
    if (rank === undefined) {
      rank = rankIn(model, trial.configuration, moveOf(trial))
      ranked.set(trial, rank)
    }
    return rank
  }
  return state => {
    const goes: Going[] = []
    for (const trial of trialsAt(state)) {
      const ending = endingOf(trial, state)
      if (ending?.kind !== 'goes') continue
      const { columns, numbers } = ending.change
      const changed = columns.filter((column, n) => at(state, column) !== numbers[n])
      if (changed.length === 0) continue
      // The first column is where the case stands.
      const rank = rankOf(trial) + (changed.includes(0) ? later.leaving : 0)
      goes.push({ ending, rank, isNormal: rank < ranks.never })
    }
    return goes.sort((one, other) => (one.rank === other.rank ? 0 : one.rank - other.rank))
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
  const isRepeatable = definition.commands.get(move.type)?.repeatable === true
  const found = duties.flatMap(({ commands }, duty) => {
    const place = commands.indexOf(move.type)
    return place < 0 ? [] : [place * perPlace + (isRepeatable ? later.repeated : 0) + duty]
  })
  if (found.length > 0) return Math.min(...found)
  return isRepeatable ? ranks.never : ranks.aside
}
