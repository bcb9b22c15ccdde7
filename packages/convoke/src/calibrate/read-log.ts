import { nearest } from '@convoke/core'
import type { BrokenRow, EventLog, LogEvent } from '@convoke/simulate/calibrate'
import { UsageError } from '../cli/usage-error.js'
import type { LogMap } from './log-map.js'
import type { LogTable } from './log-rows.js'
import { offsetOf, wallClockOf } from './wall-clock.js'

/** What columns are called in logs of others: XES, and what `convoke simulate --log` writes. */
const usual = {
  case: ['case:concept:name', 'case', 'case_id', 'caseid', 'Case ID', '办件编号', '工单编号', '编号'],
  activity: ['concept:name', 'activity', 'Activity', 'event', '环节', '环节名称'],
  at: [
    ...['time:timestamp', 'at', 'timestamp', 'Complete Timestamp', 'time', '时间', '办理时间'],
    ...['end_time', 'end_timestamp', 'end', '结束时间', '完成时间'],
  ],
  start: ['start_time', 'start_timestamp', 'Start Timestamp', '开始时间'],
  by: ['org:resource', 'by', 'resource', 'Resource', '办理人', '经办人'],
  lifecycle: ['lifecycle:transition'],
  id: ['identity:id', 'eventId', 'event_id', 'EventID', '事件编号'],
} as const

type Needed = keyof typeof usual

/** The columns that are read; those that must be there are, or it is told which are. */
function columnsOf(
  { columns: named }: LogMap,
  table: LogTable,
): Partial<Record<keyof LogMap['columns'], string | undefined>> {
  const { columns } = table
  for (const column of Object.values(named))
    if (column !== undefined && !columns.includes(column)) throw missing(column, table)
  const found = (name: Needed) => named[name] ?? (usual[name] as readonly string[]).find(one => columns.includes(one))
  for (const name of ['case', 'activity', 'at'] as const) if (found(name) === undefined) throw missing(name, table)
  return { ...named, ...Object.fromEntries((Object.keys(usual) as Needed[]).map(name => [name, found(name)])) }
}

function missing(column: string, { columns }: LogTable): UsageError {
  if (columns.length === 0) return new UsageError('usage/log-empty')
  // What decoding puts where bytes are no UTF-8.
  if (columns.some(name => name.includes('\ufffd'))) return new UsageError('usage/log-encoding')
  const said = { column, known: columns.slice(0, 40).join(', ') }
  const meant = nearest(column, columns).slice(0, 3).join(', ')
  return meant === ''
    ? new UsageError('usage/log-no-column', said)
    : new UsageError('usage/log-column', { ...said, nearest: meant })
}

/**
 * The events of a log, and every row that is none with the reason 读取日志. `ahead`: how far the wall clock of the calendar is ahead of
 * UTC, ms: what the clock of the log showed is what the calendar's shows. Cells of the columns that are asked for are kept.
 */
