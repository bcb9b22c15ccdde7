import type { CaseDefinition } from '../definition/case-definition.js'
import { ConvokeError } from '../errors/convoke-error.js'
import { nearest } from '../errors/nearest.js'
import type { Refusal } from '../errors/refusal.js'
import type { Cause } from '../journal/entry.js'
import type { JsonObject } from '../json/json.js'
import type { ActorId, PartyId } from '../ports/party.js'
import { notHandled, whyNot, worthTrying } from './allowed.js'
import {
  type Applied,
  applyCommand,
  applyJoin,
  applyLink,
  applyRung,
  applyStart,
  commandEvent,
  rungType,
  type StartAct,
  shownAt,
} from './apply.js'
import type { AskingCase } from './case-state.js'
import { wrongDate } from './command-dates.js'
import { type DueRung, nextDue } from './deadlines.js'
import type { CaseState, Clock, CommandRequest, Decision, Draft, PreparedData } from './decision.js'
import { type Asker, barred, type Denial, isStranger, permit, separated } from './permission.js'
import { rolesOf, rosterOf } from './roster.js'

/** A request to open a case, parsed. */
export interface StartRequest {
  readonly opening: PreparedData
  /** The knobs as resolved: defaults, the host's settings, the caller's. */
  readonly parameters: JsonObject
  /** The human reference 案号. */
  readonly reference: string
  readonly by: PartyId
  readonly actor?: ActorId | undefined
  readonly commandId: string
  readonly parent?: CaseState['parent'] | undefined
  readonly cause?: Cause | undefined
}

/** News of a linked case on its way into this one. */
export interface LinkNews {
  readonly type: 'case.opened' | 'case.refused' | 'case.settled'
  readonly data: JsonObject
  /** `case:<id>` of the other case. */
  readonly by: PartyId
  readonly commandId: string
  readonly cause?: Cause | undefined
}

/**
 * Opens a case 立案. Refused with `refusal/role` when the opener would hold none of the roles that may open it. Pure.
 *
 * @example
 * import { errand, errandOpened, everyDayCalendar } from '@convoke/core/testing'
 * const definition = caseDefinition(errand)
 * const opening = prepareOpening(definition, errandOpened.opening, { salt: () => '0'.repeat(32), subject: 'rc:chunshen' })
 * const parameters = resolveParameters(definition, [])
 * if (!opening.ok || !parameters.ok) throw new Error('not readable')
 * const request = { reference: '闵-2026-1', by: 'rc:chunshen', commandId: 'open-1' }
 * start(
 *   definition,
 *   { ...request, opening: opening.data, parameters: parameters.values },
 *   { at: Date.UTC(2026, 0, 5, 9), calendar: everyDayCalendar() },
 * ).drafts.map(draft => draft.type) // => ['case.started']
 */
export function start(definition: CaseDefinition, request: StartRequest, clock: Clock): Decision {
  const parent = request.parent ?? null
  const act: StartAct = {
    opening: request.opening.seen,
    parameters: request.parameters,
    by: request.by,
    reference: request.reference,
    parent,
  }
  const applied = applyStart(definition, act, clock)
  const has = rolesOf(definition, applied.state, request.by)
  const opens = definition.caseType.opens
  const role = opens === undefined ? has[0] : opens.find(name => has.includes(name))
  if (role === undefined) {
    const needs = opens ?? [...new Set([...rosterOf(definition, applied.state.machine).values()].flat())]
    return { drafts: [], state: applied.state, refusal: { code: 'refusal/role', details: { needs, has }, allowed: [] } }
  }
  const envelope: JsonObject = {
    parameters: request.parameters,
    reference: request.reference,
    ...(parent === null ? {} : { parent }),
  }
  const data: PreparedData = {
    seen: { ...envelope, opening: request.opening.seen },
    committed: { ...envelope, opening: request.opening.committed },
    disclosures: request.opening.disclosures.map(disclosure => ({ ...disclosure, path: `/opening${disclosure.path}` })),
  }
  const draft = draftOf(applied, clock, {
    kind: 'case',
    by: request.by,
    actor: request.actor,
    role,
    commandId: request.commandId,
    cause: request.cause,
    type: 'case.started',
    data,
  })
  return { drafts: [draft], state: applied.state }
}

