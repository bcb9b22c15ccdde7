// What depends on who comes first: two parties at once, in either order (P14).
import type { Move } from '../case-model.js'
import { edgesOf, wayTo } from '../graph.js'
import type { Violation } from '../verdict.js'
import { type Checked, type Study, whereIn } from './soundness.js'

interface Edge {
  readonly move: Move & { readonly kind: 'command' }
  readonly target: number
}

/**
 * P14: two parties that may both act come to the same state in either order, or the case type declares the race and who is
 * meant to win. One report for each pair of commands: information, and a warning where it ends otherwise.
 */
export function racesAreDeclared(study: Study): Checked {
  const { exploration } = study
  const { races = [] } = exploration.model.definition.caseType
  const nameOf = (one: string, other: string) => [one, other].sort().join(' ')
  const declared = new Set(races.map(({ between: [one, other] }) => nameOf(one, other)))
  const reported = new Map<string, Violation>()
  let isOpen = false
  const commands = (state: number): readonly Edge[] =>
    [...edgesOf(exploration, state)].flatMap(({ move, target }) => (move.kind === 'command' ? [{ move, target }] : []))
  const outcomeOf = (state: number) => exploration.model.configurations[exploration.configurationOf(state)]?.outcome

  for (let state = 0; state < exploration.expanded; state++) {
    if (study.isSettled(state) || study.isUnknown(state)) continue
    const edges = commands(state)
    for (const [n, one] of edges.entries()) {
      for (const other of edges.slice(n + 1)) {
        const name = nameOf(one.move.type, other.move.type)
        if (one.move.by === other.move.by || declared.has(name)) continue
        if (reported.get(name)?.severity === 'warning') continue
        const ends = [after(one, other.move), after(other, one.move)] as const
        if (ends[0] === undefined || ends[1] === undefined) {
          isOpen = true
          continue
        }
        if (ends[0] === ends[1]) continue
        const [outcome, otherwise] = [outcomeOf(ends[0]), outcomeOf(ends[1])]
        const isOfOutcome = outcome !== otherwise && outcome != null && otherwise != null
        if (reported.has(name) && !isOfOutcome) continue
        reported.set(name, told(state, one, other, ends[0], isOfOutcome))
      }
    }
  }
  return { violations: [...reported.values()], isOpen }

  /** Where the second leads after the first: where the first led, if it is then refused; undefined where nobody knows. */
  function after(first: Edge, second: Move): number | undefined {
    if (first.target >= exploration.expanded) return undefined
    const name = JSON.stringify(second)
    const next = commands(first.target).find(({ move }) => JSON.stringify(move) === name)
    return next === undefined && study.isUnknown(first.target) ? undefined : (next?.target ?? first.target)
  }

  function told(state: number, one: Edge, other: Edge, end: number, isOfOutcome: boolean): Violation {
    const where = whereIn(study, state)
    const isRefused = end === one.target
    return {
      property: 'P14',
      state: end,
      severity: isOfOutcome ? 'warning' : 'info',
      way: [...wayTo(exploration, state), one.move, ...(isRefused ? [] : [other.move])],
      message: {
        'zh-CN': `在“${where['zh-CN']}”，${one.move.by} 的“${one.move.type}”与 ${other.move.by} 的“${other.move.type}”谁先谁后，${isOfOutcome ? '结局不同' : '结果不同'}，而 races 没有声明谁为准`,
        en: `in "${where.en}", it makes a difference ${isOfOutcome ? 'to how the case ends ' : ''}whether ${one.move.type} of ${one.move.by} or ${other.move.type} of ${other.move.by} comes first, and no race declares who is meant to win`,
      },
    }
  }
}
