// What a case holds when it begins, in the form in which it is explored.
import type { CaseDefinition, CaseState, Json } from '@convoke/core'
import type { Phase } from './phases.js'

type Part = Record<string, Json | undefined>

/** The data of a case where it begins, with nothing remembered beside it. */
export function firstData(
  definition: CaseDefinition,
  state: CaseState,
  rungsOf: (name: string) => readonly string[],
): object {
  const deadlines: Record<string, Record<string, Phase>> = {}
  for (const { name } of definition.deadlines) deadlines[name] = {}
  for (const { name, key, left, rungs } of state.deadlines) {
    const acting = rungsOf(name)
    const phase = rungs.filter(({ rung, fired }) => fired && acting.includes(rung)).length
    ;(deadlines[name] as Record<string, Phase>)[key] = left === null ? phase : -1 - phase
  }
  const spans = Object.fromEntries(
    definition.deadlines
      .filter(({ from, each }) => from !== undefined && each !== undefined)
      .map(({ name }) => [name, state.counters[`span:${name}`] === 1]),
  )
  const links: Record<string, Part> = {}
  for (const name of Object.keys(definition.caseType.links ?? {})) links[name] = {}
  for (const { link, key, status } of state.links) (links[link] as Part)[key] = status
  const marks = Object.fromEntries(
    Object.entries(state.marks).map(([mark, parties]) => [
      mark,
      Object.fromEntries(parties.map(party => [party, true])),
    ]),
  )
  const recusals = Object.fromEntries(state.recusals.map(party => [party, true]))
  return { context: state.machine.context, deadlines, spans, marks, recusals, links }
}
