// The first of what is due, alone: the rules fire all that is due at an instant in one go, and an exploration looks in between.
import {
  type CaseDefinition,
  type CaseState,
  type Draft,
  type DueRung,
  nextDue,
  rungFired,
  type WorkingCalendar,
} from '@convoke/core'

/** A case after one rung, and what the rules wrote of it. */
export interface FiredRung {
  readonly due: DueRung
  readonly state: CaseState
  readonly drafts: readonly Draft[]
}

/** A case after the first rung that is due by an instant; undefined where none is. */
export function oneRungFired(
  definition: CaseDefinition,
  state: CaseState,
  by: number,
  calendar: WorkingCalendar,
): FiredRung | undefined {
  const due = nextDue(state.deadlines, by)
  if (due === undefined) return undefined
  const draft = rungFired(definition, state, due, { at: by, calendar })
  return { due, state: draft.after, drafts: [draft] }
}
