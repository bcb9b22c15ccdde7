// Whether a case can end and goes on until it does: P1, P4, P5, and who can hold it up: P8.
import { organisationOf } from '@convoke/core'
import { type Along, type Circle, circleThrough } from '../explore/cycles.js'
import type { Exploration } from '../explore/explore.js'
import { edgesOf, wayTo } from '../explore/graph.js'
import { mostAtOnce, type Reach, type ReachOfEach, reach, reachOfEach } from '../explore/reach.js'
import { roleInChinese, type Study, whereIn } from '../explore/study.js'
import { actorsOf } from '../model/acting.js'
import type { Move } from '../model/case-data.js'
import type { Way } from '../model/case-places.js'
import type { Violation } from '../verdict.js'
import type { Checked } from './checked.js'

/** P1: from every state an end can be reached. */
export function optionToComplete(study: Study): Checked {
  const { exploration } = study
  const found = reach(exploration, study.isSettled, study.isUnknown)
  const trap = found.indexOf(0)
  if (trap < 0) return { violations: [], isOpen: found.includes(2) }
  const where = whereIn(study, trap)
  return {
    violations: [
      {
        property: 'P1',
        state: trap,
        proof: 'stays',
        message: {
          'zh-CN': `办件到了“${where['zh-CN']}”，以后无论怎样都不会办结`,
          en: `once the case is in "${where.en}", nothing that anybody does can settle it`,
        },
      },
    ],
  }
}

/** P4: a case that is not settled has something that can happen next. */
export function noDeadlock(study: Study): Checked {
  for (let state = 0; state < study.exploration.expanded; state++) {
    if (study.isSettled(state) || study.isUnknown(state)) continue
    let moves = false
    for (const { target } of edgesOf(study.exploration, state)) if (target !== state) moves = true
    if (moves) continue
    const where = whereIn(study, state)
    const message = {
      'zh-CN': `“${where['zh-CN']}”不是办结，可谁做什么、等什么期限，都不会再有进展`,
      en: `"${where.en}" is no end, yet nothing that anybody does there and no deadline leads on`,
    }
    const tried = study.exploration.model.commandsIn(study.exploration.configurationOf(state))
    return { violations: [{ property: 'P4', state, message, proof: { tried, leadsOn: true } }] }
  }
  return { violations: [] }
}

/** P5: the clock and other cases alone never go round in a circle; nor does a deadline begin anew for ever by running out. */
export function noIdleLoop(study: Study): Checked {
  const { exploration } = study
  const circle = idleCircle(exploration) === undefined ? rearmsItself(exploration) : idleRound(exploration)
  if (circle === undefined) return { violations: [] }
  const { state, round } = circle
  const message = {
    'zh-CN': `没有任何一方做事，单凭期限和关联办件，办件就在“${study.statesOf(state, 'zh-CN')}”转圈`,
    en: `with nobody doing anything, deadlines and linked cases alone lead from "${study.statesOf(state, 'en')}" back to itself`,
  }
  const way = [...wayTo(exploration, state), ...round]
  return { violations: [{ property: 'P5', state, message, way, proof: { round: round.length } }] }
}

/** A circle of the clock and of other cases, with its moves. */
function idleRound(exploration: Exploration): Circle | undefined {
  const idle: Along = (state, { kind }, target) => kind !== 'command' && target !== state
  return circleThrough(exploration, idle, idle)
}

/** A state on a circle of edges of the clock and of other cases. */
export function idleCircle(exploration: Exploration): number | undefined {
  const { expanded } = exploration
  // 0: not seen, 1: on the way, 2: done.
  const seen = new Uint8Array(exploration.states)
  for (let begin = 0; begin < expanded; begin++) {
    if (seen[begin] !== 0) continue
    const path: { state: number; next: Iterator<{ readonly target: number }> }[] = []
    const enter = (state: number) => {
      seen[state] = 1
      path.push({ state, next: idle(state) })
    }
    enter(begin)
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const { done, value } = top.next.next()
      if (done === true) {
        seen[top.state] = 2
        path.pop()
        continue
      }
      if (seen[value.target] === 1) return value.target
      if (seen[value.target] === 0) enter(value.target)
    }
  }
  return undefined

  function* idle(state: number): Generator<{ readonly target: number }> {
    for (const { move, target } of edgesOf(exploration, state))
      if (move.kind !== 'command' && target !== state) yield { target }
  }
}

