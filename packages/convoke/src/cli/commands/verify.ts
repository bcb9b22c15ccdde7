import { type AnyCaseType, diagramOf, type Locale } from '@convoke/core'
import {
  type Finding,
  type PropertyId,
  propertyIds,
  reportOf,
  severityColours,
  statesBySeverity,
  type VerifyResult,
  verifyCaseType,
} from '@convoke/verify'
import { cleanLine } from '../../terminal/clean.js'
import { refuse } from '../answers.js'
import { type Call, lookOf } from '../call.js'
import { configuredCaseTypes, knownCaseType } from '../cases.js'
import { configuredVerification } from '../config.js'
import { exitCodes } from '../exit-codes.js'
import { wholeNumber } from '../numbers.js'
import { layoutTool } from '../optional.js'
import { UsageError } from '../usage-error.js'
import { tell } from '../words.js'
import { writtenFile } from '../written-file.js'

export interface VerifyCommand {
  readonly property?: readonly string[]
  readonly states?: string
  readonly report?: string
}

/** `convoke verify CASETYPE` */
export async function verify(call: Call, { property, states, report }: VerifyCommand, name: string): Promise<number> {
  const caseTypes = await configuredCaseTypes(call)
  const known = knownCaseType(caseTypes, name)
  if ('refusal' in known) return refuse(call, lookOf(call, 'UTC', caseTypes), known.refusal)
  const configured = (await configuredVerification(call))[name] ?? {}
  const own = configured.own ?? []
  const asked = property?.map(given => propertyNamed(given, own))
  const maxStates = states === undefined ? configured.maxStates : wholeNumber('--states', states)
  const result = verifyCaseType(known.caseType, {
    ...configured,
    maxStates,
    properties: asked === undefined ? configured.properties : propertyIds.filter(id => asked.includes(id)),
    own: asked === undefined ? own : own.filter(one => asked.includes(one.name)),
    progress(found) {
      call.progress.tell(() => tell(call.lang, 'progress.verify', { states: found }))
      return true
    },
  })
  const page = report === undefined ? undefined : await written(call, known.caseType, result, report)
  call.print(page === undefined ? result : { ...result, report: page }, () => [
    ...linesOf(result, call.lang, asked !== undefined),
    ...(page === undefined ? [] : [tell(call.lang, 'verify.report', { file: cleanLine(page) })]),
  ])
  return result.ok ? exitCodes.done : exitCodes.unsound
}

/** A property by its identifier, or one of the configuration by its name. */
function propertyNamed(given: string, own: readonly { readonly name: string }[]): PropertyId | string {
  const known = propertyIds.find(id => id === given.toUpperCase()) ?? own.find(({ name }) => name === given)?.name
  if (known !== undefined) return known
  throw new UsageError('usage/property', { given, known: [...propertyIds, ...own.map(({ name }) => name)].join(', ') })
}

/** Writes the page, over one of an earlier run; returns where. */
async function written(call: Call, caseType: AnyCaseType, result: VerifyResult, report: string): Promise<string> {
  const drawings = await drawingsOf(caseType, result.findings)
  return writtenFile(call, report, reportOf(caseType, result, { drawings }))
}

/** The states in each language, coloured by what was found in them; undefined where nothing can draw them. */
async function drawingsOf(
  caseType: AnyCaseType,
  findings: readonly Finding[],
): Promise<Readonly<Record<Locale, string>> | undefined> {
  try {
    const layout = await layoutTool()
    const { svgOf } = await import('../../svg/svg.js')
    const severities = statesBySeverity(findings)
    const fills = fillsOf(caseType, severities)
    const draw = async (locale: Locale) => {
      const svg = await svgOf(diagramOf(caseType, { locale }), layout, fills)
      // Two pictures on one page, one of them not shown: each has an arrowhead of its own.
      return svg.replaceAll('id="tip"', `id="tip-${locale}"`).replaceAll('url(#tip)', `url(#tip-${locale})`)
    }
    return { 'zh-CN': await draw('zh-CN'), en: await draw('en') }
  } catch (error) {
    if (error instanceof UsageError) return undefined
    throw error
  }
}

/** Colours by the names of states in a diagram. */
function fillsOf(
  caseType: AnyCaseType,
  severities: ReadonlyMap<string, Finding['severity']>,
): ReadonlyMap<string, string> {
  const fills = new Map<string, string>()
  for (const [path, severity] of severities) {
    const { states } = diagramOf(caseType, { locale: 'en', highlight: [path] })
    const named = (among: typeof states): void => {
      // The box around it is left as it is: what was found is inside.
      for (const { name, kind, marked, inside } of among) {
        if (marked && kind !== 'box') fills.set(name, severityColours[severity])
        named(inside)
      }
    }
    named(states)
  }
  return fills
}

/** How many notes of one property are printed where nobody asked for it. */
const mostNotes = 3

function linesOf(
  { verdicts, findings, accepted, states, transitions, limits }: VerifyResult,
  lang: Locale,
  isAsked: boolean,
): string[] {
  const width = Math.max(4, ...verdicts.map(({ property }) => property.length))
  const lines = verdicts.map(
    ({ property, verdict, says }) =>
      `${property.padEnd(width)} ${tell(lang, `verdict.${verdict}`)}  ${cleanLine(says[lang])}`,
  )
  const headline = ({ property, severity, message }: Finding) =>
    `${property} ${tell(lang, `severity.${severity}`)}: ${cleanLine(message[lang])}`
  for (const finding of findings.filter(({ severity }) => isAsked || severity !== 'info'))
    lines.push('', headline(finding), ...finding.story.map(sentence => `  ${sentence[lang]}`))
  if (!isAsked) lines.push(...notesOf(findings, headline, lang))
  for (const { property, message, reason } of accepted)
    lines.push(
      '',
      `${property} ${tell(lang, 'verify.accepted', { message: cleanLine(message[lang]), reason: cleanLine(reason) })}`,
    )
  lines.push('', tell(lang, 'verify.scope', { states, transitions }))
  for (const limit of limits) lines.push(`  ${tell(lang, 'verify.limit', { limit })}`)
  return lines
}

/** What is only information, a line each and the first of each property: its stories are told when it is asked for. */
function notesOf(findings: readonly Finding[], headline: (finding: Finding) => string, lang: Locale): string[] {
  const notes = new Map<string, Finding[]>()
  for (const finding of findings) {
    if (finding.severity !== 'info') continue
    const known = notes.get(finding.property) ?? []
    notes.set(finding.property, known)
    known.push(finding)
  }
  return [...notes].flatMap(([property, all]) => [
    '',
    ...all.slice(0, mostNotes).map(headline),
    tell(lang, 'verify.notes', { more: Math.max(0, all.length - mostNotes), property }),
  ])
}
