import { generateKeyPairSync } from 'node:crypto'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join, parse } from 'node:path'
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
  const publicFile = publicName(file)
  if (existsSync(publicFile)) throw new UsageError('usage/file-exists', { file: publicFile })
  try {
    await writeFile(file, `${JSON.stringify(signing)}\n`, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') throw new UsageError('usage/file-exists', { file })
    throw new UsageError('usage/unreadable', { file, why: code ?? message })
  }
  const { kty, crv, x } = signing
  await writeFile(publicFile, `${JSON.stringify({ kty, crv, x })}\n`)
  const keyId = ed25519KeyId(signing)
  call.print({ file, publicFile, keyId, publicKey: { kty, crv, x } }, () => [
    tell(call.lang, 'key.made', { file: cleanLine(file) }),
    tell(call.lang, 'key.public', { file: cleanLine(publicFile) }),
    tell(call.lang, 'key.id', { id: keyId }),
  ])
  return exitCodes.done
}

/** Beside the private key: `anchor.jwk`, `anchor.public.jwk`. */
function publicName(file: string): string {
  const { dir, name, ext } = parse(file)
  return join(dir, `${name}.public${ext}`)
}