/** A state in which a deadline runs out, begins anew by that, and nothing else has changed: no edge tells of it. */
function rearmsItself({ model, moves, expanded, stepsFrom }: Exploration): Circle | undefined {
  const { putOff, ways, definition } = model
  if (putOff.size === 0) return undefined
  for (let state = 0; state < expanded; state++) {
    for (const { label, target, way } of stepsFrom(state)) {
      const move = moves[label] as Move
      if (target !== state || way < 0 || move.kind !== 'clock' || !putOff.has(`${move.name}/${move.key}`)) continue
      const span = (ways[way] as Way).spans[definition.deadlines.findIndex(({ name }) => name === move.name)]
      if (move.rung === 'due' && (span === 'again' || span === 'begins')) return { state, round: [move] }
    }
  }
  return undefined
}

/** Where somebody's silence holds a case up: first where their answer would help, or else anywhere. */
interface HeldUp {
  readonly stuck: number | undefined
  /** Whether somewhere an end can be reached with luck alone. */
  readonly isLucky: boolean
}

/** For each of several questions, the lowest bit first: where the case is held up, and whether luck helps elsewhere. */
function heldUpIn(
  { expanded, firstEdge, targets, labels }: Exploration,
  admitted: Int32Array,
  count: number,
  withAll: Reach,
  { forCertain, withLuck }: ReachOfEach,
): readonly HeldUp[] {
  const first: (number | undefined)[] = []
  const helped: (number | undefined)[] = []
  let lucky = 0
  /** Of which it is not known yet where an answer would help. */
  let open = 2 ** count - 1
  const note = (into: (number | undefined)[], bits: number, state: number): void => {
    for (let n = 0; n < count; n++) if ((bits >> n) & 1) into[n] ??= state
  }
  for (let state = 0; state < withAll.length && open !== 0; state++) {
    const luck = withLuck[state] as number
    lucky |= luck & ~(forCertain[state] as number)
    const stuck = open & ~luck
    if (stuck === 0 || withAll[state] === 0) continue
    note(first, stuck, state)
    // Where its answer would help: before that, it is merely bound to come to this.
    if (state >= expanded) continue
    let helps = 0
    for (let edge = firstEdge[state] as number; edge < (firstEdge[state + 1] as number); edge++)
      helps |= (withLuck[targets[edge] as number] as number) & ~(admitted[labels[edge] as number] as number)
    note(helped, stuck & helps, state)
    open &= ~helps | luck
  }
  return Array.from({ length: count }, (_, n) => ({
    stuck: helped[n] ?? first[n],
    isLucky: ((lucky >> n) & 1) === 1,
  }))
}

/** Organisations of which every pair is looked at. */
const mostPaired = 16

/**
 * P8: no organisation, and no two together, can keep a case from ending by falling silent, unless it is declared the last
 * resort; and where everybody but those is silent, the clock and linked cases bring it to an end, or to a duty of theirs.
 */
