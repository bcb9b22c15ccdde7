import type * as z from 'zod'
import { allCores, bare, itemSchema, restOf, type Schema, shapeOf } from '../definition/schema-parts.js'
import { ownForms } from '../definition/schemas.js'
import { nearest } from '../errors/nearest.js'
import type { SchemaIssue } from '../errors/schema-issue.js'
import { pointerToken } from '../json/assert-json.js'
import type { Denial } from './permission.js'

/** The most of one text of an issue that a refusal repeats. */
const longest = 200
/** The most issues, names and forms that a refusal repeats. */
const most = 20
/** Unions in unions, and names of entries, are told so deep. */
const deepest = 3

/**
 * What a schema found wrong, without the values that caused it: a refusal repeats nothing it was told but names, cut
 * short. What the schema asks for instead is told in full, so that the party can be helped in its own language. Pure.
 *
 * @param raw what was read, to tell a missing field from a wrong one
 */
export function schemaDenial(
  error: z.core.$ZodError,
  { schema, raw, under = '' }: { readonly schema: Schema; readonly raw: unknown; readonly under?: string },
): Denial {
  const issues = error.issues.slice(0, most).map(issue => told(issue, under, { schema, raw }, 0))
  return { code: 'input/schema', details: { issues } }
}

interface Read {
  readonly schema: Schema
  readonly raw: unknown
}

function told(issue: z.core.$ZodIssue, under: string, { schema, raw }: Read, depth: number): SchemaIssue {
  const at = (under + issue.path.map(step => `/${pointerToken(String(step))}`).join('')).slice(0, longest)
  const message = issue.message.slice(0, longest)
  const isMissing = issue.path.length > 0 && valueAt(raw, issue.path) === undefined
  return {
    at,
    code: issue.code,
    message,
    ...(isMissing ? { missing: true } : {}),
    ...wanted(issue, { schema, raw }, depth),
  }
}

/** What the schema asks for at this place, as far as zod says. */
function wanted(issue: z.core.$ZodIssue, read: Read, depth: number): Partial<SchemaIssue> {
  switch (issue.code) {
    case 'invalid_type':
      return { expected: issue.expected }
    case 'invalid_value':
      return { values: issue.values.slice(0, most).map(value => cut(String(value))) }
    case 'too_small': {
      const { origin, minimum, inclusive = true, exact = false } = issue
      return { origin, minimum: Number(minimum), inclusive, exact }
    }
    case 'too_big': {
      const { origin, maximum, inclusive = true, exact = false } = issue
      return { origin, maximum: Number(maximum), inclusive, exact }
    }
    case 'not_multiple_of':
      return { divisor: issue.divisor }
    case 'invalid_format':
      return { format: formatOf(issue), ...affix(issue) }
    case 'unrecognized_keys': {
      const known = fieldsAt(read.schema, issue.path)
      const keys = issue.keys.slice(0, most).map(cut)
      return { keys, meant: keys.map(key => nearest(key, known)), known: known.slice(0, most).map(cut) }
    }
    case 'invalid_union': {
      const options = 'options' in issue ? (issue.options as readonly unknown[] | undefined) : undefined
      if (options !== undefined) return { values: options.slice(0, most).map(value => cut(String(value))) }
      return depth >= deepest
        ? {}
        : {
            forms: inner(
              issue.errors.map(([first]) => first),
              read,
              issue.path,
              depth,
            ),
          }
    }
    case 'invalid_key':
    case 'invalid_element':
      return depth >= deepest ? {} : { forms: inner(issue.issues.slice(0, 1), read, issue.path, depth) }
    case 'custom':
      return saysOf(issue.params)
    default:
      return {}
  }
}

/** Issues of a value, by their places within it. */
function inner(
  issues: readonly (z.core.$ZodIssue | undefined)[],
  { schema, raw }: Read,
  path: readonly PropertyKey[],
  depth: number,
): readonly SchemaIssue[] {
  const value = valueAt(raw, path)
  const found = issues.filter(issue => issue !== undefined).slice(0, most)
  return found.map(issue => told(issue, '', { schema, raw: value }, depth + 1))
}

/** Our own forms have names; zod knows only their patterns. */
function formatOf({ format, pattern }: z.core.$ZodIssueInvalidStringFormat): string {
  return ownForms.get(pattern ?? '') ?? format
}

function affix(issue: z.core.$ZodIssueInvalidStringFormat): Partial<SchemaIssue> {
  const { prefix, suffix, includes } = issue as { prefix?: unknown; suffix?: unknown; includes?: unknown }
  const text = [prefix, suffix, includes].find(one => typeof one === 'string')
  return text === undefined ? {} : { affix: cut(text as string) }
}

/** The words of a rule of the case type's own, where it gives them in both languages. */
function saysOf(params: Readonly<Record<string, unknown>> | undefined): Partial<SchemaIssue> {
  const says = params?.says
  if (typeof says !== 'object' || says === null) return {}
  const { 'zh-CN': zh, en } = says as { readonly 'zh-CN'?: unknown; readonly en?: unknown }
  return typeof zh === 'string' && typeof en === 'string' ? { says: { 'zh-CN': cut(zh), en: cut(en) } } : {}
}

/** The names of the fields that a schema knows at a place. */
function fieldsAt(schema: Schema, path: readonly PropertyKey[]): readonly string[] {
  let schemas: readonly Schema[] = [schema]
  for (const step of path) schemas = schemas.flatMap(one => allCores(bare(one)).flatMap(core => within(core, step)))
  return [...new Set(schemas.flatMap(one => allCores(bare(one)).flatMap(core => Object.keys(shapeOf(core)))))]
}

function within(core: Schema, step: PropertyKey): readonly Schema[] {
  if (typeof step === 'number') return itemSchema(core, step)
  const shape = shapeOf(core)
  const name = String(step)
  return Object.hasOwn(shape, name) ? [shape[name] as Schema] : restOf(core)
}

function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  let value = raw
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    value = (value as Readonly<Record<PropertyKey, unknown>>)[step]
  }
  return value
}

function cut(text: string): string {
  return text.slice(0, longest)
}
