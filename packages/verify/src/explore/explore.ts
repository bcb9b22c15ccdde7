// What is explored of a case, and what is found: states with the edges between them and the way each was found.

import type { AnyCaseType, PartyId } from '@convoke/core'
import type { Ask } from '../model/case-data.js'
import { type CaseModel, caseModel, type LinkAnswers, type Move } from '../model/case-model.js'
import { EventRead } from '../model/microsteps.js'
import type { Opening } from '../model/opening.js'
import { TooMuchEffort } from '../tables/combinations.js'
import type { Tables } from '../tables/decision-tables.js'
import type { Going } from '../tables/scope.js'
import { lookedUp, marks, workedOut } from '../tables/step-trees.js'
import type { Leaf, Table } from '../tables/table.js'
import type { Known } from './attempts.js'
import { findAlong } from './departures.js'
import { findAll } from './every-state.js'
import { type Distinguished, type Renaming, renamedBack, renamedTwice } from './exchange.js'
import type { ExploreOptions } from './explore-options.js'
import { isLasting } from './lasting-asks.js'
import { type ExplorationLimit, rungsInOrder, unansweredLink, untried, untriedByRoll } from './limits.js'
import { type Search, type Steps, searchOf, shortened } from './search.js'

/** A question that a state was not asked, and one to which it does not tell the answer. */
const notAsked = -2
const untold = -1

/** What was found. States are numbered in the order in which they were found; 0 is where a case begins. */
export interface Exploration {
  readonly model: CaseModel
  readonly tables: Tables
  readonly states: number
  /** Edges from one state to another; what is accepted and changes nothing is an edge to itself, and not counted. */
  readonly transitions: number
  /** States one of whose edges leads beyond the bounds and is missing. */
  readonly cut: ReadonlySet<number>
  /** Why not everything was explored; empty: it was. */
  readonly limits: readonly ExplorationLimit[]
  /** Whether all states that were found were looked into: what is missing lies beyond the bounds of lists, keys and samples. */
  readonly isExhausted: boolean
  /** States whose edges are known; the others were found and not looked into. */
  readonly expanded: number
  /** Where the edges of a state begin among all edges; one more than there are states expanded. */
  readonly firstEdge: Int32Array
  readonly targets: Int32Array
  /** The move of each edge, as a number into `moves`. */
  readonly labels: Int32Array
  readonly moves: readonly Move[]
  /** The state from which each was found, −1 for the first. */
  readonly parents: Int32Array
  readonly parentMoves: Int32Array
  /** Commands that are accepted somewhere, be it without an effect that matters. */
  readonly heard: ReadonlySet<string>
  /** Moves of which no state tells whether they are accepted; they change nothing that matters. */
  readonly mixed: ReadonlySet<number>
  /** Moves that were refused and changed the data all the same; known where states tell everything. */
  readonly impure: ReadonlySet<number>
  configurationOf(state: number): number
  /** The parties of which it was found that they can be exchanged, where that was looked for. */
  readonly exchanged: Exchanged | undefined
  /** What it was worked out by: for whoever writes it down for another tool. */
  readonly worked: Worked
  /**
   * What can be done in a state that was looked into, with what leaves it as it is but may start a deadline anew; the way
   * of a step says what it means to each deadline, −1 where that is not known.
   */
  stepsFrom(state: number): readonly Step[]
  /** Asks each state that was looked into some more questions; false where not all tell. */
  asksAlso(asks: readonly Ask[], isOf?: (configuration: number, ask: Ask) => boolean): boolean
  /** What a state answers to a question that was asked; undefined where it was not looked into. */
  answers(state: number, ask: Ask): boolean | undefined
  /** What a state that was looked into answers to a question of one place that nobody asks often; undefined where it does not tell. */
  asked(state: number, ask: Ask): boolean | undefined
  /**
   * The first state that answers so, of all that were found, looked into or not, or the place of the first among these.
   * Undefined where none does; one may not tell.
   */
  firstAnswering(ask: Ask, answer: boolean, among?: ArrayLike<number>): number | undefined
  /** Forgets what was asked since it was explored, unless the case type asks it. */
  forgetAsked(): void
}

