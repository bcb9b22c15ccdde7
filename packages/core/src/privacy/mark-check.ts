import {
  allCores,
  bare,
  contentsOf,
  defOf,
  hasMark,
  leaves,
  lostContents,
  restOf,
  type Schema,
  shapeOf,
} from '../definition/schema-parts.js'
import { ConvokeError } from '../errors/convoke-error.js'

/**
 * Refuses a schema in which a mark could be lost or overlooked. To be called where a case type is defined.
 *
 * @param name what the schema is, such as `commands.reply.data`; starts the path in a message
 * @throws ConvokeError `definition/unknown-schema` for a kind of schema that the walker does not know, or that JSON cannot hold
 * @throws ConvokeError `definition/mark-lost` for a mark under a transform, a pipe or a record's key, on the root, or on
 *   some options of a union only
 */
export function checkMarks(schema: Schema, name = ''): void {
  if (bare(schema).mark !== null) throw lost(name, 'the whole of it is marked; mark its fields instead')
  inspect(schema, name, new Set())
}

function inspect(schema: Schema, path: string, seen: Set<Schema>): void {
  if (seen.has(schema)) return
  seen.add(schema)
  const { type } = defOf(schema)
  const contents = contentsOf(schema)
  const lossy = lostContents(schema)
  if (contents.length === 0 && lossy.length === 0 && !leaves.has(type) && type !== 'object' && type !== 'tuple') {
    throw new ConvokeError(
      'definition/unknown-schema',
      `${path || '/'} is a zod schema of type "${type}", which redaction cannot look into; describe it with objects, arrays, records and plain values`,
      { details: { path, type } },
    )
  }
  if (lossy.some(inside => hasMark(inside, new Set()))) {
    throw lost(
      path,
      `a mark is under a ${type === 'record' ? "record's key" : type}, which drops it; put visibleTo(…) or personal(…) outside`,
    )
  }
  if (type === 'union') inspectOptions(schema, path)
  for (const [step, inside] of contents) inspect(inside, path + step, seen)
}

function inspectOptions(schema: Schema, path: string): void {
  const { options, discriminator } = defOf(schema) as unknown as { options: readonly Schema[]; discriminator?: string }
  if (!agree(options))
    throw lost(path, 'only some options of a union are marked, or marked otherwise; mark the union as a whole')
  if (discriminator !== undefined) return
  const cores = options.flatMap(option => allCores(bare(option)))
  const keys = new Set(cores.flatMap(core => Object.keys(shapeOf(core))))
  for (const key of keys) {
    const fields = cores.flatMap(core => shapeOf(core)[key] ?? restOf(core))
    if (!agree(fields))
      throw lost(
        `${path}/${key}`,
        'it is marked in some options of a union only; mark it alike in all, or use z.discriminatedUnion',
      )
  }
}

/** Whether the marks on all of these say the same, so that it does not matter which one describes a value. */
function agree(schemas: readonly Schema[]): boolean {
  return new Set(schemas.map(schema => JSON.stringify(bare(schema).mark))).size <= 1
}

function lost(path: string, why: string): ConvokeError {
  return new ConvokeError('definition/mark-lost', `${path || '/'}: ${why}`, { details: { path } })
}

/**
 * Every marked place of a schema, sorted, one line each: `/phone [leadUnit] personal`. `*` stands for any key or index,
 * `[*]` for everybody in the case, `[]` for nobody but the host.
 *
 * Pin it in a test of each case type, so that no edit of a schema reveals a field by accident.
 *
 * @throws ConvokeError as {@link checkMarks}
 * @example
 * hiddenPaths(z.object({ phone: personal(z.string()), estimate: visibleTo(['convener'], z.int()).nullable() }))
 * // => ['/estimate [convener]', '/phone [*] personal']
 */
export function hiddenPaths(schema: Schema): readonly string[] {
  checkMarks(schema)
  const found = new Set<string>()
  collect(schema, '', new Set(), found)
  return [...found].sort()
}

function collect(schema: Schema, path: string, above: ReadonlySet<Schema>, found: Set<string>): void {
  if (above.has(schema)) return
  const stripped = bare(schema)
  const { mark } = stripped
  if (mark !== null) {
    found.add(
      `${path} [${mark.visibleTo === null ? '*' : [...mark.visibleTo].sort().join(', ')}]${mark.personal ? ' personal' : ''}`,
    )
  }
  const inside = new Set(above).add(schema)
  for (const core of allCores(stripped))
    for (const [step, content] of contentsOf(core)) collect(content, path + step, inside, found)
}
