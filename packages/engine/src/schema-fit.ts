/** A JSON Schema as far as {@link misfit} reads it. */
interface Schema {
  readonly type?: string | readonly string[] | undefined
  readonly const?: unknown
  readonly enum?: readonly unknown[] | undefined
  readonly anyOf?: readonly Schema[] | undefined
  readonly properties?: Readonly<Record<string, Schema>> | undefined
  readonly required?: readonly string[] | undefined
  readonly additionalProperties?: Schema | boolean | undefined
  readonly items?: Schema | undefined
}

/**
 * Where values of one JSON Schema do not fit another, as a JSON Pointer; undefined where all fit. Compares shapes: types,
 * literals, members and items. Ranges, patterns and lengths are left to the moment when there is a value.
 *
 * @example
 * misfit({ type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] }, { type: 'object', properties: { n: { type: 'string' } } }) // => '/n'
 */
export function misfit(given: unknown, wanted: unknown): string | undefined {
  return compare((given ?? {}) as Schema, (wanted ?? {}) as Schema, '')
}

function compare(given: Schema, wanted: Schema, at: string): string | undefined {
  const [ours, theirs] = [alternatives(given), alternatives(wanted)]
  if (ours.length === 1 && theirs.length === 1) return compareOne(ours[0] as Schema, theirs[0] as Schema, at)
  for (const one of ours) {
    const places = theirs.map(other => compareOne(one, other, at))
    if (!places.includes(undefined)) return at
  }
  return undefined
}

/** The schemas of which a value fits one. */
function alternatives(schema: Schema): readonly Schema[] {
  if (schema.anyOf !== undefined) return schema.anyOf.flatMap(alternatives)
  const { type } = schema
  return typeof type === 'object' ? type.map(one => ({ ...schema, type: one })) : [schema]
}

function compareOne(given: Schema, wanted: Schema, at: string): string | undefined {
  const admitted = literals(wanted)
  if (admitted !== undefined) {
    const possible = literals(given)
    return possible?.every(value => admitted.includes(value)) === true ? undefined : at
  }
  if (wanted.type === undefined) return undefined
  if (given.type !== wanted.type && !(given.type === 'integer' && wanted.type === 'number')) return at
  if (wanted.type === 'array') return compare(given.items ?? {}, wanted.items ?? {}, `${at}/*`)
  return wanted.type === 'object' ? compareMembers(given, wanted, at) : undefined
}

function compareMembers(given: Schema, wanted: Schema, at: string): string | undefined {
  const has = given.properties ?? {}
  for (const name of wanted.required ?? []) {
    if (given.required?.includes(name) !== true) return `${at}/${name}`
  }
  for (const [name, schema] of Object.entries(wanted.properties ?? {})) {
    const own = has[name]
    const place = own === undefined ? undefined : compare(own, schema, `${at}/${name}`)
    if (place !== undefined) return place
  }
  if (wanted.additionalProperties === false) {
    return Object.keys(has)
      .filter(name => wanted.properties?.[name] === undefined)
      .map(name => `${at}/${name}`)[0]
  }
  const rest = wanted.additionalProperties
  if (typeof rest !== 'object' || typeof given.additionalProperties !== 'object') return undefined
  return compare(given.additionalProperties, rest, `${at}/*`)
}

function literals(schema: Schema): readonly unknown[] | undefined {
  return schema.enum ?? ('const' in schema ? [schema.const] : undefined)
}