/** Of states that differ only by which of several parties is which, one was looked into. */
export interface Exchanged {
  /** The parties that can be exchanged with each other. */
  readonly groups: readonly (readonly PartyId[])[]
  /** Parties of the same roles that cannot, and what tells them apart. */
  readonly apart: readonly Distinguished[]
  /** The moves that lead from the beginning to a state, or to one that differs from it by which party is which. */
  wayTo(state: number): readonly Move[]
}

/** A step from one state to another, or to the same. */
export interface Step {
  /** The move, as a number into `moves`. */
  readonly label: number
  readonly target: number
  readonly way: number
}

/** The tables of an exploration, as they were in the end. */
export interface Worked {
  /** What can be tried in a configuration. */
  menuOf(configuration: number): readonly Known[]
  /** Where a way leads, and what has to be seen to afterwards. */
  wayOf(way: number): Going
  /** Where one way leads and another from there, as far as that came about. */
  readonly onward: readonly (readonly (number | undefined)[] | undefined)[]
}

/**
 * Explores a case type from one opening, a microstep at a time where its machine allows it.
 *
 * @param watching puts something between the model and those who ask it
 * @throws TooMuchEffort
 */
export function exploreCase(
  caseType: AnyCaseType,
  opened: Opening,
  answers: LinkAnswers,
  options: ExploreOptions,
  watching?: (model: CaseModel) => CaseModel,
): Exploration {
  return carriedOut(exploringCase(caseType, opened, answers, options, watching), options.progress)
}

/** Where an exploration is kept for whoever asks for the same. */
export interface Keeping {
  /**
   * The one that was made before; undefined where there is none.
   *
   * @throws TooMuchEffort where it was too much then
   */
  take(): Exploration | undefined
  /** Keeps it, or that it was too much. */
  put(exploration: Exploration | 'too much'): void
}

/** The same, step by step. */
export function* exploringCase(
  caseType: AnyCaseType,
  opened: Opening,
  answers: LinkAnswers,
  options: ExploreOptions,
  watching: (model: CaseModel) => CaseModel = model => model,
  keeping?: Keeping,
): Steps<Exploration> {
  const known = keeping?.take()
  if (known !== undefined) return known
  const explored = function* (isWholeStep: boolean | undefined): Steps<Exploration> {
    const model = caseModel(caseType, opened, answers, { ...options.watched, isWholeStep, acting: options.acting })
    const exploration = yield* exploring(searchOf(watching(model), options))
    keeping?.put(exploration)
    return exploration
  }
  try {
    return yield* explored(options.watched?.isWholeStep)
  } catch (thrown) {
    if (thrown instanceof TooMuchEffort) keeping?.put('too much')
    if (thrown instanceof EventRead) return yield* explored(true)
    if (options.isExchanging !== true) throw thrown
    // With parties exchanged that cannot be, rules may meet what no case comes to. A fault of their own shows without as well.
    return yield* exploringCase(caseType, opened, answers, { ...options, isExchanging: false }, watching)
  }
}

/** Carries something out to its end, or until whoever is told of its progress returns false. */
export function carriedOut<Result>(
  steps: Steps<Result>,
  progress: ((states: number, waiting: number) => boolean | undefined) | undefined,
): Result {
  let step = steps.next()
  while (step.done !== true) step = steps.next(progress?.(step.value.states, step.value.waiting))
  return step.value
}

/**
 * Explores a model.
 *
 * @throws TooMuchEffort
 */
export function explore(model: CaseModel, options: ExploreOptions): Exploration {
  return carriedOut(exploring(searchOf(model, options)), options.progress)
}

