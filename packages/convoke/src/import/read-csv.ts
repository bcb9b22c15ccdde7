import { type CsvError, parse } from 'csv-parse'
import type { Row } from './cells.js'

/** A row of a table, or why it is none. Lines count from 1, the header among them. */
export type CsvRow = { readonly line: number; readonly row: Row } | { readonly line: number; readonly broken: string }

/** A table of text: its column names, and its rows as they are read. */
export interface CsvTable {
  readonly columns: readonly string[]
  readonly rows: AsyncIterable<CsvRow>
}

/** Longer than any cell of a table that people fill in; a quote that is never closed ends here. */
const longestRow = 1_048_576

/**
 * Reads comma-separated values (RFC 4180, UTF-8, a byte-order mark allowed) row by row, without holding the file.
 *
 * A row with too few or too many cells, or with a stray quote, comes as `broken`; the rows after it are read.
 *
 * @example
 * const { columns, rows } = await readCsv((async function* () { yield 'a,b\n1,2\n3\n' })())
 * columns // => ['a', 'b']
 * const read = []
 * for await (const row of rows) read.push(row)
 * read // => [{ line: 2, row: { a: '1', b: '2' } }, { line: 3, broken: 'CSV_RECORD_INCONSISTENT_COLUMNS' }]
 */
export async function readCsv(source: AsyncIterable<string | Uint8Array>): Promise<CsvTable> {
  let columns: readonly string[] = []
  const skipped: CsvRow[] = []
  const parser = parse({
    bom: true,
    info: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: longestRow,
    columns: (names: string[]) => {
      columns = names.map(name => name.trim())
      return names.map(name => name.trim())
    },
    on_skip: error => {
      if (error !== undefined) skipped.push({ line: lineOf(error), broken: error.code })
      return undefined
    },
  })
  void feed(source, parser)
  const records = parser[Symbol.asyncIterator]() as AsyncIterator<{ info: { lines: number }; record: Row }>
  // The names of the columns are known once the first row is.
  let next = await records.next()
  return {
    columns,
    rows: (async function* rows(): AsyncGenerator<CsvRow> {
      for (; next.done !== true; next = await records.next()) {
        const { info, record } = next.value
        // The parser is ahead of its reader, so that broken rows further down may be known already.
        while ((skipped[0]?.line ?? info.lines) < info.lines) yield skipped.shift() as CsvRow
        yield { line: info.lines, row: record }
      }
      yield* skipped
    })(),
  }
}

async function feed(source: AsyncIterable<string | Uint8Array>, parser: ReturnType<typeof parse>): Promise<void> {
  try {
    for await (const chunk of source) {
      if (!parser.write(chunk)) await new Promise(resolve => parser.once('drain', resolve))
      if (parser.destroyed) return
    }
    parser.end()
  } catch (error) {
    parser.destroy(error as Error)
  }
}

function lineOf(error: CsvError): number {
  const { lines } = error as unknown as { lines?: number }
  return lines ?? 0
}
