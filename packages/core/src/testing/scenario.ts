import type { Decision, Draft } from '../deciding/decision.js'
import { viewCase } from '../deciding/view.js'
import { activePaths } from '../definition/case-definition.js'
import type { AnyCaseType } from '../definition/case-type.js'
import type { RefusalCode } from '../errors/refusal.js'
import type { Json, JsonObject } from '../json/json.js'
import { holds, LawBroken, same } from './law.js'
import {
  type Opened,
  type PaperCase,
  paperCase,
  refusalWords,
  type ScenarioCommand,
  type ScenarioOptions,
} from './paper-case.js'

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

/**
 * A test of a case type in its own words: given what happened, when somebody sends a command, then this comes of it, or
 * it is refused. Runs the pure functions alone, so it needs neither store nor engine, and binds to no test runner.
 *
 * @throws LawBroken when something given is itself refused
 * @example
 * given(errand, errandOpened, [{ type: 'submit', by: 'rc:chunshen' }])
 *   .when({ type: 'reply', by: 'dept:police', answer: 'yes' })
 *   .then({ entries: ['reply'], states: ['inviting'] })
 *   .when({ type: 'submit', by: 'rc:chunshen' })
 *   .refused('refusal/not-in-state')
 */
export function given(
  caseType: AnyCaseType,
  opened: Opened,
  commands: readonly ScenarioCommand[] = [],
  options: ScenarioOptions = {},
): Scenario {
  return scenarioOn(paperCase(caseType, opened, commands, options))
}

function scenarioOn(before: PaperCase): Scenario {
  return {
    when: command => happened(before, before.send(command)),
    whenTime: moment => happened(before, before.advance(moment)),
  }
}

function happened(before: PaperCase, decision: Decision): Happened {
  const next = before.after(decision.drafts)
  return {
    // biome-ignore lint/suspicious/noThenProperty: given/when/then is how people say it; awaiting it is caught below.
    then(expected) {
      if (typeof expected === 'function') throw new LawBroken('a scenario is not a promise: do not await it')
      if (decision.refusal !== undefined) throw new LawBroken(`it is refused: ${refusalWords(decision.refusal)}`)
      check(next, decision.drafts, 'length' in expected ? { entries: expected } : expected)
      return scenarioOn(next)
    },
    refused(code, details = {}) {
      const { refusal } = decision
      if (refusal === undefined) throw new LawBroken(`it should be refused with ${code}, but it is accepted`)
      same(refusal.code, code, 'the refusal')
      for (const [name, value] of Object.entries(details)) same(refusal.details[name], value, `the refusal's ${name}`)
      return scenarioOn(next)
    },
  }
}

function check({ definition, state, journal }: PaperCase, drafts: readonly Draft[], expected: Expected): void {
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
  const disclosures = journal.flatMap(sealed => sealed.disclosures)
  const { data } = viewCase(definition, state, { id: 'scenario', seq: journal.length, disclosures })
  for (const [name, value] of Object.entries(expected.data)) {
    holds(name in data, `the case has no field "${name}"`)
    same(data[name], value, `the field "${name}"`)
  }
}
