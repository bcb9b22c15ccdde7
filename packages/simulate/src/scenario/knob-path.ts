import { type AnyCaseType, caseDefinition, type JsonObject, nearest, resolveParameters } from '@convoke/core'
import { unexplorable } from '../explore/target.js'
import { isRecord } from './is-record.js'

/** A place in a scenario, with what stands there now. */
export interface Knob {
  readonly path: string
  readonly names: readonly string[]
  readonly value: unknown
}

/**
 * What stands at a path of a scenario, such as `parties.desk:a.staff` or `behaviour.0.effort`. Names may hold dots: the longest that is
 * there counts. The last name may be new.
 *
 * @throws ConvokeError `simulate/explore` where the path leads nowhere
 */
export function knobAt(scenario: unknown, path: string): Knob {
  const names: string[] = []
  let node = scenario
  let rest = path.split('.')
  while (rest.length > 0) {
    const own = keysOf(node)
    let length = rest.length
    while (length > 0 && !own.includes(rest.slice(0, length).join('.'))) length--
    if (length === 0) {
      if (rest.length === 1 && isRecord(node) && names.length > 0)
        return { path, names: [...names, rest[0] as string], value: undefined }
      const [meant] = nearest(rest[0] as string, own)
      const known = meant ?? own.slice(0, 12).join(', ')
      throw unexplorable(
        `"${path}" leads nowhere at "${rest[0]}"; there is: ${known}`,
        `"${path}" 在 "${rest[0]}" 处不存在；已有：${known}`,
        { path },
      )
    }
    const name = rest.slice(0, length).join('.')
    names.push(name)
    node = (node as Readonly<Record<string, unknown>>)[name]
    rest = rest.slice(length)
  }
  return { path, names, value: node }
}

function keysOf(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.map((_, i) => String(i))
  return isRecord(node) ? Object.keys(node) : []
}

/** A scenario in which parameters that are named stand as they are by default, so that whoever names one need not write it first. */
export function withParametersNamed<Document extends { readonly parameters?: unknown }>(
  document: Document,
  paths: readonly string[],
  caseTypes: readonly AnyCaseType[],
): Document {
  return paths.reduce((one, path) => {
    const [head, typeName = '', parameter = ''] = path.split('.')
    const caseType = caseTypes.find(({ name }) => name === typeName)
    if (head !== 'parameters' || caseType === undefined) return one
    const all = (one.parameters ?? {}) as Readonly<Record<string, JsonObject>>
    const own = Object.hasOwn(all, typeName) ? (all[typeName] as JsonObject) : {}
    const resolved = resolveParameters(caseDefinition(caseType), [own])
    if (!resolved.ok || Object.hasOwn(own, parameter) || !Object.hasOwn(resolved.values, parameter)) return one
    return withValue(one, ['parameters', typeName, parameter], resolved.values[parameter])
  }, document)
}

/** A scenario with another value at a place. */
export function withValue<Document>(document: Document, names: readonly string[], value: unknown): Document {
  const [first, ...rest] = names
  if (first === undefined) return value as Document
  if (Array.isArray(document))
    return document.map((one, i) => (String(i) === first ? withValue(one, rest, value) : one)) as Document
  const own = (document ?? {}) as Readonly<Record<string, unknown>>
  return { ...own, [first]: withValue(own[first], rest, value) } as Document
}

const timeForm = /^(\d+(?:\.\d+)?)(\s*(?:s|min|h|d|w))$/
const round = (value: number) => Number(value.toPrecision(6))

/** A little less and a little more of what stands at a place: one person, one day of a period, a fifth of anything else. */
export function aroundOf({ value, path }: Knob): readonly [low: unknown, high: unknown] {
  if (typeof value === 'number' && Number.isInteger(value) && /(?:staff|quorum|\.n)$/.test(path))
    return [Math.max(0, value - 1), value + 1]
  if (isRecord(value) && typeof value.n === 'number' && typeof value.unit === 'string')
    return [
      { ...value, n: Math.max(1, value.n - 1) },
      { ...value, n: value.n + 1 },
    ]
  const [low, high] = [scaled(value, 0.8), scaled(value, 1.2)]
  if (JSON.stringify(low) === JSON.stringify(high))
    throw unexplorable(
      `"${path}" holds nothing that could be more or less; name two values`,
      `"${path}" 处没有可增减的值；请给出两个值`,
      { path },
    )
  return [low, high]
}

/** Times and other numbers of a distribution; shapes, shares and spreads stay. */
function scaled(value: unknown, by: number): unknown {
  if (typeof value === 'number') return round(value * by)
  if (typeof value === 'string') {
    const found = timeForm.exec(value)
    return found === null ? value : `${round(Number(found[1]) * by)}${found[2]}`
  }
  if (Array.isArray(value)) return value.map(one => scaled(one, by))
  if (!isRecord(value)) return value
  const kept = ['cv', 'shape', 'zero', 'never', 'weight']
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, kept.includes(name) ? one : scaled(one, by)]),
  )
}
