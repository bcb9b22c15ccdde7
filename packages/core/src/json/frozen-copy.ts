import { ConvokeError } from '../errors/convoke-error.js'

/**
 * A deeply frozen copy of JSON data. The first context of a case is one, so that a guard that writes to it throws
 * instead of changing history, and so that the host's own objects are neither shared nor frozen.
 *
 * @throws ConvokeError `definition/context-not-json` with the path of a value that a journal cannot hold
 */
export function frozenCopy<T>(value: T, path = 'context'): T {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number' && Number.isFinite(value)) return value
  if (Array.isArray(value)) {
    return Object.freeze(value.map((item, index) => frozenCopy(item, `${path}[${index}]`))) as T
  }
  if (typeof value !== 'object' || !isPlain(value)) throw notJson(path, value)
  const copy: Record<string, unknown> = {}
  for (const [key, field] of Object.entries(value)) {
    if (field !== undefined) copy[key] = frozenCopy(field, `${path}.${key}`)
  }
  return Object.freeze(copy) as T
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function notJson(path: string, value: unknown): ConvokeError {
  const what = typeof value === 'object' && value !== null ? value.constructor.name : String(typeof value)
  return new ConvokeError(
    'definition/context-not-json',
    `${path} begins as ${what === 'number' ? String(value) : `a value of type ${what}`}, which a journal cannot hold: use text, finite numbers, booleans, null, lists and plain objects.`,
    { details: { where: path, what } },
  )
}