/**
 * Decides one command: due deadlines first, then permission, then the machine. The heart of Convoke.
 *
 * With a refusal the drafts may still hold deadlines that fired before it; they are appended all the same, so that
 * outcomes depend on timestamps only, never on when a poller came by. `t < dueAt` is in time, `t = dueAt` is late. Pure.
 *
 * @param how `allowed`: works out what a refused party may try instead; `() => []` spares that where nobody reads it
 * @example
 * import { errand, errandOpened, paperCase } from '@convoke/core/testing'
 * const { definition, state, clock } = paperCase(errand, errandOpened)
 * const data = { seen: {}, committed: {}, disclosures: [] }
 * const submit = { type: 'submit', data, commandId: 'c-1' }
 * decide(definition, state, { ...submit, by: 'rc:chunshen' }, clock).state.machine.value // => 'inviting'
 * decide(definition, state, { ...submit, by: 'dept:police' }, clock).refusal
 * // => { code: 'refusal/role', details: { needs: ['convener'], has: ['invitee'] }, … }
 */
export function decide(
  definition: CaseDefinition,
  state: CaseState,
  request: CommandRequest,
  clock: Clock,
  { allowed = worthTrying }: { readonly allowed?: typeof worthTrying | undefined } = {},
): Decision {
  const fired = advance(definition, state, clock)
  const now: Clock = { ...clock, at: Math.max(clock.at, fired.state.lastAt) }
  const principal = request.onBehalfOf ?? request.by
  const trusted = request.cause !== undefined
  const { by, onBehalfOf, delegations } = request
  const asker: Asker = { by, onBehalfOf, delegations, trusted, seats: request.facts?.seats }
  const refuse = (denial: Denial): Decision => ({
    ...fired,
    refusal: refusalOf(definition, fired.state, asker, denial, allowed),
  })

  const command = definition.commands.get(request.type)
  if (command === undefined) return refuse(unknownCommand(definition, fired.state, asker, request.type))
  const permission = permit(definition, fired.state, command, asker)
  if (!permission.ok) return refuse(permission)

  const parties = request.onBehalfOf === undefined || trusted ? [principal] : [principal, request.by]
  const denial =
    (command.builtIn ? undefined : notHandled(definition, fired.state, request.type)) ??
    separated(definition, fired.state, request.type, request.data.seen, parties) ??
    barred(definition, fired.state, request.type, request.data.seen) ??
    wrongDate(definition, fired.state, request.type, request.data.seen, now)
  if (denial !== undefined) return refuse(denial)

  const act = {
    type: request.type,
    seen: request.data.seen,
    by: request.by,
    onBehalfOf: request.onBehalfOf,
    facts: request.facts,
  }
  const applied = bounded(() => applyCommand(definition, fired.state, act, now))
  if ('code' in applied) return refuse(applied)
  if (!applied.taken) return refuse(whyNot(definition, fired.state, commandEvent(act, shownAt(now))))
  const draft = draftOf(applied, now, {
    kind: 'command',
    by: request.by,
    actor: request.actor,
    role: permission.role,
    onBehalfOf: request.onBehalfOf,
    delegationId: permission.delegationId,
    commandId: request.commandId,
    cause: request.cause,
    type: request.type,
    data: request.facts === undefined ? request.data : withFacts(request.data, request.facts as JsonObject),
  })
  return { drafts: [...fired.drafts, draft], state: applied.state }
}

/**
 * Fires every rung that is due at or before `clock.at`, one entry each, by (instant, name, key), each at
 * `max(its instant, the newest entry)`. Firing may arm further deadlines that are due as well; they fire too. Pure.
 *
 * @throws ConvokeError `bug/endless-deadlines` where a deadline that is reached starts itself again as already due
 * @example
 * import { errand, errandOpened, paperCase } from '@convoke/core/testing'
 * const { definition, state, clock } = paperCase(errand, errandOpened, [{ type: 'submit', by: 'rc:chunshen' }])
 * const { drafts } = advance(definition, state, { ...clock, at: Date.UTC(2026, 0, 5, 13) })
 * drafts.map(draft => draft.type) // => ['deadline.reply.half', 'deadline.reply.half', 'deadline.reply']
 */
