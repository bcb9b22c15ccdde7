import { createReadStream, existsSync } from 'node:fs'
import { basename } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { type AnyCaseType, nearest } from '@convoke/core'
import type { ScenarioIssue } from '@convoke/simulate'
import {
  type BrokenRow,
  calibrate as calibrated,
  calibrateOnto,
  checkCaseTypeMap,
  clockFor,
  type EventLog,
  mapColumns,
  type Validating,
  type Validation,
  validatingCalibration,
  validatingOnto,
  validationReportOf,
} from '@convoke/simulate/calibrate'
import { type LogMap, parseLogMap } from '../../calibrate/log-map.js'
import { logTable } from '../../calibrate/log-rows.js'
import { readEventLog } from '../../calibrate/read-log.js'
import { scenarioYaml } from '../../calibrate/scenario-yaml.js'
import { calibrationLines, validationLines } from '../../terminal/calibration-lines.js'
import { cleanLine } from '../../terminal/clean.js'
import { ontoLines } from '../../terminal/onto-lines.js'
import { cut } from '../../terminal/table.js'
import type { Call } from '../call.js'
import { configuredCaseTypes } from '../cases.js'
import { readText } from '../data.js'
import { type ExitCode, exitCodes } from '../exit-codes.js'
import { wholeNumber } from '../numbers.js'
import { writePage } from '../simulation-report.js'
import { UsageError } from '../usage-error.js'
import { tell } from '../words.js'
import { refuseUnwritable, writtenFile } from '../written-file.js'

export interface CalibrateCommand {
  readonly map?: string
  readonly discover?: boolean
  readonly out?: string
  readonly seed?: string
  readonly bootstrap?: string
  readonly validate?: boolean
  readonly report?: string
}

const china = 'Asia/Shanghai'

/** Broken rows that are told on the screen; the document has all. */
const told = 20

/** `convoke calibrate LOG --map MAP.yaml | --discover` */
export async function calibrate(call: Call, options: CalibrateCommand, name: string): Promise<number> {
  const file = call.path(name)
  if (!existsSync(file)) throw new UsageError('usage/no-file', { file })
  if (options.map === undefined && options.discover !== true) throw new UsageError('usage/calibrate-how')
  if (options.report !== undefined && options.validate !== true)
    throw new UsageError('usage/goes-with', { one: '--report', other: '--validate' })
  await refuseUnwritable(call, [options.out, options.report])
  const parsed = parseLogMap(options.map === undefined ? '' : await readText(call, options.map))
  if (!parsed.ok) return wrongMap(call, options.map ?? '', parsed.issues)
  // What an offset says counts where a case type has working days of a place.
  const map = {
    ...parsed.map,
    ...(parsed.map.type === undefined || parsed.map.calendar !== undefined ? {} : { zone: parsed.map.zone ?? china }),
  }
  if (map.type !== undefined && options.discover === true)
    throw new UsageError('usage/both', { one: '--discover', other: '"type"' })
  const caseType = map.type === undefined ? undefined : await typeNamed(call, map.type, parsed.lineAt)
  if (caseType !== undefined && 'issues' in caseType) return wrongMap(call, options.map ?? '', caseType.issues)
  const issues = caseType === undefined ? [] : checkCaseTypeMap(map, caseType)
  if (issues.length > 0)
    return wrongMap(
      call,
      options.map ?? '',
      issues.map(issue => ({ ...issue, line: parsed.lineAt(issue.path) })),
    )
  const calendar = map.calendar ?? (map.zone === china ? 'china' : undefined)
  const { ahead } = clockFor(calendar ?? 'week')
  const table = await logTable(file, createReadStream(file, 'utf8'), map)
  const log = await readEventLog(table, map, ahead, mapColumns(map))
  const [broken] = log.broken
  if (log.events.length === 0 && broken !== undefined)
    throw new UsageError('usage/log-unread', { row: String(broken.row), reason: cleanLine(broken.reason[call.lang]) })
  const seed = options.seed === undefined ? 1 : wholeNumber('--seed', options.seed)
  const bootstrap = options.bootstrap === '0' ? 0 : wholeNumber('--bootstrap', options.bootstrap ?? '99', 10_000)
  const how = {
    ...{ name: nameFor(map, file), title: map.title ?? map.name ?? basename(file), calendar, seed, bootstrap },
    hours: map.hours,
    window: windowOf(map, ahead),
    onStep: (done: number, of: number) => call.progress.tell(() => tell(call.lang, 'progress.calibrate', { done, of })),
  }
  if (caseType !== undefined) {
    const onto = { ...how, name: map.title ?? map.name ?? basename(file), caseType, map }
    const made = calibrateOnto(log, onto)
    const validation = options.validate === true ? await validated(call, validatingOnto(log, onto)) : undefined
    const lines = () => ontoLines(made, { ...call, caseType })
    return await tellCalibration(call, options, { made, log, lines, validation })
  }
  const made = calibrated(log, how)
  const validation = options.validate === true ? await validated(call, validatingCalibration(log, how)) : undefined
  return await tellCalibration(call, options, { made, log, lines: () => calibrationLines(made, call), validation })
}

