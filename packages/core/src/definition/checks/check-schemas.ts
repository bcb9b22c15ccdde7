import type * as z from 'zod'
import { checkMarks } from '../../privacy/mark-check.js'
import { markOf } from '../../privacy/marks.js'
import type { AnyCaseType, CommandDeclaration } from '../case-type.js'
import { capital, checkName, definitionError } from '../definition-error.js'
import { contentsOf, defOf, lostContents, type Schema } from '../schema-parts.js'

/** Field names of a command that the engine sets; `key` and `n` belong to deadlines, which share the guards. */
const reservedFields = ['type', 'by', 'at', 'role', 'onBehalfOf', 'delegate', 'facts', 'key', 'n']

/** Kinds of schema whose values JSON cannot hold, or about which they say nothing. */
const notJson: Readonly<Record<string, readonly [is: string, instead: string]>> = {
  any: ['may be anything', 'use z.json() or say what it is'],
  bigint: ['is a bigint', 'use z.int() or text'],
  custom: ['may be anything that its check lets pass', 'use .refine(…) on a schema that says what it is'],
  date: ['is a Date', 'use z.iso.date(), or instant() for the moment of an event'],
  file: ['is a file', 'use a reference { sha256, size, mediaType, uri }'],
  function: ['is a function', 'keep what it computes'],
  map: ['is a Map', 'use z.record()'],
  nan: ['is NaN', 'use .nullable()'],
  promise: ['is a promise', 'keep what it resolves to'],
  set: ['is a Set', 'use z.array(), or z.record() of true'],
  symbol: ['is a symbol', 'use text'],
  undefined: ['is undefined', 'use .nullable()'],
  unknown: ['may be anything', 'use z.json() or say what it is'],
  void: ['is nothing', 'use .nullable()'],
}

/** A schema of a case type with its place in words. */
export interface NamedSchema {
  readonly where: string
  readonly schema: unknown
}

/** Every schema that a case type declares. */
function schemasOf(caseType: AnyCaseType): readonly NamedSchema[] {
  const { commands, notices, links = {}, result } = caseType
  return [
    { where: 'parameters', schema: caseType.parameters },
    { where: 'opening', schema: caseType.opening },
    { where: 'context', schema: caseType.context },
    ...Object.entries(commands as Readonly<Record<string, CommandDeclaration>>).map(([name, { data }]) => ({
      where: `commands.${name}.data`,
      schema: data,
    })),
    ...Object.entries(notices).map(([name, schema]) => ({ where: `notices.${name}`, schema })),
    ...Object.entries(links).map(([name, { returns }]) => ({ where: `links.${name}.returns`, schema: returns })),
    { where: 'result', schema: result?.schema },
  ].filter(({ schema }) => schema !== undefined)
}

/** Every role that a mark in any schema names. */
export function markedRoles(caseType: AnyCaseType): ReadonlySet<string> {
  const roles = new Set<string>()
  for (const { where, schema } of schemasOf(caseType)) {
    walk(schema as Schema, where, inside => {
      for (const role of markOf(inside)?.visibleTo ?? []) roles.add(role)
    })
  }
  return roles
}

/**
 * Refuses schemas whose values could not be kept in a journal, would collide with what the engine sets, or mark fields
 * for roles that do not exist.
 */
export function checkSchemas(caseType: AnyCaseType): void {
  const roles = Object.keys(caseType.roles)
  for (const { where, schema } of schemasOf(caseType)) {
    if (!isObject(schema)) {
      throw definitionError(
        'not-an-object',
        where,
        `${capital(where)} must be a z.object({ … }), so that its fields have names.`,
      )
    }
    walk(schema, where, (inside, path) => {
      const why = notJson[defOf(inside).type]
      if (why !== undefined) {
        throw definitionError('not-json', path, `${path} ${why[0]}, and a journal holds JSON only: ${why[1]}.`, {
          path,
        })
      }
      for (const role of markOf(inside)?.visibleTo ?? [])
        checkName('unknown-role', `the mark on ${path}`, 'a role', role, roles)
    })
    checkMarks(schema, where)
  }
  checkFields(caseType)
  checkDefaults(caseType.parameters)
}

function checkFields({ context, commands, notices }: AnyCaseType): void {
  for (const [name, { data }] of Object.entries(commands as Readonly<Record<string, CommandDeclaration>>)) {
    if (data !== undefined) reserve(`commands.${name}.data`, data as z.ZodObject, reservedFields)
  }
  for (const [name, schema] of Object.entries(notices))
    reserve(`notices.${name}`, schema as z.ZodObject, ['to', 'type'])
  reserve('context', context, ['parameters'])
  for (const [field, schema] of Object.entries(context.shape as Readonly<Record<string, Schema>>)) {
    if (schema._zod.optout !== 'optional') continue
    throw definitionError(
      'optional-context',
      `context.${field}`,
      `context.${field} is optional: use .nullable(), because a root field that an update deletes would come back.`,
    )
  }
}

function reserve(where: string, { shape }: z.ZodObject, reserved: readonly string[]): void {
  const field = Object.keys(shape).find(name => reserved.includes(name))
  if (field === undefined) return
  throw definitionError(
    'reserved-field',
    `${where}.${field}`,
    `${where} has a field "${field}", which the engine sets itself: give the field another name.`,
    { name: field },
  )
}

function checkDefaults(parameters: z.ZodObject): void {
  for (const [name, schema] of Object.entries(parameters.shape as Readonly<Record<string, z.ZodType>>)) {
    if (schema.safeParse(undefined).success) continue
    throw definitionError(
      'parameter-without-default',
      `parameters.${name}`,
      `parameters.${name} has no default that fits its schema: add .default(…), so that a case can be opened without turning any knob.`,
    )
  }
}

function isObject(schema: unknown): schema is z.ZodObject {
  return (schema as Partial<Schema> | null)?._zod?.def.type === 'object'
}

/** Visits a schema and everything in it once. Of a pipe, what comes out is what is stored. */
function walk(
  schema: Schema,
  path: string,
  visit: (schema: Schema, path: string) => void,
  seen = new Set<Schema>(),
): void {
  if (seen.has(schema)) return
  seen.add(schema)
  visit(schema, path)
  for (const [step, inside] of contentsOf(schema))
    walk(inside, path + step.replace('/*', '[]').replace('/', '.'), visit, seen)
  for (const inside of lostContents(schema).slice(-1)) walk(inside, path, visit, seen)
}
