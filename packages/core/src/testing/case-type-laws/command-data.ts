// Data for a command: a declared sample, or one made from its schema, bent towards what the case holds.
import type * as z from 'zod'
import type { CaseState } from '../../deciding/decision.js'
import { rosterOf } from '../../deciding/roster.js'
import type { CaseDefinition } from '../../definition/case-definition.js'
import { bare, defOf, itemSchema, itemsOf, type Schema, shapeOf } from '../../definition/schema-parts.js'
import { ownForms } from '../../definition/schemas.js'
import { ConvokeError } from '../../errors/convoke-error.js'
import type { Json, JsonObject } from '../../json/json.js'
import type { PartyId } from '../../ports/party.js'
import { type Draw, oneOf } from './draw.js'

/** What data may be made of: who takes part, and the names under which the case keeps things. */
export interface Names {
  readonly parties: readonly PartyId[]
  readonly keys: readonly string[]
  /** What a number without bounds may be; absent: then it cannot be made. */
  readonly numbers?: readonly number[]
}

/** The names that occur in a case: its parties, and the keys of the records in its context. */
export function namesIn(definition: CaseDefinition, state: CaseState): Names {
  const { context } = state.machine
  const keys = Object.entries(shapeOf(definition.context)).flatMap(([field, schema]) =>
    bare(schema).cores.some(core => defOf(core).type === 'record') ? Object.keys(context[field] ?? {}) : [],
  )
  return { parties: [...rosterOf(definition, state.machine).keys()], keys }
}

const elsewhere: Names = { parties: [], keys: ['text'], numbers: [0, 1, 5] }

/** Nobody and nothing: enough to find out whether data can be made at all. */
const nameless: Names = { parties: [], keys: [] }

/**
 * Refuses a case type with a command whose data has no sample and cannot be made from its schema.
 *
 * @throws ConvokeError `verify/unbounded` with the field
 */
export function refuseUnbounded({ caseType, commands }: CaseDefinition): void {
  for (const { name, schema, builtIn } of commands.values()) {
    if (!builtIn && samplesOf(caseType, name).length === 0) made(schema, () => 0, nameless, name)
  }
}

/** Whether data of a command has a sample or can be made from its schema. */
export function isMakeable({ caseType, commands }: CaseDefinition, type: string): boolean {
  if (samplesOf(caseType, type).length > 0) return true
  try {
    made(commands.get(type)?.schema as Schema, () => 0, nameless, type)
    return true
  } catch (thrown) {
    if (ConvokeError.is(thrown, 'verify/unbounded')) return false
    throw thrown
  }
}

/** The samples a case type declares for a command. */
export function samplesOf({ samples }: { readonly samples: object }, type: string): readonly JsonObject[] {
  return (samples as Readonly<Record<string, readonly JsonObject[]>>)[type] ?? []
}

/**
 * Data for a command: one of its samples, or made from its schema where there is none; half of the time with some of its
 * fields changed to others that fit the schema, names of the case first.
 *
 * @throws ConvokeError `verify/unbounded`
 */
export function commandData(definition: CaseDefinition, type: string, draw: Draw, names: Names): JsonObject {
  const schema = definition.commands.get(type)?.schema as z.ZodObject
  const base =
    oneOf(draw, samplesOf(definition.caseType, type)) ??
    (made(schema, draw, names, type) as JsonObject | undefined) ??
    {}
  if (Object.keys(base).length === 0 || draw(2) === 0) return base
  const changed = varied(schema, base, draw, names)
  return schema.safeParse(changed).success ? (changed as JsonObject) : base
}

/** A result of a linked case as its link declares it, whose bounds only that other case knows; `{}` where it declares none. */
export function linkResult(returns: unknown, draw: Draw): JsonObject {
  const isSchema = typeof returns === 'object' && returns !== null && '_zod' in returns
  return isSchema ? (made(returns as Schema, draw, elsewhere, 'result') as JsonObject) : {}
}

/** A value like the one that is given, with some of its parts changed. */
function varied(schema: Schema, value: Json, draw: Draw, names: Names): Json | undefined {
  if (draw(8) === 0) {
    for (const none of [undefined, null]) if (accepts(schema, none)) return none
  }
  const core = coreFor(schema, value)
  if (core === undefined) return value
  if (Array.isArray(value)) {
    const kept = value.filter((_, index) => index === 0 || draw(6) > 0)
    return kept.map((item, index) => {
      const inner = itemSchema(core, index)[0]
      return inner === undefined || draw(2) === 0 ? item : (varied(inner, item, draw, names) as Json)
    })
  }
  if (typeof value === 'object' && value !== null) {
    const shape = shapeOf(core)
    const entries = Object.entries(value).flatMap(([key, part]) => {
      const inner = shape[key]
      const next = inner === undefined || draw(2) === 0 ? part : varied(inner, part as Json, draw, names)
      return next === undefined ? [] : [[key, next] as const]
    })
    return Object.fromEntries(entries)
  }
  return (
    oneOf(
      draw,
      [...leavesOf(core, names), value].filter(leaf => accepts(schema, leaf)),
    ) ?? value
  )
}