/** Makes and compares logs, shows how far it is, and hears of Ctrl-C: what is done by then is told. */
async function validated(call: Call, validating: Validating): Promise<Validation> {
  const stopped = call.host.stopped()
  let step = validating.next()
  while (step.done !== true) {
    const { done, of } = step.value
    call.progress.tell(() => tell(call.lang, 'progress.validate', { done, of }))
    // Lets the process hear of Ctrl-C.
    await setImmediate()
    step = validating.next(!stopped.aborted)
  }
  return step.value
}

async function tellCalibration(
  call: Call,
  { out, report }: CalibrateCommand,
  {
    made,
    log,
    lines,
    validation,
  }: {
    readonly made: Parameters<typeof scenarioYaml>[0]
    readonly log: EventLog
    readonly lines: () => readonly string[]
    readonly validation: Validation | undefined
  },
): Promise<ExitCode> {
  const title = made.scenario.name ?? ''
  const files = {
    ...(out === undefined ? {} : { out: await writtenFile(call, out, scenarioYaml(made, call.lang)) }),
    ...(report === undefined || validation === undefined
      ? {}
      : {
          report: await writePage(call, report, using =>
            validationReportOf(validation, { title, locale: call.lang, ...using }),
          ),
        }),
  }
  call.print({ ...made, ...(validation && { validation }), broken: log.broken, ...files }, () => [
    ...lines(),
    ...(validation === undefined ? [] : validationLines(validation, call)),
    ...brokenLines(call, log.broken),
    ...Object.values(files).map(file => tell(call.lang, 'simulate.written', { file: cleanLine(file) })),
  ])
  return exitCodes.done
}

/** The newest version of a case type that is configured. */
async function typeNamed(
  call: Call,
  name: string,
  lineAt: (path: string) => number,
): Promise<AnyCaseType | { readonly issues: readonly ScenarioIssue[] }> {
  const caseTypes = await configuredCaseTypes(call)
  const found = caseTypes.filter(one => one.name === name).at(-1)
  if (found !== undefined) return found
  const known = [...new Set(caseTypes.map(one => one.name))]
  const [meant] = nearest(name, known)
  const shown = cleanLine(name)
  const message =
    meant === undefined
      ? {
          en: `no case type is called "${shown}"; known: ${known.join(', ')}`,
          'zh-CN': `没有名为 "${shown}" 的办件类型；已有：${known.join('、')}`,
        }
      : {
          en: `no case type is called "${shown}"; did you mean "${meant}"?`,
          'zh-CN': `没有名为 "${shown}" 的办件类型；是否指 "${meant}"？`,
        }
  return { issues: [{ path: 'type', line: lineAt('type'), message }] }
}

function nameFor({ name }: LogMap, file: string): string {
  if (name !== undefined) return name
  const words = basename(file)
    .toLowerCase()
    .replace(/\.[^.]*$/, '')
    .split(/[^a-z0-9]+/)
    .filter(word => word !== '')
    .join('-')
  return /^[a-z]/.test(words) ? words.slice(0, 60) : 'log'
}

function windowOf({ from, to }: LogMap, ahead: number) {
  const start = (date: string) => Date.parse(`${date}T00:00:00Z`) - ahead
  return {
    ...(from === undefined ? {} : { from: start(from) }),
    ...(to === undefined ? {} : { to: start(to) + 86_400_000 }),
  }
}

function brokenLines(call: Call, broken: readonly BrokenRow[]): readonly string[] {
  if (broken.length === 0) return []
  const lines = broken.slice(0, told).map(({ row, field, reason }) => {
    const where = `${tell(call.lang, 'calibrate.row', { row })}${field === '' ? '' : `  ${cleanLine(field)}`}`
    return cut(`  ${where}  ${cleanLine(reason[call.lang])}`, 500)
  })
  const more = broken.length > told ? [`  ${tell(call.lang, 'calibrate.more', { count: broken.length - told })}`] : []
  return [call.paint.yellow(tell(call.lang, 'calibrate.broken', { count: broken.length })), ...lines, ...more]
}

function wrongMap(call: Call, file: string, issues: readonly ScenarioIssue[]): ExitCode {
  if (call.isJson) {
    call.print({ ok: false, map: { issues } }, () => [])
    return exitCodes.usage
  }
  const lines = issues.map(({ line = 1, path, message }) => {
    const place = path === '' ? '' : `${cleanLine(path)}: `
    return cut(`  ${tell(call.lang, 'simulate.line', { line })}  ${place}${cleanLine(message[call.lang])}`, 500)
  })
  call.host.stderr.write(`${[tell(call.lang, 'calibrate.map', { file: cleanLine(file) }), ...lines].join('\n')}\n`)
  return exitCodes.usage
}
