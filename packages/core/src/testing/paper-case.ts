import { advance, decide, start } from '../deciding/decide.js'
import type { CaseState, Clock, Decision, Draft } from '../deciding/decision.js'
import { isStranger } from '../deciding/permission.js'
import { prepareCommand, prepareOpening, resolveParameters } from '../deciding/prepare.js'
import { rollsOf } from '../deciding/roster.js'
import { type CaseDefinition, caseDefinition } from '../definition/case-definition.js'
import type { AnyCaseType, Facts } from '../definition/case-type.js'
import type { Refusal } from '../errors/refusal.js'
import { type Sealed, seal } from '../journal/seal.js'
import type { JsonObject } from '../json/json.js'
import type { Delegation } from '../ports/directory.js'
import type { PartyId } from '../ports/party.js'
import type { Membership, Seats } from '../ports/roll.js'
import type { WorkingCalendar } from '../ports/working-calendar.js'
import { everyDayCalendar } from './every-day-calendar.js'
import { LawBroken } from './law.js'

/** How the case of a scenario was opened. Instants are epoch ms. */
export interface Opened {
  readonly opening: JsonObject
  readonly by: PartyId
  /** Default: Monday 5 January 2026, 09:00 UTC. */
  readonly at?: number | undefined
  readonly parameters?: JsonObject | undefined
}

/** A command of a scenario: its type and data, who sends it, and when (default: when the one before was sent). */
export type ScenarioCommand = JsonObject & {
  readonly type: string
  readonly by: PartyId
  /** Epoch ms. */
  readonly at?: number | undefined
  readonly onBehalfOf?: PartyId | undefined
}

/** What a scenario takes for granted. */
export interface ScenarioOptions {
  /** Default: `everyDayCalendar()`. */
  readonly calendar?: WorkingCalendar | undefined
  /** Who may act for whom. */
  readonly delegations?: readonly Delegation[] | undefined
  /** What the directory answers, by command type. */
  readonly facts?: Readonly<Record<string, Facts>> | undefined
  /** Who is on which roll: by the hash of the roll, then by party. `membership` and `seats` are answered from it. */
  readonly rolls?: Readonly<Record<string, Readonly<Record<PartyId, Membership>>>> | undefined
}

/** A case as the pure functions see it, with everything they ask for. */
export interface PaperCase {
  readonly definition: CaseDefinition
  readonly state: CaseState
  /** The moment of the newest entry, and the calendar; for a later moment `{ ...clock, at }`. */
  readonly clock: Clock
  /** What has happened, oldest first. */
  readonly drafts: readonly Draft[]
  /** The same as entries of a journal: case `paper`, its salt 32 zeros, each recorded when it happened. */
  readonly journal: readonly Sealed[]
  /** What would come of a command; the case itself stays as it is. */
  send(command: ScenarioCommand): Decision
  /** What would come of waiting until an instant, epoch ms. */
  advance(at: number): Decision
  /** The case with these drafts added, as a decision returned them. */
  after(drafts: readonly Draft[]): PaperCase
}

/** Monday 5 January 2026, 09:00 UTC. */
const monday = Date.UTC(2026, 0, 5, 9)

/**
 * A case on paper: opened and brought to where a test begins by the pure functions alone, without store or engine.
 *
 * Salts are counted, so the same arguments give the same hashes.
 *
 * @throws LawBroken when the opening or one of the commands is refused
 * @example
 * const { state, journal } = paperCase(errand, errandOpened, [{ type: 'submit', by: 'rc:chunshen' }])
 * state.machine.value // => 'inviting'
 * journal.map(({ entry }) => entry.type) // => ['case.started', 'submit']
 */
export function paperCase(
  caseType: AnyCaseType,
  opened: Opened,
  commands: readonly ScenarioCommand[] = [],
  options: ScenarioOptions = {},
): PaperCase {
  let current = open(caseDefinition(caseType), opened, options)
  for (const command of commands) {
    const { drafts, refusal } = current.send(command)
    if (refusal !== undefined) {
      throw new LawBroken(`"${command.type}" by ${command.by} is given, yet it is refused: ${refusalWords(refusal)}`)
    }
    current = current.after(drafts)
  }
  return current
}

