/** How zod's schemas are put together: what is inside each kind, and where marks may sit. The one place that reads zod's definitions. */
import type * as z from 'zod'
import { type Mark, markOf } from '../privacy/marks.js'

export type Schema = z.core.$ZodType
type AnyDef = Readonly<Record<string, unknown>> & { readonly type: string }

/** A schema without its wrappers: the combined mark, and what is inside. */
export interface Bare {
  readonly mark: Mark | null
  readonly nullIsPlain: boolean
  readonly cores: readonly Schema[]
  /** Discriminated unions, whose options are not among the cores. */
  readonly choices: readonly Choice[]
}

export interface Choice {
  readonly discriminator: string
  readonly options: readonly Schema[]
}

const wrappers: ReadonlySet<string> = new Set([
  'optional',
  'nullable',
  'nonoptional',
  'default',
  'prefault',
  'catch',
  'readonly',
])

const scalars = [
  'string',
  'number',
  'int',
  'boolean',
  'bigint',
  'symbol',
  'null',
  'undefined',
  'void',
  'never',
  'date',
  'nan',
  'enum',
  'literal',
  'file',
  'template_literal',
]

/** Kinds with nothing inside that a mark could sit on. */
export const leaves: ReadonlySet<string> = new Set([...scalars, 'any', 'unknown', 'custom', 'transform'])

/** Kinds whose values hold nothing that the schema does not describe. */
export const described: ReadonlySet<string> = new Set([...scalars, 'object', 'array', 'record', 'tuple'])

export function defOf(schema: Schema): AnyDef {
  return schema._zod.def as unknown as AnyDef
}

function isMark(schema: Schema): boolean {
  return markOf(schema) !== undefined
}

function innerOf(schema: Schema): Schema {
  const def = defOf(schema)
  return def.type === 'lazy' && !isMark(schema) ? (schema as z.core.$ZodLazy)._zod.innerType : (def.innerType as Schema)
}

/** What the outer and the inner mark say together: both must admit a role. */
function both(outer: Mark | null, inner: Mark | null): Mark | null {
  if (outer === null || inner === null) return outer ?? inner
  return {
    visibleTo: admittedByBoth(outer.visibleTo, inner.visibleTo),
    personal: outer.personal || inner.personal,
    subject: inner.subject ?? outer.subject,
  }
}

/** The roles two lists have in common; null is everybody. */
export function admittedByBoth(
  left: readonly string[] | null,
  right: readonly string[] | null,
): readonly string[] | null {
  if (left === null || right === null) return left ?? right
  return left.filter(role => right.includes(role))
}

const bareSchemas = new WeakMap<Schema, Bare>()

export function bare(schema: Schema): Bare {
  const known = bareSchemas.get(schema)
  if (known !== undefined) return known
  const made = strip(schema, new Set())
  bareSchemas.set(schema, made)
  return made
}

function strip(schema: Schema, seen: ReadonlySet<Schema>): Bare {
  if (seen.has(schema)) return { mark: null, nullIsPlain: false, cores: [], choices: [] }
  const inside = new Set(seen).add(schema)
  const def = defOf(schema)
  if (wrappers.has(def.type) || def.type === 'lazy') {
    const inner = strip(innerOf(schema), inside)
    const own = markOf(schema) ?? null
    const nullIsPlain = !own?.personal && (inner.nullIsPlain || (def.type === 'nullable' && inner.mark !== null))
    return { ...inner, mark: both(own, inner.mark), nullIsPlain }
  }
  if (def.type === 'union') {
    const options = def.options as readonly Schema[]
    const discriminator = def.discriminator as string | undefined
    const all = together(options.map(option => strip(option, inside)))
    return discriminator === undefined ? all : { ...all, cores: [], choices: [{ discriminator, options }] }
  }
  if (def.type === 'intersection')
    return together([strip(def.left as Schema, inside), strip(def.right as Schema, inside)])
  return { mark: null, nullIsPlain: false, cores: [schema], choices: [] }
}

export function together(parts: readonly Bare[]): Bare {
  return {
    mark: parts.reduce<Mark | null>((mark, part) => both(mark, part.mark), null),
    nullIsPlain: parts.some(part => part.nullIsPlain),
    cores: parts.flatMap(part => part.cores),
    choices: parts.flatMap(part => part.choices),
  }
}

export function allCores({ cores, choices }: Bare): readonly Schema[] {
  return [...cores, ...choices.flatMap(({ options }) => options.flatMap(option => allCores(bare(option))))]
}

export function shapeOf(core: Schema): Readonly<Record<string, Schema>> {
  const def = defOf(core)
  return def.type === 'object' ? (def.shape as Readonly<Record<string, Schema>>) : {}
}

export function restOf(core: Schema): readonly Schema[] {
  const def = defOf(core)
  if (def.type === 'record') return [def.valueType as Schema]
  if (def.type !== 'object' || def.catchall === undefined || defOf(def.catchall as Schema).type === 'never') return []
  return [def.catchall as Schema]
}

export function itemsOf(core: Schema): readonly Schema[] {
  const def = defOf(core)
  return def.type === 'tuple' ? (def.items as readonly Schema[]) : []
}

export function itemSchema(core: Schema, index: number): readonly Schema[] {
  const def = defOf(core)
  if (def.type === 'array') return [def.element as Schema]
  if (def.type !== 'tuple') return []
  const schema = itemsOf(core)[index] ?? (def.rest as Schema | null)
  return schema ? [schema] : []
}

/** What a schema contains, with the step that leads there; marks may sit on any of these. */
export function contentsOf(schema: Schema): readonly (readonly [step: string, inside: Schema])[] {
  const def = defOf(schema)
  switch (def.type) {
    case 'object':
      return [
        ...Object.entries(def.shape as Readonly<Record<string, Schema>>).map(
          ([key, field]) => [`/${key}`, field] as const,
        ),
        ...restOf(schema).map(rest => ['/*', rest] as const),
      ]
    case 'array':
      return [['/*', def.element as Schema]]
    case 'record':
      return [['/*', def.valueType as Schema]]
    case 'tuple':
      return [
        ...itemsOf(schema).map((item, index) => [`/${index}`, item] as const),
        ...(def.rest ? [['/*', def.rest as Schema] as const] : []),
      ]
    case 'union':
      return (def.options as readonly Schema[]).map(option => ['', option] as const)
    case 'intersection':
      return [
        ['', def.left as Schema],
        ['', def.right as Schema],
      ]
    default:
      return wrappers.has(def.type) || def.type === 'lazy' ? [['', innerOf(schema)]] : []
  }
}

/** Schemas whose result is not what their parts describe, with those parts. */
export function lostContents(schema: Schema): readonly Schema[] {
  const def = defOf(schema)
  if (def.type === 'pipe') return [def.in as Schema, def.out as Schema]
  if (def.type === 'success') return [def.innerType as Schema]
  if (def.type === 'record') return [def.keyType as Schema]
  return []
}

export function hasMark(schema: Schema, seen: Set<Schema>): boolean {
  if (seen.has(schema)) return false
  seen.add(schema)
  return (
    isMark(schema) ||
    [...contentsOf(schema).map(([, inside]) => inside), ...lostContents(schema)].some(inside => hasMark(inside, seen))
  )
}
