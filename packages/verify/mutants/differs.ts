// Whether two case types behave differently, as far as both were explored.
import type { Exploration } from '../src/explore/explore.js'
import { edgesOf } from '../src/explore/graph.js'
import { lookedUp, workedOut } from '../src/tables/step-trees.js'

/**
 * The first difference between the labelled graphs, gone through side by side as far as both are known: the way to a state,
 * and what is otherwise there; undefined where there is none.
 */
export function difference(one: Exploration, other: Exploration): string | undefined {
  const seen = new Set(['0 0'])
  const waiting: (readonly [number, number, way: string])[] = [[0, 0, 'from the beginning']]
  for (let pair = waiting.pop(); pair !== undefined; pair = waiting.pop()) {
    const [state, beside, way] = pair
    const [here, there] = [placeIn(one, state), placeIn(other, beside)]
    if (here !== there) return `${way}: comes to ${there}, not ${here}`
    if (state >= one.expanded || beside >= other.expanded) continue
    const mine = stepsFrom(one, state)
    const theirs = stepsFrom(other, beside)
    for (const move of theirs.keys()) if (!mine.has(move)) return `${way}: gained ${move}`
    for (const [move, target] of mine) {
      const next = theirs.get(move)
      if (next === undefined) return `${way}: lost ${move}`
      // Where a list may not grow on, nobody knows where it leads.
      if (target === beyond || next === beyond) continue
      const name = `${target} ${next}`
      if (seen.has(name)) continue
      seen.add(name)
      waiting.push([target, next, `${way}, ${move}`])
    }
  }
  return undefined
}

function placeIn({ model, configurationOf }: Exploration, state: number): string {
  const { machine, outcome } = model.configurations[configurationOf(state)] as {
    readonly machine: { readonly value: unknown }
    readonly outcome: string | null
  }
  return JSON.stringify([machine.value, outcome])
}

/** In place of a state: the step is possible, and leads beyond the bounds. */
const beyond = -1

function stepsFrom(exploration: Exploration, state: number): ReadonlyMap<string, number> {
  const { cut, tables, worked, configurationOf } = exploration
  const steps = new Map(
    [...edgesOf(exploration, state)]
      .filter(({ target }) => target !== state)
      .map(({ move, target }) => [JSON.stringify(move), target]),
  )
  if (!cut.has(state)) return steps
  const row = tables.vectors.row(state)
  for (const { move, trial } of worked.menuOf(configurationOf(state))) {
    const ending = lookedUp(trial, row) ?? workedOut(trial, state, tables)
    if (ending?.kind === 'cut') steps.set(JSON.stringify(move), beyond)
  }
  return steps
}