function open(definition: CaseDefinition, opened: Opened, options: ScenarioOptions): PaperCase {
  const { opening, by, at = monday, parameters = {} } = opened
  const calendar = options.calendar ?? everyDayCalendar()
  let salts = 0
  const salt = () => (salts++).toString(16).padStart(32, '0')
  const prepared = prepareOpening(definition, opening, { salt, subject: by })
  const resolved = resolveParameters(definition, [parameters])
  const fault = prepared.ok ? (resolved.ok ? undefined : resolved.denial) : prepared.denial
  if (fault !== undefined || !prepared.ok || !resolved.ok)
    throw new LawBroken(`the case cannot be opened: ${refusalWords(fault)}`)
  const request = { opening: prepared.data, parameters: resolved.values, reference: 'scenario', by, commandId: 'open' }
  const first = start(definition, request, { at, calendar })
  if (first.refusal !== undefined) throw new LawBroken(`the case cannot be opened: ${refusalWords(first.refusal)}`)

  const paperAt = (state: CaseState, drafts: readonly Draft[]): PaperCase => {
    const clockAt = (moment: number | undefined) => ({ at: moment ?? state.lastAt, calendar })
    let journal: readonly Sealed[] | undefined
    return {
      definition,
      state,
      clock: clockAt(undefined),
      drafts,
      get journal() {
        journal ??= sealed(definition, drafts)
        return journal
      },
      send(command) {
        const { type, by: sender, at: moment, onBehalfOf, ...data } = command
        const clock = clockAt(moment)
        const delegations = options.delegations?.filter(
          one => one.from <= clock.at && (one.to === null || clock.at < one.to),
        )
        const fired = advance(definition, state, clock)
        const nobody: Refusal = { code: 'missing/case', details: {}, allowed: [] }
        const seats = seatsIn(options, definition, fired.state, onBehalfOf ?? sender)
        if (isStranger(definition, fired.state, { by: sender, onBehalfOf, delegations, seats }))
          return { ...fired, refusal: nobody }
        const read = prepareCommand(definition, type, data, { salt, subject: onBehalfOf ?? sender })
        if (!read.ok) return { ...fired, refusal: { ...read.denial, allowed: [] } }
        const facts = factsIn(options, definition, fired.state, type, read.data.seen, onBehalfOf ?? sender, seats)
        const commandId = `step-${drafts.length}`
        return decide(
          definition,
          state,
          { type, data: read.data, by: sender, onBehalfOf, delegations, facts, commandId },
          clock,
        )
      },
      after(more) {
        const last = more.at(-1)
        return paperAt(last?.after ?? state, [...drafts, ...more])
      },
      advance: moment => advance(definition, state, clockAt(moment)),
    }
  }
  return paperAt(first.state, first.drafts)
}

function lineOn({ rolls = {} }: ScenarioOptions, sha256: string, party: PartyId): Membership | null {
  const lines = rolls[sha256]
  return lines !== undefined && Object.hasOwn(lines, party) ? (lines[party] as Membership) : null
}

function seatsIn(
  options: ScenarioOptions,
  definition: CaseDefinition,
  state: CaseState,
  party: PartyId,
): Seats | undefined {
  const seats = Object.entries(rollsOf(definition, state.machine)).flatMap(([role, { sha256 }]) => {
    const line = lineOn(options, sha256, party)
    return line === null ? [] : [[role, { ...line, roll: sha256 }] as const]
  })
  return seats.length === 0 ? undefined : Object.fromEntries(seats)
}

function factsIn(
  options: ScenarioOptions,
  definition: CaseDefinition,
  state: CaseState,
  type: string,
  data: JsonObject,
  by: PartyId,
  seats: Seats | undefined,
): Facts | undefined {
  const told = options.facts?.[type]
  const asked = definition.commands.get(type)?.lookups?.membership?.(state.machine.context, data, by)
  if (asked === undefined && seats === undefined) return told
  const lines = Object.entries(asked ?? {}).map(
    ([key, { roll, party }]) => [key, lineOn(options, roll.sha256, party)] as const,
  )
  return {
    ...(asked === undefined ? {} : { membership: Object.fromEntries(lines) }),
    ...(seats === undefined ? {} : { seats }),
    ...told,
  }
}

/** The journal of a case on paper as a store would keep it: case `paper`, its salt 32 zeros, each recorded when it happened. */
export function sealed(definition: CaseDefinition, drafts: readonly Draft[]): readonly Sealed[] {
  const journal: Sealed[] = []
  for (const draft of drafts) {
    const head = journal.at(-1)?.entry ?? null
    const context = { tenant: 'default', caseId: 'paper', head, recordedAt: draft.at, caseSalt: '0'.repeat(32) }
    journal.push(seal(definition, draft, context))
  }
  return journal
}

/** A refusal in a sentence for whoever reads the failing test. */
export function refusalWords(refusal: { readonly code: string; readonly details: unknown } | undefined): string {
  return refusal === undefined ? 'unknown' : `${refusal.code} ${JSON.stringify(refusal.details)}`
}
