import { createReadStream, existsSync } from 'node:fs'
import { basename } from 'node:path'
import { type BrokenRow, calibrate as calibrated, clockFor, validateCalibration } from '@convoke/simulate/calibrate'
import { type LogMap, parseLogMap } from '../../calibrate/log-map.js'
import { logTable } from '../../calibrate/log-rows.js'
import { readEventLog } from '../../calibrate/read-log.js'
import { scenarioYaml } from '../../calibrate/scenario-yaml.js'
import { calibrationLines, validationLines } from '../../terminal/calibration-lines.js'
import { cleanLine } from '../../terminal/clean.js'
import { cut } from '../../terminal/table.js'
import type { Call } from '../call.js'
import { readText } from '../data.js'
import { type ExitCode, exitCodes } from '../exit-codes.js'
import { wholeNumber } from '../numbers.js'
import { UsageError } from '../usage-error.js'
import { tell } from '../words.js'
import { writtenFile } from '../written-file.js'

export interface CalibrateCommand {
  readonly map?: string
  readonly discover?: boolean
  readonly out?: string
  readonly seed?: string
  readonly bootstrap?: string
  readonly validate?: boolean
}

/** Broken rows that are told on the screen; the document has all. */
const told = 20

/** `convoke calibrate LOG --map MAP.yaml | --discover` */
export async function calibrate(call: Call, options: CalibrateCommand, name: string): Promise<number> {
  const file = call.path(name)
  if (!existsSync(file)) throw new UsageError('usage/no-file', { file })
  if (options.map === undefined && options.discover !== true) throw new UsageError('usage/calibrate-how')
  const parsed = parseLogMap(options.map === undefined ? '' : await readText(call, options.map))
  if (!parsed.ok) return wrongMap(call, options.map ?? '', parsed.issues)
  const { map } = parsed
  const calendar = map.calendar ?? (map.zone === 'Asia/Shanghai' ? 'china' : undefined)
  const { ahead } = clockFor(calendar ?? 'week')
  const log = await readEventLog(await logTable(file, createReadStream(file, 'utf8'), map), map, ahead)
  const seed = options.seed === undefined ? 1 : wholeNumber('--seed', options.seed)
  const bootstrap = options.bootstrap === '0' ? 0 : wholeNumber('--bootstrap', options.bootstrap ?? '99', 10_000)
  const how = {
    ...{ name: nameFor(map, file), title: map.title ?? map.name ?? basename(file), calendar, seed, bootstrap },
    window: windowOf(map, ahead),
    onStep: (done: number, of: number) => call.progress.tell(() => tell(call.lang, 'progress.calibrate', { done, of })),
  }
  const made = calibrated(log, how)
  const validation = options.validate === true ? validateCalibration(log, how) : undefined
  const written =
    options.out === undefined ? undefined : await writtenFile(call, options.out, scenarioYaml(made, call.lang))
  call.print(
    {
      ...made,
      ...(validation === undefined ? {} : { validation }),
      broken: log.broken,
      ...(written === undefined ? {} : { out: written }),
    },
    () => [
      ...calibrationLines(made, call),
      ...(validation === undefined ? [] : validationLines(validation, call)),
      ...brokenLines(call, log.broken),
      ...(written === undefined ? [] : [tell(call.lang, 'simulate.written', { file: cleanLine(written) })]),
    ],
  )
  return exitCodes.done
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

function wrongMap(
  call: Call,
  file: string,
  issues: readonly { readonly line: number; readonly path: string; readonly message: string }[],
): ExitCode {
  if (call.isJson) {
    call.print({ ok: false, map: { issues } }, () => [])
    return exitCodes.usage
  }
  const lines = issues.map(({ line, path, message }) =>
    cut(`  ${tell(call.lang, 'simulate.line', { line })}  ${cleanLine(path)}: ${cleanLine(message)}`, 500),
  )
  call.host.stderr.write(`${[tell(call.lang, 'calibrate.map', { file: cleanLine(file) }), ...lines].join('\n')}\n`)
  return exitCodes.usage
}
