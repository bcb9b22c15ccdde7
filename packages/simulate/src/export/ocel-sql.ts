import type { ObjectCentricLog } from './log-formats.js'

/** The moment from which an object has the values it had before anything was noted of it. */
const always = '1970-01-01T00:00:00.000Z'

/** A text as SQL; SQLite would end it at a NUL. */
const text = (value: string) => `'${value.replaceAll('\u0000', '\ufffd').replaceAll("'", "''")}'`
const column = (name: string) => `"${name.replaceAll('\u0000', '\ufffd').replaceAll('"', '""')}"`
const row = (table: string, values: readonly (string | null)[]) =>
  `INSERT INTO ${column(table)} VALUES (${values.map(value => (value === null ? 'NULL' : text(value))).join(', ')});`

/** Names of tables for types: letters and digits of the type, each once however SQLite compares them. */
function tableNames(types: readonly { readonly name: string }[]): ReadonlyMap<string, string> {
  const taken = new Set<string>()
  return new Map(
    types.map(({ name }) => {
      const plain = name.replace(/[^A-Za-z0-9]+/g, '') || 'type'
      let own = plain
      for (let n = 2; taken.has(own.toLowerCase()); n++) own = `${plain}${n}`
      taken.add(own.toLowerCase())
      return [name, own] as const
    }),
  )
}

/**
 * A log as OCEL 2.0 holds it, as the SQL script that makes its SQLite file: run it on an empty database. Pure.
 *
 * @source OCEL 2.0 specification (2023), relational format (SQLite)
 * @example
 * const events = [{ type: 'open', kind: 'command', at: 0, by: "rc:o'brien", role: 'convener' }] as const
 * const log = ocelOf([{ id: 'x', caseType: 'errand', version: '1.0.0', outcome: null, events }], { caseTypes: [] })
 * ocelSqlOf(log).includes(`INSERT INTO "object" VALUES ('rc:o''brien', 'party');`) // => true
 */
export function ocelSqlOf({ objectTypes, eventTypes, objects, events }: ObjectCentricLog): string {
  const [objectTables, eventTables] = [tableNames(objectTypes), tableNames(eventTypes)]
  const attributesOf = (types: ObjectCentricLog['objectTypes'], name: string) =>
    types.find(type => type.name === name)?.attributes.map(attribute => attribute.name) ?? []
  const own = (attributes: readonly { readonly name: string }[]) =>
    attributes.map(({ name }) => `, ${column(name)} TEXT`).join('')
  return [
    'BEGIN;',
    'CREATE TABLE "event" ("ocel_id" TEXT PRIMARY KEY, "ocel_type" TEXT);',
    'CREATE TABLE "event_map_type" ("ocel_type" TEXT PRIMARY KEY, "ocel_type_map" TEXT);',
    'CREATE TABLE "object" ("ocel_id" TEXT PRIMARY KEY, "ocel_type" TEXT);',
    'CREATE TABLE "object_map_type" ("ocel_type" TEXT PRIMARY KEY, "ocel_type_map" TEXT);',
    'CREATE TABLE "event_object" ("ocel_event_id" TEXT, "ocel_object_id" TEXT, "ocel_qualifier" TEXT, PRIMARY KEY ("ocel_event_id", "ocel_object_id", "ocel_qualifier"));',
    'CREATE TABLE "object_object" ("ocel_source_id" TEXT, "ocel_target_id" TEXT, "ocel_qualifier" TEXT, PRIMARY KEY ("ocel_source_id", "ocel_target_id", "ocel_qualifier"));',
    ...eventTypes.flatMap(({ name, attributes }) => [
      row('event_map_type', [name, eventTables.get(name) as string]),
      `CREATE TABLE ${column(`event_${eventTables.get(name)}`)} ("ocel_id" TEXT PRIMARY KEY, "ocel_time" TIMESTAMP${own(attributes)});`,
    ]),
    ...objectTypes.flatMap(({ name, attributes }) => [
      row('object_map_type', [name, objectTables.get(name) as string]),
      `CREATE TABLE ${column(`object_${objectTables.get(name)}`)} ("ocel_id" TEXT, "ocel_time" TIMESTAMP, "ocel_changed_field" TEXT${own(attributes)});`,
    ]),
    ...objects.flatMap(({ id, type, attributes, relationships }) => {
      const names = attributesOf(objectTypes, type)
      const table = `object_${objectTables.get(type)}`
      const valued = (changed: string) =>
        names.map(name => (name === changed ? (attributes.find(one => one.name === name)?.value ?? null) : null))
      return [
        row('object', [id, type]),
        row(table, [id, always, null, ...names.map(() => null)]),
        ...attributes.map(({ name, time }) => row(table, [id, time, name, ...valued(name)])),
        ...relationships.map(({ objectId, qualifier }) => row('object_object', [id, objectId, qualifier])),
      ]
    }),
    ...events.flatMap(({ id, type, time, attributes, relationships }) => [
      row('event', [id, type]),
      row(`event_${eventTables.get(type)}`, [
        ...[id, time],
        ...attributesOf(eventTypes, type).map(name => attributes.find(one => one.name === name)?.value ?? null),
      ]),
      ...relationships.map(({ objectId, qualifier }) => row('event_object', [id, objectId, qualifier])),
    ]),
    'COMMIT;',
    '',
  ].join('\n')
}
