import { ConvokeError } from '../errors/convoke-error.js'
import { canonicalJson } from '../json/canonical.js'
import { sha256Hex } from '../json/hash.js'
import type { KeyStore } from '../ports/key-store.js'

/** A public Ed25519 key as a JSON Web Key. @source RFC 8037 */
export interface Ed25519PublicKey {
  readonly kty: 'OKP'
  readonly crv: 'Ed25519'
  /** 32 bytes, base64url. */
  readonly x: string
}

/** A private Ed25519 key as a JSON Web Key. */
export interface Ed25519PrivateKey extends Ed25519PublicKey {
  /** 32 bytes, base64url. */
  readonly d: string
}

/** The four functions of WebCrypto that are needed; `crypto.subtle` of Node 20 and of browsers has them. */
export interface SubtleEd25519 {
  importKey(
    format: 'jwk',
    key: object,
    algorithm: 'Ed25519',
    extractable: boolean,
    usages: ('sign' | 'verify')[],
  ): Promise<unknown>
  sign(algorithm: 'Ed25519', key: never, data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>
  verify(
    algorithm: 'Ed25519',
    key: never,
    signature: Uint8Array<ArrayBuffer>,
    data: Uint8Array<ArrayBuffer>,
  ): Promise<boolean>
}

/** What {@link ed25519KeyStore} needs. */
export interface Ed25519Keys {
  readonly subtle: SubtleEd25519
  /** The key in use. */
  readonly signing: Ed25519PrivateKey
  /** Earlier keys, whose signatures stay valid. */
  readonly earlier?: readonly Ed25519PublicKey[] | undefined
}

/**
 * Keys in memory, signing by WebCrypto. For a host that keeps the private key in a file or an environment variable; one
 * with a hardware module implements {@link KeyStore} itself.
 *
 * @throws ConvokeError `input/key` from `sign` and `verify` when a key is not a valid Ed25519 JSON Web Key
 * @example
 * const keys = ed25519KeyStore({
 *   subtle: crypto.subtle,
 *   signing: {
 *     kty: 'OKP',
 *     crv: 'Ed25519',
 *     x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
 *     d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A',
 *   },
 * })
 * const bytes = new TextEncoder().encode('root')
 * await keys.verify(keys.keyId, bytes, await keys.sign(bytes)) // => true
 */
export function ed25519KeyStore({ subtle, signing, earlier = [] }: Ed25519Keys): KeyStore {
  const publicKeys = new Map(
    [signing, ...earlier].map(({ kty, crv, x }) => [ed25519KeyId({ kty, crv, x }), { kty, crv, x }]),
  )
  const imported = new Map<string, Promise<unknown>>()
  function load(jwk: object, usage: 'sign' | 'verify'): Promise<unknown> {
    const id = canonicalJson(jwk)
    let key = imported.get(id)
    if (key === undefined) {
      key = subtle.importKey('jwk', jwk, 'Ed25519', false, [usage]).catch((cause: unknown) => {
        throw new ConvokeError(
          'input/key',
          'the key is not an Ed25519 JSON Web Key; generate one with `crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"])`',
          { cause },
        )
      })
      imported.set(id, key)
    }
    return key
  }
  return {
    keyId: ed25519KeyId(signing),
    async sign(bytes) {
      const { kty, crv, x, d } = signing
      return new Uint8Array(
        await subtle.sign('Ed25519', (await load({ kty, crv, x, d }, 'sign')) as never, owned(bytes)),
      )
    },
    async verify(keyId, bytes, signature) {
      const jwk = publicKeys.get(keyId)
      if (jwk === undefined) return false
      return subtle.verify('Ed25519', (await load(jwk, 'verify')) as never, owned(signature), owned(bytes))
    },
  }
}

/** A copy in memory of its own: the WebCrypto of browsers, by its types, takes no shared memory. */
function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes)
}

/**
 * The id of a key: hex SHA-256 of its public members.
 *
 * @source RFC 7638 (thumbprint), in hex
 * @example
 * ed25519KeyId({ kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' }) // => '90fa…'
 */
export function ed25519KeyId({ kty, crv, x }: Ed25519PublicKey): string {
  return sha256Hex(canonicalJson({ crv, kty, x }))
}
