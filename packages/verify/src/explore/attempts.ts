// What is tried in each state: the commands of all that may give one, the clock, the answers of linked cases, and what is
// only looked at.

import { rungType } from '@convoke/core'
import type { Ask } from '../model/case-data.js'
import type { CaseModel, Configuration, Move } from '../model/case-model.js'
import { type Cell, childOf, isTracked } from '../tables/cells.js'
import type { Tables } from '../tables/decision-tables.js'
import type { Memory } from '../tables/memory.js'
import type { Trail } from '../tables/record.js'
import {
  cutAt,
  type Ending,
  going,
  isForNothing,
  marks,
  nothing,
  renew,
  type Trial,
  trialOf,
} from '../tables/step-trees.js'
import { type Evaluation, emptyTable, type Table } from '../tables/table.js'
import type { ExploreOptions } from './explore-options.js'
import { isLasting } from './lasting-asks.js'

/** What can be tried in a configuration, and the tables that say what comes of it. */
export interface Known {
  readonly move: Move
  /** Its number among all moves. */
  readonly number: number
  readonly table: Table
  readonly gates: readonly Table[]
  readonly trial: Trial
  readonly isDuty: boolean
  /** Whether it matters that it is accepted, even where nothing else comes of it. */
  readonly isAsked: boolean
}

/** What is tried in the states of a case, as it is found out. */
export interface Attempts {
  /** The moves that were met, by their numbers. */
  readonly moves: readonly Move[]
  /** What can be tried in a configuration. */
  menuOf(configuration: number): readonly Known[]
  /** All that is looked at and tried in a configuration, of which something may still come. */
  trialsIn(configuration: number): readonly Trial[]
  /** What comes to nothing whatever the state need not be tried again. */
  leaveOutIdle(configuration: number): void
  /** The moves that came about with a mark. */
  met(mark: number): readonly Known[]
  /** Where the answer to a question is looked up. */
  tableOf(configuration: number, ask: Ask): Table | undefined
  /** Where the answer to one more question is looked up, once all was explored. */
  askAlso(configuration: number, ask: Ask): Table
  /** Nobody asks any more what was asked once all was explored, unless it is of the case type. */
  forgetAsides(): void
  /** Whether there is more to try since it was begun: what was looked into has to be looked into once more. */
  isMore(): boolean
  /** Begins anew with all there is to try by now. */
  renew(): void
}

/**
 * @param tableFor the table of what is asked before a step, by name
 */
