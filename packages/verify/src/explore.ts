// Every state a case can come to, breadth first, with the edges between them and the way each was found.

import { type AnyCaseType, rungType } from '@convoke/core'
import type { Ask, Monitor, Turning } from './case-data.js'
import { type CaseModel, type Configuration, caseModel, type LinkAnswers, type Move, type Way } from './case-model.js'
import { type Cell, ClockRead, cellFor, childOf, isLength, isTracked, keysOf } from './cells.js'
import { type Going, type Tables, type Trail, tablesOver } from './decision-tables.js'
import { breadthFirst, type Course, findAlong } from './departures.js'
import type { Metric } from './metric.js'
import { EventRead } from './microsteps.js'
import type { Apart } from './monitors.js'
import { Numbers } from './numbers.js'
import type { Opening } from './opening.js'
import { clockRead, endless } from './place-faults.js'
import {
  type Ending,
  end,
  isForNothing,
  lookedUp,
  marks,
  nothing,
  renew,
  type Trial,
  trialOf,
  workedOut,
} from './step-trees.js'
import { type Evaluation, emptyTable, type Table } from './table.js'

/** What states tell although it makes no difference to how the case goes on. */
export interface Watched {
  /** Whether these are accepted. */
  readonly commands?: readonly string[] | undefined
  /** Whether it runs. */
  readonly deadline?: string | undefined
  /** How it stands once the case is settled. */
  readonly link?: string | undefined
  /** Questions that every state answers. */
  readonly asks?: readonly Ask[] | undefined
  /** The deadline of which it is told whether it is put off. */
  readonly turning?: Turning | undefined
  /** The acts that are asked about. */
  readonly apart?: Apart | undefined
  /** The vote that is counted along; what its own words throw. */
  readonly vote?:
    | {
        readonly name: string
        readonly title: { readonly 'zh-CN': string; readonly en: string }
        readonly failure: { thrown?: unknown }
      }
    | undefined
  /** The measures that are looked at; what the one that is taken along the way throws. */
  readonly metrics?: readonly Metric[] | undefined
  readonly failure?: { thrown?: unknown } | undefined
  /** Those who watch every step, by name; what they find can be asked. */
  readonly monitors?: Readonly<Record<string, Monitor>> | undefined
}

/** How far an exploration goes. */
export interface ExploreOptions {
  /** How many states are known before it stops. */
  readonly maxStates: number
  /** How many items lists may gain, and how much further keys that the case makes up may count. */
  readonly maxItems: number
  /** Whether states tell all that is read and changes, not only what makes a difference to how the case goes on. */
  readonly isWhole?: boolean | undefined
  /** How many evaluations finding out what makes a difference may cost. Default: any number. */
  readonly effort?: number | undefined
  /** Cells of which every state tells: what another exploration of the case type found to matter. */
  readonly told?: readonly Pick<Cell, 'path'>[] | undefined
  /** How many times a way may leave the normal course of the case. Default: every state is looked into. */
  readonly departures?: number | undefined
  /** A duty of which states tell whether it can be done and whether its deadline runs. */
  readonly watched?: Watched | undefined
  /** Told now and then; returning false ends the exploration. */
  readonly progress?: ((states: number, waiting: number) => boolean | undefined) | undefined
}

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
  readonly limits: readonly string[]
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
  /** What it was worked out by: for whoever writes it down for another tool. */
  readonly worked: Worked
  /** What a state answers to a question that was asked; undefined where it was not looked into. */
  answers(state: number, ask: Ask): boolean | undefined
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

/** How many states of each configuration are looked into beforehand. */
const scouted = (maxStates: number): number => Math.min(12, Math.floor(maxStates / 1_000))

