// Whether the same is answered however often a case type is asked (P18): commands, deadlines and news given several times, and
// commands once more after a deadline was reached in another case.
import { advance, type CaseDefinition, type CaseState, type Clock, caseDefinition, withDatesAhead } from '@convoke/core'
import { everyDayCalendar } from '@convoke/core/testing'
import { edgesOf, wayTo } from '../explore/graph.js'
import type { Study } from '../explore/study.js'
import { eventFor } from '../model/branches.js'
import { calledInChinese, eventInChinese } from '../model/called.js'
import type { Move } from '../model/case-data.js'
import { nameOfMove } from '../model/move-names.js'
import { giving } from '../model/replay.js'
import { isSameJson } from '../tables/same-json.js'
import type { Violation } from '../verdict.js'

type Command = Move & { readonly kind: 'command' }

/** How many states are looked at, how many commands are given in each, and how often each is given. */
const mostStates = 24
const mostCommands = 12
const times = 5

/** Something that the machine is asked in a place of a case, where it came to something. */
interface Asked {
  /** The state of what was explored, and the case on the rules. */
  readonly at: number
  readonly state: CaseState
  readonly move: Move
  readonly clock: Clock
}

/** How many deadlines are asked each after each of the others. */
const mostPaired = 12
/** How often each deadline is reached in turn. */
const rounds = 3
/** How often a machine is asked after deadlines were reached elsewhere, all in all. */
const mostAsked = 1_500

/**
 * Moves that come out otherwise when they are made several times in the same case, on the rules: whatever is remembered, and
 * however rarely it turns; and those that do once a deadline was reached in another case.
 */
export function unsteady(
  study: Study,
  stateAfter: (way: readonly Move[]) => CaseState | undefined,
): readonly Violation[] {
  const { exploration } = study
  const definition = caseDefinition(exploration.model.definition.caseType)
  const found = new Map<string, Violation>()
  const asked: Asked[] = []
  const places = new Set<number>()
  /** A command is the same wherever it is heard. */
  const ready = new Map<Move, ReturnType<typeof readied>>()
  for (let at = 0; at < exploration.expanded && places.size < mostStates; at++) {
    const place = exploration.configurationOf(at)
    if (places.has(place)) continue
    places.add(place)
    const moves = [...edgesOf(exploration, at)].map(({ move }) => move)
    const taken = moves.flatMap(move => (move.kind === 'command' ? [move] : []))
    const isTaken = new Set(taken.map(nameOfMove))
    const others = exploration.model.commandsIn(place).flatMap(move => (move.kind === 'command' ? [move] : []))
    // One of each kind that leads nowhere: there are many of them.
    const refused = new Map(others.flatMap(move => (isTaken.has(nameOfMove(move)) ? [] : [[move.type, move] as const])))
    const commands = [...taken.slice(0, mostCommands), ...refused.values()]
    const state = commands.length + moves.length === 0 ? undefined : stateAfter(wayTo(exploration, at))
    if (state === undefined) continue
    const clock = { at: state.lastAt + 1, calendar: everyDayCalendar() }
    // What falls due at that instant comes before any command.
    const now = advance(definition, state, clock).state
    for (const move of commands) {
      if (found.has(move.type)) continue
      if (!ready.has(move)) ready.set(move, readied(definition, move))
      const ends = endsOf(definition, now, move, ready.get(move), clock)
      const [first] = ends
      const hasMoved = ends.some(end => typeof end === 'object' && !isSameJson(end.value, state.machine.value))
      // As it was explored it was accepted; or it led nowhere, or further than was followed.
      const isAsExplored = isTaken.has(nameOfMove(move)) ? first !== 'refused' : !hasMoved || study.isUnknown(at)
      if (ends.every(end => isSameJson(end, first)) && isAsExplored) continue
      found.set(move.type, {
        property: 'P18',
        state: at,
        proof: { steady: move },
        message: {
          'zh-CN': `${move.by} 在同样的办件上把“${calledInChinese(definition.caseType, 'commands', move.type)}”发几次，结果不同：办件类型记着办件以外的东西`,
          en: `${move.type} of ${move.by}, given several times in the same case, comes out otherwise: the case type remembers something beside the case`,
        },
      })
    }
    for (const move of new Map(moves.map(one => [one.type, one])).values()) {
      if (definition.commands.get(move.type)?.builtIn === true) continue
      asked.push({ at, state: now, move, clock })
      if (move.kind === 'command' || found.has(move.type)) continue
      const ends = Array.from({ length: times + 2 }, () => answered(definition, now, move, clock))
      if (!ends.every(end => isSameJson(end, ends[0]))) found.set(move.type, turning(definition, at, move))
    }
  }
  // What turns by itself would be blamed on whatever comes before it.
  const steady = asked.filter(({ move }) => !found.has(move.type))
  return [...found.values(), ...[disturbed(study, definition, steady) ?? []].flat()]
}

