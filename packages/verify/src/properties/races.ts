// What depends on who comes first: two parties at once, in either order (P14).

import { sameMoves, wayTo } from '../explore/graph.js'
import { type Study, whereIn } from '../explore/study.js'
import { recuse } from '../model/acting.js'
import { eventInChinese } from '../model/called.js'
import type { Move } from '../model/case-model.js'
import type { Violation } from '../verdict.js'
import type { Checked } from './checked.js'

interface Edge {
  readonly move: Move & { readonly kind: 'command' }
  /** The same for the same move, wherever it is made. */
  readonly same: number
  readonly type: number
  readonly by: number
  readonly target: number
}

/** Numbers for words, in the order in which they are met. */
function numbering(): (word: string) => number {
  const numbers = new Map<string, number>()
  return word => {
    const number = numbers.get(word) ?? numbers.size
    numbers.set(word, number)
    return number
  }
}

/**
 * P14: two parties that may both act come to the same state in either order, or the case type declares the race and who is
 * meant to win. One report for each pair of commands: information, and a warning where it ends otherwise.
 */
export function racesAreDeclared(study: Study): Checked {
  const { exploration } = study
  const { races = [] } = exploration.model.definition.caseType
  const { moves, labels, targets, firstEdge, expanded } = exploration
  const reported = new Map<number, Violation>()
  let isOpen = false
  const outcomeOf = (state: number) => exploration.model.configurations[exploration.configurationOf(state)]?.outcome
  const same = sameMoves(exploration)
  const [typeNumber, partyNumber] = [numbering(), numbering()]
  const types = Int32Array.from(moves, ({ type }) => typeNumber(type))
  const parties = Int32Array.from(moves, move => (move.kind === 'command' ? partyNumber(move.by) : -1))
  const count = moves.length + 2 * races.length
  const pairOf = (one: number, other: number): number => (one < other ? one * count + other : other * count + one)
  /** Pairs of types of which nothing more is to be told: declared, or worse cannot be. */
  const isDone = new Set(races.map(({ between: [one, other] }) => pairOf(typeNumber(one), typeNumber(other))))
  const commands = (state: number): readonly Edge[] => {
    const edges: Edge[] = []
    for (let edge = firstEdge[state] as number; edge < (firstEdge[state + 1] as number); edge++) {
      const label = labels[edge] as number
      const move = moves[label] as Move
      const target = targets[edge] as number
      // That one party at most steps back is a bound of what is looked into.
      if (move.kind !== 'command' || move.type === recuse) continue
      // Once it is known that not all is known, what was not looked into tells nothing more.
      if (isOpen && target >= expanded) continue
      const [type, by] = [types[label] as number, parties[label] as number]
      edges.push({ move, same: same[label] as number, type, by, target })
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
        if (one.by === other.by) continue
        const name = pairOf(one.type, other.type)
        if (isDone.has(name)) continue
        if (end < 0 || reversed < 0) {
          isOpen = true
          continue
        }
        const [outcome, otherwise] = [outcomeOf(end), outcomeOf(reversed)]
        const isOfOutcome = outcome !== otherwise && outcome != null && otherwise != null
        if (reported.has(name) && !isOfOutcome) continue
        reported.set(name, told(state, one, other, end, isOfOutcome))
        if (isOfOutcome) isDone.add(name)
      }
    }
  }
  return { violations: [...reported.values()], isOpen }

  function told(state: number, one: Edge, other: Edge, end: number, isOfOutcome: boolean): Violation {
    const where = whereIn(study, state)
    const isRefused = end === one.target
    const [first, second] = [one, other].map(({ move }) =>
      eventInChinese(exploration.model.definition.caseType, move.type),
    )
    return {
      property: 'P14',
      state: end,
      severity: isOfOutcome ? 'warning' : 'info',
      way: [...wayTo(exploration, state), one.move, ...(isRefused ? [] : [other.move])],
      proof: { raced: [one.move, other.move] },
      message: {
        'zh-CN': `在“${where['zh-CN']}”，${one.move.by} 的“${first}”与 ${other.move.by} 的“${second}”谁先谁后，${isOfOutcome ? '结局不同' : '结果不同'}，而 races 没有声明谁为准`,
        en: `in "${where.en}", it makes a difference ${isOfOutcome ? 'to how the case ends ' : ''}whether ${one.move.type} of ${one.move.by} or ${other.move.type} of ${other.move.by} comes first, and no race declares who is meant to win`,
      },
    }
  }
}
