import { createHash } from 'node:crypto'
import type { AnyOpenResult, CaseEngine, Refusal } from '@convoke/core'
import { textOf } from './cells.js'
import { ImportFault, type ImportFaultCode } from './import-fault.js'
import type { ImportMap } from './import-map.js'
import { planRow, type RowPlan, skipReason } from './plan-row.js'
import type { CsvRow } from './read-csv.js'

/** What became of a row. Lines count from 1; a row that spans lines counts by its last. */
export type RowOutcome = { readonly line: number } & (
  | {
      /** `repeated`: everything the row says was in the store before. */
      readonly status: 'imported' | 'repeated'
      readonly key: string
      readonly caseId: string
      readonly reference: string
      /** How many commands were sent after the opening. */
      readonly steps: number
    }
  | { readonly status: 'skipped'; readonly key: string; readonly reason: string }
  | {
      readonly status: 'unmapped'
      readonly key?: string
      readonly fault: { readonly code: ImportFaultCode; readonly details: Readonly<Record<string, string>> }
    }
  | {
      /** The engine said no to an act; what came before it stands. `step` counts from 1, 0 is the opening. */
      readonly status: 'refused'
      readonly key: string
      readonly caseId: string
      readonly step: number
      readonly command: string
      readonly refusal: Refusal
    }
)

/** How many rows ended how. They add up to the rows of the table. */
export interface ImportTotals {
  readonly rows: number
  readonly imported: number
  readonly repeated: number
  readonly skipped: number
  readonly unmapped: number
  readonly refused: number
}

/** What an import needs. */
export interface ImportOptions {
  readonly map: ImportMap
  readonly rows: AsyncIterable<CsvRow>
  readonly engine: Pick<CaseEngine, 'open' | 'submit'>
  /** Told of each row in the order of the table. */
  readonly onRow?: ((outcome: RowOutcome) => void) | undefined
  /** Stops after the rows under way; what was imported stands, and the same import continues it. */
  readonly signal?: AbortSignal | undefined
  /** Rows under way at once. 1 to 1,000, default 64: they commit together. */
  readonly concurrency?: number | undefined
}

/**
 * Imports rows as cases 导入: each is opened and moved by commands at the moments it records, through the engine, so that
 * permissions, deadlines and the journal are those of any other case. `recordedAt` tells when that really happened.
 *
 * May be repeated: ids follow from `source` and key, so that a row already imported changes nothing, and a row that has
 * gone on since is continued. No row is dropped in silence: the outcomes add up to the rows.
 *
 * @throws ConvokeError where the engine or the store fails
 * @example
 * import { errand, everyDayCalendar } from '@convoke/core/testing'
 * import { createEngine } from 'convoke'
 * const parsed = parseImportMap(`
 * caseType: errand
 * source: register
 * key: "{no}"
 * open: { by: rc:chunshen, at: "{opened}", data: { topic: "{topic}", convener: rc:chunshen, invitees: [dept:police], phone: "1", budget: 5 } }
 * steps: [{ command: submit, by: rc:chunshen, at: "{opened}" }]
 * `)
 * if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues))
 * const { rows } = await readCsv((async function* () { yield 'no,topic,opened\n1,Parking,2026-01-05\n2,,2026-01-05\n' })())
 * const engine = createEngine({ caseTypes: [errand], calendar: everyDayCalendar() })
 * await importRows({ map: parsed.map, rows, engine })
 * // => { rows: 2, imported: 1, repeated: 0, skipped: 0, unmapped: 1, refused: 0 }
 */
export async function importRows(options: ImportOptions): Promise<ImportTotals> {
  const { map, rows, engine, onRow, signal, concurrency = 64 } = options
  const totals = { rows: 0, imported: 0, repeated: 0, skipped: 0, unmapped: 0, refused: 0 }
  const seen = new Map<string, number>()
  const underWay: Promise<RowOutcome>[] = []
  const report = async () => {
    const outcome = await (underWay.shift() as Promise<RowOutcome>)
    totals.rows += 1
    totals[outcome.status] += 1
    onRow?.(outcome)
  }
  try {
    for await (const row of rows) {
      if (signal?.aborted === true) break
      const planned = plan(map, row, seen)
      underWay.push('status' in planned ? Promise.resolve(planned) : carryOut(engine, map, planned, row.line))
      if (underWay.length >= concurrency) await report()
    }
    while (underWay.length > 0) await report()
    return totals
  } finally {
    await Promise.allSettled(underWay)
  }
}

function plan(map: ImportMap, csv: CsvRow, seen: Map<string, number>): RowPlan | RowOutcome {
  const { line } = csv
  let key: string | undefined
  try {
    if ('broken' in csv) throw new ImportFault('import/broken-row', { why: csv.broken })
    key = textOf(map.key, csv.row)
    const reason = skipReason(map, csv.row)
    if (reason !== undefined) return { line, status: 'skipped', key, reason }
    const first = seen.get(key)
    if (first !== undefined) throw new ImportFault('import/duplicate-key', { key, line: String(first) })
    seen.set(key, line)
    return planRow(map, csv.row)
  } catch (error) {
    if (!(error instanceof ImportFault)) throw error
    const { code, details } = error
    return { line, status: 'unmapped', fault: { code, details }, ...(key === undefined ? {} : { key }) }
  }
}

async function carryOut(
  engine: ImportOptions['engine'],
  map: ImportMap,
  plan: RowPlan,
  line: number,
): Promise<RowOutcome> {
  const { key, open, steps } = plan
  const id = importedCaseId(map.source, key)
  const refused = (step: number, command: string, refusal: Refusal): RowOutcome => ({
    ...{ line, status: 'refused', key, caseId: id, step, command, refusal },
  })
  const opened = (await engine.open(map.caseType, open.data, {
    ...{ by: open.by, at: open.at, id, commandId: `import:${key}` },
    parameters: open.parameters as never,
  })) as AnyOpenResult
  if (!opened.ok) return refused(0, 'open', opened.refusal)
  let isNew = !opened.replayed
  for (const { command, by, at, data, index } of steps) {
    const result = await engine.submit(id, { ...data, type: command }, { by, at, commandId: `import:${key}:${index}` })
    if (!result.ok) return refused(index + 1, command, result.refusal)
    if (!result.replayed) isNew = true
  }
  const { reference } = opened.case
  return { line, status: isNew ? 'imported' : 'repeated', key, caseId: id, reference, steps: steps.length }
}

/**
 * The id of the case that a row becomes: a UUIDv8 over SHA-256 of where it comes from and its key. Stable for ever:
 * changing it would import rows twice.
 *
 * @example
 * importedCaseId('311', '45278137') // => '1c0f3c9a-49fc-8038-9cd2-b46f5dc005dc'
 */
export function importedCaseId(source: string, key: string): string {
  const hex = createHash('sha256')
    .update(`convoke:import:${JSON.stringify([source, key])}`)
    .digest('hex')
  const variant = ((Number.parseInt(hex[16] as string, 16) & 0x3) | 0x8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
