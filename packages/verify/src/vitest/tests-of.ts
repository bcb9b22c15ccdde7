// The tests a case type should have, as data: for whatever runs them.
import type { AnyCaseType, Draft } from '@convoke/core'
import { type CaseTypeLawFor, caseTypeLaws, type Opened, type PlayedHistory } from '@convoke/core/testing'
import * as fc from 'fast-check'
import type { History } from '../fast-check/history.js'
import { type HistoryOptions, historyOf, openingsOf, silentHistories } from '../fast-check/history-of.js'
import { type Finding, type PropertyId, propertyIds, propertySentences, type VerifyResult } from '../verdict.js'
import { verifyCaseType } from '../verify-case-type.js'
import type { VerifyOptions } from '../verify-options.js'

/** How a case type is tested. */
export interface DescribeOptions extends Omit<HistoryOptions, 'refused'> {
  /** How many histories are drawn. Default 40. */
  readonly runs?: number | undefined
  /** Default 1, so that a run is the same every time; another one looks elsewhere. Printed with every failure. */
  readonly seed?: number | undefined
  /** Histories of your own, such as golden ones: the drafts of each from its start. All laws are held to them, too. */
  readonly played?: readonly (readonly Draft[] | PlayedHistory)[] | undefined
  /** The most a context may weigh, in characters of JSON. Default 200,000. */
  readonly mostCharacters?: number | undefined
  /**
   * How far the verifier explores; 1,000 states unless more are asked for. `properties`: those to test, where information
   * counts as well; default all but `P3`, `P13`, `P14` and `P19`, which only inform. False: the verifier is left out.
   */
  readonly verify?: VerifyOptions | false | undefined
  /** Laws by name, and properties such as `P6`, that are not tested, each with its reason. The tests are skipped. */
  readonly without?: Readonly<Record<string, string>> | undefined
}

/** One test. */
export interface CaseTypeTest {
  readonly name: string
  /** Why it is not run; absent: it is. */
  readonly skipped: string | undefined
  /** Rejects where the case type fails it. */
  readonly run: () => Promise<void>
}

/**
 * The tests of a case type.
 *
 * @throws RangeError for a `without` that names no law and no property, or gives no reason: it must not outlive its law;
 * for `runs` below 1
 */
export function testsOf(caseType: AnyCaseType, options: DescribeOptions = {}): readonly CaseTypeTest[] {
  const openings = (options.openings ?? openingsOf(caseType)) as readonly [Opened, ...Opened[]]
  const tests = [...lawTests(caseType, { ...options, openings }), ...propertyTests(caseType, options, openings[0])]
  const { without = {} } = options
  for (const [name, reason] of Object.entries(without)) {
    if (!tests.some(test => isCalled(test.name, name)))
      throw new RangeError(`no law and no property is called "${name}"`)
    if (reason.trim() === '') throw new RangeError(`say why ${caseType.name} goes without "${name}"`)
  }
  return tests.map(test => ({
    ...test,
    skipped: Object.entries(without).find(([name]) => isCalled(test.name, name))?.[1],
  }))
}

type Test = Omit<CaseTypeTest, 'skipped'>

function isCalled(test: string, name: string): boolean {
  return test === name || test.startsWith(`${name}: `)
}

/** The laws of case types, over histories that shrink. */
function lawTests(
  caseType: AnyCaseType,
  options: DescribeOptions & { readonly openings: readonly [Opened, ...Opened[]] },
): readonly Test[] {
  const { runs = 40, seed = 1, played = [], openings, mostCharacters } = options
  if (runs < 1) throw new RangeError('"runs" is at least 1: over no history every law holds')
  const histories = historyOf(caseType, { ...options, refused: 'kept' })
  const sampled = once(() => fc.sample(histories, { seed, numRuns: runs }))
  const silent = once(() => silentHistories(caseType, options))
  const lawsOn = (some: readonly (readonly Draft[] | PlayedHistory)[]) =>
    caseTypeLaws(caseType, { ...options, openings, seed, mostCharacters, played: some, histories: 0 })
  const held = ({ name }: CaseTypeLawFor, some: Parameters<typeof lawsOn>[0]) =>
    (lawsOn(some).find(law => law.name === name) as CaseTypeLawFor).check(undefined)

  return lawsOn([]).map(law => ({
    name: law.name,
    async run() {
      if (law.scope === 'words') return law.check(undefined)
      if (law.scope === 'all') return held(law, [...played, ...silent(), ...sampled()])
      await held(law, played)
      const broken = await caught(() => held(law, sampled()))
      if (broken === undefined) return
      const index = await indexOf(sampled(), async history => (await caught(() => held(law, [history]))) !== undefined)
      // One that no history breaks alone cannot be made shorter.
      if (index < 0) throw broken
      await fc.assert(
        fc.asyncProperty(histories, history => held(law, [history])),
        { seed, numRuns: runs, path: String(index) },
      )
      throw broken
    },
  }))
}

/** Properties whose violations are told as information: a test for them has to be asked for. */
const informing: readonly PropertyId[] = ['P3', 'P13', 'P14', 'P19']

/** The properties the verifier checks of any case type, within a bound. */
function propertyTests(caseType: AnyCaseType, { verify, links }: DescribeOptions, opened: Opened): readonly Test[] {
  if (verify === false) return []
  const properties = verify?.properties ?? propertyIds.filter(property => !informing.includes(property))
  const result = once(() =>
    verifyCaseType(caseType, {
      opened,
      parameters: opened.parameters,
      links,
      maxStates: 1_000,
      ...verify,
      properties,
    }),
  )
  return properties.map(property => ({
    name: `${property}: ${propertySentences[property].en}`,
    async run() {
      const counts = ({ severity }: Finding) => severity !== 'info' || verify?.properties !== undefined
      const findings = result().findings.filter(one => one.property === property && counts(one))
      if (findings.length > 0) throw new Error(foundIn(result(), findings))
    },
  }))
}

function foundIn({ states }: VerifyResult, findings: readonly Finding[]): string {
  const told = findings.map(({ severity, message, doubt, story, test }) =>
    [
      `${severity}: ${message.en}`,
      ...(doubt === undefined ? [] : [`  (${doubt.en})`]),
      ...story.map(({ en }) => `  ${en}`),
      ...(test === '' ? [] : ['', test]),
    ].join('\n'),
  )
  return `in ${states} states:\n${told.join('\n\n')}`
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

async function caught(attempt: () => Promise<void>): Promise<unknown> {
  try {
    await attempt()
    return undefined
  } catch (thrown) {
    return thrown
  }
}

async function indexOf(all: readonly History[], isIt: (one: History) => Promise<boolean>): Promise<number> {
  for (const [index, one] of all.entries()) if (await isIt(one)) return index
  return -1
}
