// Every state a case can come to, breadth first, with the edges between them and the way each was found.

import { activePaths, ConvokeError, rungType } from '@convoke/core'
import type { CaseModel, Move } from './case-model.js'
import { ClockRead, childOf } from './cells.js'
import { beginAnew, emptyTable, expandAgain, type Table, type Tables, tablesOver } from './decision-tables.js'

/** How far an exploration goes. */
export interface ExploreOptions {
  /** How many states are known before it stops. */
  readonly maxStates: number
  /** How many items lists may gain. */
  readonly maxItems: number
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
  configurationOf(state: number): number
  rosterOf(state: number): number
}

/** Numbers that can be appended to for ever. */
class Numbers {
  data = new Int32Array(4096)
  length = 0
  push(value: number): void {
    if (this.length === this.data.length) {
      const longer = new Int32Array(this.data.length * 2)
      longer.set(this.data)
      this.data = longer
    }
    this.data[this.length++] = value
  }
}

interface Known {
  readonly move: Move
  readonly number: number
  readonly table: Table<number>
}

/** Explores a case type from one opening. */
export function explore(model: CaseModel, options: ExploreOptions): Exploration {
  const tables = tablesOver(model.root, { list: options.maxItems })
  const rosters = emptyTable<number>()
  const moves: Move[] = []
  const known = new Map<string, Known>()
  let limits = new Set<string>()
  let parents = new Numbers()
  let parentMoves = new Numbers()
  let firstEdge = new Numbers()
  let targets = new Numbers()
  let labels = new Numbers()
  let cut = new Set<number>()
  let loops = 0
  let expanded = 0
  let stopped = false

  const knownMove = (configuration: number, name: string, move: () => Move): Known => {
    const full = `${configuration} ${name}`
    let found = known.get(full)
    if (found === undefined) {
      const made = move()
      found = { move: made, number: moves.push(made) - 1, table: emptyTable() }
      known.set(full, found)
    }
    return found
  }

  const menus = new Map<string, readonly Known[]>()
  const menuOf = (configuration: number, roster: number): readonly Known[] => {
    const name = `${configuration} ${roster}`
    let menu = menus.get(name)
    if (menu === undefined) {
      menu = model
        .commandsIn(configuration, roster)
        .map(move => knownMove(configuration, JSON.stringify(move), () => move))
      menus.set(name, menu)
    }
    return menu
  }

  const attempt = (state: number, configuration: number, { move, number, table }: Known): void => {
    const leaf = tables.lookUp(table, state, model.evaluation(configuration, move))
    if (leaf.result < 0) return
    const next = tables.apply(state, leaf, leaf.result)
    if ('path' in next) {
      cut.add(state)
      limits.add(
        `${next.path.replace(/\/length$/, '')} is followed up to ${options.maxItems} items more than it begins with`,
      )
      return
    }
    if (next.isNew) {
      parents.push(state)
      parentMoves.push(number)
    }
    if (next.state === state) loops += 1
    targets.push(next.state)
    labels.push(number)
  }

  const deadlineCells = childOf(model.root, 'deadlines')
  const linkCells = childOf(model.root, 'links')

  const expand = (state: number): void => {
    const configuration = tables.vectors.at(state, 0)
    const { isActive } = model.configurations[configuration] as { isActive: boolean }
    if (!isActive) return
    const roster = tables.lookUp(rosters, state, model.rosterOf).result
    for (const one of menuOf(configuration, roster)) attempt(state, configuration, one)
    for (const { name } of model.definition.deadlines) {
      const rungs = model.rungsOf(name)
      for (const [key, cell] of childOf(deadlineCells, name).children) {
        const content = tables.contentIn(state, cell)
        const phase = content.kind === 'value' ? (content.value as number) : -1
        const rung = rungs[phase]
        if (rung === undefined) continue
        const type = rungType({ name, rung })
        const clock = () => ({ kind: 'clock', type, name, key, rung }) as const
        attempt(state, configuration, knownMove(configuration, `${type} ${key}`, clock))
      }
    }
    for (const [link, cells] of linkCells.children) {
      for (const [key, cell] of cells.children) {
        const content = tables.contentIn(state, cell)
        if (content.kind !== 'value') continue
        for (const move of model.linkMoves(link, key, String(content.value)))
          attempt(
            state,
            configuration,
            knownMove(configuration, JSON.stringify(move), () => move),
          )
      }
    }
  }

  const begin = (): void => {
    tables.restart(model.first)
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

  begin()
  while (expanded < tables.vectors.count && !stopped) {
    if (tables.vectors.count > options.maxStates) {
      limits.add(`stopped at ${options.maxStates} states`)
      break
    }
    if (
      (expanded & 1023) === 0 &&
      options.progress?.(tables.vectors.count, tables.vectors.count - expanded) === false
    ) {
      limits.add('cancelled')
      stopped = true
    }
    const edges = targets.length
    const loopsBefore = loops
    try {
      expand(expanded)
    } catch (thrown) {
      if (thrown === beginAnew) {
        begin()
        continue
      }
      if (thrown instanceof ClockRead) throw clockRead(model, tables.vectors.at(expanded, 0))
      if (thrown !== expandAgain) throw thrown
      targets.length = labels.length = edges
      loops = loopsBefore
      continue
    }
    firstEdge.push(edges)
    expanded += 1
  }
  firstEdge.push(targets.length)

  return {
    model,
    tables,
    states: tables.vectors.count,
    transitions: targets.length - loops,
    cut,
    limits: [...limits],
    expanded,
    firstEdge: firstEdge.data.subarray(0, firstEdge.length),
    targets: targets.data.subarray(0, targets.length),
    labels: labels.data.subarray(0, labels.length),
    moves,
    parents: parents.data.subarray(0, parents.length),
    parentMoves: parentMoves.data.subarray(0, parentMoves.length),
    configurationOf: state => tables.vectors.at(state, 0),
    rosterOf: state => tables.lookUp(rosters, state, model.rosterOf).result,
  }
}

function clockRead({ definition, configurations }: CaseModel, configuration: number): ConvokeError {
  const { machine } = configurations[configuration] as { readonly machine: Parameters<typeof activePaths>[1] }
  const states = activePaths(definition, machine)
  return new ConvokeError(
    'verify/clock-read',
    `a guard, a selector or an update of "${definition.name}" that is asked in ${states.join(', ')} uses an instant as a number; compare times with deadlines only`,
    { details: { caseType: definition.name, states } },
  )
}
