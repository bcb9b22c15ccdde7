import { existsSync, readFileSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import type { AnyCaseType } from '@convoke/core'
import {
  amountText,
  type CheckedScenario,
  caseTypesFor,
  checkScenario,
  exemplarOf,
  figuresCsvOf,
  type LoggedCase,
  type LogNames,
  logCsvOf,
  ocelOf,
  ocelSqlOf,
  parseScenario,
  type SimulationResult,
  simulatedLog,
  simulating,
  xesOf,
} from '@convoke/simulate'
import { cleanLine, jsonText } from '../../terminal/clean.js'
import { simulationLines } from '../../terminal/simulation-lines.js'
import { cut } from '../../terminal/table.js'
import type { Call } from '../call.js'
import { configuredCaseTypes } from '../cases.js'
import { type ExitCode, exitCodes } from '../exit-codes.js'
import { wholeNumber } from '../numbers.js'
import { writeReport } from '../simulation-report.js'
import { UsageError } from '../usage-error.js'
import { tell } from '../words.js'
import { writtenDatabase, writtenFile } from '../written-file.js'

export interface SimulateCommand {
  readonly report?: string
  readonly csv?: string
  readonly log?: string
  readonly exemplar?: string
  readonly seed?: string
  readonly replications?: string
}

/** Between two looks at whether somebody pressed Ctrl-C, ms. */
const patience = 100

/** `convoke simulate SCENARIO`. Ctrl-C ends it with what is done so far. */
export async function simulate(call: Call, options: SimulateCommand, name: string): Promise<number> {
  const file = call.path(name)
  if (!existsSync(file)) throw new UsageError('usage/no-file', { file })
  const configured = await configuredCaseTypes(call)
  const checked = withOptions(parseScenario(readFileSync(file, 'utf8'), configured), options, configured)
  if (!checked.ok) return wrong(call, file, checked.issues)
  const caseTypes = caseTypesFor(checked.scenario, configured)
  const form = options.log === undefined ? undefined : logForm(options.log)
  const result = await finished(call, checked, caseTypes)
  const one = options.exemplar === undefined ? undefined : exemplarOf(checked, { caseTypes })
  const exemplar =
    one === undefined ? {} : { exemplar: await writtenFile(call, options.exemplar as string, `${jsonText(one)}\n`) }
  const files = {
    ...(options.report === undefined
      ? {}
      : { report: await writeReport(call, result, { caseTypes, name: options.report }) }),
    ...(options.csv === undefined
      ? {}
      : { csv: await writtenFile(call, options.csv, figuresCsvOf(result, { caseTypes, locale: call.lang })) }),
    ...(options.log === undefined || form === undefined
      ? {}
      : {
          log: await (isDatabase(options.log) ? writtenDatabase : writtenFile)(
            call,
            options.log,
            form(simulatedLog(checked, { caseTypes }), { caseTypes, locale: call.lang }),
          ),
        }),
    ...exemplar,
  }
  call.print({ ...result, ...files }, () => [
    ...simulationLines(result, { lang: call.lang, paint: call.paint, caseTypes }),
    ...Object.values(files).map(file => tell(call.lang, 'simulate.written', { file: cleanLine(file) })),
  ])
  return exitCodes.done
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

async function finished(
  call: Call,
  checked: CheckedScenario,
  caseTypes: readonly AnyCaseType[],
): Promise<SimulationResult> {
  const stopped = call.host.stopped()
  const run = simulating(checked, { caseTypes })
  const begun = call.host.elapsed()
  let lookedAt = begun
  let step = run.next()
  while (step.done !== true) {
    const { done, of, share } = step.value
    const now = call.host.elapsed()
    if (now - lookedAt >= patience) {
      lookedAt = now
      // Lets the process hear of Ctrl-C.
      await setImmediate()
    }
    call.progress.tell(() =>
      tell(call.lang, 'progress.simulate', {
        ...{ done, of, bar: bar(share), percent: Math.floor(100 * share) },
        left: left(call, now - begun, share),
      }),
    )
    step = run.next(!stopped.aborted)
  }
  return step.value
}

/** How far it is, as a bar of twenty. */
function bar(share: number): string {
  const full = Math.round(20 * Math.min(1, share))
  return '█'.repeat(full) + '░'.repeat(20 - full)
}

/** How long it will take yet, as it went so far; nothing before there is something to go by. */
function left(call: Call, elapsed: number, share: number): string {
  if (share < 0.02) return ''
  return tell(call.lang, 'progress.left', { time: amountText((elapsed / share) * (1 - share), 'ms', call.lang) })
}

function wrong(call: Call, file: string, issues: (CheckedScenario & { readonly ok: false })['issues']): ExitCode {
  if (call.isJson) {
    call.print({ ok: false, issues }, () => [])
    return exitCodes.usage
  }
  const lines = issues.map(({ line, path, message }) => {
    const where = line === undefined ? '' : `${tell(call.lang, 'simulate.line', { line })}  `
    return cut(`  ${where}${cleanLine(path)}: ${cleanLine(message[call.lang])}`, 500)
  })
  call.host.stderr.write(`${[tell(call.lang, 'simulate.wrong', { file: cleanLine(file) }), ...lines].join('\n')}\n`)
  return exitCodes.usage
}
