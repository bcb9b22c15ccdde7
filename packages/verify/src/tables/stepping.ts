// The state that follows from a step: what the step sets, what `always` transitions make of it, and which deadlines are kept.
import { below, type Cell, type Content, childOf, isLength, isNumber, numberOf } from './cells.js'
import type { Holding } from './holding.js'
import type { Recorder } from './record.js'
import type { Going, Scope } from './scope.js'
import { restIn, type Site } from './sites.js'
import { loose } from './state-vectors.js'
import type { Leaf, Table } from './table.js'
import type { Tracking } from './tracking.js'

/** What a step needs of the tables it goes by. */
export interface Around {
  readonly scope: Scope
  readonly tracking: Tracking
  readonly holding: Holding
  readonly recorder: Recorder
  /** A cell has to be tracked in a configuration: not known whether the step is possible until then. */
  track(cell: Cell, configuration: number): void
  siteAt(going: Going): Site
  /** What a thing leads to in a row of its configuration; a row after a step is not yet known in all it has to tell. */
  lookUp(table: Table, row: Uint16Array, source: number): Leaf | undefined
  /** Works out again what news may contradict, and says whether everything has to begin anew. */
  settle(): boolean
}

/** How many `always` transitions are taken one after another before they count as endless. */
const mostMicrosteps = 10_000

/**
 * Steps from rows: `follows`, with what follows in `recorder.after`; the list or the key that would leave its bounds; or
 * undefined where a cell has to be tracked first.
 */
export function steppingOn(around: Around): (row: Uint16Array, leaf: Leaf) => 'follows' | Cell | undefined {
  const { scope, tracking, holding, recorder, track } = around

  /** Puts what a leaf changes into the row of the state that follows. */
  const put = (
    row: Uint16Array,
    leaf: Leaf,
    there: Uint8Array,
    source: number,
    to: Site,
  ): Cell | 'unknown' | undefined => {
    for (const set of leaf.sets) {
      const cell = set[0]
      if (cell.column < 0 || there[cell.column] === 0) continue
      const number = set[1]
      const content = cell.contents[number] as Content
      if (isLength(cell) && isNumber(content) && content.value > holding.mostOf(cell)) return cell
      recorder.write(row, cell.column, number)
    }
    for (const [cell, by] of leaf.adds) {
      if (cell.column < 0 || there[cell.column] === 0) continue
      recorder.note(cell.column)
      if (row[cell.column] === loose) continue
      const content = cell.contents[row[cell.column] as number] as Content
      if (!isNumber(content)) continue
      recorder.write(row, cell.column, numberOf(cell, { kind: 'value', value: content.value + by }))
    }
    for (const [length, items] of leaf.appends) {
      if (length.column >= 0) recorder.note(length.column)
      if (length.column < 0 || row[length.column] === loose) {
        for (const cell of [length, ...below(length.parent as Cell)]) {
          if (cell.column < 0 || there[cell.column] === 0) continue
          track(length, source)
          return 'unknown'
        }
        continue
      }
      const content = length.contents[row[length.column] as number] as Content
      const before = isNumber(content) ? content.value : 0
      if (before + items.length > holding.mostOf(length)) return length
      holding.hold(length, before + items.length, row, to)
      for (const [n, item] of items.entries())
        holding.hold(childOf(length.parent as Cell, String(before + n)), item, row, to)
    }
    return undefined
  }

  /** Whether a row tells all that has to be told where it has come to; what it does not, the place before has to. */
  const isTold = (row: Uint16Array, configuration: number, source: number): boolean => {
    const there = tracking.at(configuration)
    let isKnown = true
    for (let column = 1; column < there.length; column++) {
      if (there[column] === 0 || row[column] !== loose) continue
      track(tracking.columns[column - 1] as Cell, source)
      isKnown = false
    }
    return isKnown
  }

  /** Goes where one leaf leads, and leaves there only what is told there. */
  const go = (row: Uint16Array, leaf: Leaf, going: Going, source: number): Cell | 'unknown' | undefined => {
    recorder.pass(going.configuration)
    if (leaf.beyond !== undefined) return leaf.beyond
    const there = tracking.at(going.configuration)
    const left = put(row, leaf, there, source, around.siteAt(going))
    if (left !== undefined) return left
    recorder.write(row, 0, going.configuration)
    for (let column = 1; column < there.length; column++)
      if (there[column] === 0 && row[column] !== loose) recorder.write(row, column, loose)
    return undefined
  }

  return (before, leaf) => {
    let source = before[0] as number
    if (recorder.after.length !== before.length) recorder.after = new Uint16Array(before.length)
    const row = recorder.after
    row.set(before)
    recorder.pass(source)
    let going = scope.wayOf(leaf.result)
    let left = go(row, leaf, going, source)
    recorder.went = leaf.result
    for (let count = 1; left === undefined && going.settling !== undefined; count++) {
      if (count > mostMicrosteps) {
        // What was taken for granted may be out of date: then it is looked at once more with what has to be told.
        if (around.settle()) return undefined
        throw scope.endless(going.configuration)
      }
      const step = isTold(row, going.configuration, source) ? around.lookUp(going.settling, row, source) : undefined
      if (step === undefined) return undefined
      source = going.configuration
      recorder.went = scope.wayOn(recorder.went, step.result)
      going = scope.wayOf(recorder.went)
      left = go(row, step, going, source)
    }
    if (left !== undefined) return left === 'unknown' ? undefined : left
    const there = tracking.at(going.configuration)
    for (const table of going.keepers) {
      const kept = around.lookUp(table, row, source)
      if (kept === undefined) return undefined
      if (kept.beyond !== undefined) return kept.beyond
      put(row, kept, there, source, restIn(going.configuration))
    }
    return isTold(row, going.configuration, source) ? 'follows' : undefined
  }
}
