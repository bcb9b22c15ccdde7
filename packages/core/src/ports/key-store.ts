/**
 * Holds the key that signs anchors (Ed25519). Kept apart from the case store: whoever can rewrite journals must not be
 * able to sign.
 */
export interface KeyStore {
  /** The key in use. Older keys stay verifiable by their id. */
  readonly keyId: string
  sign(bytes: Uint8Array): Promise<Uint8Array>
  /** False for a wrong signature or an unknown key. */
  verify(keyId: string, bytes: Uint8Array, signature: Uint8Array): Promise<boolean>
}
