import type { Locale } from '@convoke/core'
import { type PropertyId, propertyIds, type VerifyResult, verifyCaseType } from '@convoke/verify'
import { refuse } from '../answers.js'
import { type Call, lookOf } from '../call.js'
import { configuredCaseTypes, knownCaseType } from '../cases.js'
import { exitCodes } from '../exit-codes.js'
import { wholeNumber } from '../numbers.js'
import { UsageError } from '../usage-error.js'
import { tell } from '../words.js'

export interface VerifyCommand {
  readonly property?: readonly string[]
  readonly states?: string
}

/** `convoke verify CASETYPE` */
export async function verify(call: Call, { property, states }: VerifyCommand, name: string): Promise<number> {
  const caseTypes = await configuredCaseTypes(call)
  const known = knownCaseType(caseTypes, name)
  if ('refusal' in known) return refuse(call, lookOf(call, 'UTC', caseTypes), known.refusal)
  const maxStates = states === undefined ? undefined : wholeNumber('--states', states)
  const result = verifyCaseType(known.caseType, {
    maxStates,
    properties: property?.map(propertyNamed),
    progress(found) {
      call.progress.tell(() => tell(call.lang, 'progress.verify', { states: found }))
      return true
    },
  })
  call.print(result, () => linesOf(result, call.lang))
  return result.ok ? exitCodes.done : exitCodes.unsound
}

function propertyNamed(given: string): PropertyId {
  const known = propertyIds.find(id => id === given.toUpperCase())
  if (known === undefined) throw new UsageError('usage/property', { given, known: propertyIds.join(', ') })
  return known
}

function linesOf({ verdicts, findings, states, transitions, limits }: VerifyResult, lang: Locale): string[] {
  const lines = verdicts.map(
    ({ property, verdict, says }) => `${property.padEnd(4)} ${tell(lang, `verdict.${verdict}`)}  ${says[lang]}`,
  )
  for (const { property, severity, message, story } of findings) {
    lines.push('', `${property} ${tell(lang, `severity.${severity}`)}: ${message[lang]}`)
    for (const sentence of story) lines.push(`  ${sentence[lang]}`)
  }
  lines.push('', tell(lang, 'verify.scope', { states, transitions }))
  for (const limit of limits) lines.push(`  ${tell(lang, 'verify.limit', { limit })}`)
  return lines
}
