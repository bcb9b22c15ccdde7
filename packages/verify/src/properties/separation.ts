// Whether anybody acts on what they did themselves (P9): told by the steps that were found, without another exploration.

import { markKey, organisationOf } from '@convoke/core'
import type { Exploration } from '../explore/explore.js'
import type { Watched } from '../explore/explore-options.js'
import { edgesOf, wayTo } from '../explore/graph.js'
import type { Study } from '../explore/study.js'
import { actorsOf, recuse } from '../model/acting.js'
import { eventInChinese } from '../model/called.js'
import type { Move } from '../model/case-data.js'
import type { Apart } from '../monitors/monitors.js'
import type { Violation } from '../verdict.js'
import type { Checked } from './checked.js'

/**
 * Pairs of acts; where states do not tell whether they are accepted, explored so that they do.
 *
 * @param isRecusing whether it is also asked that nobody acts after stepping back, which needs no pair
 */
export function apartViews(pairs: readonly Apart[], isRecusing: boolean): readonly Watched[] {
  if (pairs.length === 0 && !isRecusing) return []
  return [{ apart: pairs, commands: [...new Set(pairs.flatMap(({ did, mayNot }) => [did, mayNot]))] }]
}

/** P9: who did the one does not do the other; and who has stepped back does nothing more, for itself or for others. */
export function separationOfDuties(study: Study, watched?: Watched): Checked {
  const pairs = watched?.apart
  if (pairs === undefined) return { violations: [], isVoid: true }
  const { exploration } = study
  const acts = actsIn(exploration, new Set(watched?.commands))
  const violations = pairs.flatMap(pair => violationOf(exploration, acts, pair) ?? [])
  const isRecusing = exploration.model.acting.recusal === true
  return { violations: isRecusing ? [...violations, ...afterRecusal(exploration)] : violations }
}

/** Acts of whoever has stepped back, in its own name or in that of somebody else, and of others in its name. */
function* afterRecusal(exploration: Exploration): Generator<Violation> {
  const { commands } = exploration.model.definition
  const acts = actsIn(exploration, new Set(commands.keys()))
  const recusals = new Map<string, Act[]>()
  for (const act of acts.get(recuse) ?? []) {
    const { by } = act.move
    recusals.set(by, [...(recusals.get(by) ?? []), act])
  }
  const others = [...acts].flatMap(([type, some]) => (type === recuse ? [] : some))
  for (const [party, firsts] of recusals) {
    const seconds = others
      // Of what changes nothing that matters nobody was asked whether it may be done.
      .filter(({ state, target, move }) => target !== state && actorsOf(move).includes(party))
      .sort((one, other) => one.state - other.state)
    const both = wayThrough(exploration, firsts, seconds)
    if (both === undefined) continue
    const { move, target } = both.second
    const [zh, en] = throughWhom(move, party)
    yield {
      property: 'P9',
      state: target,
      way: both.way,
      proof: 'refusal',
      message: {
        'zh-CN': `${zh}已回避，仍可以“${eventInChinese(exploration.model.definition.caseType, move.type)}”`,
        en: `${en} may ${move.type} although ${party} recused itself`,
      },
    }
  }
}

/** Who acts, and for whom or through whom where that is somebody else: in Chinese, in English. */
function throughWhom({ by, delegate }: Command, party: string): readonly [zh: string, en: string] {
  if (delegate === undefined) return [`${by} `, by]
  if (party === delegate) return [`${delegate}（代 ${by}）`, `${delegate}, acting for ${by},`]
  return [`${by}（由 ${delegate} 代办）`, `${by}, through ${delegate},`]
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
      for (const who of new Set(actorsOf(act.move).map(whoOf))) {
        const doer = JSON.stringify([markKey(did, item, act.move.data), who])
        const known = doers.get(doer)
        if (known === undefined) doers.set(doer, [act])
        else known.push(act)
      }
    }
    return doers
  }
  const seconds = byDoer(mayNot)
  const found = [...byDoer(did)].flatMap(([doer, firsts]) => {
    const both = wayThrough(exploration, firsts, seconds.get(doer))
    return both === undefined ? [] : [{ ...both, who: (JSON.parse(doer) as [string, string])[1] }]
  })
  // Of ways as short as each other the one on which fewer act for others says it more plainly.
  const delegatesOn = (way: readonly Move[]) =>
    way.filter(move => move.kind === 'command' && move.delegate !== undefined).length
  const both = found.sort(
    (one, other) => one.way.length - other.way.length || delegatesOn(one.way) - delegatesOn(other.way),
  )[0]
  if (both === undefined) return undefined
  const { move, target } = both.second
  const on = item === undefined ? '' : String(move.data[item])
  const [zh, en] = throughWhom(move, actorsOf(move).find(party => whoOf(party) === both.who) ?? move.by)
  const whose = per === 'party' ? { zh: '本人', en: 'the same party' } : { zh: '本单位', en: 'the same organisation' }
  return {
    property: 'P9',
    state: target,
    way: both.way,
    proof: 'refusal',
    message: {
      'zh-CN': `${zh}可以“${eventInChinese(exploration.model.definition.caseType, move.type)}”${on && `（${on}）`}，而“${eventInChinese(exploration.model.definition.caseType, did)}”也是${whose.zh}做的`,
      en: `${en} may ${move.type}${on && ` (${on})`} although ${whose.en} did ${did}`,
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