function* exploring(search: Search): Steps<Exploration> {
  const { model, options } = search
  if (options.departures === undefined) yield* findAll(search)
  else yield* findAlong(search, options.departures)
  const { tables, attempts, found, wayOf, onward } = search
  const { cut, limits, expanded, loops, firstEdge, targets, labels, parents, parentMoves } = found
  for (const command of model.untried) limits.add(untried(command))
  for (const role of model.onRolls) limits.add(untriedByRoll(role))
  for (const link of model.unanswered) limits.add(unansweredLink(link))
  for (const deadline of model.inDoubt) limits.add(rungsInOrder(deadline))

  for (const length of tables.shortened()) limits.add(shortened(length, search.options.maxItems))
  tables.close()
  model.forget()
  const known = new Map<Ask, Int8Array>()
  const answersTo = (ask: Ask): Int8Array => {
    const some = known.get(ask) ?? new Int8Array(tables.vectors.count).fill(notAsked)
    known.set(ask, some)
    return some
  }
  const answered = (state: number, ask: Ask): boolean | undefined => {
    const answers = answersTo(ask)
    if (answers[state] === notAsked) {
      const table = attempts.tableOf(tables.vectors.at(state, 0), ask)
      if (table === undefined) return undefined
      const leaf = tables.lookUp(table, state)
      answers[state] = leaf === undefined ? untold : leaf.result >= 0 ? 1 : 0
    }
    return answers[state] === untold ? undefined : answers[state] === 1
  }
  const { exchange, apart } = search
  const exchanged: Exchanged | undefined =
    options.isExchanging !== true
      ? undefined
      : { groups: exchange?.groups ?? [], apart, wayTo: state => concreteWay(search, state) }
  /** So many states by where the case stands, each by its place among them. */
  const byPlace = (count: number, stateAt: (n: number) => number): ReadonlyMap<number, readonly number[]> => {
    const places = new Map<number, number[]>()
    for (let n = 0; n < count; n++) {
      const configuration = tables.vectors.at(stateAt(n), 0)
      const there = places.get(configuration)
      if (there === undefined) places.set(configuration, [n])
      else there.push(n)
    }
    return places
  }
  let everywhere: ReturnType<typeof byPlace> | undefined
  const statesByPlace = () => {
    everywhere ??= byPlace(tables.vectors.count, state => state)
    return everywhere
  }
  /** Where each state of a place was looked up, as it began then: its leaves are all the answers there are. */
  const wholly = new WeakMap<Table, Table['root']>()
  const isWhole = (table: Table, state: number): boolean => {
    // What does not hold any more is dropped as it is looked at.
    tables.lookUp(table, state)
    return table.root !== undefined && wholly.get(table) === table.root
  }
  /** What can be done in a state is asked by several properties. */
  const stepsKnown: (readonly Step[] | undefined)[] = []
  const numbersOf = (some: readonly Known[]) => new Set(some.map(({ number }) => number))
  return {
    model,
    tables,
    states: tables.vectors.count,
    transitions: targets.length - loops,
    cut,
    limits: limits.all,
    isExhausted: expanded === tables.vectors.count,
    heard: new Set(attempts.met(marks.heard).map(({ move }) => move.type)),
    mixed: numbersOf(attempts.met(marks.mixed)),
    impure: numbersOf(attempts.met(marks.impure)),
    expanded,
    firstEdge: firstEdge.data.subarray(0, firstEdge.length),
    targets: targets.data.subarray(0, targets.length),
    labels: labels.data.subarray(0, labels.length),
    moves: attempts.moves,
    parents: parents.data.subarray(0, parents.length),
    parentMoves: parentMoves.data.subarray(0, parentMoves.length),
    configurationOf: state => tables.vectors.at(state, 0),
    exchanged,
    worked: { menuOf: attempts.menuOf, wayOf, onward },
    stepsFrom(state) {
      if (state >= expanded) return []
      const before = stepsKnown[state]
      if (before !== undefined) return before
      const row = tables.vectors.row(state)
      let edge = firstEdge.data[state] as number
      const steps: Step[] = []
      for (const trial of attempts.trialsIn(tables.vectors.at(state, 0))) {
        const { number: label } = trial
        if (label < 0) continue
        const ending = lookedUp(trial, row) ?? workedOut(trial, state, tables)
        // Edges are kept in the order in which they were tried.
        const isEdge = edge < (firstEdge.data[state + 1] as number) && labels.data[edge] === label
        const target = isEdge ? (targets.data[edge++] as number) : state
        const isStep = ending === undefined ? isEdge : ending.kind === 'goes'
        if (isStep) steps.push({ label, target, way: ending?.way ?? -1 })
      }
      stepsKnown[state] = steps
      return steps
    },
    asksAlso(asks, isOf = () => true) {
      for (const [configuration, states] of statesByPlace()) {
        for (const ask of asks) {
          if (!isOf(configuration, ask)) continue
          const table = attempts.askAlso(configuration, ask)
          const [first] = states as [number]
          if (first >= expanded || isWhole(table, first)) continue
          for (const state of states) {
            if (state >= expanded) break
            if (answered(state, ask) === undefined) return false
          }
        }
      }
      return true
    },
    answers: (state, ask) => (state < expanded ? answered(state, ask) : undefined),
    asked(state, ask) {
      const leaf = tables.lookUp(attempts.askAlso(tables.vectors.at(state, 0), ask), state)
      return leaf && leaf.result >= 0
    },
    firstAnswering(ask, answer, among) {
      const stateAt = (n: number): number => (among === undefined ? n : (among[n] as number))
      const places = among === undefined ? statesByPlace() : byPlace(among.length, stateAt)
      let first = Number.POSITIVE_INFINITY
      for (const [configuration, numbers] of places) {
        const table = attempts.tableOf(configuration, ask)
        if (table === undefined) continue
        if ((numbers[0] as number) >= first) continue
        const isSo = (leaf: Leaf | undefined): boolean => leaf !== undefined && leaf.result >= 0 === answer
        if (isWhole(table, stateAt(numbers[0] as number)) && !table.checks.some(({ outcome }) => isSo(outcome?.leaf)))
          continue
        let isEach = among === undefined
        for (const n of numbers) {
          if (n >= first) {
            isEach = false
            break
          }
          const leaf = tables.lookUp(table, stateAt(n))
          isEach &&= leaf !== undefined
          if (isSo(leaf)) first = n
          // An answer that looks at nothing a state tells is that of the place.
          else if (leaf !== undefined && leaf === table.root) break
        }
        if (isEach) wholly.set(table, table.root)
      }
      return Number.isFinite(first) ? first : undefined
    },
    forgetAsked() {
      attempts.forgetAsides()
      tables.release()
      model.forget()
      for (const ask of known.keys()) if (!isLasting(ask)) known.delete(ask)
    },
  }
}

/** The way to a state, each move by whoever makes it where parties are not exchanged. */
function concreteWay({ tables, attempts, exchange, found }: Search, state: number): readonly Move[] {
  const { parents, parentMoves } = found
  const states: number[] = []
  for (let at = state; at > 0; at = parents.data[at] as number) states.push(at)
  /** Who it is in truth that is called so in the state at hand. */
  let names: Renaming = new Map()
  return states.reverse().map(at => {
    const parent = parents.data[at] as number
    const number = parentMoves.data[at] as number
    const move = attempts.moves[number] as Move
    if (exchange === undefined) return move
    const row = tables.vectors.row(parent)
    const trial = attempts.menuOf(row[0] as number).find(known => known.number === number)?.trial
    const ending = trial && (lookedUp(trial, row) ?? workedOut(trial, parent, tables))
    const made = exchange.move(move, names)
    if (ending !== undefined) names = renamedTwice(renamedBack(exchange.after(row, ending.change).names), names)
    return made
  })
}
