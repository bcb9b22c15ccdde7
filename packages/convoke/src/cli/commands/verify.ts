import { setImmediate } from 'node:timers/promises'
import { chinaCalendar } from '@convoke/calendar'
import {
  type AnyCaseType,
  type ConvokeErrorLike,
  caseDefinition,
  describeError,
  diagramOf,
  type Locale,
  nearest,
  resolveParameters,
} from '@convoke/core'
import {
  type ActingKind,
  type Finding,
  type PropertyId,
  propertyIds,
  reportOf,
  severityColours,
  statesBySeverity,
  type TimeMode,
  type VerifyOptions,
  type VerifyProgress,
  type VerifyResult,
  verifying,
  verifyingMigration,
} from '@convoke/verify'
import { cleanLine } from '../../terminal/clean.js'
import { table } from '../../terminal/table.js'
import { refuse } from '../answers.js'
import { type Call, lookOf } from '../call.js'
import { configuredCaseTypes, withCases } from '../cases.js'
import { configuredVerification } from '../config.js'
import { exitCodes } from '../exit-codes.js'
import { knobSettings } from '../knob-settings.js'
import { namedCaseType, shippedAs } from '../named-case-type.js'
import { wholeNumber } from '../numbers.js'
import { layoutTool } from '../optional.js'
import { UsageError } from '../usage-error.js'
import { tell } from '../words.js'
import { writtenFile } from '../written-file.js'

export interface VerifyCommand {
  readonly property?: readonly string[]
  readonly parameters?: readonly string[]
  readonly states?: string
  readonly large?: boolean
  readonly everyOpening?: boolean
  readonly symmetry?: boolean
  readonly with?: readonly string[]
  readonly time?: string
  readonly opensOn?: string
  readonly migration?: string
  readonly store?: boolean
  readonly report?: string
}

/**
 * `--large`: how far lists are followed, how much is tried, and how many states are looked at unless `--states` says otherwise.
 * Of what is shipped, those that can be looked into in every state take up to 57,000 tries; the others are found to be too much
 * in a few seconds, so that most of the time is left for their courses.
 */
const large = { maxItems: 2, maxStates: 500_000, effort: 100_000, departures: 2 }

/** How long `--large` takes at most, ms, stories included: what is left of a minute is for starting, and for what is printed. */
const longest = 55_000

/** `convoke verify CASETYPE`. Ctrl-C ends it with what was found so far. */
export async function verify(call: Call, options: VerifyCommand, name: string): Promise<number> {
  const { property, migration, store = false, report } = options
  if (store && migration === undefined) throw new UsageError('usage/missing-option', { name: '--migration' })
  refuseContradiction(options)
  const caseTypes = await configuredCaseTypes(call)
  const known = await namedCaseType(call, caseTypes, name)
  const look = lookOf(call, 'UTC', caseTypes)
  if ('refusal' in known) return refuse(call, look, known.refusal)
  const { caseType, from: caseTypeFrom } = known
  const turned = resolveParameters(caseDefinition(caseType), [knobSettings(options.parameters) ?? {}])
  if (!turned.ok) return refuse(call, look, { ...turned.denial, allowed: [] }, caseType.name)
  const configured = (await configuredVerification(call))[caseType.name] ?? {}
  const calendar = { module: '@convoke/calendar', name: 'chinaCalendar' }
  const how: VerifyOptions = {
    imports: { caseType: caseTypeFrom, calendar },
    ...howTo(options, configured),
    ...(options.large === true && { budget: { ms: longest, elapsed: call.host.elapsed } }),
  }
  refuseDate(options, call.lang)
  if (migration !== undefined) {
    const from = earlierVersion(caseType, migration)
    const earlier = caseType.migrateFrom?.find(one => one.from.version === from)?.from
    const imports = { caseType: earlier && shippedAs(earlier) }
    const steps = verifyingMigration(caseType, from, { ...how, imports })
    const result = await finished(call, steps, 'progress.migration')
    const stored = store && !result.partial ? await storedFaults(call, caseType, from) : []
    const isOk = result.ok && stored.length === 0
    call.print(store ? { ...result, ok: isOk, stored } : result, () => [
      ...linesOf(result, call.lang, true),
      ...(store && !result.partial ? ['', ...storedLines(stored, call.lang)] : []),
    ])
    if (!isOk) return exitCodes.unsound
    return result.partial ? exitCodes.partial : exitCodes.done
  }
  const own = configured.own ?? []
  // Those of the rulebook go with it, and each may be asked for by its name.
  const named = [...own, ...(caseType.rulebook?.properties ?? [])]
  const asked = property?.map(given => propertyNamed(given, named, call.lang))
  const isWithRulebook = asked?.includes('rulebook') === true
  const result = await finished(
    call,
    verifying(caseType, {
      ...how,
      properties: asked === undefined ? configured.properties : propertyIds.filter(id => asked.includes(id)),
      own: asked === undefined ? own : (isWithRulebook ? own : named).filter(one => asked.includes(one.name)),
    }),
  )
  const page = report === undefined ? undefined : await written(call, caseType, result, report)
  call.print(page === undefined ? result : { ...result, report: page }, () => [
    ...linesOf(result, call.lang, asked !== undefined, how.with, page !== undefined),
    ...(how.symmetry === true && !isExchanged(result) ? [tell(call.lang, 'verify.noneExchanged')] : []),
    ...(page === undefined ? [] : [tell(call.lang, 'verify.report', { file: cleanLine(page) })]),
  ])
  if (!result.ok) return exitCodes.unsound
  return result.partial ? exitCodes.partial : exitCodes.done
}

