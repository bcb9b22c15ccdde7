import { canonicalJson } from '../json/canonical.js'
import { hmacSha256Hex, sha256Hex } from '../json/hash.js'
import type { Json } from '../json/json.js'
import type { PartyId } from '../ports/party.js'

/** What makes two sendings of a command the same one. */
export interface Fingerprinted {
  readonly type: string
  readonly data: Json
  readonly onBehalfOf?: PartyId | undefined
}

/**
 * The fingerprint by which a retried command is told from another one under the same command id: hex SHA-256 of the
 * canonical `{ type, data, onBehalfOf }`, absent members left out. Pure.
 *
 * @param secret keys the digest (HMAC). Without it, whoever reads the store can guess at short personal values, also
 *   after they were erased; with the secret salt of the case they cannot.
 * @throws ConvokeError `bug/not-json` for data that did not pass {@link assertJson}
 * @example
 * fingerprint({ type: 'reply', data: { a: 1, b: 2 } }) === fingerprint({ type: 'reply', data: { b: 2, a: 1 } }) // => true
 */
export function fingerprint({ type, data, onBehalfOf }: Fingerprinted, secret?: string): string {
  const text = canonicalJson({ type, data, onBehalfOf })
  return secret === undefined ? sha256Hex(text) : hmacSha256Hex(secret, text)
}
