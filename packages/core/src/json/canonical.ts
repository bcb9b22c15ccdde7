import { ConvokeError } from '../errors/convoke-error.js'

/**
 * The one text a JSON value has: RFC 8785 (JSON Canonicalization Scheme). Members are sorted by UTF-16 code units,
 * numbers are written as ECMAScript writes them, and members whose value is undefined are absent.
 *
 * For values that passed {@link assertJson}; of its checks this repeats only those that would change bytes. Pure.
 * Why not a library: docs/decisions/0002-canonical-json.md.
 *
 * @throws ConvokeError `bug/not-json` for what has no JSON form; with a cycle the call stack overflows
 * @source RFC 8785 section 3.2
 * @example
 * canonicalJson({ b: 1e21, a: '朱行', n: -0 }) // => '{"a":"朱行","b":1e+21,"n":0}'
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return quoted(value)
  if (typeof value === 'number' && Number.isFinite(value)) return `${value}`
  if (value === null) return 'null'
  if (value === true) return 'true'
  if (value === false) return 'false'
  if (typeof value !== 'object') throw notJson(`${typeof value} ${String(value)}`)
  return Array.isArray(value) ? canonicalArray(value) : canonicalObject(value as Readonly<Record<string, unknown>>)
}

function canonicalArray(items: readonly unknown[]): string {
  let text = '['
  for (let i = 0; i < items.length; i++) {
    if (i > 0) text += ','
    text += canonicalJson(items[i])
  }
  return `${text}]`
}

function canonicalObject(object: Readonly<Record<string, unknown>>): string {
  let text = '{'
  for (const key of sortedKeys(object)) {
    const value = object[key]
    if (value === undefined) continue
    if (text.length > 1) text += ','
    text += memberName(key) + canonicalJson(value)
  }
  return `${text}}`
}

/** The keys of an object by UTF-16 code units. Most objects have them so already, and looking is cheaper than sorting. */
export function sortedKeys(object: object): readonly string[] {
  const keys = Object.keys(object)
  for (let i = 1; i < keys.length; i++) {
    const key = keys[i]!
    if (keys[i - 1]! <= key) continue
    // A few are put in their places by hand: the sort of the platform copies them to and fro.
    if (keys.length > 16) return keys.sort()
    let at = i
    for (; at > 0 && keys[at - 1]! > key; at--) keys[at] = keys[at - 1]!
    keys[at] = key
  }
  return keys
}

// Journals repeat a few dozen names for ever; quoting them anew is a third of the cost. Bounded, because the keys of
// records come from outside.
const memberNames = new Map<string, string>()
const mostMemberNames = 2000

/** A key as it is written, with its colon. */
export function memberName(key: string): string {
  const known = memberNames.get(key)
  if (known !== undefined) return known
  const text = `${quoted(key)}:`
  if (memberNames.size < mostMemberNames && key.length < 40) memberNames.set(key, text)
  return text
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters JSON escapes.
const notVerbatim = /[\u0000-\u001f"\\\ud800-\udfff]/
const loneSurrogate = /\p{Surrogate}/u

function quoted(text: string): string {
  if (!notVerbatim.test(text)) return `"${text}"`
  if (loneSurrogate.test(text)) throw notJson('a lone surrogate')
  return JSON.stringify(text)
}

function notJson(what: string): ConvokeError {
  return new ConvokeError('bug/not-json', `${what} has no canonical form; check outside data with assertJson first`)
}