/** What the command line says, over what the configuration says. */
function howTo(options: VerifyCommand, configured: VerifyOptions): VerifyOptions {
  const turned = knobSettings(options.parameters)
  const wide = options.large === true ? large : {}
  return {
    ...configured,
    ...wide,
    ...(options.everyOpening === true ? { everyOpening: true } : {}),
    ...(options.symmetry === true ? { symmetry: true } : {}),
    ...(options.states === undefined ? {} : { maxStates: wholeNumber('--states', options.states) }),
    ...(options.with === undefined ? {} : { with: listed(options.with) as readonly ActingKind[] }),
    // What there is not is refused by whoever verifies, which knows what there is.
    ...(options.time === undefined ? {} : { time: options.time as TimeMode }),
    ...(options.opensOn === undefined ? {} : { dates: { calendar: chinaCalendar(), opensOn: options.opensOn } }),
    parameters: turned === undefined ? configured.parameters : { ...configured.parameters, ...turned },
  }
}

/** What would be left out without a word is told: of two options one only can be meant. */
function refuseContradiction(options: VerifyCommand): void {
  const { with: acting, symmetry, opensOn, time, migration } = options
  if (migration !== undefined)
    for (const [option, given] of Object.entries({
      '--property': options.property,
      '--every-opening': options.everyOpening,
      '--symmetry': symmetry,
      '--time': time,
      '--opens-on': opensOn,
      '--report': options.report,
    }))
      if (given !== undefined) throw new UsageError('usage/both', { one: '--migration', other: option })
  if (acting !== undefined && symmetry === true)
    throw new UsageError('usage/both', { one: '--with', other: '--symmetry' })
  if (opensOn !== undefined && (time === 'any' || time === 'ordered'))
    throw new UsageError('usage/both', { one: '--opens-on', other: `--time ${time}` })
}

/** What is named, be it one after the other or with commas between. */
function listed(given: readonly string[]): readonly string[] {
  return [...new Set(given.flatMap(some => some.split(',')).map(one => one.trim()))].filter(one => one !== '')
}

/** A day that is none, or that the calendar does not know, is told before anything is looked for. */
function refuseDate({ opensOn }: VerifyCommand, lang: Locale): void {
  if (opensOn === undefined) return
  try {
    chinaCalendar().isWorkingDay(opensOn)
  } catch (thrown) {
    const { text } = describeError(thrown as ConvokeErrorLike, lang)
    throw new UsageError('usage/opens-on', { why: cleanLine(text) })
  }
}

