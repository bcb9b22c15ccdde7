// A case on a walk: what might happen to it next, and what comes of that. For histories that are drawn at random.
import type { State } from '@convoke/kernel'
import { withDatesAhead } from '../../deciding/command-dates.js'
import { nextRungAt } from '../../deciding/deadlines.js'
import { advance, decide, join, receive } from '../../deciding/decide.js'
import type { CaseState, CommandRequest, Decision } from '../../deciding/decision.js'
import { prepareCommand, prepareOpening } from '../../deciding/prepare.js'
import { rollsOf, rosterOf } from '../../deciding/roster.js'
import { type CaseDefinition, type CompiledCommand, caseDefinition } from '../../definition/case-definition.js'
import type { AnyCaseType, Facts, Lookups } from '../../definition/case-type.js'
import type { Disclosure } from '../../journal/entry.js'
import type { Json, JsonObject } from '../../json/json.js'
import type { Delegation } from '../../ports/directory.js'
import type { PartyId } from '../../ports/party.js'
import type { FileReference, Membership, Seats } from '../../ports/roll.js'
import type { WorkingCalendar } from '../../ports/working-calendar.js'
import { everyDayCalendar } from '../every-day-calendar.js'
import { commandData, linkResult, namesIn, refuseUnbounded } from './command-data.js'
import { type Draw, drawFrom, oneOf } from './draw.js'

/** What a walk takes for granted. */
export interface CaseWalkOptions {
  /** Data of a command that fits the case; undefined: a sample, or what its schema admits. Pure. */
  readonly data?:
    | ((type: string, context: Readonly<Record<string, unknown>>, draw: Draw) => JsonObject | undefined)
    | undefined
  /** What the directory answers; default: anything it might, drawn. Pure. */
  readonly facts?: ((asked: Asked, draw: Draw) => Facts) | undefined
  /** Who is on a roll that roles are listed on, by party; default: three members with an area of 100 each. Pure. */
  readonly members?: ((roll: FileReference) => Readonly<Record<PartyId, Membership>>) | undefined
  /** Who may act for whom; default: nobody. */
  readonly delegations?: readonly Delegation[] | undefined
  /** What linked cases may come back with, by link; default: `settled`, with a result made from what the link returns. */
  readonly links?:
    | Readonly<Record<string, readonly { readonly outcome: string; readonly result: JsonObject }[]>>
    | undefined
  /** What cases bring that join this one; default: the openings of the case type. */
  readonly joining?: readonly JsonObject[] | undefined
  /** Default: `everyDayCalendar()`. */
  readonly calendar?: WorkingCalendar | undefined
}

/** The questions of a command's `lookups`. */
export interface Asked {
  readonly by: PartyId
  readonly commonSuperior?: Readonly<Record<string, readonly PartyId[]>> | undefined
  readonly authority?: Readonly<Record<string, { readonly over: PartyId }>> | undefined
  readonly membership?: Readonly<Record<string, { readonly roll: FileReference; readonly party: PartyId }>> | undefined
}

/**
 * One thing that happens to a case, as plain data. `after` is the time since what was tried before it, in ms; `clock` lets time
 * pass until the next rung of a deadline.
 */
export type HistoryStep =
  | {
      readonly kind: 'command'
      readonly type: string
      readonly by: PartyId
      readonly onBehalfOf?: PartyId | undefined
      readonly data: JsonObject
      readonly after: number
      /** Where the command asks a directory: the seed its answers are drawn from. */
      readonly luck?: number | undefined
    }
  | { readonly kind: 'clock' }
  | {
      readonly kind: 'link'
      readonly type: 'case.opened' | 'case.refused' | 'case.settled'
      readonly data: JsonObject
      readonly after: number
    }
  | { readonly kind: 'join'; readonly opening: JsonObject; readonly caseId: string; readonly after: number }

/** Something tried on a case, and what came of it. */
export interface Attempt {
  readonly step: HistoryStep
  readonly before: CaseState
  /** Epoch ms. */
  readonly at: number
  /** Absent: no command, or one whose data could not even be read. */
  readonly request: CommandRequest | undefined
  readonly decision: Decision
  /** What was thrown instead of a decision; the case is as before. A sound case type never does that. */
  readonly fault?: unknown
}

