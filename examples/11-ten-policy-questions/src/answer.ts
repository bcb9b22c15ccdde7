// How answers are looked up and printed: each figure with its interval, differences under the same luck.
import { readFileSync } from 'node:fs'
import { areaMeeting } from '@convoke/case-types/area-meeting'
import { complaint } from '@convoke/case-types/complaint'
import { conveningRequest } from '@convoke/case-types/convening-request'
import { fourParty } from '@convoke/case-types/four-party'
import {
  amountText,
  type CheckedScenario,
  type Comparison,
  differenceText,
  type Indicator,
  parseScenario,
  type SimulationOptions,
  type SimulationResult,
  simulate,
} from '@convoke/simulate'

export const caseTypes = [areaMeeting, complaint, conveningRequest, fourParty]

/** Reads a scenario of this folder. */
export function scenarioOf(file: string): CheckedScenario & { readonly ok: true } {
  const text = readFileSync(new URL(`../scenarios/${file}`, import.meta.url), 'utf8')
  const parsed = parseScenario(text, caseTypes)
  if (parsed.ok) return parsed
  throw new Error(parsed.issues.map(({ line, path, message }) => `line ${line}, ${path}: ${message.en}`).join('\n'))
}

/** Simulates a scenario of this folder. */
export function answered(file: string, options: Partial<SimulationOptions> = {}): SimulationResult {
  return simulate(scenarioOf(file), { caseTypes, ...options })
}

/** A figure that is asked for: what it is called here, its id, and what it is about. */
export type Asked = readonly [words: string, id: string, dims?: Readonly<Record<string, string>>]

type Named = Pick<Indicator, 'id' | 'dims' | 'kind'>

export const isAsked =
  ([, id, dims = {}]: Asked) =>
  (one: Named) =>
    one.id === id && one.kind !== 'quantile' && Object.entries(dims).every(([name, value]) => one.dims[name] === value)

/** A figure with its interval. */
export function told({ estimate, ci, unit }: Pick<Indicator, 'estimate' | 'ci' | 'unit'>): string {
  if (estimate === null) return 'not defined'
  const range = ci === null ? '' : ` (${ci.map(bound => amountText(bound, unit, 'en')).join(' – ')})`
  return `${amountText(estimate, unit, 'en')}${range}`
}

/** How far a policy moves a figure. */
function moved({ rows }: Comparison, asked: Asked): string {
  const row = rows.find(isAsked(asked))
  if (row?.diff == null) return 'not defined'
  if (row.diff === 0) return 'no difference'
  const change = (value: number) => differenceText(value, row.unit, 'en')
  return `${change(row.diff)}${row.ci === null ? '' : ` (${row.ci.map(change).join(' … ')})`}`
}

/** Prints figures, and below each how far every policy moves it. */
export function print({ indicators, comparisons }: SimulationResult, asked: readonly Asked[]): void {
  for (const one of asked) {
    const found = indicators.find(isAsked(one))
    console.log(`  ${one[0].padEnd(34)} ${found === undefined ? 'none' : told(found)}`)
    for (const comparison of comparisons) console.log(`    ${comparison.name.padEnd(32)} ${moved(comparison, one)}`)
  }
}

/** Prints what a question is, and first whether people react. */
export function ask(n: number, zh: string, en: string, { design, assumptions }: SimulationResult): void {
  const [held] = assumptions
  console.log(`${n}. ${zh}\n   ${en}`)
  console.log(`   ${design.replications} replications, fewer than a real study; ${held?.sentence.en}`)
}
