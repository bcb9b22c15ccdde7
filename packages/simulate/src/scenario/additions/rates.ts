// Rates by which places assess cases: a scenario names packs of its case types, in one word each.
import type { AnyCaseType } from '@convoke/core'
import * as z from 'zod'
import { issueAt, type ScenarioIssue, unknownName } from '../issues.js'

const pack = z.string().min(1).max(100)

/** Packs of rates 考核口径 of a scenario. */
export const rates = z
  .union([pack, z.array(pack).min(1).max(100)])
  .optional()
  .describe(
    'Rates by which a place assesses its cases: packs of the case types by name, such as shanghai, or [shanghai, beijing]. Each is told with what it counts, of how many, and what is left out.',
  )

/** The packs that are named, each once. */
export function packsNamed({ rates: named }: { readonly rates?: z.output<typeof rates> }): readonly string[] {
  return [...new Set([named ?? []].flat())]
}

/** What is wrong with the packs that are named, given the case types of the scenario, and all that are registered. */
export function* rateIssues(
  named: z.output<typeof rates>,
  caseTypes: readonly AnyCaseType[],
  registered: readonly AnyCaseType[],
  at: readonly PropertyKey[],
): Generator<ScenarioIssue> {
  const known = [...new Set(caseTypes.flatMap(packsOf))]
  for (const [i, name] of [named ?? []].flat().entries()) {
    if (known.includes(name)) continue
    const path = Array.isArray(named) ? [...at, i] : at
    yield ofOtherVersion(path, name, {
      caseTypes,
      registered,
      namesOf: packsOf,
      instead: ['leave "rates" out', '去掉 "rates"'],
    }) ?? unknownName(path, ['pack of rates', '考核口径'], name, known)
  }
}

/** The packs of a case type, by name. */
export function packsOf({ rates: rules }: AnyCaseType): readonly string[] {
  return Object.keys(rules?.packs ?? {})
}

/** What is told where a name is only of a version that does not run; undefined where it is of none. */
export function ofOtherVersion(
  at: readonly PropertyKey[],
  name: string,
  {
    caseTypes,
    registered,
    namesOf,
    instead: [en, zh],
  }: {
    readonly caseTypes: readonly AnyCaseType[]
    readonly registered: readonly AnyCaseType[]
    namesOf(caseType: AnyCaseType): readonly string[]
    readonly instead: readonly [en: string, zh: string]
  },
): ScenarioIssue | undefined {
  for (const runs of caseTypes) {
    const other = registered.find(one => one.name === runs.name && namesOf(one).includes(name))
    if (other === undefined) continue
    const [has, lacks] = [other, runs].map(one => `${one.name} ${one.version}`)
    return issueAt(
      at,
      `"${name}" is of ${has}, and ${lacks}, which runs, does not have it; ${en}, or name versions that have it`,
      `"${name}" 属于 ${has}，而所模拟的 ${lacks} 没有；请${zh}，或改用有此项的版本`,
    )
  }
  return undefined
}

/** A rate of a pack by one name: `beijing.response`. */
export function ratesByName({ rates: rules }: AnyCaseType): readonly string[] {
  return Object.entries(rules?.packs ?? {}).flatMap(([name, { rates: own }]) => own.map(one => `${name}.${one.name}`))
}
