import { generateKeyPairSync } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { type Ed25519PrivateKey, ed25519KeyId } from '@convoke/core'
import { cleanLine } from '../../terminal/clean.js'
import type { Call } from '../call.js'
import { exitCodes } from '../exit-codes.js'
import { UsageError } from '../usage-error.js'
import { tell } from '../words.js'

/** `convoke key FILE` */
export async function key(call: Call, _: object, name: string): Promise<number> {
  const file = call.path(name)
  const signing = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as Ed25519PrivateKey
  try {
    await writeFile(file, `${JSON.stringify(signing)}\n`, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') throw new UsageError('usage/file-exists', { file })
    throw new UsageError('usage/unreadable', { file, why: code ?? message })
  }
  const keyId = ed25519KeyId(signing)
  const { kty, crv, x } = signing
  call.print({ file, keyId, publicKey: { kty, crv, x } }, () => [
    tell(call.lang, 'key.made', { file: cleanLine(file) }),
    tell(call.lang, 'key.id', { id: keyId }),
  ])
  return exitCodes.done
}
