import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

/** SHA-256 and HMAC-SHA-256, as lower-case hex. Text is hashed as UTF-8. */
export interface Hashing {
  readonly sha256Hex: (data: string | Uint8Array) => string
  readonly hmacSha256Hex: (key: string | Uint8Array, data: string | Uint8Array) => string
}

/** Hashing that runs everywhere, in plain JavaScript. */
export const portableHashing: Hashing = {
  sha256Hex: data => bytesToHex(sha256(bytesOf(data))),
  hmacSha256Hex: (key, data) => bytesToHex(hmac(sha256, bytesOf(key), bytesOf(data))),
}

type Digest = (encoding: 'hex') => string

// Spelt out instead of `typeof import('node:crypto')`, which a project without Node's types could not compile.
/** What is used of node:crypto. `hash` is there since Node 20.12. */
export interface NodeDigests {
  readonly hash?: (algorithm: string, data: string | Uint8Array, encoding: 'hex') => string
  readonly createHash: (algorithm: string) => {
    readonly update: (data: string | Uint8Array) => { readonly digest: Digest }
  }
  readonly createHmac: (
    algorithm: string,
    key: string | Uint8Array,
  ) => { readonly update: (data: string | Uint8Array) => { readonly digest: Digest } }
}

/** Hashing by the platform's OpenSSL, where there is one. */
export function nodeHashing(crypto: NodeDigests): Hashing {
  const oneShot = crypto.hash
  return {
    sha256Hex:
      // The one-shot call of Node 20.12 and later makes no stream object: a third less time on a journal entry.
      typeof oneShot === 'function'
        ? data => oneShot('sha256', data, 'hex')
        : data => crypto.createHash('sha256').update(data).digest('hex'),
    hmacSha256Hex: (key, data) => crypto.createHmac('sha256', key).update(data).digest('hex'),
  }
}

function bytesOf(data: string | Uint8Array): Uint8Array {
  return typeof data === 'string' ? new TextEncoder().encode(data) : data
}

// Asked for at run time instead of imported, so that a browser bundle neither fails on `node:crypto` nor ships a shim.
// biome-ignore lint/style/noRestrictedGlobals: the one door to the platform; both sides give the same bytes.
const host: { readonly process?: { readonly getBuiltinModule?: (id: string) => unknown } } = globalThis
const crypto = host.process?.getBuiltinModule?.('node:crypto') as NodeDigests | undefined
const hashing = crypto === undefined ? portableHashing : nodeHashing(crypto)

/**
 * SHA-256 as 64 lower-case hex characters; text is hashed as UTF-8. Pure.
 *
 * By node:crypto where the platform has it, else by `@noble/hashes`; the bytes are the same.
 *
 * @source FIPS 180-4
 * @example
 * sha256Hex('') // => 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
 */
export function sha256Hex(data: string | Uint8Array): string {
  return hashing.sha256Hex(data)
}

/**
 * HMAC-SHA-256 as 64 lower-case hex characters: a digest that only the holder of the key can guess at. Pure.
 *
 * @source RFC 2104
 * @example
 * hmacSha256Hex('key', 'The quick brown fox jumps over the lazy dog').slice(0, 8) // => 'f7bc83f4'
 */
export function hmacSha256Hex(key: string | Uint8Array, data: string | Uint8Array): string {
  return hashing.hmacSha256Hex(key, data)
}
