// Whether anybody acts on what they did themselves (P9): told by the steps that were found, without another exploration.
import { markKey, organisationOf } from '@convoke/core'
import type { Exploration } from '../explore/explore.js'
import type { Watched } from '../explore/explore-options.js'
import { edgesOf, wayTo } from '../explore/graph.js'
import type { Study } from '../explore/study.js'
import type { Move } from '../model/case-data.js'
import type { Apart } from '../monitors/monitors.js'
import type { Violation } from '../verdict.js'
import type { Checked } from './checked.js'

/** Pairs of acts; where states do not tell whether they are accepted, explored so that they do. */
export function apartViews(pairs: readonly Apart[]): readonly Watched[] {
  if (pairs.length === 0) return []
  return [{ apart: pairs, commands: [...new Set(pairs.flatMap(({ did, mayNot }) => [did, mayNot]))] }]
}

/** P9: who did the one does not do the other. */
export function separationOfDuties(study: Study, watched?: Watched): Checked {
  const pairs = watched?.apart
  if (pairs === undefined) return { violations: [], isVoid: true }
  const acts = actsIn(study.exploration, new Set(watched?.commands))
  return { violations: pairs.flatMap(pair => violationOf(study.exploration, acts, pair) ?? []) }
}

type Command = Move & { readonly kind: 'command' }

/** A command that is accepted in a state. */
interface Act {
  readonly state: number
  readonly target: number
  readonly move: Command
}

/** Every act of these types, by its type, in the order of states. */
function actsIn(exploration: Exploration, types: ReadonlySet<string>): ReadonlyMap<string, readonly Act[]> {
  const acts = new Map<string, Act[]>([...types].map(type => [type, []]))
  for (let state = 0; state < exploration.expanded; state++) {
    for (const { label, target } of exploration.stepsFrom(state)) {
      const move = exploration.moves[label] as Move
      if (move.kind === 'command') acts.get(move.type)?.push({ state, target, move })
    }
  }
  return acts
}

/** Who did the first act and then the second, with the moves that lead there from the beginning. */
interface Both {
  readonly second: Act
  readonly way: readonly Move[]
}

function violationOf(
  exploration: Exploration,
  acts: ReadonlyMap<string, readonly Act[]>,
  { did, mayNot, item, per }: Apart,
): Violation | undefined {
  const whoOf = (party: string) => (per === 'party' ? party : organisationOf(party))
  const byDoer = (type: string): ReadonlyMap<string, readonly Act[]> => {
    const doers = new Map<string, Act[]>()
    for (const act of acts.get(type) ?? []) {
      const doer = `${markKey(did, item, act.move.data)} ${whoOf(act.move.by)}`
      const known = doers.get(doer)
      if (known === undefined) doers.set(doer, [act])
      else known.push(act)
    }
    return doers
  }
  const seconds = byDoer(mayNot)
  const found = [...byDoer(did)].flatMap(([doer, firsts]) => wayThrough(exploration, firsts, seconds.get(doer)) ?? [])
  const both = found.sort((one, other) => one.way.length - other.way.length)[0]
  if (both === undefined) return undefined
  const { move, target } = both.second
  const on = item === undefined ? '' : String(move.data[item])
  const who = per === 'party' ? { zh: '本人', en: 'the same party' } : { zh: '本单位', en: 'the same organisation' }
  return {
    property: 'P9',
    state: target,
    way: both.way,
    proof: 'refusal',
    message: {
      'zh-CN': `${move.by} 可以“${move.type}”${on && `（${on}）`}，而“${did}”也是${who.zh}做的`,
      en: `${move.by} may ${move.type}${on && ` (${on})`} although ${who.en} did ${did}`,
    },
  }
}

/** The shortest way on which one of the first acts is followed by one of the second, at once or later. */
function wayThrough(exploration: Exploration, firsts: readonly Act[], seconds: readonly Act[] = []): Both | undefined {
  if (seconds.length === 0) return undefined
  const secondIn = new Map<number, Act>()
  for (const act of seconds) if (!secondIn.has(act.state)) secondIn.set(act.state, act)
  /** For each state that can be come to after the first act, that act, or the state before and the move. */
  const from = new Map<number, Act | { readonly state: number; readonly move: Move }>()
  const depths = new Map(firsts.map(act => [act, depthOf(exploration, act.state)]))
  const waiting = [...firsts].sort((one, other) => (depths.get(one) as number) - (depths.get(other) as number))
  let layer: number[] = []
  let begun = 0
  for (let depth = depths.get(waiting[0] as Act) as number; begun < waiting.length || layer.length > 0; depth++) {
    // What begins here is no further from the beginning than what was come to.
    for (; begun < waiting.length && (depths.get(waiting[begun] as Act) as number) <= depth; begun++) {
      const act = waiting[begun] as Act
      if (from.has(act.target)) continue
      from.set(act.target, act)
      layer.push(act.target)
    }
    for (const state of layer) {
      const second = secondIn.get(state)
      if (second !== undefined) return { second, way: [...wayBack(exploration, from, state), second.move] }
    }
    const next: number[] = []
    for (const state of layer) {
      for (const { move, target } of edgesOf(exploration, state)) {
        if (from.has(target)) continue
        from.set(target, { state, move })
        next.push(target)
      }
    }
    layer = next
  }
  return undefined
}

function wayBack(
  exploration: Exploration,
  from: ReadonlyMap<number, Act | { readonly state: number; readonly move: Move }>,
  state: number,
): readonly Move[] {
  const way: Move[] = []
  let at = state
  for (let step = from.get(at); step !== undefined; step = from.get(at)) {
    way.push(step.move)
    at = step.state
    if ('target' in step) break
  }
  return [...wayTo(exploration, at), ...way.reverse()]
}

function depthOf({ parents }: Exploration, state: number): number {
  let depth = 0
  for (let at = state; (parents[at] as number) >= 0; at = parents[at] as number) depth += 1
  return depth
}
