// Rates by which places assess cases: a scenario names packs of its case types, in one word each.
import type { AnyCaseType } from '@convoke/core'
import * as z from 'zod'
import { type ScenarioIssue, unknownName } from '../issues.js'

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

/** What is wrong with the packs that are named, given the case types of the scenario. */
export function* rateIssues(
  named: z.output<typeof rates>,
  caseTypes: readonly AnyCaseType[],
  at: readonly PropertyKey[],
): Generator<ScenarioIssue> {
  const known = [...new Set(caseTypes.flatMap(({ rates: rules }) => Object.keys(rules?.packs ?? {})))]
  for (const [i, name] of [named ?? []].flat().entries())
    if (!known.includes(name))
      yield unknownName(Array.isArray(named) ? [...at, i] : at, ['pack of rates', '考核口径'], name, known)
}

/** A rate of a pack by one name: `beijing.response`. */
export function ratesByName({ rates: rules }: AnyCaseType): readonly string[] {
  return Object.entries(rules?.packs ?? {}).flatMap(([name, { rates: own }]) => own.map(one => `${name}.${one.name}`))
}
