import { type Ed25519PrivateKey, ed25519KeyStore, type KeyStore } from '@convoke/core'
import type { Call } from './call.js'
import { parseJson, readText } from './data.js'
import { UsageError } from './usage-error.js'

/** The keys in the file that was named, or in `CONVOKE_KEY`. Where only the public part is there, they check and do not sign. */
export async function keysIn(call: Call, named: string | undefined): Promise<KeyStore | undefined> {
  const file = named ?? (call.host.env.CONVOKE_KEY || undefined)
  if (file === undefined) return undefined
  const jwk = parseJson(await readText(call, file), file)
  if (typeof jwk !== 'object' || jwk === null) throw new UsageError('usage/not-an-object', { where: file })
  return ed25519KeyStore({ subtle: globalThis.crypto.subtle, signing: jwk as Ed25519PrivateKey })
}
