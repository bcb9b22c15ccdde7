// What holds at the limit of a deadline (P15): a millisecond before, at it, and after, on concrete dates.

import {
  type AnyLabels,
  advance,
  type CaseDefinition,
  type CaseState,
  caseDefinition,
  type Decision,
  type Locale,
} from '@convoke/core'
import { everyDayCalendar } from '@convoke/core/testing'
import { edgesOf, wayTo } from '../explore/graph.js'
import type { Study } from '../explore/study.js'
import { calledInChinese } from '../model/called.js'
import type { Move } from '../model/case-model.js'
import { giving } from '../model/replay.js'
import { isSameJson } from '../tables/same-json.js'
import type { Sentence, Violation } from '../verdict.js'
import type { Checked } from './checked.js'

type Reached = Move & { readonly kind: 'clock' }
type Command = Move & { readonly kind: 'command' }

/** A deadline where it can be reached, and what parties may do there. */
interface Limit {
  readonly state: number
  readonly move: Reached
  readonly commands: readonly Command[]
}

/** How many commands are tried at each limit. */
const mostCommands = 24
/** In how many places it is tried to come to a limit. */
const mostPlaces = 4

const calendar = everyDayCalendar()
const salt = () => '0'.repeat(32)
const commandId = 'at-the-limit'

/**
 * P15: a command is in time a millisecond before a deadline falls due, and late when it does; whether the clock was looked at
 * before it came makes no difference. Along the shortest way to each deadline.
 *
 * @param stateAfter where a way leads on the rules; undefined where it cannot be gone
 */
export function soundAtTheLimit(study: Study, stateAfter: (way: readonly Move[]) => CaseState | undefined): Checked {
  const definition = caseDefinition(study.exploration.model.definition.caseType)
  const violations: Violation[] = []
  const limits = limitsOf(study)
  const untried = new Set<string>()
  const known = new Set<string>()
  /** A command is the same wherever it is heard. */
  const ready = new Map<Command, ReturnType<typeof giving>>()
  const giveOf = (command: Command): ReturnType<typeof giving> => {
    if (!ready.has(command)) ready.set(command, giving(definition, command, salt, commandId))
    return ready.get(command)
  }
  for (const places of limits.values()) {
    let isUnknown = true
    for (const limit of places) {
      const way = wayTo(study.exploration, limit.state)
      const state = stateAfter(way)
      const found = state === undefined ? 'unknown' : faultAt(definition, state, limit, known, giveOf)
      if (found === 'unknown') continue
      isUnknown = false
      if (found !== undefined)
        violations.push({ property: 'P15', state: limit.state, way, message: messageOf(definition, limit.move, found) })
      break
    }
    if (isUnknown) for (const { move } of places) untried.add(move.name)
  }
  return {
    violations,
    isOpen: untried.size > 0,
    isVoid: limits.size === 0,
    unsure: untried.size === 0 ? undefined : notTried(definition, [...untried]),
  }
}

function notTried({ caseType }: CaseDefinition, names: readonly string[]): Sentence {
  const zh = names.map(name => `“${calledInChinese(caseType, 'deadlines', name)}”`).join('、')
  const en = names.map(name => `"${name}"`).join(', ')
  return {
    'zh-CN': `没有按日期试到期限${zh}：通往它的走法按日期走不通，或在它届满之前先有别的到期`,
    en: `not tried on dates at ${en}: no way there could be gone on dates, or something else fell due before`,
  }
}

/** Where each deadline can be reached, nearest first: of each place one, in case something else comes before it there. */
function limitsOf({ exploration }: Study): ReadonlyMap<string, readonly Limit[]> {
  const limits = new Map<string, Limit[]>()
  const seen = new Set<string>()
  for (let state = 0; state < exploration.expanded; state++) {
    const edges = [...edgesOf(exploration, state)]
    for (const { move } of edges) {
      if (move.kind !== 'clock') continue
      const places = limits.get(move.type) ?? []
      const place = `${move.type} ${exploration.configurationOf(state)}`
      if (places.length === mostPlaces || seen.has(place)) continue
      seen.add(place)
      const commands = edges.flatMap(({ move: one }) => (one.kind === 'command' ? [one] : [])).slice(0, mostCommands)
      places.push({ state, move, commands })
      limits.set(move.type, places)
    }
  }
  return limits
}

interface Fault {
  readonly kind: 'early' | 'silent' | 'inTime' | 'late' | 'otherwise'
  readonly command?: Command
}

