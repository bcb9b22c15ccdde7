// Which deadlines run in the states of an exploration, and what each step means to them.
import type { Duration } from '@convoke/core'
import type { Exploration, Step } from '../explore/explore.js'
import type { Way } from '../model/case-model.js'
import type { Phase } from '../model/phases.js'
import { type Cell, type Content, cellFor } from '../tables/cells.js'

/** A deadline that runs for one key in a state: the clock waits for its rung. */
export interface Running {
  /** Its place among the deadlines of the case type. */
  readonly deadline: number
  readonly key: string
  /** The rung it waits for, as a number into the rungs that act. */
  readonly rung: number
  /** Whether nothing waits for it. */
  readonly isAside?: boolean | undefined
}

/** A deadline that stands still. */
export type Standing = Running

/** What there is to time in a state. */
export interface Timed {
  /** In a fixed order. */
  readonly running: readonly Running[]
  readonly standing: readonly Standing[]
}

/** What each deadline runs for: by its declaration, or by a knob that no step changes; undefined where nobody can say. */
export function periodsOf(exploration: Exploration): readonly (Duration | undefined)[] {
  return exploration.model.definition.deadlines.map(({ within }) =>
    typeof within === 'string' ? knobIn(exploration, within) : within,
  )
}

/** The time that a knob holds; undefined where there is none, or a step may turn it. */
export function knobIn({ model: { root } }: Exploration, name: string): Duration | undefined {
  const fixedValue = (cell: Cell | undefined): unknown => {
    // A knob that a step changes is no fixed one.
    if (cell === undefined || cell.contents.length > 2) return undefined
    const content = cell.contents[cell.initial] as Content
    return content.kind === 'value' ? content.value : undefined
  }
  const cell = root.children.get('context')?.children.get('parameters')?.children.get(name)
  const [n, unit, rollover, cutoff] = ['n', 'unit', 'rollover', 'cutoff'].map(key =>
    fixedValue(cell?.children.get(key)),
  )
  if (typeof n !== 'number' || typeof unit !== 'string') return undefined
  return {
    n,
    unit: unit as Duration['unit'],
    ...(rollover === false && { rollover }),
    ...(cutoff === 'close-of-business' && { cutoff }),
  }
}

/** What there is to time in a state of which the clock may reach these, by deadline, key and rung. */
export function timedFrom({ model, tables }: Exploration): (state: number, fires: ReadonlySet<string>) => Timed {
  const { definition } = model
  const cells = definition.deadlines.map(({ name }) => cellFor(model.root, ['deadlines', name]).children)
  return (state, fires) => {
    const running: Running[] = []
    const standing: Standing[] = []
    for (const [deadline, { name }] of definition.deadlines.entries()) {
      const rungs = model.rungsOf(name)
      for (const [key, cell] of cells[deadline] as ReadonlyMap<string, Cell>) {
        const content = tables.contentIn(state, cell)
        if (content?.kind !== 'value') continue
        const phase = content.value as Phase
        if (phase < 0) standing.push({ deadline, key, rung: -1 - phase })
        // One that may come and changes nothing is not waited for.
        else if (fires.has(`${name}/${key}/${rungs[phase]}`)) running.push({ deadline, key, rung: phase })
      }
    }
    return { running, standing }
  }
}

/** Whether a step starts a deadline anew that runs already; undefined: nobody knows. */
export function isAnew({ model }: Exploration, { way }: Step, deadline: number): boolean | undefined {
  if (way < 0) return undefined
  const span = (model.ways[way] as Way).spans[deadline]
  return span === 'begins' || span === 'again'
}
