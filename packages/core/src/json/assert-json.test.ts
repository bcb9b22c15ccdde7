import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { assertJson, commandLimits, contextLimits } from './assert-json.js'

function refused(value: unknown): string {
  const verdict = assertJson(value)
  return verdict.ok ? 'accepted' : `${verdict.code} ${verdict.fault} at "${verdict.path}"`
}

const loop: Record<string, unknown> = {}
loop.again = { loop }
const twice: Record<string, unknown> = {}
twice.a = twice
twice.b = twice
const deep = (levels: number): unknown => {
  let value: unknown = 1
  for (let i = 0; i < levels; i++) value = [value]
  return value
}
class Person {
  name = 'x'
}

describe('the boundary of the journal', () => {
  it.each([
    [{ votes: [1, Number.NaN] }, 'input/not-json not-finite at "/votes/1"'],
    [{ n: Number.NEGATIVE_INFINITY }, 'input/not-json not-finite at "/n"'],
    [{ area: 2 ** 53 }, 'input/not-json unsafe-integer at "/area"'],
    [[-(2 ** 53)], 'input/not-json unsafe-integer at "/0"'],
    [{ name: 'a\ud83d' }, 'input/not-json lone-surrogate at "/name"'],
    [{ name: '\ude00\ud83d' }, 'input/not-json lone-surrogate at "/name"'],
    [{ '\ud83d': 1 }, 'input/not-json lone-surrogate at "/\ud83d"'],
    [{ name: 'a\u0000' }, 'input/not-json nul-character at "/name"'],
    [{ 'a\u0000': 1 }, 'input/not-json nul-character at "/a\u0000"'],
    [JSON.parse('{"a":{"__proto__":1}}'), 'input/reserved-name reserved-key at "/a/__proto__"'],
    [{ constructor: { prototype: {} } }, 'input/reserved-name reserved-key at "/constructor"'],
    [{ note: `~personal:${'0'.repeat(64)}` }, 'input/reserved-name personal-handle at "/note"'],
    [{ list: [1, undefined] }, 'input/not-json undefined-item at "/list/1"'],
    // biome-ignore lint/suspicious/noSparseArray: a hole is what is refused.
    [{ list: [1, , 2] }, 'input/not-json undefined-item at "/list/1"'],
    [undefined, 'input/not-json not-plain at ""'],
    [{ at: new Date(0) }, 'input/not-json not-plain at "/at"'],
    [{ m: new Map() }, 'input/not-json not-plain at "/m"'],
    [{ p: new Person() }, 'input/not-json not-plain at "/p"'],
    [{ f: () => 1 }, 'input/not-json not-plain at "/f"'],
    [{ b: 1n }, 'input/not-json not-plain at "/b"'],
    [{ s: Symbol('x') }, 'input/not-json not-plain at "/s"'],
    [{ 'a/b': { '~': [new Date(0)] } }, 'input/not-json not-plain at "/a~1b/~0/0"'],
  ])('refuses %o', (value, verdict) => {
    expect(refused(value)).toBe(verdict)
  })

  it('refuses a cycle, also one that doubles at every turn', () => {
    expect(refused(loop)).toMatch(/^input\/not-json cycle/)
    expect(refused(twice)).toMatch(/^input\/not-json cycle/)
  })

  it('admits 64 levels and refuses the 65th', () => {
    expect(refused(deep(64))).toBe('accepted')
    expect(refused(deep(65))).toBe(`input/not-json too-deep at "${'/0'.repeat(64)}"`)
  })

  it('refuses a value whose getter throws instead of throwing itself', () => {
    const value = Object.defineProperty({}, 'x', {
      enumerable: true,
      get: () => {
        throw new Error('no')
      },
    })
    expect(refused(value)).toBe('input/not-json unreadable at ""')
  })

  it('accepts personal handles in what a machine holds', () => {
    expect(assertJson({ phone: `~personal:${'0'.repeat(64)}` }, contextLimits).ok).toBe(true)
    expect(refused({ note: '~personal: call me' })).toBe('accepted')
  })

  it('accepts objects without a prototype and those of another realm', () => {
    expect(refused(Object.assign(Object.create(null), { a: 1 }))).toBe('accepted')
    expect(refused(runInNewContext('({ a: [{}] })'))).toBe('accepted')
  })

  it('counts an undefined member as absent', () => {
    expect(assertJson({ a: undefined, b: 1 })).toEqual({ ok: true, bytes: 7 })
    expect(assertJson({ a: undefined })).toEqual({ ok: true, bytes: 2 })
  })

  it('accepts 2^53 − 1, numbers with a fraction, surrogate pairs and control characters other than U+0000', () => {
    expect(refused([2 ** 53 - 1, 0.1, 1e-300, '😀', '\u0001\n'])).toBe('accepted')
  })

  it('admits exactly 64 KiB of UTF-8 for a command and 256 KiB for a context', () => {
    expect(assertJson('x'.repeat(65_534))).toEqual({ ok: true, bytes: 65_536 })
    expect(refused('x'.repeat(65_535))).toBe('input/too-large too-large at ""')
    expect(refused({ topic: '停'.repeat(21_841) })).toBe('accepted')
    expect(refused({ topic: '停'.repeat(21_842) })).toBe('input/too-large too-large at "/topic"')
    expect(assertJson('x'.repeat(262_142), contextLimits).ok).toBe(true)
    expect(assertJson('x'.repeat(262_143), contextLimits).ok).toBe(false)
    expect(commandLimits.depth).toBe(64)
  })

  it('does no more work than the limit allows, however large or shared the value is', () => {
    let reads = 0
    const counted = new Proxy(
      Array.from({ length: 1_000_000 }, () => 1),
      {
        get: (target, key, self) => {
          reads++
          return Reflect.get(target, key, self)
        },
      },
    )
    expect(refused({ list: counted })).toBe('input/too-large too-large at "/list"')
    expect(reads).toBeLessThan(20)

    let shared: unknown = 'leaf'
    for (let i = 0; i < 60; i++) shared = [shared, shared]
    expect(refused(shared)).toMatch(/^input\/too-large/)
    expect(refused(new Array(2 ** 32 - 1))).toMatch(/^input\/too-large/)
  })
})