export async function readEventLog(
  table: LogTable,
  map: LogMap,
  ahead: number,
  asked: readonly string[] = [],
): Promise<EventLog> {
  const columns = columnsOf(map, table)
  for (const column of asked) if (!table.columns.includes(column)) throw missing(column, table)
  const events: LogEvent[] = []
  const broken: BrokenRow[] = []
  const ended = columns.ended === undefined ? undefined : new Set<string>()
  const begun = columns.begun === undefined ? undefined : new Map<string, number>()
  const strange = map.zone === undefined && map.moments === undefined ? otherOffsets() : () => undefined
  const seen = new Map<string, number>()
  for await (const one of table.rows) {
    const row = one.line
    const wrong = (field: string | undefined, en: string, zh: string) =>
      broken.push({ row, field: field ?? '', reason: { en, 'zh-CN': zh } })
    if ('broken' in one) {
      wrong(
        '',
        `too few or too many cells, or a stray quotation mark (${one.broken})`,
        `单元格过多或过少，或引号不配对（${one.broken}）`,
      )
      continue
    }
    const cell = (column: string | undefined) => (column === undefined ? '' : (one.row[column] ?? '').trim())
    const [caseId, activity, moment] = [cell(columns.case), cell(columns.activity), cell(columns.at)]
    const wall = wallClockOf(moment, map)
    const began = cell(columns.start)
    const startWall = began === '' ? undefined : wallClockOf(began, map)
    const kind = cell(columns.lifecycle).toLowerCase()
    const isStart = map.lifecycle.start.includes(kind)
    if (caseId === '') wrong(columns.case, 'the case is not named', '未写办件编号')
    else if (activity === '') wrong(columns.activity, 'the activity is not named', '未写环节名称')
    else if (began !== '' && startWall === undefined)
      wrong(columns.start, `"${began.slice(0, 60)}" is no moment`, `"${began.slice(0, 60)}" 不是时刻`)
    // What has begun and is not done has a beginning only.
    else if (moment === '' && startWall !== undefined)
      events.push({ caseId, activity, at: startWall - ahead, by: cell(columns.by), isStart: true, row })
    else if (wall === undefined)
      wrong(columns.at, `"${moment.slice(0, 60)}" is no moment`, `"${moment.slice(0, 60)}" 不是时刻`)
    else if (!isStart && !map.lifecycle.complete.includes(kind))
      wrong(
        columns.lifecycle,
        `"${kind.slice(0, 60)}" is neither a beginning nor an end`,
        `"${kind.slice(0, 60)}" 既不是开始也不是完成`,
      )
    else if (startWall !== undefined && startWall > wall)
      wrong(columns.start, 'it is done before it begins', '完成早于开始')
    else {
      const offset = strange(moment, row)
      if (offset !== undefined)
        throw new UsageError('usage/log-offsets', {
          row: String(row),
          other: String(offset),
          moment: moment.slice(0, 60),
        })
      const same = JSON.stringify([caseId, activity, wall, startWall, kind, cell(columns.by), cell(columns.id)])
      const twin = seen.get(same)
      if (twin !== undefined) {
        wrong('', `is the same as row ${twin}`, `与第 ${twin} 行相同`)
        continue
      }
      seen.set(same, row)
      const cells = asked.length === 0 ? undefined : Object.fromEntries(asked.map(column => [column, cell(column)]))
      const event = { caseId, activity, by: cell(columns.by), row, cells }
      if (startWall !== undefined && !isStart) events.push({ ...event, at: startWall - ahead, isStart: true })
      events.push({ ...event, at: wall - ahead, isStart })
      if (cell(columns.ended) !== '') ended?.add(caseId)
      const since = cell(columns.begun)
      const sinceWall = since === '' ? undefined : wallClockOf(since, map)
      if (since !== '' && sinceWall === undefined)
        wrong(
          columns.begun,
          `"${since.slice(0, 60)}" is no moment; the event counts`,
          `"${since.slice(0, 60)}" 不是时刻；事件照计`,
        )
      if (sinceWall !== undefined) begun?.set(caseId, sinceWall - ahead)
    }
  }
  return { events, broken, ...(ended === undefined ? {} : { ended }), ...(begun === undefined ? {} : { begun }) }
}

/** Summer and winter are one hour apart in one place; more than that are two places. */
const mostBetweenSeasons = 60

/** Tells of a moment whose offset is that of another place than the first one's was, or that has none, the row of the first. */
function otherOffsets(): (moment: string, row: number) => number | undefined {
  let first: { readonly offset: number | undefined; readonly row: number } | undefined
  return (moment, row) => {
    const offset = offsetOf(moment)
    first ??= { offset, row }
    if (offset === first.offset) return undefined
    if (offset === undefined || first.offset === undefined) return first.row
    return Math.abs(offset - first.offset) > mostBetweenSeasons ? first.row : undefined
  }
}
