import { partyId } from '@convoke/core'
import * as z from 'zod'

/** A text with `{column}` in it; `{column?}` may be empty. */
const template = z.string().min(1).max(2_000)

/**
 * A value made from a row: a text is a template, an object whose only key begins with `$` an operator (see
 * {@link ImportMap}), anything else stands for itself.
 */
export type ValueExpression =
  | string
  | number
  | boolean
  | null
  | readonly ValueExpression[]
  | { readonly [name: string]: ValueExpression }

const value: z.ZodType<ValueExpression> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(value), z.record(z.string(), value)]),
)

/** Which rows something is for: all of those whose cells answer the question. */
export type RowCondition =
  | { readonly filled: string }
  | { readonly column: string; readonly in: readonly string[] }
  | { readonly not: RowCondition }
  | { readonly all: readonly RowCondition[] }

const condition: z.ZodType<RowCondition> = z.lazy(() =>
  z.union([
    z.strictObject({ filled: z.string() }),
    z.strictObject({ column: z.string(), in: z.array(z.string()).min(1) }),
    z.strictObject({ not: condition }),
    z.strictObject({ all: z.array(condition).min(1) }),
  ]),
)

const party = z.union([template, z.strictObject({ $lookup: z.string(), of: template, else: partyId.optional() })])

/** The schema of an {@link ImportMap}. */
export const importMap = z.strictObject({
  caseType: z.string().min(1),
  source: z.string().min(1).max(100),
  zone: z.string().default('UTC'),
  moments: z.string().optional(),
  key: template,
  skip: z.array(z.strictObject({ when: condition, reason: z.string().min(1).max(200) })).default([]),
  open: z.strictObject({
    by: party,
    at: template,
    data: z.record(z.string(), value).default({}),
    parameters: z.record(z.string(), value).default({}),
  }),
  steps: z
    .array(
      z.strictObject({
        command: z.string().min(1),
        by: party,
        at: template,
        when: condition.optional(),
        data: z.record(z.string(), value).default({}),
      }),
    )
    .max(200)
    .default([]),
  tables: z.record(z.string(), z.record(z.string(), value)).default({}),
})

/**
 * How the rows of a table become cases 导入映射: data, not code, usually a YAML file.
 *
 * `source` names where the rows come from; with `key` it makes the case ids, so that an import may be repeated and
 * continued. `open` opens the case and each of `steps` that applies to the row sends one command, in order, at the moment
 * the row records. `zone` is the IANA zone of moments written without an offset, `moments` their form where it is not
 * ISO 8601 (the letters of date-fns, `dd/MM/yyyy HH:mm`).
 *
 * | value | gives |
 * |---|---|
 * | `"{column} at {place?}"` | a text; an empty cell is a fault, with `?` an empty text |
 * | `{ $number: "{column}" }` | a number |
 * | `{ $moment: "{column}" }` | epoch ms |
 * | `{ $date: "{column}" }` | the date of that moment in `zone`, `yyyy-mm-dd` |
 * | `{ $party: "dept:{agency}" }` | a party id: spaces become `-` |
 * | `{ $lookup: tableName, of: "{column}", else: … }` | what `tables` gives for a text |
 * | `{ $optional: … }` | the value, or no member at all where a cell it needs is empty |
 */
export type ImportMap = z.infer<typeof importMap>

/** One command of a map. */
export type ImportStep = ImportMap['steps'][number]