function coreFor(schema: Schema, value: unknown): Schema | undefined {
  const { cores, choices } = bare(schema)
  const all = [...cores, ...choices.flatMap(({ options }) => options.flatMap(option => bare(option).cores))]
  return all.find(core => accepts(core, value)) ?? all[0]
}

function accepts(schema: Schema, value: unknown): boolean {
  return (schema as z.ZodType).safeParse(value).success
}

/** A value of a schema. Every part of it is looked at, whatever is drawn, so that one call tells whether all can be made. */
function made(schema: Schema, draw: Draw, names: Names, path: string): Json | undefined {
  const { cores, choices } = bare(schema)
  const options = [
    ...cores.map(core => () => madeOf(core, draw, names, path)),
    ...choices.flatMap(({ options: all }) => all.map(option => () => made(option, draw, names, path))),
  ]
  // A field that may be left out is made where it can be.
  for (const none of [undefined, null]) {
    if (!accepts(schema, none)) continue
    try {
      return oneOf(draw, [...options.map(make => make()), none])
    } catch (thrown) {
      if (ConvokeError.is(thrown, 'verify/unbounded')) return none
      throw thrown
    }
  }
  if (options.length === 0) throw unbounded(path)
  return oneOf(
    draw,
    options.map(make => make()),
  )
}

function madeOf(core: Schema, draw: Draw, names: Names, path: string): Json | undefined {
  const def = defOf(core)
  if (def.type === 'object') {
    const entries = Object.entries(shapeOf(core)).flatMap(([key, inner]) => {
      const value = made(inner, draw, names, `${path}.${key}`)
      return value === undefined ? [] : [[key, value] as const]
    })
    return Object.fromEntries(entries)
  }
  if (def.type === 'tuple') return itemsOf(core).map((item, n) => made(item, draw, names, `${path}.${n}`) as Json)
  if (def.type === 'array') {
    const item = made(itemSchema(core, 0)[0] as Schema, draw, names, `${path}[]`) as Json
    const fitting = [[item], [], [item, item]].filter(list => accepts(core, list))
    return oneOf(draw, fitting) ?? fail(path)
  }
  if (def.type === 'record' && accepts(core, {})) return {}
  return (
    oneOf(
      draw,
      leavesOf(core, names).filter(leaf => accepts(core, leaf)),
    ) ?? fail(path)
  )
}

function fail(path: string): never {
  throw unbounded(path)
}

/** Values that a kind without parts may have; those that do not fit are sorted out by whoever asks. */
function leavesOf(core: Schema, { parties, keys, numbers = [] }: Names): readonly Json[] {
  const def = defOf(core)
  switch (def.type) {
    case 'enum':
      return Object.values(def.entries as Readonly<Record<string, string | number>>)
    case 'literal':
      return def.values as readonly Json[]
    case 'boolean':
      return [false, true]
    case 'null':
      return [null]
    case 'number':
    case 'int':
      return [...wholeNumbers(core as unknown as z.ZodNumber), ...numbers]
    case 'string':
      return isPartyId(core) ? [...parties, 'party:other'] : [...keys, ...texts(core as unknown as z.ZodString)]
    default:
      return []
  }
}

/** The ends and the middle of a range, where it has both ends. */
function wholeNumbers({ minValue, maxValue }: z.ZodNumber): readonly number[] {
  const [min, max] = [minValue ?? Number.NEGATIVE_INFINITY, maxValue ?? Number.POSITIVE_INFINITY]
  if (min <= Number.MIN_SAFE_INTEGER || max >= Number.MAX_SAFE_INTEGER) return []
  return [min, max, Math.floor((min + max) / 2), Math.ceil(min) + 1]
}

/** The longest text that need not be sampled by its case type: of more than this, no few can stand for all. */
function texts({ minLength, maxLength, format }: z.ZodString): readonly string[] {
  if (format === 'date') return ['2026-03-02', '2026-09-01']
  if (maxLength === null || !Number.isFinite(maxLength)) return []
  return ['text'.slice(0, maxLength).padEnd(minLength ?? 0, 'x')]
}

function isPartyId(core: Schema): boolean {
  const patterns = (core._zod.bag as { readonly patterns?: ReadonlySet<RegExp> }).patterns ?? new Set<RegExp>()
  return [...patterns].some(pattern => ownForms.get(String(pattern)) === 'party-id')
}

function unbounded(field: string): ConvokeError {
  return new ConvokeError(
    'verify/unbounded',
    `${field} takes more values than can be tried, and its command has no samples; give the case type samples, or the field bounds`,
    { details: { field } },
  )
}
