import { TZDate } from '@date-fns/tz'
import { describeRefusal } from 'convoke'
import type { RowOutcome } from 'convoke/import'
import type { SummaryRow } from './summary.js'

/** Reads the log's wall clocks, apart from what the import does, so that the two can be compared. */
export function momentIn(zone: string): (text: string) => number {
  return text => {
    const [date = '', time = ''] = text.split('T')
    const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
    const [hour = 0, minute = 0, second = 0] = time.split(':').map(Number)
    const whole = Math.trunc(second)
    const ms = Math.round((second - whole) * 1_000)
    return new TZDate(year, month - 1, day, hour, minute, whole, ms, zone).getTime()
  }
}

/** Why a row did not become a case, or not wholly. */
export function reasonOf(outcome: RowOutcome): string {
  if (outcome.status === 'unmapped') return `${outcome.fault.code} ${JSON.stringify(outcome.fault.details)}`
  if (outcome.status === 'refused') return `${outcome.command}: ${describeRefusal(outcome.refusal, 'en').text}`
  return outcome.status === 'skipped' ? outcome.reason : outcome.status
}

/** The summary as a table for people; hours with one decimal. */
export function table(rows: readonly SummaryRow[]): string[] {
  const hours = (ms: number | null) => (ms === null ? '-' : (ms / 3_600_000).toFixed(1))
  const cells = [
    ['agency', 'complaint type', 'open', 'closed', 'p50 h', 'p90 h'],
    ...rows.map(({ agency, type, open, closed, p50, p90 }) => [
      ...[agency, type, String(open), String(closed), hours(p50), hours(p90)],
    ]),
  ]
  const widths = (cells[0] as string[]).map((_, at) => Math.max(...cells.map(row => (row[at] as string).length)))
  const isText = (at: number) => at < 2
  return cells.map(row =>
    row
      .map((cell, at) => (isText(at) ? cell.padEnd(widths[at] as number) : cell.padStart(widths[at] as number)))
      .join('  ')
      .trimEnd(),
  )
}
