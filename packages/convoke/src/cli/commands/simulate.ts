import { type AnyCaseType, type CaseFile, ConvokeError } from '@convoke/core'
import {
  type CheckedScenario,
  caseTypesFor,
  checkScenario,
  type ExemplarOptions,
  exemplarOf,
  exemplarsOf,
  figuresCsvOf,
  type LoggedCase,
  type LogNames,
  logCsvOf,
  ocelOf,
  ocelSqlOf,
  parseScenario,
  type SimulationResult,
  simulatedLog,
  xesOf,
} from '@convoke/simulate'
import { cleanLine, jsonText } from '../../terminal/clean.js'
import { exploredLines } from '../../terminal/explored-lines.js'
import { simulationLines } from '../../terminal/simulation-lines.js'
import { cut } from '../../terminal/table.js'
import { worstLines } from '../../terminal/worst-lines.js'
import type { Call } from '../call.js'
import { configuredCaseTypes } from '../cases.js'
import { readText } from '../data.js'
import { type ExitCode, exitCodes } from '../exit-codes.js'
import { wholeNumber } from '../numbers.js'
import { withOpenCases } from '../open-cases.js'
import { mergedParts, partNamed } from '../simulation-parts.js'
import { writeReport } from '../simulation-report.js'
import { type SimulationRun, simulated, simulatedPart } from '../simulation-run.js'
import { UsageError } from '../usage-error.js'
import { tell } from '../words.js'
import { refuseUnwritable, writtenDatabase, writtenFile } from '../written-file.js'
import { type AskedInFile, answeredInFile, askingOption, type ExploreOptions, explore } from './explore.js'

export interface SimulateCommand extends ExploreOptions {
  readonly report?: string
  readonly csv?: string
  readonly log?: string
  readonly exemplar?: string
  readonly case?: string
  readonly policy?: string
  readonly worst?: boolean
  readonly seed?: string
  readonly replications?: string
  readonly workers?: string
  readonly shard?: string
  readonly out?: string
}

type Known = Pick<SimulationRun, 'checked' | 'caseTypes'>

/** `convoke simulate SCENARIO`, or `convoke simulate merge PART…`. Ctrl-C ends it with what is done so far. */
export async function simulate(
  call: Call,
  options: SimulateCommand,
  name: string,
  parts: readonly string[] = [],
): Promise<number> {
  refuseOddOptions(options)
  const { report, csv, log, exemplar, out } = options
  await refuseUnwritable(call, [report, csv, log, exemplar, out])
  if (name === 'merge') return await merge(call, options, parts)
  if (parts.length > 0)
    throw new UsageError('usage/excess-arguments', { names: parts.map(part => `"${cleanLine(part)}"`).join(' ') })
  const file = call.path(name)
  const text = await readText(call, name)
  // A report, or a file of cases, named by mistake: YAML would find something wrong with each of its lines.
  if (text.includes('\0') || text.trimStart().startsWith('<')) throw new UsageError('usage/no-scenario', { file })
  const configured = await configuredCaseTypes(call)
  const parsed = withOptions(parseScenario(text, configured), options, configured)
  const checked = await withOpenCases(call, parsed, file)
  if (!checked.ok) return wrong(call, file, checked.issues)
  const workers = options.workers === undefined ? undefined : wholeNumber('--workers', options.workers, 256)
  const caseTypes = caseTypesFor(checked.scenario, configured)
  if (askingOption(options) !== undefined) {
    try {
      return await explore(call, checked.scenario, { caseTypes, options })
    } catch (thrown) {
      // A scenario that can be simulated, but not be asked this.
      if (!ConvokeError.is(thrown, 'simulate/scenario')) throw thrown
      const { issues } = thrown.details as { readonly issues?: Parameters<typeof wrong>[2] }
      return wrong(call, file, issues ?? [])
    }
  }
  const run = { checked, caseTypes, workers }
  if (options.shard === undefined) {
    const exemplars = exemplarsAsked(options, run)
    const result = await simulated(call, run)
    return await told(
      call,
      options,
      result,
      { ...run, exemplars },
      await answeredInFile(call, checked.scenario, caseTypes),
    )
  }
  const inFile = (['sweep', 'find'] as const).find(one => checked.scenario[one] !== undefined)
  if (inFile !== undefined) throw new UsageError('usage/both', { one: '--shard', other: `${inFile}:` })
  const part = await simulatedPart(call, run, partNamed(options.shard))
  const written = await writtenFile(call, options.out as string, `${jsonText(part)}\n`)
  call.print({ part: written, shard: part.shard }, () => [
    tell(call.lang, 'simulate.written', { file: cleanLine(written) }),
  ])
  return exitCodes.done
}

