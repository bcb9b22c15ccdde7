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
import { typesUsed } from '../scenario/additions/versions.js'
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
  /** By name; the version of another policy by name and version. */
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
  const compiled = compiledOnce()
  const divided: World[][] = []
  for (const { districts } of arms)
    divided.push(
      districts.map(({ arm }, i) => {
        const first = divided[0]?.[i]
        return worldOf(arm, compiled(arm, caseTypes), calendar, first, first?.arm)
      }),
    )
  const definitions = definitionsOf(
    caseTypes,
    arms.map(({ arm }) => compiled(arm, caseTypes)),
  )
  const worlds = divided.map((own, i): World => {
    const first = own[0] as World
    const whole = wholeOf((arms[i] as (typeof arms)[number]).districts)
    return own.length === 1
      ? first
      : { ...first, arm: base.start === undefined ? whole : { ...whole, start: base.start } }
  })
  const { districts } = arms[0] as (typeof arms)[number]
  return { checked, base, caseTypes, calendar, definitions, worlds, divided, districts }
}

/** The definitions by which a policy runs, by name; each case type is compiled once for all policies. */
function compiledOnce() {
  const known = new Map<string, CaseDefinition>()
  return (arm: Arm, caseTypes: readonly AnyCaseType[]): ReadonlyMap<string, CaseDefinition> => {
    const isLinked = arm.links === true
    const definitionOf = (caseType: AnyCaseType) => {
      const key = `${caseType.name} ${caseType.version} ${isLinked}`
      const found = known.get(key) ?? (typesOf([caseType], { isLinked }).get(caseType.name) as CaseDefinition)
      known.set(key, found)
      return found
    }
    return new Map(typesUsed(arm, caseTypes).map(caseType => [caseType.name, definitionOf(caseType)]))
  }
}

/** All that policies run, in the order in which case types are registered. */
function definitionsOf(
  caseTypes: readonly AnyCaseType[],
  byArm: readonly ReadonlyMap<string, CaseDefinition>[],
): ReadonlyMap<string, CaseDefinition> {
  const all = new Map<string, CaseDefinition>()
  for (const caseType of caseTypes) {
    const { name, version } = caseType
    const found = byArm.map(own => own.get(name)).find(one => one?.caseType === caseType)
    if (found === undefined) continue
    const isFirst = (byArm.find(own => own.has(name)) ?? new Map()).get(name)?.caseType === caseType
    all.set(isFirst ? name : `${name}@${version}`, found)
  }
  return all
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
