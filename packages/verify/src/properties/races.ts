// What depends on who comes first: two parties at once, in either order (P14).

import { sameMoves, wayTo } from '../explore/graph.js'
import { type Study, whereIn } from '../explore/study.js'
import { recuse } from '../model/acting.js'
import type { Move } from '../model/case-model.js'
import type { Violation } from '../verdict.js'
import type { Checked } from './checked.js'

interface Edge {
  readonly move: Move & { readonly kind: 'command' }
  /** The same for the same move, wherever it is made. */
  readonly same: number
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
  const outcomeOf = (state: number) => exploration.model.configurations[exploration.configurationOf(state)]?.outcome
  const { moves, labels, targets, firstEdge, expanded } = exploration
  const same = sameMoves(exploration)
  const commands = (state: number): readonly Edge[] => {
    const edges: Edge[] = []
    for (let edge = firstEdge[state] as number; edge < (firstEdge[state + 1] as number); edge++) {
      const label = labels[edge] as number
      const move = moves[label] as Move
      // That one party at most steps back is a bound of what is looked into.
      if (move.kind === 'command' && move.type !== recuse)
        edges.push({ move, same: same[label] as number, target: targets[edge] as number })
    }
    return edges
  }
  /** Where each move leads from the state that was looked at last. */
  const leads = new Int32Array(moves.length)
  const lookedAt = new Int32Array(moves.length)
  let looks = 0
  /** Where the others lead after the first: where that led, if they are then refused; −1 where nobody knows. */
  const after = (first: Edge, others: readonly Edge[], into: Int32Array, at: number): void => {
    const { target } = first
    if (target >= expanded) {
      into.fill(-1, at, at + others.length)
      return
    }
    looks += 1
    for (let edge = firstEdge[target] as number; edge < (firstEdge[target + 1] as number); edge++) {
      const number = same[labels[edge] as number] as number
      if (lookedAt[number] === looks) continue
      lookedAt[number] = looks
      leads[number] = targets[edge] as number
    }
    const refused = study.isUnknown(target) ? -1 : target
    for (let n = 0; n < others.length; n++) {
      const { same: number } = others[n] as Edge
      into[at + n] = lookedAt[number] === looks ? (leads[number] as number) : refused
    }
  }
  /** Where each two lead from a state, in either order: a row for each that comes first. */
  let ends = new Int32Array(1024)

  for (let state = 0; state < expanded; state++) {
    if (study.isSettled(state) || study.isUnknown(state)) continue
    const edges = commands(state)
    const { length } = edges
    if (length * length > ends.length) ends = new Int32Array(2 * length * length)
    for (let n = 0; n < length; n++) after(edges[n] as Edge, edges, ends, n * length)
    for (let n = 0; n < length; n++) {
      const one = edges[n] as Edge
      for (let m = n + 1; m < length; m++) {
        const end = ends[n * length + m] as number
        const reversed = ends[m * length + n] as number
        if (end === reversed && end >= 0) continue
        const other = edges[m] as Edge
        if (one.move.by === other.move.by) continue
        const name = nameOf(one.move.type, other.move.type)
        if (declared.has(name) || reported.get(name)?.severity === 'warning') continue
        if (end < 0 || reversed < 0) {
          isOpen = true
          continue
        }
        const [outcome, otherwise] = [outcomeOf(end), outcomeOf(reversed)]
        const isOfOutcome = outcome !== otherwise && outcome != null && otherwise != null
        if (reported.has(name) && !isOfOutcome) continue
        reported.set(name, told(state, one, other, end, isOfOutcome))
      }
    }
  }
  return { violations: [...reported.values()], isOpen }

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
