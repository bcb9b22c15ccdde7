// A search for the states of a case: what was found so far, and how one more state is looked into. In what order states are
// looked into is another matter: see every-state.ts and departures.ts.

import type { CaseModel, Configuration, Way } from '../model/case-model.js'
import { type Cell, ClockRead, cellFor, isLength, keysOf } from '../tables/cells.js'
import { type Tables, tablesOver } from '../tables/decision-tables.js'
import { Numbers } from '../tables/numbers.js'
import type { Going } from '../tables/scope.js'
import { isForNothing, lookedUp, workedOut } from '../tables/step-trees.js'
import { type Evaluation, emptyTable, type Table } from '../tables/table.js'
import { type Attempts, attemptsOver } from './attempts.js'
import { type Distinguished, type Exchange, exchangeOf, groupsOf } from './exchange.js'
import type { ExploreOptions } from './explore-options.js'
import { type ExplorationLimit, fewItems, fewKeys, type Limits, noLimits } from './limits.js'
import { clockRead, endless } from './place-faults.js'

/** What was found since the search began, or began anew. */
export interface Found {
  /** How many states were looked into, in their order. */
  expanded: number
  /** Edges that lead back to where they come from. */
  loops: number
  /** Where the edges of each state that was looked into begin; then all edges, by where they lead and by which move. */
  firstEdge: Numbers
  targets: Numbers
  labels: Numbers
  /** The state and the move by which each was found first. */
  parents: Numbers
  parentMoves: Numbers
  /** States one of whose edges is missing. */
  cut: Set<number>
  /** Why not everything was found. */
  limits: Limits
}

/** How far an exploration is. */
export interface VerifyProgress {
  /** States that are known. */
  readonly states: number
  /** Of these, states that were not looked into yet. */
  readonly waiting: number
  /** The property that is looked at from now on; absent before the first, and between two beginnings. */
  readonly property?: string | undefined
}

/** What is answered to how far it is: `false` ends it with what it has; `now`, after that, ends what is still done for it as well. */
export type Answer = boolean | 'now' | undefined

/** Something that takes long, which tells now and then how far it is. */
export type Steps<Result> = Generator<VerifyProgress, Result, Answer>

/** A search for the states of a case, which begins anew once it learns that more has to be told or tried. */
export interface Search {
  readonly model: CaseModel
  readonly tables: Tables
  readonly attempts: Attempts
  readonly options: ExploreOptions
  /** How parties are exchanged; undefined where none are. */
  readonly exchange: Exchange | undefined
  /** Parties that turned out to be no good for that. */
  readonly apart: Distinguished[]
  /** Where one way leads and another from there, as far as that came about. */
  readonly onward: readonly (readonly (number | undefined)[] | undefined)[]
  readonly found: Found
  wayOf(way: number): Going
  /** Begins, be it anew: with the first state alone. */
  begin(): void
  /** Whether it has to begin anew: something has to be tracked, or there is more to try. */
  isToBegin(): boolean
  /** Tells how far it is; returns whether it has to end, and `now` where what is left to be done for that has to as well. */
  pause(): Steps<boolean | 'now'>
  /** Looks into a state: finds where everything leads that can be tried there. */
  expand(state: number): void
  /**
   * Looks into the next state, or so many of them one after another, and keeps where their edges begin. It ends earlier where
   * something has to be tracked, and where there are more states than there may be.
   */
  expandNext(most?: number): void
  /** Keeps these states alone, in this order and none of them looked into. */
  keepOnly(states: readonly number[]): void
}

