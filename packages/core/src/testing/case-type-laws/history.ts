// Histories of a case type, drawn from a seed: what its parties might do, and what the clock does when they do not.

import { nextRungAt } from '../../deciding/deadlines.js'
import { advance, decide } from '../../deciding/decide.js'
import type { CaseState, CommandRequest, Decision, Draft } from '../../deciding/decision.js'
import { prepareCommand } from '../../deciding/prepare.js'
import { rollsOf, rosterOf } from '../../deciding/roster.js'
import { type CaseDefinition, caseDefinition } from '../../definition/case-definition.js'
import type { AnyCaseType, Facts, Lookups } from '../../definition/case-type.js'
import type { Disclosure } from '../../journal/entry.js'
import { type Sealed, seal } from '../../journal/seal.js'
import type { Json, JsonObject } from '../../json/json.js'
import type { PartyId } from '../../ports/party.js'
import type { FileReference, Membership, Seats } from '../../ports/roll.js'
import type { WorkingCalendar } from '../../ports/working-calendar.js'
import { everyDayCalendar } from '../every-day-calendar.js'
import { type Opened, paperCase } from '../paper-case.js'
import { type Draw, drawFrom, oneOf } from './draw.js'

/** What the laws of a case type are checked on. */
export interface CaseTypeLawOptions {
  /** How cases are opened; each history begins with one of them, in turn. */
  readonly openings: readonly [Opened, ...(readonly Opened[])]
  /** Histories of your own, such as golden ones: the drafts of each from its start, in order. */
  readonly played?: readonly (readonly Draft[])[] | undefined
  /** How many histories are drawn; default 40. */
  readonly histories?: number | undefined
  /** Steps of each; default 40. */
  readonly steps?: number | undefined
  /** Default 1. Printed with every law that is broken. */
  readonly seed?: number | undefined
  /** Data of a command that fits the case; undefined: one of the samples. Pure. */
  readonly data?:
    | ((type: string, context: Readonly<Record<string, unknown>>, draw: Draw) => JsonObject | undefined)
    | undefined
  /** What the directory answers; default: anything it might, drawn. Pure. */
  readonly facts?: ((asked: Asked, draw: Draw) => Facts) | undefined
  /** Who is on a roll that roles are listed on, by party; default: three members with an area of 100 each. Pure. */
  readonly members?: ((roll: FileReference) => Readonly<Record<PartyId, Membership>>) | undefined
  /** Default: `everyDayCalendar()`. */
  readonly calendar?: WorkingCalendar | undefined
  /** The most a context may weigh, in characters of JSON; default 200 000. */
  readonly mostCharacters?: number | undefined
}

/** The questions of a command's `lookups`. */
export interface Asked {
  readonly by: PartyId
  readonly commonSuperior?: Readonly<Record<string, readonly PartyId[]>> | undefined
  readonly authority?: Readonly<Record<string, { readonly over: PartyId }>> | undefined
  readonly membership?: Readonly<Record<string, { readonly roll: FileReference; readonly party: PartyId }>> | undefined
}

/** Something tried on a case, and what came of it. */
export interface Attempt {
  readonly before: CaseState
  readonly at: number
  /** Absent: the clock alone. */
  readonly request: CommandRequest | undefined
  readonly decision: Decision
}

/** One history: what was tried, and what is on record of it. */
export interface History {
  /** Words for a message: which one it is. */
  readonly name: string
  readonly attempts: readonly Attempt[]
  readonly drafts: readonly Draft[]
}

/** A case type with its histories, drawn once for all its laws. */
export interface Study {
  readonly caseType: AnyCaseType
  readonly definition: CaseDefinition
  readonly calendar: WorkingCalendar
  readonly options: CaseTypeLawOptions
  readonly seed: number
  histories(): readonly History[]
}

/** The study of a case type. */
export function studyOf(caseType: AnyCaseType, options: CaseTypeLawOptions): Study {
  const definition = caseDefinition(caseType)
  const calendar = options.calendar ?? everyDayCalendar()
  const seed = options.seed ?? 1
  let histories: readonly History[] | undefined
  const study: Study = {
    caseType,
    definition,
    calendar,
    options,
    seed,
    histories() {
      histories ??= [
        ...(options.played ?? []).map((drafts, n) => ({ name: `played history ${n}`, attempts: [], drafts })),
        ...Array.from({ length: options.histories ?? 40 }, (_, n) => drawn(study, n)),
      ]
      return histories
    },
  }
  return study
}