/** @param known the types of which it was seen at another limit that they are in time before it, and late at it */
function faultAt(
  definition: CaseDefinition,
  found: CaseState,
  { move, commands }: Limit,
  known: Set<string>,
  giveOf: (command: Command) => ReturnType<typeof giving>,
): Fault | 'unknown' | undefined {
  const dueAt = dueOf(found, move)
  if (dueAt === undefined) return 'unknown'
  const { name, key } = move
  const fires = ({ drafts }: Decision) =>
    drafts.some(({ type, commandId }) => type === move.type && commandId.startsWith(`clock:${name}:${key}:`))
  const before = advance(definition, found, { at: dueAt - 1, calendar })
  if (fires(before)) return { kind: 'early' }
  const { state } = before
  // What fell due before has brought the case elsewhere.
  if (dueOf(state, move) !== dueAt) return 'unknown'
  const at = advance(definition, state, { at: dueAt, calendar })
  if (!fires(at)) {
    // What falls due at the same instant, and is written before it, may end it.
    const isEnded = dueOf(at.state, move) === undefined && at.drafts.length > 0
    return isEnded ? 'unknown' : { kind: 'silent' }
  }
  const after = advance(definition, state, { at: dueAt + 1, calendar })
  const isStill = isSameJson(at.state, after.state)
  // Where nothing has come of a millisecond, the same would be asked twice.
  const looked = isStill ? [at.state] : [at.state, after.state]
  let isFirst = true
  for (const command of commands) {
    // The clock comes before any command, whoever gives it and whatever it says.
    const isNew = isFirst || !known.has(command.type)
    // It leaves `after.state`, and what comes of the command goes by that alone: where this is what a look has left, to the
    // last value, the same would be asked of the same case. What a directory is asked goes by the case before the clock.
    if (!isNew && isStill && !asksDirectory(definition, command)) continue
    const give = giveOf(command)
    if (give === undefined) continue
    isFirst = false
    const sent = (from: CaseState, moment: number) => give(from, { at: moment, calendar })
    if (isNew) {
      known.add(command.type)
      if (fires(sent(state, dueAt - 1))) return { kind: 'late', command }
      if (!fires(sent(state, dueAt))) return { kind: 'inTime', command }
    }
    // What reaching the deadline leaves behind beside the case is there for the second alone, asked in this order.
    const after = looked.map(one => sent(one, dueAt + 1))
    const unlooked = sent(state, dueAt + 1)
    if (!after.every(one => isSameStanding(one, unlooked))) return { kind: 'otherwise', command }
  }
  return undefined
}

function asksDirectory({ commands }: CaseDefinition, { type }: Command): boolean {
  return commands.get(type)?.lookups !== undefined
}

function dueOf({ deadlines }: CaseState, { name, key, rung }: Reached): number | undefined {
  return deadlines.find(one => one.name === name && one.key === key)?.rungs.find(one => one.rung === rung && !one.fired)
    ?.at
}

/** Whether the same has come of a command: whether it was refused, and how the case stands. */
function isSameStanding(one: Decision, other: Decision): boolean {
  return isSameJson(standing(one), standing(other))
}

function standing({ state, refusal }: Decision): object {
  const { machine, outcome, deadlines } = state
  const { value, context } = machine
  return { refused: refusal?.code ?? null, value, context, outcome, deadlines }
}

function messageOf({ caseType }: CaseDefinition, move: Reached, { kind, command }: Fault): Sentence {
  const labelsIn = (locale: Locale) => (caseType.labels as { readonly [L in Locale]: AnyLabels })[locale]
  const named = (locale: Locale) => labelsIn(locale).deadlines[move.name] ?? move.name
  const [zh, en] = [named('zh-CN'), named('en')]
  const who = command?.by ?? ''
  const what = command?.type ?? ''
  const whatZh = calledInChinese(caseType, 'commands', what)
  const sentences: Readonly<Record<Fault['kind'], Sentence>> = {
    early: {
      'zh-CN': `期限“${zh}”还差一毫秒才届满，却已经生效`,
      en: `the deadline "${en}" is reached a millisecond before it falls due`,
    },
    silent: { 'zh-CN': `期限“${zh}”届满之时没有生效`, en: `the deadline "${en}" is not reached when it falls due` },
    late: {
      'zh-CN': `期限“${zh}”届满前一毫秒，${who} 的“${whatZh}”被当作逾期`,
      en: `${what} of ${who}, a millisecond before the deadline "${en}" falls due, is taken as late`,
    },
    inTime: {
      'zh-CN': `期限“${zh}”届满之时，${who} 的“${whatZh}”被当作未逾期`,
      en: `${what} of ${who}, when the deadline "${en}" falls due, is taken as in time`,
    },
    otherwise: {
      'zh-CN': `期限“${zh}”届满之后，${who} 的“${whatZh}”结果如何，取决于事先有没有看过时钟`,
      en: `what comes of ${what} of ${who} after the deadline "${en}" has fallen due depends on whether the clock was looked at before`,
    },
  }
  return sentences[kind]
}