/** Between two looks at whether somebody pressed Ctrl-C, ms. */
const patience = 100

/** Carries a verification out, showing how far it is, until it ends or somebody presses Ctrl-C. */
async function finished<Result>(
  call: Call,
  steps: Generator<VerifyProgress, Result, boolean | undefined>,
  words: 'progress.verify' | 'progress.migration' = 'progress.verify',
): Promise<Result> {
  const stopped = call.host.stopped()
  const { elapsed } = call.host
  const begun = elapsed()
  let lookedAt = begun
  let looked = 0
  let known = 0
  let step = steps.next()
  while (step.done !== true) {
    const now = elapsed()
    if (now - lookedAt >= patience) {
      lookedAt = now
      // Lets the process hear of Ctrl-C.
      await setImmediate()
    }
    const { states, waiting } = step.value
    const done = states - waiting
    // Each exploration counts from nothing.
    looked += done < known ? done : done - known
    known = done
    call.progress.tell(() => {
      const rate = Math.round((1000 * looked) / Math.max(1, now - begun))
      return tell(call.lang, words, { states, waiting, rate })
    })
    step = steps.next(!stopped.aborted)
  }
  return step.value
}

/** The earlier version, given as `1.0.0` or `complaint@1.0.0`. */
function earlierVersion({ name }: AnyCaseType, given: string): string {
  const [first = given, version] = given.split('@')
  if (version === undefined) return first
  if (first !== name) throw new UsageError('usage/other-case-type', { from: cleanLine(given), to: name })
  return version
}

/** A stored case that could not be taken over, now or at one of its entries. */
interface StoredFault {
  readonly caseId: string
  readonly reference: string
  /** Null: as it stands now. */
  readonly seq: number | null
  readonly code: string
}

/** Tries the stored cases at each of their entries. */
async function storedFaults(call: Call, { name, version }: AnyCaseType, from: string): Promise<readonly StoredFault[]> {
  return withCases(call, {}, async ({ engine }) => {
    const faults: StoredFault[] = []
    for await (const one of engine.migrate(
      { caseType: name, from, to: version, settled: true },
      { dryRun: true, shadow: true },
    )) {
      const { caseId, reference } = one
      if (!one.ok) faults.push({ caseId, reference, seq: null, code: one.code })
      else for (const { seq, code } of one.shadow ?? []) faults.push({ caseId, reference, seq, code })
    }
    return faults
  })
}

function storedLines(faults: readonly StoredFault[], lang: Locale): readonly string[] {
  if (faults.length === 0) return [tell(lang, 'verify.storedSound')]
  return faults.map(({ reference, seq, code }) =>
    seq === null
      ? tell(lang, 'verify.storedFault', { reference: cleanLine(reference), code })
      : tell(lang, 'verify.storedFaultAt', { reference: cleanLine(reference), seq, code }),
  )
}

/** A property by its identifier, or one of the configuration by its name. */
function propertyNamed(given: string, own: readonly { readonly name: string }[], lang: Locale): PropertyId | string {
  const known =
    propertyIds.find(id => id.toUpperCase() === given.toUpperCase()) ?? own.find(({ name }) => name === given)?.name
  if (known !== undefined) return known
  const names = [...propertyIds, ...own.map(({ name }) => name)]
  const [meant] = nearest(given, names)
  const hint = meant === undefined ? '' : tell(lang, 'usage/did-you-mean', { names: meant })
  throw new UsageError('usage/property', { given: cleanLine(given), known: names.join(', '), hint })
}

