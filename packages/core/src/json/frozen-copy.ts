import { ConvokeError } from '../errors/convoke-error.js'

/**
 * A deeply frozen copy of JSON data. The first context of a case is one, so that a guard that writes to it throws
 * instead of changing history, and so that the host's own objects are neither shared nor frozen.
 *
 * @param now the moment as it was shown, which is let through: simulations show one at which nobody can look
 * @throws ConvokeError `definition/context-not-json` with the path of a value that a journal cannot hold
 */
export function frozenCopy<T>(value: T, now?: unknown): T {
  const copy = copied(value, now)
  if (copy === undefined) throw faultIn(value, 'context', now)
  return copy as T
}

/** The copy, or undefined where a journal cannot hold the value; the path of the fault is worked out only then. */
function copied(value: unknown, now: unknown): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value !== 'object') return undefined
  if (Array.isArray(value)) {
    // By index, since a hole is no JSON.
    const list: unknown[] = []
    for (let i = 0; i < value.length; i += 1) {
      const item = copied(value[i], now)
      if (item === undefined) return undefined
      list.push(item)
    }
    return Object.freeze(list)
  }
  if (!isPlain(value)) return value === now ? value : undefined
  const copy: Record<string, unknown> = {}
  for (const key of Object.keys(value)) {
    const field = (value as Record<string, unknown>)[key]
    if (field === undefined) continue
    const item = copied(field, now)
    if (item === undefined) return undefined
    copy[key] = item
  }
  return Object.freeze(copy)
}

/** The error for the first value, in the order of the keys, that a journal cannot hold. */
function faultIn(value: unknown, path: string, now: unknown): ConvokeError {
  if (Array.isArray(value)) {
    const at = Array.from(value).findIndex(item => copied(item, now) === undefined)
    return faultIn(value[at], `${path}[${at}]`, now)
  }
  if (typeof value === 'object' && value !== null && isPlain(value)) {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined)
    const [key, field] = fields.find(([, field]) => copied(field, now) === undefined) ?? []
    return faultIn(field, `${path}.${key}`, now)
  }
  return notJson(path, value)
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
