import { existsSync, readFileSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import type { AnyCaseType } from '@convoke/core'
import {
  type CheckedScenario,
  checkScenario,
  parseScenario,
  type SimulationResult,
  simulating,
} from '@convoke/simulate'
import { cleanLine } from '../../terminal/clean.js'
import { simulationLines } from '../../terminal/simulation-lines.js'
import { cut } from '../../terminal/table.js'
import type { Call } from '../call.js'
import { configuredCaseTypes } from '../cases.js'
import { type ExitCode, exitCodes } from '../exit-codes.js'
import { wholeNumber } from '../numbers.js'
import { writeReport } from '../simulation-report.js'
import { UsageError } from '../usage-error.js'
import { tell } from '../words.js'

export interface SimulateCommand {
  readonly report?: string
  readonly seed?: string
  readonly replications?: string
}

/** Between two looks at whether somebody pressed Ctrl-C, ms. */
const patience = 100

/** `convoke simulate SCENARIO`. Ctrl-C ends it with what is done so far. */
export async function simulate(call: Call, options: SimulateCommand, name: string): Promise<number> {
  const file = call.path(name)
  if (!existsSync(file)) throw new UsageError('usage/no-file', { file })
  const caseTypes = await configuredCaseTypes(call)
  const checked = withOptions(parseScenario(readFileSync(file, 'utf8'), caseTypes), options, caseTypes)
  if (!checked.ok) return wrong(call, file, checked.issues)
  const result = await finished(call, checked, caseTypes)
  const page =
    options.report === undefined ? undefined : await writeReport(call, result, { caseTypes, name: options.report })
  call.print(page === undefined ? result : { ...result, report: page }, () => [
    ...simulationLines(result, { lang: call.lang, paint: call.paint, caseTypes }),
    ...(page === undefined ? [] : ['', tell(call.lang, 'verify.report', { file: cleanLine(page) })]),
  ])
  return exitCodes.done
}

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
  let lookedAt = call.host.elapsed()
  let step = run.next()
  while (step.done !== true) {
    const { done, of, share } = step.value
    const now = call.host.elapsed()
    if (now - lookedAt >= patience) {
      lookedAt = now
      // Lets the process hear of Ctrl-C.
      await setImmediate()
    }
    call.progress.tell(() => tell(call.lang, 'progress.simulate', { done, of, percent: Math.floor(100 * share) }))
    step = run.next(!stopped.aborted)
  }
  return step.value
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