export function attemptsOver(
  model: CaseModel,
  tables: Tables,
  options: ExploreOptions,
  tableFor: (
    configuration: number,
    name: string,
    evaluation: Evaluation,
    does: Table['does'],
    memory?: Memory,
  ) => Table,
): Attempts {
  const moves: Move[] = []
  const known: Known[] = []
  /** The same by configuration and the name of the move. */
  const knownIn: (Map<string, Known> | undefined)[] = []
  const menus: (readonly Known[] | undefined)[] = []
  const looksIn: (Trial[] | undefined)[] = []
  const trials: (readonly Trial[] | undefined)[] = []
  const asked: (Map<Ask, Table> | undefined)[] = []
  /** What was asked once all was explored. */
  const asides: (Map<Ask, Table> | undefined)[] = []
  let seen = -1

  const knownMove = (configuration: number, name: string, move: () => Move): Known => {
    const here = knownIn[configuration] ?? new Map<string, Known>()
    knownIn[configuration] = here
    let found = here.get(name)
    if (found === undefined) {
      const made = move()
      const isWatched = made.kind === 'command' && options.watched?.commands?.includes(made.type) === true
      const remembering = model.remembering(configuration, made)
      const table = emptyTable(configuration, model.evaluation(configuration, made), {
        event: made.type,
        isWatched,
        remembering,
      })
      const gates = model
        .gates(configuration, made)
        .map(({ name, evaluation }) => tableFor(configuration, name, evaluation, 'look', model.memoryOf(name)))
      const isDuty = made.kind === 'command' && model.isDuty(configuration, made.type)
      const isAsked = isWatched || isDuty || options.isWhole === true
      const number = moves.push(made) - 1
      const trial = trialOf(configuration, number, (state, trail) => attempt(state, entry, trail))
      const entry: Known = { move: made, number, table, gates, trial, isDuty, isAsked }
      found = entry
      known.push(entry)
      here.set(name, entry)
    }
    return found
  }

  /** A command is the same object wherever it is heard. */
  const names = new WeakMap<Move, string>()
  const nameOf = (move: Move): string => {
    let name = names.get(move)
    if (name === undefined) {
      name = JSON.stringify(move)
      names.set(move, name)
    }
    return name
  }

  const deadlineCells = childOf(model.root, 'deadlines')
  const linkCells = childOf(model.root, 'links')

  /** All that can be tried in a configuration, as far as parties, items and linked cases were seen. */
  const menuOf = (configuration: number): readonly Known[] => {
    const known = menus[configuration]
    if (known !== undefined) return known
    const named = (move: Move) => knownMove(configuration, nameOf(move), () => move)
    const menu = model.commandsIn(configuration).map(named)
    for (const { name } of model.definition.deadlines) {
      for (const key of childOf(deadlineCells, name).children.keys()) {
        for (const rung of model.rungsOf(name))
          menu.push(named({ kind: 'clock', type: rungType({ name, rung }), name, key, rung }))
      }
    }
    for (const [link, cells] of linkCells.children)
      for (const key of cells.children.keys()) menu.push(...model.linkMoves(link, key).map(named))
    menus[configuration] = menu
    return menu
  }

  /** How much there is to try: where it grows, what was looked into has to be looked into once more. */
  const extent = (): number => {
    let count = model.configurations.length + model.delegable.size
    for (const parties of model.seenIn.values()) count += parties.size
    for (const cells of deadlineCells.children.values()) count += cells.children.size
    for (const cells of linkCells.children.values()) count += cells.children.size
    return count
  }

  const attempt = (state: number, { move, table, gates, isDuty, isAsked }: Known, trail: Trail): Ending | undefined => {
    const leaf = tables.lookUp(table, state)
    if (leaf === undefined) return undefined
    const isCommand = move.kind === 'command'
    let met = isCommand && (leaf.isMixed || (leaf.isIdle && !isAsked && leaf.result >= 0)) ? marks.mixed : 0
    if (leaf.result < 0) {
      const isChanged = leaf.sets.length + leaf.adds.length + leaf.appends.length > 0
      return nothing(met | (options.isWhole === true && isChanged ? marks.impure : 0))
    }
    if (isAsked || !leaf.isIdle) {
      for (const gate of gates) {
        const open = tables.lookUp(gate, state)
        if (open === undefined) return undefined
        if (open.result < 0) return nothing(met)
      }
    }
    if (isCommand) met |= marks.heard
    const next = tables.apply(state, leaf)
    if (next === undefined) return undefined
    if (typeof next === 'object') return cutAt(next, met)
    const isToldAtRest = !leaf.isMixed && isDuty
    const { change, way } = trail.sets()
    return going(change, way, isToldAtRest, met)
  }

  const look = (table: Table): Trial =>
    trialOf(table.configuration, -1, state => (tables.lookUp(table, state) === undefined ? undefined : nothing()))

  const asking = (configuration: number, ask: Ask, isAside = false): Table =>
    emptyTable(configuration, model.asking(configuration, ask), { does: 'look', isWatched: true, isAside })

  const asksIn = (configuration: number): Map<Ask, Table> => {
    let known = asked[configuration]
    if (known === undefined) {
      known = new Map(options.watched?.asks?.map(ask => [ask, asking(configuration, ask)] as const))
      asked[configuration] = known
    }
    return known
  }

  const isActive = (configuration: number): boolean => (model.configurations[configuration] as Configuration).isActive

  /** All that is looked at and tried in a configuration. */
  const trialsOf = (configuration: number): readonly Trial[] => {
    let looks = looksIn[configuration]
    if (looks === undefined) {
      looks = [...asksIn(configuration).values()].map(look)
      const seeing = (role: CaseModel['definition']['roles'][number]) =>
        emptyTable(configuration, model.seeing(role), {
          does: 'look',
          gather: value => model.mayBe(role, value),
          comesTo: found => model.sees(role, found),
          remembering: { memory: model.memoryOf(`sees ${role.name}`) },
        })
      if (isActive(configuration)) looks.push(...model.definition.roles.map(role => look(seeing(role))))
      looksIn[configuration] = looks
    }
    const moves = isActive(configuration) ? menuOf(configuration).map(({ trial }) => trial) : []
    return [...looks, ...moves]
  }

  /** Asked of every state: it does nothing else, so that asking takes no room. */
  const trialsIn = (configuration: number): readonly Trial[] => {
    let known = trials[configuration]
    if (known === undefined) {
      known = trialsOf(configuration)
      trials[configuration] = known
    }
    return known
  }

  /** What properties look at in a state is told there, whether or not it makes a difference to how the case goes on. */
  const observe = (): void => {
    for (const [configuration, { outcome }] of model.configurations.entries()) {
      const look = (cells: Cell) => {
        for (const cell of cells.children.values())
          if (!isTracked(cell, configuration)) tables.track(cell, configuration)
      }
      for (const { name, survives } of model.definition.deadlines) {
        const { deadline, clocks } = options.watched ?? {}
        const isOf = (name === deadline || clocks?.includes(name) === true) && (outcome === null || survives !== true)
        if (isOf) look(childOf(deadlineCells, name))
      }
      if (outcome !== null && options.watched?.link !== undefined)
        for (const cells of linkCells.children.values()) look(cells)
    }
  }

  return {
    moves,
    menuOf,
    trialsIn,
    leaveOutIdle(configuration) {
      trials[configuration] = trialsIn(configuration).filter(trial => !isForNothing(trial))
    },
    met: mark => known.filter(({ trial }) => (trial.marks & mark) !== 0),
    tableOf: (configuration, ask) => asksIn(configuration).get(ask) ?? asides[configuration]?.get(ask),
    askAlso(configuration, ask) {
      const known = asksIn(configuration).get(ask)
      if (known !== undefined) return known
      const others = asides[configuration] ?? new Map<Ask, Table>()
      asides[configuration] = others
      if (!others.has(ask)) others.set(ask, asking(configuration, ask, true))
      return others.get(ask) as Table
    },
    forgetAsides() {
      for (const others of asides) {
        for (const [ask, table] of others ?? []) {
          if (isLasting(ask)) continue
          others?.delete(ask)
          tables.forget(table)
        }
      }
    },
    isMore: () => extent() !== seen,
    renew() {
      if (extent() !== seen) {
        seen = extent()
        menus.length = 0
        observe()
      }
      const dropped = tables.restart()
      trials.length = 0
      for (const { trial } of known) renew(trial, dropped)
      for (const looks of looksIn) for (const trial of looks ?? []) renew(trial, dropped)
    },
  }
}
