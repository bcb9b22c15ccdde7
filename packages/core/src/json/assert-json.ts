import type { RefusalCode } from '../errors/refusal.js'
import { isPersonalHandle } from '../privacy/marks.js'

/** The most a value may hold. `bytes` counts its canonical form in UTF-8; `depth` counts nested arrays and objects. */
export interface JsonLimits {
  readonly bytes: number
  readonly depth: number
  /** Whether texts may be personal handles, as in what a machine holds. From outside they are refused. Default false. */
  readonly handles?: boolean | undefined
}

/** Limits of one command's data: 64 KiB. Ours; larger things are references `{ sha256, size, mediaType, uri }`. */
export const commandLimits: JsonLimits = { bytes: 64 * 1024, depth: 64 }

/** Limits of the context of a case: 256 KiB. Ours; large rolls are references. */
export const contextLimits: JsonLimits = { bytes: 256 * 1024, depth: 64, handles: true }

/** What is wrong with a value that should have been JSON. */
export type JsonFault =
  | 'too-large'
  | 'too-deep'
  | 'cycle'
  | 'not-finite'
  | 'unsafe-integer'
  | 'lone-surrogate'
  | 'nul-character'
  | 'reserved-key'
  | 'personal-handle'
  | 'undefined-item'
  | 'not-plain'
  | 'unreadable'

/** The verdict of {@link assertJson}: the size, or the first fault and its JSON Pointer. */
export type JsonCheck =
  | { readonly ok: true; readonly bytes: number }
  | {
      readonly ok: false
      readonly code: Extract<RefusalCode, 'input/not-json' | 'input/too-large' | 'input/reserved-name'>
      readonly path: string
      readonly fault: JsonFault
    }

/**
 * Whether a value from outside can enter a journal and come out the same: the one gate in front of everything hashed.
 *
 * Refused as `input/not-json`: NaN and infinities, integers beyond 2^53−1, lone surrogates, U+0000, undefined in
 * arrays, anything but plain objects and arrays, cycles, and more than `depth` levels. Refused as
 * `input/reserved-name`: keys named `__proto__`, `constructor` or `prototype`, and texts that are personal handles (a
 * party could otherwise have somebody else's data resolved for it). Refused as `input/too-large`: more than `bytes`. A
 * member that is undefined counts as absent. One pass, and no more work than the limit allows however large the value is. Never throws.
 *
 * @param limits default {@link commandLimits}
 * @source RFC 8785 and RFC 7493 section 2 for what is interoperable; U+0000 because PostgreSQL cannot hold it; the sizes are ours
 * @example
 * assertJson({ votes: [1, Number.NaN] }) // => { ok: false, code: 'input/not-json', path: '/votes/1', fault: 'not-finite' }
 * assertJson({ topic: '停车' }) // => { ok: true, bytes: 18 }
 */
export function assertJson(value: unknown, limits: JsonLimits = commandLimits): JsonCheck {
  const walk: Walk = {
    left: limits.bytes,
    depth: limits.depth,
    handles: limits.handles === true,
    path: [],
    ancestors: [],
  }
  let fault: JsonFault | null
  try {
    fault = check(value, walk)
  } catch {
    // A getter or a proxy trap of the caller's threw.
    fault = 'unreadable'
  }
  if (fault === null) return { ok: true, bytes: limits.bytes - walk.left }
  return {
    ok: false,
    code: codes[fault] ?? 'input/not-json',
    path: walk.path.map(key => `/${pointerToken(key)}`).join(''),
    fault,
  }
}

/** A key as a step of a JSON Pointer. @source RFC 6901 section 3 */
export function pointerToken(key: string | number): string {
  return typeof key === 'number' ? `${key}` : key.replaceAll('~', '~0').replaceAll('/', '~1')
}

const codes: { readonly [F in JsonFault]?: 'input/too-large' | 'input/reserved-name' } = {
  'too-large': 'input/too-large',
  'reserved-key': 'input/reserved-name',
  'personal-handle': 'input/reserved-name',
}

