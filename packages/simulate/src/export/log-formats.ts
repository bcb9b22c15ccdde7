// A log of simulated cases in the forms that process mining reads.
import { type AnyCaseType, escapeCsv, escapeHtml, type Locale, sha256Hex } from '@convoke/core'
import { labelsOf } from '../study/labels.js'
import type { LoggedCase, LoggedEvent } from './simulated-log.js'

/** How events and parties are named in a log. */
export interface LogNames {
  readonly caseTypes: readonly AnyCaseType[]
  /** Labels instead of identifiers, in this language. */
  readonly locale?: Locale | undefined
}

const time = (at: number) => new Date(at).toISOString()
/** Two clocks of one case may run out at one instant, and somebody may do a thing twice at once: the id tells them apart. */
const eventId = (id: string, n: number) => `${id}/${n + 1}`

/**
 * The same as a UUID, for whoever takes nothing else: the same event has the same one in every language, and another where anything of it is another. `JSON.stringify` also
 * writes what is half a character.
 *
 * @source RFC 9562, 5.8 and appendix B.2: version 8, made of a SHA-256 of the name
 */
function uuidOf({ id, caseType, version }: LoggedCase, n: number, { type, kind, at, by, role }: LoggedEvent): string {
  const hex = sha256Hex(JSON.stringify([eventId(id, n), caseType, version, type, kind, at, by, role]))
  const variant = (8 + (Number.parseInt(hex.slice(16, 17), 16) & 3)).toString(16)
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `${variant}${hex.slice(17, 20)}`]
  return [...parts, hex.slice(20, 32)].join('-')
}

/** What XML 1.0 cannot hold, however it is written. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML forbids
const notXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu
const xml = (value: string) => escapeHtml(value.replace(notXml, '\ufffd'))

function nameOf({ type }: LoggedEvent, caseType: string, { caseTypes, locale }: LogNames): string {
  if (locale === undefined) return type
  const labels = labelsOf(caseTypes, caseType, locale)
  const own = (table: Readonly<Record<string, string>> | undefined, name: string | undefined) =>
    table !== undefined && name !== undefined && Object.hasOwn(table, name) ? table[name] : undefined
  const [head, deadline, rung] = type.split('.')
  const named = head === 'deadline' ? own(labels?.deadlines, deadline) : own(labels?.commands, type)
  return named === undefined ? type : rung === undefined ? named : `${named} (${rung})`
}

/**
 * A log as XES: a trace for each case, an event for each entry. Each event has a UUID of its own (`identity:id`). Pure.
 *
 * @source IEEE 1849-2016, with the extensions Concept, Time, Organizational, Lifecycle and Identity
 * @example
 * const events = [{ type: 'open', kind: 'command', at: 0, by: 'a<b', role: 'convener' }] as const
 * const log = xesOf([{ id: 'x', caseType: 'errand', version: '1.0.0', outcome: null, events }], { caseTypes: [] })
 * log.includes('<string key="org:resource" value="a&lt;b"/>') // => true
 */
export function xesOf(log: readonly LoggedCase[], names: LogNames): string {
  const text = (key: string, value: string) => `<string key="${key}" value="${xml(value)}"/>`
  const extension = (name: string, prefix: string) =>
    `<extension name="${name}" prefix="${prefix}" uri="http://www.xes-standard.org/${prefix}.xesext"/>`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">',
    extension('Concept', 'concept'),
    extension('Time', 'time'),
    extension('Organizational', 'org'),
    extension('Lifecycle', 'lifecycle'),
    extension('Identity', 'identity'),
    `<global scope="trace">${text('concept:name', '')}</global>`,
    `<global scope="event">${text('concept:name', '')}<date key="time:timestamp" value="1970-01-01T00:00:00.000Z"/></global>`,
    '<classifier name="Activity" keys="concept:name"/>',
    ...log.flatMap(one => {
      const { id, caseType, version, outcome, events } = one
      return [
        `<trace>${text('concept:name', id)}${text('caseType', caseType)}${text('version', version)}${outcome === null ? '' : text('outcome', outcome)}`,
        ...events.map(
          (event, n) =>
            `<event><id key="identity:id" value="${uuidOf(one, n, event)}"/>${text('concept:name', nameOf(event, caseType, names))}${text('org:resource', event.by)}${text('org:role', event.role)}<date key="time:timestamp" value="${time(event.at)}"/>${text('lifecycle:transition', 'complete')}</event>`,
        ),
        '</trace>',
      ]
    }),
    '</log>',
    '',
  ].join('\n')
}