/** `convoke simulate merge PART…` */
async function merge(call: Call, options: SimulateCommand, names: readonly string[]): Promise<number> {
  const odd = (['seed', 'replications', 'workers', 'shard', 'out'] as const).find(one => options[one] !== undefined)
  if (odd !== undefined) throw new UsageError('usage/both', { one: 'merge', other: `--${odd}` })
  if (names.length === 0) throw new UsageError('usage/missing-argument', { name: 'parts' })
  const caseTypes = await configuredCaseTypes(call)
  const { result, checked } = mergedParts(call, names, caseTypes)
  const known = checked.ok ? caseTypesFor(checked.scenario, caseTypes) : caseTypes
  const run = { checked, caseTypes: known }
  return await told(call, options, result, { ...run, exemplars: exemplarsAsked(options, run) })
}

/** What excludes each other is told before anything is simulated. */
function refuseOddOptions(options: SimulateCommand): void {
  const { shard, out, report, csv, log, exemplar, case: named, policy, worst } = options
  if (log !== undefined) logForm(log)
  if (named !== undefined && exemplar === undefined)
    throw new UsageError('usage/goes-with', { one: '--case', other: '--exemplar' })
  if (policy !== undefined && exemplar === undefined)
    throw new UsageError('usage/goes-with', { one: '--policy', other: '--exemplar' })
  if (out !== undefined && shard === undefined)
    throw new UsageError('usage/goes-with', { one: '--out', other: '--shard' })
  if (shard !== undefined && out === undefined)
    throw new UsageError('usage/goes-with', { one: '--shard', other: '--out' })
  const asking = askingOption(options)
  // What is told of one simulation and its policies, of which others make none.
  const one = asking ?? (shard === undefined ? undefined : '--shard')
  if (one === undefined) return
  const ofOne = { ...(asking === undefined ? {} : { shard }), report, csv, log, exemplar, worst }
  const odd = Object.entries(ofOne).find(([, value]) => value !== undefined)
  if (odd !== undefined) throw new UsageError('usage/both', { one, other: `--${odd[0]}` })
}

/** Prints a result, and writes the files that were asked for. */
async function told(
  call: Call,
  { report, csv, log, exemplar, policy, worst }: SimulateCommand,
  result: SimulationResult,
  { checked, caseTypes, exemplars }: Known & { readonly exemplars: readonly CaseFile[] },
  asked: AskedInFile = {},
): Promise<ExitCode> {
  const names = { caseTypes, locale: call.lang }
  const files = {
    ...(report === undefined ? {} : { report: await writeReport(call, result, { caseTypes, name: report }) }),
    ...(csv === undefined ? {} : { csv: await writtenFile(call, csv, figuresCsvOf(result, names)) }),
    ...(log === undefined
      ? {}
      : {
          log: await (isDatabase(log) ? writtenDatabase : writtenFile)(
            call,
            log,
            logForm(log)(simulatedLog(checked, { caseTypes }), names),
          ),
        }),
    ...(exemplar === undefined
      ? {}
      : await writtenExemplar(call, exemplar, exemplars, { isLinked: hasLinks(checked, policy) })),
  }
  const look = { lang: call.lang, paint: call.paint, caseTypes }
  const { sweep, find: staffing } = asked
  call.print({ ...result, ...asked, ...files }, () => [
    ...simulationLines(result, look),
    ...(worst === true ? worstLines(result, look) : []),
    ...(sweep === undefined ? [] : ['', ...exploredLines({ sweep }, look)]),
    ...(staffing === undefined ? [] : ['', ...exploredLines({ staffing }, look)]),
    ...Object.values(files)
      .flat()
      .map(file => tell(call.lang, 'simulate.written', { file: cleanLine(file) })),
  ])
  return exitCodes.done
}

