import { activePaths, type CaseDefinition, caseDefinition } from '../case-definition.js'
import type { AnyCaseType, Facts } from '../case-type.js'
import { advance, decide, start } from '../decide.js'
import type { CaseState, Decision, Draft } from '../decision.js'
import type { Delegation } from '../directory.js'
import type { Disclosure } from '../entry.js'
import type { Json, JsonObject } from '../json.js'
import type { PartyId } from '../party.js'
import { isStranger } from '../permission.js'
import { prepareCommand, prepareOpening, resolveParameters } from '../prepare.js'
import type { Refusal, RefusalCode } from '../refusal.js'
import { viewCase } from '../view.js'
import type { WorkingCalendar } from '../working-calendar.js'
import { everyDayCalendar } from './every-day-calendar.js'
import { holds, LawBroken, same } from './law.js'

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
}

/** What should have come of it; what is left out is not looked at. */
export interface Expected {
  /** Types of the new entries, in order. */
  readonly entries?: readonly string[] | undefined
  /** Active states, all of them. */
  readonly states?: readonly string[] | undefined
  readonly outcome?: string | null | undefined
  /** Fields of the data as the host sees it. */
  readonly data?: JsonObject | undefined
  /** Types of the notices sent, in order. */
  readonly notices?: readonly string[] | undefined
}

/** What came of the last step of a scenario. */
export interface Happened {
  /**
   * Fails unless the step was accepted and this came of it; a list stands for the types of the new entries.
   *
   * @throws LawBroken
   */
  then(expected: Expected | readonly string[]): Scenario
  /**
   * Fails unless the step was refused with this code, and these fields among the details.
   *
   * @throws LawBroken
   */
  refused(code: RefusalCode, details?: Readonly<Record<string, Json>>): Scenario
}

/** A case on paper: what was given, and what may be tried on it. */
export interface Scenario {
  when(command: ScenarioCommand): Happened
  /** Lets time pass until an instant (epoch ms); what is due fires. */
  whenTime(at: number): Happened
}

/** Monday 5 January 2026, 09:00 UTC. */
const monday = Date.UTC(2026, 0, 5, 9)

/**
 * A test of a case type in its own words: given what happened, when somebody sends a command, then this comes of it, or
 * it is refused. Runs the pure functions alone, so it needs neither store nor engine, and binds to no test runner.
 *
 * @throws LawBroken when something given is itself refused
 * @example
 * given(asking, { opening: { topic: '停车', convener: 'rc', invitees: ['a', 'b'] }, by: 'rc' }, [{ type: 'submit', by: 'rc' }])
 *   .when({ type: 'reply', by: 'a', answer: 'yes' })
 *   .then({ entries: ['reply'], states: ['inviting'] })
 *   .when({ type: 'submit', by: 'rc' })
 *   .refused('refusal/not-in-state')
 */
export function given(
  caseType: AnyCaseType,
  opened: Opened,
  commands: readonly ScenarioCommand[] = [],
  options: ScenarioOptions = {},
): Scenario {
  const definition = caseDefinition(caseType)
  let paper = open(definition, opened, options)
  for (const command of commands) {
    const { drafts, refusal } = paper.send(command)
    if (refusal !== undefined) {
      throw new LawBroken(`"${command.type}" by ${command.by} is given, yet it is refused: ${words(refusal)}`)
    }
    paper = paper.after(drafts)
  }
  return paper.scenario
}

interface Paper {
  readonly scenario: Scenario
  send(command: ScenarioCommand): Decision
  after(drafts: readonly Draft[]): Paper
}