/**
 * A log as CSV: a row for each event, with case, activity, time (UTC), party and role. Pure.
 *
 * @source RFC 4180; text that a spreadsheet would take for a formula is defused
 * @example
 * logCsvOf([], { caseTypes: [] }) // => 'case,caseType,activity,timestamp,resource,role,kind,eventId\n'
 */
export function logCsvOf(log: readonly LoggedCase[], names: LogNames): string {
  const rows = log.flatMap(({ id, caseType, events }) =>
    events.map((event, n) => [
      id,
      caseType,
      nameOf(event, caseType, names),
      time(event.at),
      event.by,
      event.role,
      event.kind,
      eventId(id, n),
    ]),
  )
  const head = ['case', 'caseType', 'activity', 'timestamp', 'resource', 'role', 'kind', 'eventId']
  return [head, ...rows].map(row => `${row.map(escapeCsv).join(',')}\n`).join('')
}

/** A log as OCEL 2.0 holds it. Plain JSON. */
export interface ObjectCentricLog {
  readonly objectTypes: readonly {
    readonly name: string
    readonly attributes: readonly { name: string; type: string }[]
  }[]
  readonly eventTypes: readonly {
    readonly name: string
    readonly attributes: readonly { name: string; type: string }[]
  }[]
  readonly objects: readonly {
    readonly id: string
    readonly type: string
    readonly attributes: readonly { readonly name: string; readonly time: string; readonly value: string }[]
    readonly relationships: readonly { readonly objectId: string; readonly qualifier: string }[]
  }[]
  readonly events: readonly {
    readonly id: string
    readonly type: string
    readonly time: string
    readonly attributes: readonly { readonly name: string; readonly value: string }[]
    readonly relationships: readonly { readonly objectId: string; readonly qualifier: string }[]
  }[]
}

/**
 * A log as OCEL 2.0, as JSON: cases and parties are objects, and each event is about a case and whoever acted. Pure.
 *
 * @source OCEL 2.0 specification (2023), JSON format
 * @example
 * const events = [{ type: 'open', kind: 'command', at: 0, by: 'rc:a', role: 'convener' }] as const
 * const log = ocelOf([{ id: 'x', caseType: 'errand', version: '1.0.0', outcome: null, events }], { caseTypes: [] })
 * log.objects.map(({ id, type }) => `${type} ${id}`) // => ['errand x', 'party rc:a']
 */
export function ocelOf(log: readonly LoggedCase[], names: LogNames): ObjectCentricLog {
  const parties = [...new Set(log.flatMap(({ events }) => events.map(({ by }) => by)))].sort()
  const types = [...new Set(log.map(({ caseType }) => caseType))].sort()
  const taken = new Set(log.map(({ id }) => id))
  const idOf = (party: string) => (taken.has(party) ? `party:${party}` : party)
  const inOrder = log
    .flatMap(one => one.events.map((event, n) => ({ one, event, n })))
    .sort((a, b) => a.event.at - b.event.at)
  const activities = [...new Set(inOrder.map(({ one, event }) => nameOf(event, one.caseType, names)))].sort()
  return {
    objectTypes: [
      ...types.map(name => ({
        name,
        attributes: [
          { name: 'version', type: 'string' },
          { name: 'outcome', type: 'string' },
        ],
      })),
      { name: 'party', attributes: [] },
    ],
    eventTypes: activities.map(name => ({
      name,
      attributes: [
        { name: 'role', type: 'string' },
        { name: 'kind', type: 'string' },
      ],
    })),
    objects: [
      ...log.map(({ id, caseType, version, outcome, events }) => ({
        id,
        type: caseType,
        attributes: [
          { name: 'version', time: time(events[0]?.at ?? 0), value: version },
          ...(outcome === null ? [] : [{ name: 'outcome', time: time(events.at(-1)?.at ?? 0), value: outcome }]),
        ],
        relationships: [],
      })),
      ...parties.map(party => ({ id: idOf(party), type: 'party', attributes: [], relationships: [] })),
    ],
    events: inOrder.map(({ one, event, n }) => ({
      id: `${one.id}/${n + 1}`,
      type: nameOf(event, one.caseType, names),
      time: time(event.at),
      attributes: [
        { name: 'role', value: event.role },
        { name: 'kind', value: event.kind },
      ],
      relationships: [
        { objectId: one.id, qualifier: 'case' },
        { objectId: idOf(event.by), qualifier: 'actor' },
      ],
    })),
  }
}
