import { once } from 'node:events'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { finished } from 'node:stream/promises'
import { escapeCsv, memoryStore } from '@convoke/core'
import { checkMap } from '../../import/check-map.js'
import { type ImportTotals, importRows, type RowOutcome } from '../../import/import-rows.js'
import { type MapIssue, parseImportMap } from '../../import/parse-map.js'
import { type CsvTable, readCsv } from '../../import/read-csv.js'
import { type ImportWord, tellImport } from '../../import/words.js'
import { cleanLine } from '../../terminal/clean.js'
import { type Look, labelsOf, listed } from '../../terminal/look.js'
import { cut } from '../../terminal/table.js'
import { refusalWords } from '../../terminal/verdict-lines.js'
import type { Call } from '../call.js'
import { withCases } from '../cases.js'
import { readText } from '../data.js'
import { type ExitCode, exitCodes } from '../exit-codes.js'
import { UsageError } from '../usage-error.js'

export interface ImportCommandOptions {
  readonly map: string
  readonly dryRun?: boolean
  readonly report?: string
}

/** Rows that did not become cases and are told on the screen; the report has all. */
const told = 50

/** `convoke import TABLE.csv --map MAP.yaml` */
export async function importTable(call: Call, options: ImportCommandOptions, table: string): Promise<number> {
  const { dryRun = false, report } = options
  const file = call.path(table)
  if (!existsSync(file)) throw new UsageError('usage/no-file', { file })
  if (report !== undefined && existsSync(call.path(report)))
    throw new UsageError('usage/file-exists', { file: call.path(report) })
  const parsed = parseImportMap(await readText(call, options.map))
  if (!parsed.ok) return wrongMap(call, options.map, parsed.issues)
  const csv = await readCsv(createReadStream(file, 'utf8'))
  const cases = { create: true, ...(dryRun ? { store: memoryStore() } : {}) }
  return withCases(call, cases, async ({ engine, look }) => {
    const issues = checkMap(parsed, engine.caseTypes, csv.columns)
    if (issues.length > 0) return wrongMap(call, options.map, issues)
    const list = report === undefined ? undefined : reportTo(call.path(report), look, parsed.map.caseType)
    const left: RowOutcome[] = []
    const totals = await importRows({
      ...{ map: parsed.map, rows: csv.rows as CsvTable['rows'], engine },
      onRow(outcome) {
        if (outcome.status === 'imported' || outcome.status === 'repeated') return
        list?.add(outcome)
        if (left.length < told || call.isJson) left.push(outcome)
      },
    })
    await list?.close()
    call.print({ ...totals, dryRun, rows: totals.rows, left }, () => [
      ...left.slice(0, told).map(outcome => lineOf(look, parsed.map.caseType, outcome)),
      ...moreLines(call, totals, report),
      tellImport(call.lang, 'totals', { ...totals }),
      ...(dryRun ? [tellImport(call.lang, 'dry-run')] : []),
    ])
    return totals.unmapped + totals.refused > 0 ? exitCodes.refused : exitCodes.done
  })
}

function moreLines(call: Call, { skipped, unmapped, refused }: ImportTotals, report: string | undefined): string[] {
  const count = skipped + unmapped + refused
  if (report !== undefined) return [tellImport(call.lang, 'report', { count, file: call.path(report) })]
  return count > told ? [tellImport(call.lang, 'more', { count: count - told })] : []
}

function wrongMap(call: Call, file: string, issues: readonly MapIssue[]): ExitCode {
  const { lang } = call
  const named = (names: readonly string[] = []) =>
    names.length === 0 ? '' : tellImport(lang, 'map.nearest', { names: listed({ lang }, names.map(cleanLine)) })
  const lines = issues.map(({ line, path, code, message, nearest }) =>
    cut(
      `  ${tellImport(lang, 'line', { line })}  ${cleanLine(path)}  ${tellImport(lang, code, { message: cleanLine(message) })}${named(nearest)}`,
      500,
    ),
  )
  if (call.isJson) call.print({ ok: false, map: { issues } }, () => [])
  else call.host.stderr.write(`${[tellImport(lang, 'map.wrong', { file: cleanLine(file) }), ...lines].join('\n')}\n`)
  return exitCodes.usage
}

function lineOf(look: Look, caseType: string, outcome: RowOutcome): string {
  const { lang, paint } = look
  const where = [tellImport(lang, 'line', { line: outcome.line }), ...(outcome.key === undefined ? [] : [outcome.key])]
  return cut(
    `${where.map(cleanLine).join('  ')}  ${cleanLine(reasonOf(look, caseType, outcome))}  ${paint.dim(codeOf(outcome))}`,
    500,
  )
}

function codeOf(outcome: RowOutcome): string {
  if (outcome.status === 'unmapped') return outcome.fault.code
  return outcome.status === 'refused' ? outcome.refusal.code : outcome.status
}

/** Why a row did not become a case, or not wholly. */
function reasonOf(look: Look, caseType: string, outcome: RowOutcome): string {
  const { lang } = look
  if (outcome.status === 'skipped') return tellImport(lang, 'skipped', { reason: outcome.reason })
  if (outcome.status === 'unmapped') {
    const { code, details } = outcome.fault
    return tellImport(lang, code as ImportWord, { ...details, place: `{${details.column ?? ''}?}` })
  }
  if (outcome.status !== 'refused') return ''
  const { step, command, refusal } = outcome
  const at = step === 0 ? tellImport(lang, 'step.open') : tellImport(lang, 'step.command', { step, command })
  const { text, advice } = refusalWords(look, refusal, labelsOf(look, caseType))
  return [`${at}: ${text}`, advice].filter(part => part !== '').join(' ')
}

/** Writes the rows that did not become cases as a table, as they come. */
function reportTo(file: string, look: Look, caseType: string) {
  const stream = createWriteStream(file, { flags: 'wx' })
  const failed = once(stream, 'error').then(([error]) => Promise.reject(error as Error))
  failed.catch(() => {})
  const write = (cells: readonly string[]) => void stream.write(`${cells.map(escapeCsv).join(',')}\r\n`)
  write(['line', 'key', 'status', 'code', 'reason'])
  return {
    add(outcome: RowOutcome) {
      const { line, key = '', status } = outcome
      write([String(line), key, status, codeOf(outcome), reasonOf(look, caseType, outcome)])
    },
    close() {
      stream.end()
      return Promise.race([finished(stream), failed])
    },
  }
}