export function advance(definition: CaseDefinition, state: CaseState, clock: Clock): Decision {
  let current = state
  let drafts: Draft[] | undefined
  const atOnce = new Map<string, number>()
  for (;;) {
    const due = nextDue(current.deadlines, clock.at)
    if (due === undefined) return { drafts: drafts ?? [], state: current }
    const { name, key } = due.deadline
    if (due.rung.rung === 'due' && due.rung.at <= due.deadline.startedAt) refuseEndless(atOnce, name, key)
    const draft = rungFired(definition, current, due, clock)
    drafts ??= []
    drafts.push(draft)
    current = draft.after
  }
}

/**
 * Fires one rung, as {@link advance} does for each that is due: for a host that decides for many cases at once and looks
 * itself which comes next. Pure.
 *
 * @example
 * import { errand, errandOpened, paperCase } from '@convoke/core/testing'
 * const { definition, state, clock } = paperCase(errand, errandOpened, [{ type: 'submit', by: 'rc:chunshen' }])
 * const due = nextDue(state.deadlines, Date.UTC(2026, 0, 5, 13))
 * due && rungFired(definition, state, due, clock).type // => 'deadline.reply.half'
 */
export function rungFired(
  definition: CaseDefinition,
  state: CaseState,
  { deadline, rung }: DueRung,
  clock: Clock,
): Draft {
  const { name, key, n } = deadline
  const act = { name, key, n, rung: rung.rung }
  const now: Clock = { ...clock, at: Math.max(rung.at, state.lastAt) }
  const applied = applyRung(definition, state, act, now)
  return draftOf(applied, now, {
    kind: 'clock',
    by: 'clock',
    role: 'clock',
    commandId: `clock:${name}:${key}:${n}:${act.rung}`,
    type: rungType(act),
    data: plain({ key, n, ...(act.rung === 'due' ? {} : { rung: act.rung }), dueAt: deadline.dueAt }),
  })
}

/**
 * Takes in news of a linked case, after the deadlines that are due. Never refused: what happened elsewhere has happened.
 * Pure.
 *
 * @example
 * import { paperCase, relay } from '@convoke/core/testing'
 * const { definition, state, clock } = paperCase(relay, { opening: { runner: 'r', left: 1 }, by: 'r' })
 * const data = { link: 'next', key: 'chain', caseId: 'c-2' }
 * const news = { type: 'case.opened', data, by: 'case:c-2', commandId: 'n-1' } as const
 * receive(definition, state, news, clock).state.links.map(link => link.status) // => ['open']
 */
export function receive(definition: CaseDefinition, state: CaseState, news: LinkNews, clock: Clock): Decision {
  const fired = advance(definition, state, clock)
  const now: Clock = { ...clock, at: Math.max(clock.at, fired.state.lastAt) }
  const applied = applyLink(definition, fired.state, { type: news.type, seen: news.data }, now)
  const draft = draftOf(applied, now, {
    kind: 'case',
    by: news.by,
    role: 'case',
    commandId: news.commandId,
    cause: news.cause,
    type: news.type,
    data: plain(news.data),
  })
  return { drafts: [...fired.drafts, draft], state: applied.state }
}

/** A case that asks to join this one, parsed. */
export interface JoinRequest {
  /** What it brings, in the form of an opening of this case type. */
  readonly opening: PreparedData
  readonly asker: Pick<AskingCase, 'caseId' | 'link' | 'key'>
  /** The party in whose name it asks; `case:<id>` where it asks for itself. */
  readonly by: PartyId
  readonly commandId: string
  readonly cause?: Cause | undefined
}

/**
 * Takes another case in 并入: what it brings in the form of an opening becomes `case.joined`, after the deadlines that
 * are due. Refused with `refusal/not-in-state` where the machine does not take it now; the drafts may still hold
 * deadlines that fired before it. Pure.
 *
 * @example
 * import { gathering, paperCase } from '@convoke/core/testing'
 * const { definition, state, clock } = paperCase(gathering, { opening: { host: 'h', topic: 'parking' }, by: 'h' })
 * const opening = prepareOpening(definition, { host: 'h', topic: 'noise' }, { salt: () => '0'.repeat(32), subject: 'h' })
 * if (!opening.ok) throw new Error(opening.denial.code)
 * const request = { opening: opening.data, asker: { caseId: 'c-2', link: 'meeting', key: 'x' }, by: 'case:c-2', commandId: 'n-1' }
 * join(definition, state, request, clock).drafts.map(draft => draft.type) // => ['case.joined']
 */
