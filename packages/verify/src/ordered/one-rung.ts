// The first of what is due, alone: the rules fire all that is due at an instant in one go, and an exploration looks in between.
import {
  advance,
  type CaseDefinition,
  type CaseState,
  type Draft,
  nextDue,
  type RungState,
  type WorkingCalendar,
} from '@convoke/core'

/** A case after the first rung that is due by an instant, and what the rules wrote of it; undefined where none is. */
export function oneRungFired(
  definition: CaseDefinition,
  state: CaseState,
  by: number,
  calendar: WorkingCalendar,
): { readonly state: CaseState; readonly drafts: readonly Draft[] } | undefined {
  const due = nextDue(state.deadlines, by)
  if (due === undefined) return undefined
  const at = Math.max(due.rung.at, state.lastAt)
  const held = new Set<string>()
  /** Moves what else is due then out of the way, or back. */
  const moved = (of: CaseState['deadlines'], isHeld: (name: string, rung: RungState) => boolean, ms: number) =>
    of.map(one => {
      const nameOf = (rung: RungState) => JSON.stringify([one.name, one.key, one.n, rung.rung])
      if (!one.rungs.some(rung => isHeld(nameOf(rung), rung))) return one
      return {
        ...one,
        rungs: one.rungs.map(rung => (isHeld(nameOf(rung), rung) ? { ...rung, at: rung.at + ms } : rung)),
      }
    })
  const own = JSON.stringify([due.deadline.name, due.deadline.key, due.deadline.n, due.rung.rung])
  const later = at + 1
  const deadlines = moved(
    state.deadlines,
    (name, rung) => {
      const isAlso = !rung.fired && rung.at <= at && name !== own
      if (isAlso) held.add(name)
      return isAlso
    },
    later,
  )
  const after = advance(definition, { ...state, deadlines }, { at, calendar })
  return {
    drafts: after.drafts,
    state: {
      ...after.state,
      deadlines: moved(after.state.deadlines, (name, rung) => held.has(name) && !rung.fired, -later),
    },
  }
}