interface Walk {
  /** Bytes still allowed. */
  left: number
  readonly depth: number
  readonly handles: boolean
  /** Where the walk stands; left as it is at the first fault. */
  readonly path: (string | number)[]
  readonly ancestors: object[]
}

const reservedKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

function check(value: unknown, walk: Walk): JsonFault | null {
  switch (typeof value) {
    case 'string':
      if (!walk.handles && isPersonalHandle(value)) return 'personal-handle'
      return checkText(value, walk)
    case 'number':
      if (!Number.isFinite(value)) return 'not-finite'
      if (Number.isInteger(value) && !Number.isSafeInteger(value)) return 'unsafe-integer'
      return spend(walk, `${value}`.length)
    case 'boolean':
      return spend(walk, value ? 4 : 5)
    case 'object':
      if (value === null) return spend(walk, 4)
      return nested(value, walk)
    default:
      return 'not-plain'
  }
}

function nested(value: object, walk: Walk): JsonFault | null {
  if (walk.ancestors.length === walk.depth) return walk.ancestors.includes(value) ? 'cycle' : 'too-deep'
  walk.ancestors.push(value)
  const fault = Array.isArray(value) ? checkItems(value, walk) : checkMembers(value, walk)
  walk.ancestors.pop()
  return fault
}

function checkItems(items: readonly unknown[], walk: Walk): JsonFault | null {
  // Every item costs at least a digit and a comma, so a huge array is refused before it is read.
  if (items.length * 2 > walk.left) return 'too-large'
  const fault = spend(walk, items.length === 0 ? 2 : items.length + 1)
  if (fault !== null) return fault
  for (let i = 0; i < items.length; i++) {
    walk.path.push(i)
    const fault = items[i] === undefined ? 'undefined-item' : check(items[i], walk)
    if (fault !== null) return fault
    walk.path.pop()
  }
  return null
}

function checkMembers(object: object, walk: Walk): JsonFault | null {
  if (!isPlain(object)) return 'not-plain'
  let members = 0
  for (const key of Object.keys(object)) {
    const value = (object as Readonly<Record<string, unknown>>)[key]
    if (value === undefined) continue
    members++
    walk.path.push(key)
    const fault = reservedKeys.has(key)
      ? 'reserved-key'
      : (checkText(key, walk) ?? spend(walk, 2) ?? check(value, walk))
    if (fault !== null) return fault
    walk.path.pop()
  }
  // Braces; each member was charged a colon and a comma, and the last has no comma.
  return spend(walk, members === 0 ? 2 : 1)
}

function isPlain(object: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(object)
  // Object.prototype itself, or that of another realm.
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null
}

const plainAscii = /^[ !#-[\]-~]*$/

function checkText(text: string, walk: Walk): JsonFault | null {
  const atLeast = text.length + 2
  if (atLeast > walk.left) return 'too-large'
  if (plainAscii.test(text)) return spend(walk, atLeast)
  let bytes = 2
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit === 0) return 'nul-character'
    if (unit < 0x20) bytes += hasShortEscape(unit) ? 2 : 6
    else if (unit < 0x80) bytes += unit === 0x22 || unit === 0x5c ? 2 : 1
    else if (unit < 0x800) bytes += 2
    else if (unit < 0xd800 || unit > 0xdfff) bytes += 3
    else {
      const next = text.charCodeAt(i + 1)
      if (unit > 0xdbff || !(next >= 0xdc00 && next <= 0xdfff)) return 'lone-surrogate'
      bytes += 4
      i++
    }
  }
  return spend(walk, bytes)
}

/** \b \t \n \f \r */
function hasShortEscape(unit: number): boolean {
  return unit === 8 || unit === 9 || unit === 10 || unit === 12 || unit === 13
}

function spend(walk: Walk, bytes: number): JsonFault | null {
  walk.left -= bytes
  return walk.left < 0 ? 'too-large' : null
}
