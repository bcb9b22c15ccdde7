// The rows of a log, whatever it is written in.
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { UsageError } from '../cli/usage-error.js'
import { type CsvRow, readCsv } from '../import/read-csv.js'
import type { LogMap } from './log-map.js'

/** A log as a table. Rows count from 1, the header of a table among them. */
export interface LogTable {
  readonly columns: readonly string[]
  readonly rows: AsyncIterable<CsvRow>
}

/** Reads a log by how the name of its file ends: `.csv`, `.xes`, or `.json` and `.jsonocel` for OCEL 2.0. */
export async function logTable(
  file: string,
  source: AsyncIterable<string | Uint8Array>,
  map: Pick<LogMap, 'objectType'>,
): Promise<LogTable> {
  if (file.endsWith('.csv')) return readCsv(source)
  if (file.endsWith('.xes')) return xesTable(file, await textOf(source))
  if (/\.(?:json|jsonocel)$/.test(file)) return ocelTable(file, await textOf(source), map)
  throw new UsageError('usage/log-form', { file })
}

async function textOf(source: AsyncIterable<string | Uint8Array>): Promise<string> {
  let text = ''
  for await (const chunk of source) text += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8')
  return text
}

interface XesAttribute {
  readonly '@key'?: string
  readonly '@value'?: string
}
type XesNode = Readonly<Record<string, unknown>>

/** XES as a table: attributes of a trace as `case:…`, those of an event by their own names. */
function xesTable(file: string, text: string): LogTable {
  const valid = XMLValidator.validate(text)
  if (valid !== true)
    throw new UsageError('usage/log-broken', { file, why: `line ${valid.err.line}: ${valid.err.msg}` })
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    parseAttributeValue: false,
    parseTagValue: false,
    isArray: name =>
      ['trace', 'event', 'string', 'date', 'int', 'float', 'boolean', 'id', 'list', 'container'].includes(name),
  })
  const { log } = parser.parse(text) as { readonly log?: XesNode }
  if (log === undefined) throw new UsageError('usage/log-broken', { file, why: '<log>' })
  const cellsOf = (node: XesNode, prefix: string): Record<string, string> =>
    Object.fromEntries(
      ['string', 'date', 'int', 'float', 'boolean', 'id'].flatMap(kind =>
        ((node[kind] ?? []) as readonly XesAttribute[]).map(
          one => [`${prefix}${one['@key'] ?? ''}`, one['@value'] ?? ''] as const,
        ),
      ),
    )
  let line = 0
  const rows: CsvRow[] = []
  const columns = new Set<string>()
  for (const [i, trace] of ((log.trace ?? []) as readonly XesNode[]).entries()) {
    const own = cellsOf(trace, 'case:')
    for (const event of (trace.event ?? []) as readonly XesNode[]) {
      const row = { 'case:concept:name': `trace ${i + 1}`, ...own, ...cellsOf(event, '') }
      for (const name of Object.keys(row)) columns.add(name)
      rows.push({ line: ++line, row })
    }
  }
  return { columns: [...columns], rows: each(rows) }
}

interface Ocel {
  readonly objects?: readonly { readonly id?: string; readonly type?: string }[]
  readonly events?: readonly {
    readonly id?: string
    readonly type?: string
    readonly time?: string
    readonly relationships?: readonly { readonly objectId?: string; readonly qualifier?: string }[]
  }[]
}

/** OCEL 2.0 as a table: a row for each event and each object of the type whose cases are meant. */
function ocelTable(file: string, text: string, { objectType }: Pick<LogMap, 'objectType'>): LogTable {
  let ocel: Ocel
  try {
    ocel = JSON.parse(text) as Ocel
  } catch (error) {
    throw new UsageError('usage/log-broken', { file, why: (error as Error).message })
  }
  if ('ocel:events' in ocel) throw new UsageError('usage/log-broken', { file, why: 'ocel:events (OCEL 1.0)' })
  const objects: NonNullable<Ocel['objects']> = ocel.objects ?? []
  const events: NonNullable<Ocel['events']> = ocel.events ?? []
  if (![objects, events].every(one => Array.isArray(one)))
    throw new UsageError('usage/log-broken', { file, why: 'objects, events' })
  const typeOf = new Map(objects.map(({ id = '', type = '' }) => [id, type]))
  const counts = new Map<string, number>()
  for (const { relationships = [] } of events)
    for (const { objectId = '', qualifier = '' } of relationships) {
      const type = typeOf.get(objectId) ?? ''
      if (qualifier !== 'actor') counts.set(type, (counts.get(type) ?? 0) + 1)
    }
  const [common] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  const meant = objectType ?? common?.[0] ?? ''
  if (objectType !== undefined && ![...typeOf.values()].includes(objectType))
    throw new UsageError('usage/log-object-type', { type: objectType, known: [...new Set(typeOf.values())].join(', ') })
  const rows = events.flatMap(({ id = '', type = '', time = '', relationships = [] }, i): CsvRow[] => {
    const by = relationships.find(({ qualifier }) => qualifier === 'actor')?.objectId ?? ''
    const own = relationships.map(({ objectId = '' }) => objectId).filter(id => typeOf.get(id) === meant)
    return [...new Set(own)].map(caseId => ({
      line: i + 1,
      row: {
        ...{ 'case:concept:name': caseId, 'concept:name': type, 'time:timestamp': time, 'org:resource': by },
        'identity:id': id,
      },
    }))
  })
  const columns = ['case:concept:name', 'concept:name', 'time:timestamp', 'org:resource', 'identity:id']
  return { columns, rows: each(rows) }
}

async function* each(rows: readonly CsvRow[]): AsyncGenerator<CsvRow> {
  yield* rows
}