function turning({ caseType }: CaseDefinition, state: number, move: Move): Violation {
  return {
    property: 'P18',
    state,
    proof: { steady: move },
    message: {
      'zh-CN': `在同样的办件上让“${eventInChinese(caseType, move.type)}”发生几次，结果不同：办件类型记着办件以外的东西`,
      en: `"${move.type}", come about several times in the same case, comes out otherwise: the case type remembers something beside the case`,
    },
  }
}

/** What comes out otherwise once a deadline was reached in another case: commands, or else another deadline. */
function disturbed(study: Study, definition: CaseDefinition, asked: readonly Asked[]): Violation | undefined {
  const reached = [...new Map(asked.map(one => [one.move.type, one])).values()].filter(
    ({ move }) => move.kind === 'clock',
  )
  const most = Math.ceil(mostAsked / (rounds * reached.length + 1))
  const commands = asked.filter(({ move }) => move.kind === 'command').slice(0, most)
  const ask = ({ state, move, clock }: Asked) => answered(definition, state, move, clock)
  let before = reached.length === 0 ? [] : commands.map(ask)
  for (const clock of reached) {
    for (let round = 0; round < rounds; round++) {
      ask(clock)
      const after = commands.map(ask)
      const n = after.findIndex((end, one) => !isSameJson(end, before[one]))
      if (n >= 0) return disturbing(study, clock, commands[n] as Asked)
      before = after
    }
  }
  const few = reached.slice(0, mostPaired)
  for (const clock of few) {
    for (const other of few) {
      if (other === clock) continue
      const alone = ask(other)
      ask(clock)
      if (!isSameJson(ask(other), alone)) return disturbing(study, clock, other)
    }
  }
  return undefined
}

function disturbing({ exploration }: Study, clock: Asked, { at, move }: Asked): Violation {
  const { caseType } = exploration.model.definition
  return {
    property: 'P18',
    state: at,
    proof: { disturbed: move, by: [...wayTo(exploration, clock.at), clock.move] },
    message: {
      'zh-CN': `另一件办件的“${eventInChinese(caseType, clock.move.type)}”发生之后，“${eventInChinese(caseType, move.type)}”在这件办件上的结果就不同了：办件类型记着办件以外的东西`,
      en: `once "${clock.move.type}" has come about in another case, "${move.type}" comes out otherwise in this one: the case type remembers something beside the case`,
    },
  }
}

/** What comes of a command: where the machine stands then, and with what data. */
type End = { readonly value: unknown; readonly context: unknown } | 'refused' | 'threw'

/**
 * What comes of a command that is given several times. Where the rules take it, what comes of it is the machine's answer, and
 * that alone is asked for again, once more than the rules would be: who may give a command is known of the case by then, and
 * what else the rules do with the answer is not looked at.
 */
function endsOf(
  definition: CaseDefinition,
  state: CaseState,
  move: Command,
  give: ReturnType<typeof readied>,
  clock: Clock,
): readonly End[] {
  const first = tried(give, state, clock)
  const isOfMachine = typeof first === 'object' && definition.commands.get(move.type)?.builtIn !== true
  if (isOfMachine) return [first, ...Array.from({ length: times }, () => answered(definition, state, move, clock))]
  const others = Array.from({ length: times - 1 }, (_, n) => {
    // The rules ask a guard twice where they refuse: what turns every other time would always look the same.
    if (n === 1) answered(definition, state, move, clock)
    return tried(give, state, clock)
  })
  return [first, ...others]
}

/** What the machine alone makes of a move, told of it as the rules tell it. */
function answered(definition: CaseDefinition, before: CaseState, move: Move, clock: Clock): End {
  const { machine } = before
  try {
    const isDated = move.kind === 'command'
    const dated = isDated ? { ...move, data: withDatesAhead(definition, before, move.type, move.data, clock) } : move
    const event = { ...eventFor(definition, machine.context, dated), at: clock.at }
    const { taken, state } = definition.machine.next(machine as never, event as never)
    return taken ? { value: state.value, context: state.context } : 'refused'
  } catch {
    return 'threw'
  }
}

/** A command to be given several times; undefined where its data cannot be read. */
function readied(definition: CaseDefinition, move: Command): ReturnType<typeof giving> | 'threw' {
  try {
    return giving(definition, move, () => '0'.repeat(32), 'once-more')
  } catch {
    return 'threw'
  }
}

/** What the rules make of a command; a machine that throws is told of elsewhere. */
function tried(give: ReturnType<typeof readied>, state: CaseState, clock: Clock): End {
  if (give === undefined) return 'refused'
  if (give === 'threw') return give
  try {
    const { refusal, state: after } = give(state, clock)
    return refusal === undefined ? { value: after.machine.value, context: after.machine.context } : 'refused'
  } catch {
    return 'threw'
  }
}