/** The same history every time. */
export function drawn(study: Study, n: number): History {
  const { definition, calendar, options, seed, caseType } = study
  const opened = options.openings[n % options.openings.length] as Opened
  const draw = drawFrom(Math.imul(seed, 7919) ^ Math.imul(n + 1, 104_729))
  const first = paperCase(caseType, opened, [], { calendar })
  const attempts: Attempt[] = []
  const drafts = [...first.drafts]
  let state = first.state
  for (let step = 0; step < (options.steps ?? 40); step++) {
    const attempt = attempted(study, state, draw, `${n}-${step}`)
    if (attempt === undefined) break
    attempts.push(attempt)
    drafts.push(...attempt.decision.drafts)
    state = attempt.decision.state
  }
  return { name: `history ${n} of seed ${seed}`, attempts, drafts }

  function attempted({ options: { data } }: Study, before: CaseState, draw: Draw, id: string): Attempt | undefined {
    const rung = nextRungAt(before)
    const handled = commandsOf(study, before)
    if (rung !== null && (handled.length === 0 || draw(8) === 0)) {
      const decision = advance(definition, before, { at: rung, calendar })
      return { before, at: rung, request: undefined, decision }
    }
    const one = oneOf(draw, handled)
    if (one === undefined) return undefined
    const samples = (caseType.samples as Readonly<Record<string, readonly JsonObject[]>>)[one.type] ?? []
    const raw = data?.(one.type, before.machine.context, draw) ?? oneOf(draw, samples) ?? {}
    const request = requestOf(study, before, one, raw, draw, id)
    if (request === undefined) return { before, at: before.lastAt, request, decision: { drafts: [], state: before } }
    const at = before.lastAt + draw(3) * 60_000
    return { before, at, request, decision: decide(definition, before, request, { at, calendar }) }
  }
}

/** Who holds a role for which command that the state hears. */
function commandsOf({ definition, options }: Study, state: CaseState): readonly { by: PartyId; type: string }[] {
  const listed = Object.entries(rollsOf(definition, state.machine)).flatMap(([role, roll]) =>
    Object.keys(membersOf(options, roll)).map(party => [party, [role]] as const),
  )
  const roster: (readonly [PartyId, readonly string[]])[] = [...rosterOf(definition, state.machine), ...listed]
  return [...definition.commands.values()].flatMap(command =>
    command.builtIn || !definition.machine.handles(state.machine as never, command.name)
      ? []
      : roster
          .filter(([, roles]) => command.by.some(role => roles.includes(role)))
          .map(([by]) => ({ by, type: command.name })),
  )
}

/** A command ready to be decided: marked texts replaced by words found nowhere else. Undefined where the data is wrong. */
function requestOf(
  { definition, options }: Study,
  state: CaseState,
  { by, type }: { readonly by: PartyId; readonly type: string },
  raw: JsonObject,
  draw: Draw,
  id: string,
): CommandRequest | undefined {
  let salts = 0
  const salt = () => `${id}-${salts++}`.replace(/[^0-9]/g, 'a').padStart(32, '0')
  const plain = prepareCommand(definition, type, raw, { salt, subject: by })
  if (!plain.ok) return undefined
  const planted = prepareCommand(definition, type, withCanaries(raw, plain.data.disclosures, id), { salt, subject: by })
  const { data } = planted.ok ? planted : plain
  const lookups = definition.commands.get(type)?.lookups as Lookups<unknown, unknown> | undefined
  const answers = lookups === undefined ? undefined : answered(lookups, state, data.seen, by, options, draw)
  const seats = seatsOf(definition, state, by, options)
  const facts = seats === undefined ? answers : { ...answers, seats }
  return { type, data, by, facts, commandId: id }
}

/** Three flats, where a study says nothing of the rolls. */
const threeMembers: Readonly<Record<PartyId, Membership>> = Object.fromEntries(
  [0, 1, 2].map(index => [`member:${index}`, { index, weights: { area: 100 } }]),
)

function membersOf({ members }: CaseTypeLawOptions, roll: FileReference): Readonly<Record<PartyId, Membership>> {
  return members === undefined ? threeMembers : members(roll)
}

function seatsOf(
  definition: CaseDefinition,
  state: CaseState,
  by: PartyId,
  options: CaseTypeLawOptions,
): Seats | undefined {
  const seats = Object.entries(rollsOf(definition, state.machine)).flatMap(([role, roll]) => {
    const line = membersOf(options, roll)[by]
    return line === undefined ? [] : [[role, { ...line, roll: roll.sha256 }] as const]
  })
  return seats.length === 0 ? undefined : Object.fromEntries(seats)
}

function withCanaries(raw: JsonObject, hidden: readonly Omit<Disclosure, 'seq'>[], id: string): JsonObject {
  const copy = JSON.parse(JSON.stringify(raw)) as JsonObject
  for (const { path, value } of hidden) {
    if (typeof value !== 'string') continue
    const keys = path
      .slice(1)
      .split('/')
      .map(key => key.replaceAll('~1', '/').replaceAll('~0', '~'))
    const last = keys.pop() as string
    const holder = keys.reduce<Json | undefined>((at, key) => (at as JsonObject | undefined)?.[key], copy)
    if (typeof holder === 'object' && holder !== null) (holder as Record<string, Json>)[last] = `canary ${id}${path}`
  }
  return copy
}

function answered(
  lookups: Lookups<unknown, unknown>,
  state: CaseState,
  data: JsonObject,
  by: PartyId,
  options: CaseTypeLawOptions,
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

/** The journal of a history as a store would keep it. */
export function journalOf(definition: CaseDefinition, drafts: readonly Draft[]): readonly Sealed[] {
  const journal: Sealed[] = []
  for (const draft of drafts) {
    const head = journal.at(-1)?.entry ?? null
    const context = { tenant: 'default', caseId: 'paper', head, recordedAt: draft.at, caseSalt: '0'.repeat(32) }
    journal.push(seal(definition, draft, context))
  }
  return journal
}