/** What can be tried in a configuration, and the tables that say what comes of it. */
export interface Known {
  readonly move: Move
  /** Its number among all moves. */
  readonly number: number
  readonly table: Table
  readonly gates: readonly Table[]
  readonly trial: Trial
  /** Whether it matters that it is accepted, even where nothing else comes of it. */
  readonly isAsked: boolean
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
  watching: (model: CaseModel) => CaseModel = model => model,
): Exploration {
  const explored = (isWholeStep?: boolean) =>
    explore(watching(caseModel(caseType, opened, answers, { ...options.watched, isWholeStep })), options)
  try {
    return explored()
  } catch (thrown) {
    if (!(thrown instanceof EventRead)) throw thrown
    return explored(true)
  }
}

/**
 * Explores a model.
 *
 * @throws TooMuchEffort
 */
export function explore(model: CaseModel, options: ExploreOptions): Exploration {
  const ways: Going[] = []
  const onward: number[][] = []
  /** What is asked before and after a step: who may try it, what `always` makes of it, which deadlines run on. */
  const sideTables = new Map<string, Table>()
  const tableFor = (configuration: number, name: string, evaluation: Evaluation, does: Table['does']): Table => {
    const full = `${configuration} ${name}`
    const known = sideTables.get(full)
    if (known !== undefined) return known
    const made = emptyTable(configuration, evaluation, { does, isWatched: does === 'look' })
    sideTables.set(full, made)
    return made
  }
  const wayOf = (way: number): Going => {
    const known = ways[way]
    if (known !== undefined) return known
    const { configuration, spans } = model.ways[way] as Way
    const { isStable } = model.configurations[configuration] as Configuration
    const keepers = spans.map((span, deadline) => {
      const { name } = model.definition.deadlines[deadline] as { readonly name: string }
      return tableFor(configuration, `keeps ${name} ${span}`, model.keeping(deadline, span, configuration), {
        keeps: name,
      })
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
  })
  const moves: Move[] = []
  const known = new Map<string, Known>()
  const menus: (readonly Known[] | undefined)[] = []
  const looksIn: (Trial[] | undefined)[] = []
  const trials: (readonly Trial[] | undefined)[] = []
  const asked: (ReadonlyMap<Ask, Table> | undefined)[] = []
  let limits = new Set<string>()
  let parents = new Numbers()
  let parentMoves = new Numbers()
  let firstEdge = new Numbers()
  let targets = new Numbers()
  let labels = new Numbers()
  let cut = new Set<number>()
  let loops = 0
  let expanded = 0

  const knownMove = (configuration: number, name: string, move: () => Move): Known => {
    const full = `${configuration} ${name}`
    let found = known.get(full)
    if (found === undefined) {
      const made = move()
      const isWatched = made.kind === 'command' && options.watched?.commands?.includes(made.type) === true
      const table = emptyTable(configuration, model.evaluation(configuration, made), { isWatched })
      const gates = model
        .gates(configuration, made)
        .map(({ name, evaluation }) => tableFor(configuration, name, evaluation, 'look'))
      const isDuty = made.kind === 'command' && model.isDuty(configuration, made.type)
      const isAsked = isWatched || isDuty || options.isWhole === true
      const number = moves.push(made) - 1
      const trial = trialOf(configuration, number, (state, trail) => attempt(state, entry, trail))
      const entry: Known = { move: made, number, table, gates, trial, isAsked }
      found = entry
      known.set(full, found)
    }
    return found
  }

  const deadlineCells = childOf(model.root, 'deadlines')
  const linkCells = childOf(model.root, 'links')

  /** All that can be tried in a configuration, as far as parties, items and linked cases were seen. */
  const menuOf = (configuration: number): readonly Known[] => {
    const known = menus[configuration]
    if (known !== undefined) return known
    const named = (move: Move) => knownMove(configuration, JSON.stringify(move), () => move)
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
    let count = model.configurations.length
    for (const parties of model.seenIn.values()) count += parties.size
    for (const cells of deadlineCells.children.values()) count += cells.children.size
    for (const cells of linkCells.children.values()) count += cells.children.size
    return count
  }

  const attempt = (state: number, { move, table, gates, isAsked }: Known, trail: Trail): Ending | undefined => {
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
    if (typeof next === 'object') return { column: end, kind: 'cut', beyond: next, marks: met }
    const isToldAtRest = !leaf.isMixed && isCommand && model.isDuty(table.configuration, move.type)
    return { column: end, kind: 'goes', ...trail.sets(), isToldAtRest, marks: met }
  }

  const look = (table: Table): Trial =>
    trialOf(table.configuration, -1, state => (tables.lookUp(table, state) === undefined ? undefined : nothing()))

  const shortened = (beyond: Cell) =>
    isLength(beyond)
      ? `${(beyond.parent as Cell).path} is followed up to ${options.maxItems} items more than it begins with`
      : `${(beyond.parent as Cell).path} is followed up to ${options.maxItems} keys more than it begins with, not to "${beyond.key}"`

  const asksIn = (configuration: number): ReadonlyMap<Ask, Table> => {
    let known = asked[configuration]
    if (known === undefined) {
      const ask = (one: Ask) =>
        [one, emptyTable(configuration, model.asking(configuration, one), { does: 'look', isWatched: true })] as const
      known = new Map(options.watched?.asks?.map(ask))
      asked[configuration] = known
    }
    return known
  }

  const isActive = (configuration: number): boolean => (model.configurations[configuration] as Configuration).isActive

  /** All that is looked at and tried in a configuration, of which something may still come. */
  const trialsIn = (configuration: number): readonly Trial[] => {
    const known = trials[configuration]
    if (known !== undefined) return known
    let looks = looksIn[configuration]
    if (looks === undefined) {
      looks = [...asksIn(configuration).values()].map(look)
      const seeing = (role: CaseModel['definition']['roles'][number]) =>
        emptyTable(configuration, model.seeing(role), { does: 'look', gather: value => model.mayBe(role, value) })
      if (isActive(configuration)) looks.push(...model.definition.roles.map(role => look(seeing(role))))
      looksIn[configuration] = looks
    }
    const moves = isActive(configuration) ? menuOf(configuration).map(({ trial }) => trial) : []
    const made = [...looks, ...moves]
    trials[configuration] = made
    return made
  }

  const expand = (state: number): void => {
    const { vectors } = tables
    const configuration = vectors.at(state, 0)
    const here = trialsIn(configuration)
    const from = state * vectors.stride
    let { rows } = vectors
    let isSpent = false
    try {
      for (const trial of here) {
        let ending = lookedUp(trial, rows, from)
        if (ending === undefined) {
          ending = workedOut(trial, state, tables)
          rows = vectors.rows
          if (ending === undefined) continue
        }
        if ((trial.marks & ending.marks) !== ending.marks) trial.marks |= ending.marks
        if (ending.kind === 'nothing') {
          isSpent ||= isForNothing(trial)
          continue
        }
        if (ending.kind === 'cut') {
          cut.add(state)
          limits.add(shortened(ending.beyond))
          continue
        }
        const next = vectors.follow(state, ending.columns, ending.numbers)
        // Of each state that is known it was put down where it came from.
        if (vectors.count > parents.length) {
          parents.push(state)
          parentMoves.push(trial.number)
          rows = vectors.rows
        }
        if (next === state) {
          if (!ending.isToldAtRest) continue
          loops += 1
        }
        targets.push(next)
        labels.push(trial.number)
      }
    } catch (thrown) {
      throw thrown instanceof ClockRead ? clockRead(model, configuration) : thrown
    }
    // What comes to nothing whatever the state need not be tried again.
    if (isSpent) trials[configuration] = here.filter(trial => !isForNothing(trial))
  }

  /** What properties look at in a state is told there, whether or not it makes a difference to how the case goes on. */
  const observe = (): void => {
    for (const [configuration, { outcome }] of model.configurations.entries()) {
      const look = (cells: Cell) => {
        for (const cell of cells.children.values())
          if (!isTracked(cell, configuration)) tables.track(cell, configuration)
      }
      for (const { name, survives } of model.definition.deadlines) {
        const isOf = name === options.watched?.deadline && (outcome === null || survives !== true)
        if (isOf) look(childOf(deadlineCells, name))
      }
      if (outcome !== null && options.watched?.link !== undefined)
        for (const cells of linkCells.children.values()) look(cells)
    }
  }

  const isCancelled = () => options.progress?.(tables.vectors.count, tables.vectors.count - expanded) === false

  let seen = -1
  const begin = (): void => {
    if (extent() !== seen) {
      seen = extent()
      menus.length = 0
      observe()
    }
    const dropped = tables.restart()
    trials.length = 0
    for (const { trial } of known.values()) renew(trial, dropped)
    for (const looks of looksIn) for (const trial of looks ?? []) renew(trial, dropped)
    parents = new Numbers()
    parentMoves = new Numbers()
    firstEdge = new Numbers()
    targets = new Numbers()
    labels = new Numbers()
    cut = new Set()
    limits = new Set()
    loops = 0
    parents.push(-1)
    parentMoves.push(-1)
    expanded = 0
  }

  /**
   * Looks into a few states of every configuration first, deep ones too: most of what has to be tracked is learned there,
   * before there is much that would have to be worked out again.
   */
  const scout = (): void => {
    const most = scouted(options.maxStates)
    for (let isAgain = true; isAgain; ) {
      begin()
      const waiting = new Map<number, number[]>()
      const looked = new Map<number, number>()
      let queued = 0
      for (let round = 0; ; round++) {
        for (; queued < tables.vectors.count; queued++) {
          const configuration = tables.vectors.at(queued, 0)
          const queue = waiting.get(configuration)
          if (queue === undefined) waiting.set(configuration, [queued])
          else queue.push(queued)
        }
        const next = [...waiting]
          .filter(([configuration, queue]) => queue.length > 0 && (looked.get(configuration) ?? 0) < most)
          .sort(([one], [other]) => (looked.get(one) ?? 0) - (looked.get(other) ?? 0))[0]
        if (next === undefined) break
        looked.set(next[0], (looked.get(next[0]) ?? 0) + 1)
        // By turns the first and the last found, so that both the short ways and the long ones are met.
        expand((round & 1 ? next[1].pop() : next[1].shift()) as number)
      }
      tables.settle()
      isAgain = (tables.isOutgrown || extent() !== seen) && !isCancelled()
    }
  }

  /** Every state, breadth first, as far as there may be states. */
  const lookIntoAll = (): void => {
    scout()
    begin()
    /** Where to begin anew at the latest once that is necessary: a little later than at once, so that more is learned. */
    let patience = 0
    for (;;) {
      const isDone = expanded === tables.vectors.count || tables.vectors.count > options.maxStates
      // There is more to try only where something was worked out, which is seldom: it is looked for now and then.
      const isTime = (expanded & 15) === 0 || isDone
      if ((expanded & 255) === 0 || isDone) tables.settle()
      if (tables.isOutgrown || (isTime && extent() !== seen)) {
        if (patience === 0) patience = expanded + 16 + (expanded >> 4)
        if (isDone || expanded >= patience) {
          patience = 0
          begin()
          continue
        }
      }
      if (expanded === tables.vectors.count) break
      if (isDone) {
        limits.add(`stopped at ${options.maxStates} states`)
        break
      }
      if ((expanded & 1023) === 0 && isCancelled()) {
        limits.add('cancelled')
        break
      }
      firstEdge.push(targets.length)
      expand(expanded)
      expanded += 1
    }
    firstEdge.push(targets.length)
  }

  /** The states on ways that leave the normal course so many times, and all edges between them. */
  const lookAlong = (departures: number): void => {
    let isCut = false
    let isStopped = false
    const isToBegin = () => tables.isOutgrown || extent() !== seen
    const course: Course = {
      model,
      moveOf: ({ number }) => moves[number],
      trialsAt: state => trialsIn(tables.vectors.at(state, 0)),
      endingOf: (trial, state) =>
        lookedUp(trial, tables.vectors.rows, state * tables.vectors.stride) ?? workedOut(trial, state, tables),
      follow: (state, { columns, numbers }) => tables.vectors.follow(state, columns, numbers),
      isOver(looked) {
        if (tables.vectors.count > options.maxStates) isCut = true
        if ((looked & 255) === 0) {
          tables.settle()
          isStopped ||= isCancelled()
        }
        if (patience === 0 && (looked & 15) === 0 && isToBegin()) patience = looked + 16 + (looked >> 4)
        return isCut || isStopped || (patience > 0 && looked >= patience)
      },
    }
    let patience = 0
    const isAgain = (): boolean => {
      tables.settle()
      return isToBegin() && !isStopped
    }
    do {
      begin()
      isCut = false
      patience = 0
      try {
        findAlong(course, departures)
      } catch (thrown) {
        throw thrown instanceof ClockRead ? clockRead(model, model.first) : thrown
      }
      if (isAgain()) continue
      const within = tables.vectors.count
      for (; expanded < within && !isStopped; expanded++) {
        firstEdge.push(targets.length)
        expand(expanded)
        if ((expanded & 255) === 0) isStopped ||= isCancelled()
      }
    } while (isAgain())
    limits.add(`ways that leave the normal course more than ${departures === 1 ? 'once' : `${departures} times`}`)
    if (isCut) limits.add(`stopped at ${options.maxStates} states`)
    if (isStopped) limits.add('cancelled')
    firstEdge.push(targets.length)
    const renumbered = breadthFirst(tables.vectors.count, expanded, { firstEdge, targets, labels })
    ;({ firstEdge, targets, labels, parents, parentMoves } = renumbered)
    const { order } = renumbered
    expanded = order.findIndex(state => state >= expanded)
    if (expanded < 0) expanded = order.length
    cut = new Set([...order.keys()].filter(number => cut.has(order[number] as number)))
    tables.renumber(order)
  }

  for (const cell of options.told ?? []) tables.track(cellFor(model.root, keysOf(cell)), model.first)
  if (options.departures === undefined) lookIntoAll()
  else lookAlong(options.departures)
  for (const command of model.untried) limits.add(`"${command}" is not tried, for want of a sample of its data`)

  const met = (mark: number) => [...known.values()].filter(({ trial }) => (trial.marks & mark) !== 0)
  const numbersOf = (some: readonly Known[]) => new Set(some.map(({ number }) => number))
  return {
    model,
    tables,
    states: tables.vectors.count,
    transitions: targets.length - loops,
    cut,
    limits: [...limits],
    isExhausted: expanded === tables.vectors.count,
    heard: new Set(met(marks.heard).map(({ move }) => move.type)),
    mixed: numbersOf(met(marks.mixed)),
    impure: numbersOf(met(marks.impure)),
    expanded,
    firstEdge: firstEdge.data.subarray(0, firstEdge.length),
    targets: targets.data.subarray(0, targets.length),
    labels: labels.data.subarray(0, labels.length),
    moves,
    parents: parents.data.subarray(0, parents.length),
    parentMoves: parentMoves.data.subarray(0, parentMoves.length),
    configurationOf: state => tables.vectors.at(state, 0),
    worked: { menuOf, wayOf, onward },
    answers(state, ask) {
      const table = asksIn(tables.vectors.at(state, 0)).get(ask)
      if (table === undefined || state >= expanded) return undefined
      const leaf = tables.lookUp(table, state)
      return leaf && leaf.result >= 0
    },
  }
}
