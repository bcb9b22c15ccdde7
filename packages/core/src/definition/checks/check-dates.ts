import type * as z from 'zod'
import type { AnyCaseType, CommandDeclaration, DateRule } from '../case-type.js'
import { checkName, definitionError, instead } from '../definition-error.js'
import { allCores, bare, defOf, itemSchema, type Schema, shapeOf } from '../schema-parts.js'
import { duration } from '../schemas.js'

/** Refuses bounds of dates that lie on no date, or are no periods. */
export function checkDates(caseType: AnyCaseType): void {
  for (const [name, { data, dates = {} }] of Object.entries(
    caseType.commands as Readonly<Record<string, CommandDeclaration>>,
  )) {
    for (const [path, rule] of Object.entries(dates)) {
      const where = `commands.${name}.dates "${path}"`
      checkField(where, path, data as Schema | undefined)
      for (const bound of ['earliest', 'latest'] as const) checkBound(`${where}.${bound}`, rule[bound], caseType)
    }
  }
}

/** Every date of the data, by the path it is named by. A personal one is none: nobody decides by what may be erased. */
function dateFields(schema: Schema, path: string, depth = 0): readonly string[] {
  const { mark, ...inside } = bare(schema)
  if (mark?.personal === true || depth > deepest) return []
  return allCores({ mark, ...inside }).flatMap(core => {
    const def = defOf(core)
    if (def.type === 'string') return def.format === 'date' ? [path] : []
    if (def.type === 'array') return itemSchema(core, 0).flatMap(item => dateFields(item, `${path}[]`, depth + 1))
    return Object.entries(shapeOf(core)).flatMap(([key, field]) =>
      dateFields(field, path === '' ? key : `${path}.${key}`, depth + 1),
    )
  })
}

/** A schema may hold itself. */
const deepest = 8

function checkField(where: string, path: string, data: Schema | undefined): void {
  const fields = data === undefined ? [] : dateFields(data, '')
  if (fields.includes(path)) return
  throw definitionError(
    'unknown-field',
    where,
    `${where} names no z.iso.date() of the data that everybody may decide by: ${instead(path, fields)}`,
    { name: path },
  )
}

function checkBound(where: string, bound: DateRule['earliest'], { parameters }: AnyCaseType): void {
  if (bound === undefined || bound === 'today') return
  const shape = parameters.shape as Readonly<Record<string, z.ZodType>>
  if (typeof bound === 'string')
    checkName('unknown-parameter', where, 'a parameter', bound, ['today', ...Object.keys(shape)])
  const value = typeof bound === 'string' ? shape[bound]?.safeParse(undefined).data : bound
  if (duration.safeParse(value).success) return
  throw definitionError(
    'not-a-duration',
    where,
    `${where} is ${JSON.stringify(value)}, not 'today' nor a duration such as { n: 2, unit: 'working-day' }.`,
  )
}