export function join(definition: CaseDefinition, state: CaseState, request: JoinRequest, clock: Clock): Decision {
  const fired = advance(definition, state, clock)
  const now: Clock = { ...clock, at: Math.max(clock.at, fired.state.lastAt) }
  const { opening, by, commandId, cause } = request
  const { caseId, link, key } = request.asker
  const asker: AskingCase = { caseId, link, key, commandId, answered: false }
  const applied = bounded(() => applyJoin(definition, fired.state, { asker, opening: opening.seen }, now))
  if ('code' in applied) return { ...fired, refusal: { ...applied, allowed: [] } }
  if (!applied.taken) return { ...fired, refusal: { code: 'refusal/not-in-state', details: {}, allowed: [] } }
  const data: PreparedData = {
    seen: { caseId, link, key, opening: opening.seen },
    committed: { caseId, link, key, opening: opening.committed },
    disclosures: opening.disclosures.map(disclosure => ({ ...disclosure, path: `/opening${disclosure.path}` })),
  }
  const draft = draftOf(applied, now, { kind: 'case', by, role: 'case', commandId, cause, type: 'case.joined', data })
  return { drafts: [...fired.drafts, draft], state: applied.state }
}

/** The refusal of a command nobody declared, with the right names near it. */
function unknownCommand(definition: CaseDefinition, state: CaseState, asker: Asker, type: string): Denial {
  if (isStranger(definition, state, asker)) return { code: 'missing/case', details: {} }
  return {
    code: 'input/unknown-command',
    details: { command: type.slice(0, 100), nearest: nearest(type, [...definition.commands.keys()]) },
  }
}

/** A denial with what whoever asked may try instead. */
function refusalOf(
  definition: CaseDefinition,
  state: CaseState,
  asker: Asker,
  denial: Denial,
  allowed: typeof worthTrying,
): Refusal {
  const { code, details } = denial
  // What a principal may do is not for somebody whose delegation does not hold; nor are the principal's seats.
  const isOwn = code !== 'refusal/delegation' || asker.onBehalfOf === undefined
  const party = isOwn ? (asker.onBehalfOf ?? asker.by) : asker.by
  const seats = isOwn ? asker.seats : undefined
  return { code, details, allowed: code === 'missing/case' ? [] : allowed(definition, state, party, seats) }
}

/** What a step leads to, or the refusal of the command that would start more deadlines than a case may have. */
function bounded(step: () => Applied): Applied | Denial {
  try {
    return step()
  } catch (thrown) {
    if (!ConvokeError.is(thrown, 'input/too-large')) throw thrown
    return { code: 'input/too-large', details: thrown.details }
  }
}

/** How often a deadline may start as already due within one moment: a date that was promised may well lie in the past. */
const mostAtOnce = 100

function refuseEndless(atOnce: Map<string, number>, name: string, key: string): void {
  const counter = `${name}/${key}`
  const times = (atOnce.get(counter) ?? 0) + 1
  atOnce.set(counter, times)
  if (times <= mostAtOnce) return
  throw new ConvokeError(
    'bug/endless-deadlines',
    `deadline "${name}" is reached, starts again as already due, and so on; let it lead out of its state, or its "due" name a later date`,
    { details: { deadline: name, key, times } },
  )
}

type Envelope = Omit<Draft, 'at' | 'calendarEdition' | 'after' | 'effects'>

function draftOf(applied: Applied, clock: Clock, envelope: Envelope): Draft {
  const { kind, by, actor, role, onBehalfOf, delegationId, commandId, cause, type, data } = envelope
  // Member by member: spreading an object of this size costs several times as much, and every entry passes here.
  return {
    kind,
    at: clock.at,
    by,
    actor,
    role,
    onBehalfOf,
    delegationId,
    commandId,
    cause,
    type,
    data,
    calendarEdition: clock.calendar.edition,
    after: applied.state,
    effects: applied.effects,
  }
}

function plain(data: JsonObject): PreparedData {
  return { seen: data, committed: data, disclosures: [] }
}

function withFacts(data: PreparedData, facts: JsonObject): PreparedData {
  return { seen: { ...data.seen, facts }, committed: { ...data.committed, facts }, disclosures: data.disclosures }
}
