import { existsSync, readdirSync, statSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { appFiles } from '../../new/app-files.js'
import { cleanLine } from '../../terminal/clean.js'
import type { Call } from '../call.js'
import { exitCodes } from '../exit-codes.js'
import { UsageError } from '../usage-error.js'
import { tell } from '../words.js'

/** `convoke new FOLDER` */
export async function makeApp(call: Call, _: object, folder: string): Promise<number> {
  const { host, lang } = call
  const root = call.path(folder)
  if (existsSync(root) && (!statSync(root).isDirectory() || readdirSync(root).length > 0))
    throw new UsageError('usage/file-exists', { file: root })
  const files = appFiles(packageName(basename(root)), { lang, version: host.version })
  for (const { path, text } of files) {
    const file = join(root, path)
    try {
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, text, { flag: 'wx' })
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException
      throw new UsageError('usage/unwritable', { file, why: code ?? message })
    }
  }
  call.print({ folder: root, files: files.map(({ path }) => path) }, () => [
    tell(lang, 'new.made', { folder: cleanLine(root) }),
    ...files.map(({ path }) => `  ${path}`),
    tell(lang, 'new.next'),
    ...[`cd ${quoted(folder)}`, 'npm install', 'npm start', 'npx convoke list', 'npx convoke verify repair'].map(
      line => `  ${line}`,
    ),
  ])
  return exitCodes.done
}

/** A name that npm takes: the folder may be called in Chinese. */
function packageName(folder: string): string {
  const plain = folder
    .toLowerCase()
    .replace(/[^a-z0-9._~-]+/g, '-')
    .replace(/^[._-]+|-+$/g, '')
  return plain === '' || plain === 'node_modules' ? 'my-app' : plain.slice(0, 200)
}

function quoted(folder: string): string {
  const line = cleanLine(folder)
  return /^[\w./@~-]+$/.test(line) ? line : `'${line.replaceAll("'", `'\\''`)}'`
}