function open(definition: CaseDefinition, opened: Opened, options: ScenarioOptions): Paper {
  const { opening, by, at = monday, parameters = {} } = opened
  const calendar = options.calendar ?? everyDayCalendar()
  let salts = 0
  const salt = () => (salts++).toString(16).padStart(32, '0')
  const prepared = prepareOpening(definition, opening, { salt, subject: by })
  const resolved = resolveParameters(definition, [parameters])
  const fault = prepared.ok ? (resolved.ok ? undefined : resolved.denial) : prepared.denial
  if (fault !== undefined || !prepared.ok || !resolved.ok)
    throw new LawBroken(`the case cannot be opened: ${words(fault)}`)
  const request = { opening: prepared.data, parameters: resolved.values, reference: 'scenario', by, commandId: 'open' }
  const first = start(definition, request, { at, calendar })
  if (first.refusal !== undefined) throw new LawBroken(`the case cannot be opened: ${words(first.refusal)}`)

  const paperAt = (state: CaseState, drafts: readonly Draft[]): Paper => {
    const clockAt = (moment: number | undefined) => ({ at: moment ?? state.lastAt, calendar })
    const paper: Paper = {
      send(command) {
        const { type, by: sender, at: moment, onBehalfOf, ...data } = command
        const clock = clockAt(moment)
        const delegations = options.delegations?.filter(
          one => one.from <= clock.at && (one.to === null || clock.at < one.to),
        )
        const fired = advance(definition, state, clock)
        const nobody: Refusal = { code: 'missing/case', details: {}, allowed: [] }
        if (isStranger(definition, fired.state, { by: sender, onBehalfOf, delegations }))
          return { ...fired, refusal: nobody }
        const read = prepareCommand(definition, type, data, { salt, subject: onBehalfOf ?? sender })
        if (!read.ok) return { ...fired, refusal: { ...read.denial, allowed: [] } }
        const facts = options.facts?.[type]
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
      scenario: {
        when: command => happened(paper.send(command)),
        whenTime: moment => happened(advance(definition, state, clockAt(moment))),
      },
    }
    const happened = (decision: Decision): Happened => {
      const next = paper.after(decision.drafts)
      return {
        // biome-ignore lint/suspicious/noThenProperty: given/when/then is how people say it; awaiting it is caught below.
        then(expected) {
          if (typeof expected === 'function') throw new LawBroken('a scenario is not a promise: do not await it')
          if (decision.refusal !== undefined) throw new LawBroken(`it is refused: ${words(decision.refusal)}`)
          check(
            definition,
            decision,
            [...drafts, ...decision.drafts],
            'length' in expected ? { entries: expected } : expected,
          )
          return next.scenario
        },
        refused(code, details = {}) {
          const { refusal } = decision
          if (refusal === undefined) throw new LawBroken(`it should be refused with ${code}, but it is accepted`)
          same(refusal.code, code, 'the refusal')
          for (const [name, value] of Object.entries(details))
            same(refusal.details[name], value, `the refusal's ${name}`)
          return next.scenario
        },
      }
    }
    return paper
  }
  return paperAt(first.state, first.drafts)
}

function check(definition: CaseDefinition, decision: Decision, history: readonly Draft[], expected: Expected): void {
  const { drafts, state } = decision
  if (expected.entries !== undefined)
    same(
      drafts.map(({ type }) => type),
      expected.entries,
      'the new entries',
    )
  if (expected.states !== undefined) same(activePaths(definition, state.machine), expected.states, 'the active states')
  if (expected.outcome !== undefined) same(state.outcome, expected.outcome, 'the outcome')
  if (expected.notices !== undefined) {
    same(
      drafts.flatMap(({ effects }) => effects.map(({ type }) => type)),
      expected.notices,
      'the notices',
    )
  }
  if (expected.data === undefined) return
  const disclosures: Disclosure[] = history.flatMap((draft, i) =>
    draft.data.disclosures.map(one => ({ ...one, seq: i + 1 })),
  )
  const { data } = viewCase(definition, state, { id: 'scenario', seq: history.length, disclosures })
  for (const [name, value] of Object.entries(expected.data)) {
    holds(name in data, `the case has no field "${name}"`)
    same(data[name], value, `the field "${name}"`)
  }
}

function words(refusal: { readonly code: string; readonly details: unknown } | undefined): string {
  return refusal === undefined ? 'unknown' : `${refusal.code} ${JSON.stringify(refusal.details)}`
}
