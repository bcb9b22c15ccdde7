import { existsSync, statSync } from 'node:fs'
import { sqliteStore } from '@convoke/store-sqlite'
import { cleanLine } from '../../terminal/clean.js'
import { type Call, casesPath } from '../call.js'
import { configured } from '../config.js'
import { exitCodes } from '../exit-codes.js'
import { UsageError } from '../usage-error.js'
import { tell } from '../words.js'

/** `convoke backup FILE` */
export async function backup(call: Call, _: object, name: string): Promise<number> {
  if ((await configured(call)).store !== undefined) throw new UsageError('usage/not-sqlite')
  const [file, copy] = [casesPath(call), call.path(name)]
  if (!existsSync(file)) throw new UsageError('usage/no-file', { file })
  if (existsSync(copy)) throw new UsageError('usage/file-exists', { file: copy })
  const store = sqliteStore(file)
  try {
    await store.backup(copy)
  } finally {
    await store.close()
  }
  const bytes = statSync(copy).size
  call.print({ file, copy, bytes }, () => [
    tell(call.lang, 'backup.made', { file: cleanLine(copy), size: sizeText(bytes) }),
    tell(call.lang, 'backup.erased'),
  ])
  return exitCodes.done
}

function sizeText(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}