/**
 * The slow case that was asked for, and those that are linked to it. Known before anything is simulated: a case or a policy that is named and is not there is told at once.
 */
function exemplarsAsked(
  { exemplar, case: named, policy }: SimulateCommand,
  { checked, caseTypes }: Known,
): readonly CaseFile[] {
  if (exemplar === undefined) return []
  const options: ExemplarOptions = { caseTypes, policy, case: named === undefined ? undefined : caseNamed(named) }
  if (hasLinks(checked, policy)) return exemplarsOf(checked, options)
  const one = exemplarOf(checked, options)
  return one === undefined ? [] : [one]
}

/** Whether cases are linked under the policy that is named, or under the first. */
function hasLinks(checked: CheckedScenario, policy: string | undefined): boolean {
  if (!checked.ok) return false
  const { arm } = checked.arms.filter(({ name }) => name === policy).at(-1) ?? { arm: checked.scenario }
  return arm.links === true
}

/** A case by replication, district where there are several, and id. */
function caseNamed(name: string): NonNullable<ExemplarOptions['case']> {
  const [replication = '', ...rest] = name.split('/')
  if (!/^\d+$/.test(replication))
    throw new ConvokeError('simulate/no-case', `no case is called "${name}"`, { details: { case: name } })
  const id = rest.pop() ?? ''
  return { replication: Number(replication), id, district: rest.length === 0 ? undefined : rest.join('/') }
}

/** Writes the slow case, and the cases that are linked to it beside it, each under its reference. */
async function writtenExemplar(
  call: Call,
  name: string,
  [one, ...others]: readonly CaseFile[],
  { isLinked }: { readonly isLinked: boolean },
): Promise<{ readonly exemplar?: string; readonly linked?: readonly string[] }> {
  if (one === undefined) return {}
  const linked: string[] = []
  for (const other of others) {
    const beside = `${name.replace(/\.json$/, '')}.${other.reference}.json`
    linked.push(await writtenFile(call, beside, `${jsonText(other)}\n`))
  }
  const exemplar = await writtenFile(call, name, `${jsonText(one)}\n`)
  return isLinked ? { exemplar, linked } : { exemplar }
}

/** How a log is written, by how the name of its file ends. */
function logForm(name: string): (log: readonly LoggedCase[], names: LogNames) => string {
  if (name.endsWith('.xes')) return xesOf
  if (name.endsWith('.csv')) return logCsvOf
  if (/\.(?:jsonocel|json)$/.test(name)) return (log, names) => jsonText(ocelOf(log, names))
  if (isDatabase(name)) return (log, names) => ocelSqlOf(ocelOf(log, names))
  throw new UsageError('usage/log-form', { file: name })
}

const isDatabase = (name: string) => name.endsWith('.sqlite')

function withOptions(
  checked: CheckedScenario,
  { seed, replications }: SimulateCommand,
  caseTypes: readonly AnyCaseType[],
): CheckedScenario {
  if (!checked.ok || (seed === undefined && replications === undefined)) return checked
  return checkScenario(
    {
      ...checked.scenario,
      ...(seed === undefined ? {} : { seed: wholeNumber('--seed', seed) }),
      ...(replications === undefined ? {} : { replications: wholeNumber('--replications', replications, 10_000) }),
    },
    caseTypes,
  )
}

function wrong(call: Call, file: string, issues: (CheckedScenario & { readonly ok: false })['issues']): ExitCode {
  if (call.isJson) {
    call.print({ ok: false, issues }, () => [])
    return exitCodes.usage
  }
  const lines = issues.map(({ line, path, message }) => {
    const where = line === undefined ? '' : `${tell(call.lang, 'simulate.line', { line })}  `
    return cut(`  ${where}${path === '' ? '' : `${cleanLine(path)}: `}${cleanLine(message[call.lang])}`, 500)
  })
  call.host.stderr.write(`${[tell(call.lang, 'simulate.wrong', { file: cleanLine(file) }), ...lines].join('\n')}\n`)
  return exitCodes.usage
}
