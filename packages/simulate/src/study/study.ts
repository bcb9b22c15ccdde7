import {
  type AnyCaseType,
  type CaseDefinition,
  ConvokeError,
  canonicalJson,
  type Json,
  sha256Hex,
  type WorkingCalendar,
} from '@convoke/core'
import { typesOf, type World, worldOf } from '../run/world.js'
import { calendarOf } from '../scenario/calendar.js'
import { type CheckedScenario, caseTypesFor, soundScenario } from '../scenario/check.js'
import { type District, wholeOf } from '../scenario/districts.js'
import { issueAt } from '../scenario/issues.js'
import type { Arm, ScenarioInput } from '../scenario/schema.js'

/** What a simulation needs beside the scenario. */
export interface SimulationOptions {
  /** The case types that the scenario names. */
  readonly caseTypes: readonly AnyCaseType[]
  /** Instead of the calendar that the scenario names. */
  readonly calendar?: WorkingCalendar | undefined
}

/** A scenario made ready to run. */
export interface Study {
  readonly checked: CheckedScenario & { readonly ok: true }
  readonly base: Arm
  readonly caseTypes: readonly AnyCaseType[]
  readonly calendar: WorkingCalendar
  readonly definitions: ReadonlyMap<string, CaseDefinition>
  /** Of each policy; of one that is divided into districts the first, with the people of all. */
  readonly worlds: readonly World[]
  /** Of each policy, its districts: one where nothing is divided. */
  readonly divided: readonly (readonly World[])[]
  /** The districts as those of the first policy are. */
  readonly districts: readonly District[]
}

/**
 * Makes a scenario ready to run: each of its policies is a world.
 *
 * @throws ConvokeError `simulate/scenario` with every issue in `details.issues`
 */
export function studyOf(
  scenario: ScenarioInput | CheckedScenario,
  { caseTypes: registered, calendar: given }: SimulationOptions,
): Study {
  const checked = soundScenario(scenario, registered)
  const caseTypes = caseTypesFor(checked.scenario, registered)
  const { arms } = checked
  if (checked.scenario.start !== undefined && checked.scenario.start.cases === undefined) throw unread()
  const { compare: _, ...base } = checked.scenario
  const calendar = given ?? calendarOf(base)
  const definitions = typesOf(
    caseTypes.filter(({ name }) =>
      arms.some(({ arm }) => [...arm.cases, ...(arm.start?.cases ?? [])].some(one => one.type === name)),
    ),
  )
  const divided: World[][] = []
  for (const { districts } of arms)
    divided.push(districts.map(({ arm }, i) => worldOf(arm, definitions, calendar, divided[0]?.[i], base)))
  const worlds = divided.map((own, i): World => {
    const first = own[0] as World
    return own.length === 1 ? first : { ...first, arm: wholeOf((arms[i] as (typeof arms)[number]).districts) }
  })
  const { districts } = arms[0] as (typeof arms)[number]
  return { checked, base, caseTypes, calendar, definitions, worlds, divided, districts }
}

/** A store is read by whoever may do so, and a simulation reads nothing. */
function unread(): ConvokeError {
  const issue = issueAt(
    ['start', 'store'],
    'was not read: give the open cases as "cases", each by openCaseOf',
    '尚未读取：请用 openCaseOf 读出在办件，写入 "cases"',
  )
  return new ConvokeError('simulate/scenario', 'the scenario begins with cases of a store that was not read', {
    details: { issues: [issue] },
  })
}

/** What parts of one study have in common: the scenario with its policies, what the case types say, the calendar. */
export function fingerprintOf({ checked, definitions, calendar }: Study): string {
  const types = Object.fromEntries([...definitions].map(([name, { hash, version }]) => [name, [version, hash]]))
  return hashOf([checked.scenario, types, calendar.edition])
}

/** SHA-256 of what a value is as JSON, whatever the order of its members. */
export function hashOf(value: unknown): string {
  return sha256Hex(canonicalJson(JSON.parse(JSON.stringify(value)) as Json))
}
