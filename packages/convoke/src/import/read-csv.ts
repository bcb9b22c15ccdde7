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
 * Reads comma-separated values (RFC 4180, UTF-8, a byte-order mark allowed) row by row, without holding the file. Semicolons or tabs separate where the first line
 * has more of them than of commas, as spreadsheets write it where a comma stands in numbers.
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
  const begun = source[Symbol.asyncIterator]()
  const head = await firstLine(begun)
  let columns: readonly string[] = []
  const skipped: CsvRow[] = []
  const parser = parse({
    bom: true,
    delimiter: delimiterIn(head),
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
  void feed(head, begun, parser)
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

type Chunk = string | Uint8Array

/** What is read until a line is whole, or there is no more of it. */
async function firstLine(source: AsyncIterator<Chunk>): Promise<readonly Chunk[]> {
  const head: Chunk[] = []
  for (let size = 0; size < longestRow; ) {
    const { done, value } = await source.next()
    if (done === true) break
    head.push(value)
    size += value.length
    if (typeof value === 'string' ? value.includes('\n') : value.includes(0x0a)) break
  }
  return head
}

/** What stands between cells most often in the first line, outside quotation marks. */
function delimiterIn(head: readonly Chunk[]): string {
  const text = head.map(one => (typeof one === 'string' ? one : Buffer.from(one).toString('utf8'))).join('')
  const [line = ''] = text.replace(/"[^"]*"/g, '').split('\n', 1)
  const times = (mark: string) => line.split(mark).length
  return [';', '\t'].reduce((most, mark) => (times(mark) > times(most) ? mark : most), ',')
}

async function feed(
  head: readonly Chunk[],
  rest: AsyncIterator<Chunk>,
  parser: ReturnType<typeof parse>,
): Promise<void> {
  async function* whole(): AsyncGenerator<Chunk> {
    yield* head
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
  }
  try {
    for await (const chunk of whole()) {
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
