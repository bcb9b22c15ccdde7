// The duties of a state, and whether their deadlines run.
import type { CaseState, Duty } from '@convoke/core'
import type { Study } from '../explore/study.js'
import type { Configuration } from '../model/case-data.js'
import { cellFor } from '../tables/cells.js'

const dutiesKnown = new WeakMap<Study, (readonly Duty[] | undefined)[]>()

/** The duties of a state: those of the place where it is. */
export function dutiesIn(study: Study, state: number): readonly Duty[] {
  const { model, configurationOf } = study.exploration
  const known = dutiesKnown.get(study) ?? []
  dutiesKnown.set(study, known)
  const configuration = configurationOf(state)
  const { nodes } = model.configurations[configuration] as Configuration
  known[configuration] ??= nodes.flatMap(node => model.definition.duties.get(node) ?? [])
  return known[configuration]
}

/** Whether a deadline runs in a state, under any of its keys. */
export function clockOf(
  { exploration: { model, tables } }: Study,
  state: number,
  deadline: string,
): 'armed' | 'over' | 'none' | 'untold' {
  let clock: 'over' | 'none' | 'untold' = 'none'
  for (const cell of cellFor(model.root, ['deadlines', deadline]).children.values()) {
    const content = tables.contentIn(state, cell)
    if (content === undefined) clock = 'untold'
    else if (content.kind === 'value') {
      if ((content.value as number) < model.rungsOf(deadline).length) return 'armed'
      if (clock === 'none') clock = 'over'
    }
  }
  return clock
}

/** Whether anything is still to come of a deadline that leads anywhere. */
export function isArmed({ exploration: { model } }: Study, { name, rungs }: CaseState['deadlines'][number]): boolean {
  return rungs.some(({ rung, fired }) => !fired && model.rungsOf(name).includes(rung))
}