/** A case type whose cases can be walked through, step by step. Pure. */
export interface CaseWalk {
  readonly definition: CaseDefinition
  readonly calendar: WorkingCalendar
  /**
   * Something that may well happen next: a command somebody's roles admit and the state hears, the clock, or news of
   * another case. It may be refused all the same. Undefined where nothing can happen any more.
   */
  propose(state: CaseState, draw: Draw): HistoryStep | undefined
  /** A command of this type as somebody might send it now; undefined where nobody may, or the state does not hear it. */
  command(state: CaseState, type: string, draw: Draw): HistoryStep | undefined
  /**
   * What comes of a step. `id` tells it from others of its history: the same id, the same salts. `since` (epoch ms): when
   * something was last tried, where that was later than the newest entry.
   */
  take(state: CaseState, step: HistoryStep, id: string, since?: number): Attempt
}

const minute = 60_000

/**
 * A {@link CaseWalk} of a case type. The same draws give the same steps on every machine.
 *
 * @throws ConvokeError `verify/unbounded` for a command whose data has no sample and cannot be made from its schema
 * @example
 * const walk = caseWalk(errand)
 * const { state } = paperCase(errand, errandOpened)
 * const step = { kind: 'command', type: 'submit', by: 'rc:chunshen', data: {}, after: 60_000 } as const
 * const { decision } = walk.take(state, step, '1')
 * decision.drafts.map(({ type }) => type) // => ['submit']
 * walk.take(decision.state, { kind: 'clock' }, '2').decision.drafts.map(({ type }) => type)
 * // => ['deadline.reply.half', 'deadline.reply.half']
 */
export function caseWalk(caseType: AnyCaseType, options: CaseWalkOptions = {}): CaseWalk {
  const definition = caseDefinition(caseType)
  if (options.data === undefined) refuseUnbounded(definition)
  const calendar = options.calendar ?? everyDayCalendar()
  const joining = options.joining ?? ((caseType.openings ?? []) as readonly JsonObject[])

  const commandBy = (senders: readonly Sender[], state: CaseState, draw: Draw): HistoryStep | undefined => {
    const type = oneOf(draw, [...new Set(senders.map(one => one.type))])
    const by = oneOf(
      draw,
      senders.filter(one => one.type === type),
    )?.by
    if (type === undefined || by === undefined) return undefined
    const raw =
      options.data?.(type, state.machine.context, draw) ??
      commandData(definition, type, draw, namesIn(definition, state))
    const deputy = oneOf(
      draw,
      (options.delegations ?? []).filter(({ principal }) => principal === by),
    )
    const isDeputed = deputy !== undefined && draw(2) === 0
    const { lookups, dates } = definition.commands.get(type) as CompiledCommand
    const hasLookups = lookups !== undefined
    const data = withCanaries(definition, type, by, raw, draw)
    const after = pause(state, draw)
    const clock = { at: state.lastAt + after, calendar }
    // Whoever sends it has mostly looked which days there are.
    const isAhead = dates !== undefined && draw(8) > 0
    return {
      kind: 'command',
      type,
      by: isDeputed ? deputy.delegate : by,
      ...(isDeputed ? { onBehalfOf: by } : {}),
      data: isAhead ? withDatesAhead(definition, state, type, data, clock) : data,
      after,
      ...(hasLookups ? { luck: draw(1_000) } : {}),
    }
  }

  const taken = (state: CaseState, step: HistoryStep, id: string, at: number): Omit<Attempt, 'step' | 'before'> => {
    let salts = 0
    const salt = () => `${id}-${salts++}`.replace(/[^0-9]/g, 'a').padStart(32, '0')
    const clock = { at, calendar }
    if (step.kind === 'clock') return { at, request: undefined, decision: advance(definition, state, clock) }
    if (step.kind === 'link') {
      const { type, data } = step
      const news = { type, data, by: `case:${data.caseId ?? 'none'}`, commandId: id }
      return { at, request: undefined, decision: receive(definition, state, news, clock) }
    }
    if (step.kind === 'join') {
      const by = `case:${step.caseId}`
      const read = prepareOpening(definition, step.opening, { salt, subject: by })
      if (!read.ok) return { at, request: undefined, decision: unread(state, read.denial) }
      const asker = { caseId: step.caseId, link: 'asks', key: step.caseId }
      const decision = join(definition, state, { opening: read.data, asker, by, commandId: id }, clock)
      return { at, request: undefined, decision }
    }
    const { type, by, onBehalfOf, luck = 0 } = step
    const principal = onBehalfOf ?? by
    const read = prepareCommand(definition, type, step.data, { salt, subject: principal })
    if (!read.ok) return { at, request: undefined, decision: unread(state, read.denial) }
    const lookups = definition.commands.get(type)?.lookups as Lookups<unknown, unknown> | undefined
    const answers = lookups && answered(lookups, state, read.data.seen, principal, options, drawFrom(luck))
    const seats = seatsOf(definition, state, principal, options)
    const facts = seats === undefined ? answers : { ...answers, seats }
    const delegations = options.delegations?.filter(
      ({ principal: one, delegate, from, to }) =>
        one === principal && delegate === by && from <= at && (to === null || at < to),
    )
    const request = {
      type,
      data: read.data,
      by,
      ...(onBehalfOf === undefined ? {} : { onBehalfOf, delegations }),
      facts,
      commandId: id,
    }
    return { at, request, decision: decide(definition, state, request, clock) }
  }

  return {
    definition,
    calendar,
    propose(state, draw) {
      const news = newsFor(caseType, options, state, draw)
      if (news.length > 0 && draw(4) === 0) return oneOf(draw, news)
      const mayJoin = joining.length > 0 && definition.machine.handles(state.machine as State, 'case.joined')
      if (mayJoin && draw(8) === 0)
        return {
          kind: 'join',
          opening: oneOf(draw, joining) as JsonObject,
          caseId: `asking-${draw(1_000)}`,
          after: minute,
        }
      const isRunning = nextRungAt(state) !== null
      if (isRunning && draw(8) === 0) return { kind: 'clock' }
      return (
        commandBy(commandsIn(definition, options, state), state, draw) ??
        (isRunning ? { kind: 'clock' } : oneOf(draw, news))
      )
    },
    command: (state, type, draw) =>
      commandBy(
        commandsIn(definition, options, state).filter(one => one.type === type),
        state,
        draw,
      ),
    take(state, step, id, since = state.lastAt) {
      const at = Math.max(since, step.kind === 'clock' ? (nextRungAt(state) ?? since) : since + step.after)
      try {
        return { step, before: state, ...taken(state, step, id, at) }
      } catch (fault) {
        return { step, before: state, at, request: undefined, decision: still(state), fault }
      }
    },
  }
}