/** A search that has not begun. */
export function searchOf(model: CaseModel, options: ExploreOptions): Search {
  const ways: Going[] = []
  const onward: number[][] = []
  /** What is asked before and after a step: who may try it, what `always` makes of it, which deadlines run on. */
  const sideTables = new Map<string, Table>()
  const tableFor = (
    configuration: number,
    name: string,
    evaluation: Evaluation,
    does: Table['does'],
    memory = model.memoryOf(`${configuration} ${name}`),
  ): Table => {
    const full = `${configuration} ${name}`
    const known = sideTables.get(full)
    if (known !== undefined) return known
    const made = emptyTable(configuration, evaluation, {
      does,
      isWatched: does === 'look',
      // What is only looked at is yes or no, whatever the place.
      remembering: { memory, yes: does === 'look' ? model.stillIn(configuration) : undefined },
    })
    sideTables.set(full, made)
    return made
  }
  const wayOf = (way: number): Going => {
    const known = ways[way]
    if (known !== undefined) return known
    const { configuration, spans } = model.ways[way] as Way
    const { isStable, outcome } = model.configurations[configuration] as Configuration
    const rest = outcome === null ? 'open' : 'settled'
    const keepers = spans.map((span, deadline) => {
      const { name } = model.definition.deadlines[deadline] as { readonly name: string }
      const keeping = `keeps ${name} ${span}`
      const memory = model.memoryOf(`${keeping} ${rest}`)
      return tableFor(configuration, keeping, model.keeping(deadline, span, configuration), { keeps: name }, memory)
    })
    const settling = isStable ? undefined : tableFor(configuration, 'settles', model.settling(configuration), 'step')
    const going = { configuration, settling, keepers }
    ways[way] = going
    return going
  }
  const tables = tablesOver(model.root, {
    first: model.first,
    list: options.maxItems,
    isBeyond: cell => model.made.countedOn(cell) > options.maxItems,
    isWhole: options.isWhole === true,
    effort: options.effort ?? Number.POSITIVE_INFINITY,
    wayOf,
    wayOn(way, next) {
      const known = onward[way]?.[next]
      if (known !== undefined) return known
      onward[way] ??= []
      const made = model.wayOn(way, next)
      ;(onward[way] as number[])[next] = made
      return made
    },
    endless: configuration => endless(model, configuration),
    isStill: model.isStill,
    sees: model.shrinking.sees,
    telling: model.telling,
  })
  const attempts = attemptsOver(model, tables, options, tableFor)
  const found = nothingFound()
  let exchange: Exchange | undefined
  const apart: Distinguished[] = []
  /** The state and the move that made each row which was not found yet, and whether it is an edge where it leads back. */
  const sources = new Numbers()
  const numbers = new Numbers()
  const toldAtRest = new Numbers()
  /** Tries what can be tried in a state: the rows it leads to are made. */
  const lookInto = (state: number): void => {
    const { vectors } = tables
    const configuration = vectors.at(state, 0)
    const here = attempts.trialsIn(configuration)
    const row = vectors.row(state)
    const { cut, limits } = found
    let isSpent = false
    try {
      for (const trial of here) {
        let ending = lookedUp(trial, row)
        if (ending === undefined) {
          ending = workedOut(trial, state, tables)
          if (ending === undefined) {
            // Whoever does not end half-way begins anew and forgets this.
            cut.add(state)
            continue
          }
        }
        if ((trial.marks & ending.marks) !== ending.marks) trial.marks |= ending.marks
        if (ending.kind === 'nothing') {
          isSpent ||= isForNothing(trial)
          continue
        }
        if (ending.kind === 'cut') {
          cut.add(state)
          limits.add(shortened(ending.beyond as Cell, options.maxItems))
          continue
        }
        if (exchange === undefined) vectors.makeAfter(state, ending.change)
        else vectors.make(exchange.after(vectors.row(state), ending.change).row)
        sources.push(state)
        numbers.push(trial.number)
        toldAtRest.push(+ending.isToldAtRest)
      }
    } catch (thrown) {
      throw thrown instanceof ClockRead ? clockRead(model, configuration, thrown) : thrown
    }
    if (isSpent) attempts.leaveOutIdle(configuration)
  }
  /** Finds the states that were led to, and keeps the edges there. */
  const arrive = (): void => {
    const { parents, parentMoves, targets, labels, firstEdge } = found
    const { data: states, length } = tables.vectors.found()
    for (let n = 0; n < length; n++) {
      const state = sources.data[n] as number
      const next = states[n] as number
      while (firstEdge.length <= state && state < found.expanded) firstEdge.push(targets.length)
      // Of each state that is known it was put down where it came from.
      if (next === parents.length) {
        parents.push(state)
        parentMoves.push(numbers.data[n] as number)
      }
      if (next === state) {
        if (toldAtRest.data[n] === 0) continue
        found.loops += 1
      }
      targets.push(next)
      labels.push(numbers.data[n] as number)
    }
    for (const list of [sources, numbers, toldAtRest]) list.length = 0
    while (firstEdge.length < found.expanded) firstEdge.push(targets.length)
  }

  for (const cell of options.told ?? []) tables.track(cellFor(model.root, keysOf(cell)), model.first)
  return {
    model,
    tables,
    attempts,
    options,
    onward,
    found,
    apart,
    get exchange() {
      return exchange
    },
    wayOf,
    begin() {
      attempts.renew()
      if (options.isExchanging === true) {
        const groups = groupsOf(model, apart)
        exchange = groups.length === 0 ? undefined : exchangeOf(model.root, tables, groups, model.first)
      }
      Object.assign(found, nothingFound())
    },
    isToBegin: () => tables.isOutgrown || attempts.isMore(),
    *pause() {
      const states = tables.vectors.count
      const answer = yield { states, waiting: states - found.expanded }
      return answer === 'now' ? answer : answer === false
    },
    expand(state) {
      lookInto(state)
      arrive()
    },
    keepOnly(states) {
      tables.renumber(states)
      Object.assign(found, nothingFound())
    },
    expandNext(most = 1) {
      const { vectors } = tables
      for (let n = 0; n < most; n++) {
        lookInto(found.expanded)
        found.expanded += 1
        const isEnough = tables.isOutgrown || found.expanded === vectors.count
        if (isEnough || vectors.count + vectors.made > options.maxStates) break
      }
      arrive()
    },
  }
}

/** The first state, not looked into. */
function nothingFound(): Found {
  const parents = new Numbers()
  const parentMoves = new Numbers()
  parents.push(-1)
  parentMoves.push(-1)
  return {
    expanded: 0,
    loops: 0,
    firstEdge: new Numbers(),
    targets: new Numbers(),
    labels: new Numbers(),
    parents,
    parentMoves,
    cut: new Set(),
    limits: noLimits(),
  }
}

/** A list or the keys of a record that could go on further than they are followed, as what bounds an exploration. */
export function shortened(beyond: Cell, maxItems: number): ExplorationLimit {
  const { path } = beyond.parent as Cell
  return isLength(beyond) ? fewItems(path, maxItems) : fewKeys(path, maxItems, beyond.key)
}