/** Writes the page, over one of an earlier run; returns where. */
async function written(call: Call, caseType: AnyCaseType, result: VerifyResult, report: string): Promise<string> {
  const drawings = await drawingsOf(caseType, result.findings)
  const locale = call.lang
  const { fontsFor } = await import('../report-font.js')
  // Made twice, since the font holds only what the page says.
  const fonts = await fontsFor(reportOf(caseType, result, { drawings, locale }))
  return writtenFile(call, report, reportOf(caseType, result, { drawings, fonts, locale }))
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

/** Whether parties were exchanged for any property: its scope names them. */
function isExchanged({ verdicts }: VerifyResult): boolean {
  return verdicts.some(({ scope }) => scope.en.includes(' can be exchanged'))
}

/** Where it is declared what some properties are to look at: in the case type, or for the last in `verification` of the configuration. */
const declaredIn: ReadonlyMap<string, string> = new Map([
  ['P9', 'separation'],
  ['P11', 'votes'],
  ['P12', 'onlyGrows'],
  ['P17', 'links'],
  ['P20', 'metrics'],
  ['rulebook', 'rulebook'],
])

/** How many notes of one property are printed where nobody asked for it. */
const mostNotes = 3

function linesOf(
  { verdicts, findings, accepted, states, edgeStates, transitions, limits, partial }: VerifyResult,
  lang: Locale,
  isAsked: boolean,
  tried: readonly ActingKind[] = [],
  isOnPage = false,
): string[] {
  const width = Math.max(4, ...verdicts.map(({ property }) => property.length))
  const rows = table(
    verdicts.map(({ verdict, mode, says }) => [
      tell(lang, `verdict.${verdict}`),
      // How time was taken matters to nobody where nothing was looked at.
      verdict === 'notApplicable' ? '' : tell(lang, `time.${mode}`),
      cleanLine(says[lang]),
    ]),
  )
  const lines = verdicts.flatMap(({ property, unsure, measured }, at) => [
    `${property.padEnd(width)} ${rows[at]}`,
    ...(unsure === undefined ? [] : [`${' '.repeat(width)} ${cleanLine(unsure[lang])}`]),
    ...(measured === undefined ? [] : [`${' '.repeat(width)} ${cleanLine(measured.says[lang])}`]),
    ...(isAsked ? (measured?.story ?? []) : []).map(sentence => `${' '.repeat(width)}   ${cleanLine(sentence[lang])}`),
  ])
  const headline = ({ property, severity, message }: Finding) =>
    `${property} ${tell(lang, `severity.${severity}`)}: ${cleanLine(message[lang])}`
  for (const finding of findings.filter(({ severity }) => isAsked || severity !== 'info'))
    lines.push(
      '',
      headline(finding),
      ...(finding.doubt === undefined ? [] : [`  (${finding.doubt[lang]})`]),
      ...finding.story.map(sentence => `  ${sentence[lang]}`),
    )
  if (!isAsked) lines.push(...notesOf(findings, headline, lang))
  if (!isOnPage && findings.some(({ severity, test }) => severity !== 'info' && test !== ''))
    lines.push('', tell(lang, 'verify.tests'))
  for (const { property, message, reason } of accepted)
    lines.push(
      '',
      `${property} ${tell(lang, 'verify.accepted', { message: cleanLine(message[lang]), reason: cleanLine(reason) })}`,
    )
  const undeclared = verdicts.flatMap(({ property, verdict }) => {
    const member = verdict === 'notApplicable' ? declaredIn.get(property) : undefined
    return member === undefined ? [] : [member === property ? property : `${property} (${member})`]
  })
  if (undeclared.length > 0) lines.push('', tell(lang, 'verify.undeclared', { names: undeclared.join(', ') }))
  lines.push('', tell(lang, 'verify.scope', { states, transitions }))
  lines.push(...tried.map(kind => tell(lang, `verify.tried.${kind}`)))
  if (edgeStates > 0) lines.push(tell(lang, 'verify.edge', { states: edgeStates }))
  if (partial) lines.push(tell(lang, 'verify.partial'))
  for (const { says } of limits) lines.push(`  ${tell(lang, 'verify.limit', { limit: says[lang] })}`)
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
    all.length > mostNotes
      ? tell(lang, 'verify.notes', { more: all.length - mostNotes, property })
      : tell(lang, 'verify.stories', { property }),
  ])
}