function still(state: CaseState): Decision {
  return { drafts: [], state }
}

function unread(state: CaseState, denial: { readonly code: string; readonly details: object }): Decision {
  return { ...still(state), refusal: { ...denial, allowed: [] } as unknown as Decision['refusal'] }
}

/** Mostly minutes; at times the last millisecond before a rung fires, or that instant itself. */
function pause(state: CaseState, draw: Draw): number {
  const rung = nextRungAt(state)
  const edge = draw(24)
  if (edge > 1 || rung === null) return draw(3) * minute
  return Math.max(0, rung - 1 + edge - state.lastAt)
}

/** What another case may have to say. */
function newsFor(
  caseType: AnyCaseType,
  { links: answers = {} }: CaseWalkOptions,
  { links }: CaseState,
  draw: Draw,
): readonly HistoryStep[] {
  return links.flatMap(({ link, key, status, caseId }): readonly HistoryStep[] => {
    const data = { link, key, caseId: caseId ?? `${link}-${key}` }
    const after = minute
    if (status === 'opening')
      return [
        { kind: 'link', type: 'case.opened', data, after },
        { kind: 'link', type: 'case.refused', data: { link, key, code: 'refusal/role' }, after },
      ]
    if (status !== 'open') return []
    const answer = oneOf(draw, answers[link] ?? []) ?? {
      outcome: 'settled',
      result: linkResult(caseType.links?.[link]?.returns, draw),
    }
    return [{ kind: 'link', type: 'case.settled', data: { ...data, ...answer }, after }]
  })
}

interface Sender {
  readonly by: PartyId
  readonly type: string
}

