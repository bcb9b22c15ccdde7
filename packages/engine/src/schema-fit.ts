/** A JSON Schema as far as {@link misfit} reads it. */
interface Schema {
  readonly type?: string | undefined
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
  if (wanted.anyOf !== undefined && given.anyOf === undefined) {
    return wanted.anyOf.some(option => compare(given, option, at) === undefined) ? undefined : at
  }
  if (given.anyOf !== undefined) {
    for (const option of given.anyOf) {
      const place = compare(option, wanted, at)
      if (place !== undefined) return place
    }
    return undefined
  }
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
