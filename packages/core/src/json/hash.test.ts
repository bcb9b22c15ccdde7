import * as crypto from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hmacSha256Hex, nodeHashing, portableHashing, sha256Hex } from './hash.js'

const text = fc.string({ unit: 'binary' })
const withoutOneShot = nodeHashing({ ...crypto, hash: undefined } as unknown as typeof crypto)

describe.each([
  ['the default', { sha256Hex, hmacSha256Hex }],
  ['plain JavaScript', portableHashing],
  ['node without the one-shot call', withoutOneShot],
])('hashing by %s', (_, hashing) => {
  it('gives the published test vectors', () => {
    expect(hashing.sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
    expect(hashing.hmacSha256Hex('key', 'The quick brown fox jumps over the lazy dog')).toBe(
      'f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8',
    )
  })

  it('gives the bytes of node:crypto for any text and any key, lone surrogates included', () => {
    fc.assert(
      fc.property(text, text, (key, data) => {
        expect(hashing.sha256Hex(data)).toBe(crypto.createHash('sha256').update(data).digest('hex'))
        expect(hashing.sha256Hex(new TextEncoder().encode(data))).toBe(hashing.sha256Hex(data))
        expect(hashing.hmacSha256Hex(key, data)).toBe(crypto.createHmac('sha256', key).update(data).digest('hex'))
      }),
    )
  })
})