/** Who holds a role for which command that the state hears. */
function commandsIn(definition: CaseDefinition, options: CaseWalkOptions, state: CaseState): readonly Sender[] {
  const listed = Object.entries(rollsOf(definition, state.machine)).flatMap(([role, roll]) =>
    Object.keys(membersOf(options, roll)).map(party => [party, [role]] as const),
  )
  const roster: (readonly [PartyId, readonly string[]])[] = [...rosterOf(definition, state.machine), ...listed]
  return [...definition.commands.values()].flatMap(command =>
    command.builtIn || !definition.machine.handles(state.machine as State, command.name)
      ? []
      : roster
          .filter(([, roles]) => command.by.some(role => roles.includes(role)))
          .map(([by]) => ({ by, type: command.name })),
  )
}

/** Three flats, where nothing is said of the rolls. */
const threeMembers: Readonly<Record<PartyId, Membership>> = Object.fromEntries(
  [0, 1, 2].map(index => [`member:${index}`, { index, weights: { area: 100 } }]),
)

function membersOf({ members }: CaseWalkOptions, roll: FileReference): Readonly<Record<PartyId, Membership>> {
  return members === undefined ? threeMembers : members(roll)
}

function seatsOf(
  definition: CaseDefinition,
  state: CaseState,
  by: PartyId,
  options: CaseWalkOptions,
): Seats | undefined {
  const seats = Object.entries(rollsOf(definition, state.machine)).flatMap(([role, roll]) => {
    const line = membersOf(options, roll)[by]
    return line === undefined ? [] : [[role, { ...line, roll: roll.sha256 }] as const]
  })
  return seats.length === 0 ? undefined : Object.fromEntries(seats)
}

/** The data with marked texts replaced by words found nowhere else, where the schema lets them. */
function withCanaries(definition: CaseDefinition, type: string, by: PartyId, raw: JsonObject, draw: Draw): JsonObject {
  const salt = () => '0'.repeat(32)
  const read = prepareCommand(definition, type, raw, { salt, subject: by })
  if (!read.ok || read.data.disclosures.length === 0) return raw
  const planted = plantedIn(raw, read.data.disclosures, draw(1_000_000))
  return prepareCommand(definition, type, planted, { salt, subject: by }).ok ? planted : raw
}

function plantedIn(raw: JsonObject, hidden: readonly Omit<Disclosure, 'seq'>[], mark: number): JsonObject {
  const copy = JSON.parse(JSON.stringify(raw)) as JsonObject
  for (const { path, value } of hidden) {
    if (typeof value !== 'string') continue
    const keys = path
      .slice(1)
      .split('/')
      .map(key => key.replaceAll('~1', '/').replaceAll('~0', '~'))
    const last = keys.pop() as string
    const holder = keys.reduce<Json | undefined>((at, key) => (at as JsonObject | undefined)?.[key], copy)
    if (typeof holder === 'object' && holder !== null) (holder as Record<string, Json>)[last] = `canary ${mark}${path}`
  }
  return copy
}

function answered(
  lookups: Lookups<unknown, unknown>,
  state: CaseState,
  data: JsonObject,
  by: PartyId,
  options: CaseWalkOptions,
  draw: Draw,
): Facts {
  const { facts } = options
  const asked: Asked = {
    by,
    commonSuperior: lookups.commonSuperior?.(state.machine.context, data, by),
    authority: lookups.authority?.(state.machine.context, data, by),
    membership: lookups.membership?.(state.machine.context, data, by),
  }
  if (facts !== undefined) return facts(asked, draw)
  const lines = Object.entries(asked.membership ?? {}).map(
    ([key, { roll, party }]) => [key, membersOf(options, roll)[party] ?? null] as const,
  )
  const each = <Question, Answer>(questions: Readonly<Record<string, Question>> | undefined, answer: () => Answer) =>
    Object.fromEntries(Object.keys(questions ?? {}).map(key => [key, answer()]))
  return {
    ...(asked.commonSuperior === undefined
      ? {}
      : { commonSuperior: each(asked.commonSuperior, () => (draw(3) === 0 ? null : `superior:${draw(2)}`)) }),
    ...(asked.authority === undefined ? {} : { authority: each(asked.authority, () => draw(2) === 0) }),
    ...(asked.membership === undefined ? {} : { membership: Object.fromEntries(lines) }),
  }
}