export function silenceCannotStopIt(study: Study): Checked {
  const { exploration } = study
  const { definition, seenIn } = exploration.model
  const lastResort = new Set(definition.roles.filter(role => role.lastResort).map(({ name }) => name))
  const members = new Map<string, Set<string>>()
  for (const [role, parties] of seenIn) {
    for (const party of parties) {
      const known = members.get(organisationOf(party)) ?? new Set()
      members.set(organisationOf(party), known.add(role))
    }
  }
  // Where nobody can settle it, nobody's silence is to blame.
  const withAll = reach(exploration, study.isSettled, study.isUnknown)
  let isOpen = false
  /** Of each move the organisations that make it: none of the clock, and of linked cases. */
  const givenBy = exploration.moves.map(move => (move.kind === 'command' ? actorsOf(move).map(organisationOf) : []))
  /** For each of these who are silent: where the case is held up, and whether luck alone helps elsewhere. */
  const heldUpWithout = (sets: readonly (readonly string[])[]): readonly HeldUp[] => {
    const found: HeldUp[] = []
    for (let begin = 0; begin < sets.length; begin += mostAtOnce) {
      const each = sets.slice(begin, begin + mostAtOnce)
      const silentIn = new Map<string, number>()
      for (const [n, silent] of each.entries())
        for (const one of silent) silentIn.set(one, (silentIn.get(one) ?? 0) | (1 << n))
      const admitted = Int32Array.from(givenBy, actors =>
        actors.reduce((bits, one) => bits & ~(silentIn.get(one) ?? 0), -1),
      )
      const reached = reachOfEach(exploration, admitted, each.length, study.isSettled, study.isUnknown)
      found.push(...heldUpIn(exploration, admitted, each.length, withAll, reached))
    }
    return found
  }
  const stuckIn = ({ stuck, isLucky }: HeldUp): number | undefined => {
    if (stuck === undefined) isOpen ||= isLucky
    return stuck
  }
  const violations: Violation[] = []
  const harmless: string[] = []
  const single = [...members].flatMap(([organisation, roles]) =>
    [...roles].some(role => lastResort.has(role)) ? [] : [organisation],
  )
  const heldUpBy = heldUpWithout(single.map(organisation => [organisation]))
  for (const [n, organisation] of single.entries()) {
    const stuck = stuckIn(heldUpBy[n] as HeldUp)
    if (stuck === undefined) harmless.push(organisation)
    else violations.push(heldUp(stuck, [organisation]))
  }
  if (harmless.length > mostPaired) isOpen = true
  const pairs = pairsOf(harmless.slice(0, mostPaired))
  const heldUpByTwo = heldUpWithout(pairs)
  for (const [n, [one, other]] of pairs.entries()) {
    // One story for each organisation that needs a second.
    if (violations.some(({ message }) => message.en.includes(one) && message.en.includes(other))) continue
    const stuck = stuckIn(heldUpByTwo[n] as HeldUp)
    if (stuck !== undefined) violations.push(heldUp(stuck, [one, other]))
  }
  if (violations.length === 0) {
    const stuck = restsWithout(study, lastResort, withAll)
    if (stuck !== undefined) violations.push(abandoned(stuck))
  }
  return { violations, isOpen, isVoid: members.size === 0 }

  function heldUp(state: number, silent: readonly string[]): Violation {
    const where = whereIn(study, state)
    const named = (open: string, comma: string, close: string, write: (role: string) => string) =>
      silent.map(one => `${one}${open}${[...(members.get(one) ?? [])].map(write).join(comma)}${close}`)
    const zh = named('（', '、', '）', role => roleInChinese(study, role)).join('和 ')
    const en = named(' (', ', ', ')', role => role).join(' and ')
    const [all, never] = silent.length > 1 ? ['都', 'both never answer'] : ['', 'never answers']
    return {
      property: 'P8',
      state,
      proof: 'stays',
      message: {
        'zh-CN': `在“${where['zh-CN']}”，如果 ${zh}${all}一直不作声，办件永远办不结`,
        en: `in "${where.en}", if ${en} ${never}, the case can never be settled`,
      },
    }
  }

  function abandoned(state: number): Violation {
    const where = whereIn(study, state)
    return {
      property: 'P8',
      state,
      proof: 'stays',
      message: {
        'zh-CN': `在“${where['zh-CN']}”，各方都不作声时再没有期限在走，也没有轮到兜底的一方`,
        en: `in "${where.en}", once nobody answers any more, no deadline runs and it is not the turn of a last resort`,
      },
    }
  }
}

function pairsOf<Item>(items: readonly Item[]): readonly (readonly [Item, Item])[] {
  return items.flatMap((one, n) => items.slice(n + 1).map(other => [one, other] as const))
}

/** Where a case rests for ever while everybody is silent, and no last resort has anything to do. */
function restsWithout(
  { exploration, isSettled, isUnknown }: Study,
  lastResort: ReadonlySet<string>,
  withAll: Reach,
): number | undefined {
  const { configurations, definition } = exploration.model
  for (let state = 0; state < exploration.expanded; state++) {
    if (isSettled(state) || isUnknown(state) || withAll[state] === 0) continue
    const nodes = configurations[exploration.configurationOf(state)]?.nodes ?? []
    if (nodes.some(node => definition.duties.get(node)?.some(({ role }) => lastResort.has(role)))) continue
    let goesOn = false
    for (const { move, target } of edgesOf(exploration, state)) goesOn ||= move.kind !== 'command' && target !== state
    if (!goesOn) return state
  }
  return undefined
}
