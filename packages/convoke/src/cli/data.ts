import { isUtf8 } from 'node:buffer'
import { readFile } from 'node:fs/promises'
import type { Call } from './call.js'
import { UsageError } from './usage-error.js'

/** The JSON object that an option gives: itself, in a file (`@file`), or on standard input (`-`). Without option, `{}`. */
export async function readData(
  call: Call,
  option: string,
  given: string | undefined,
): Promise<Record<string, unknown>> {
  if (given === undefined) return {}
  const where = given === '-' ? 'stdin' : given.startsWith('@') ? given.slice(1) : option
  const text = given === '-' ? await call.host.stdin() : given.startsWith('@') ? await readText(call, where) : given
  const value = parseJson(text, where)
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new UsageError('usage/not-an-object', { where })
  return value as Record<string, unknown>
}

/** The text of a file. In another encoding than UTF-8, such as GBK, names would become others without a word. */
export async function readText(call: Call, name: string): Promise<string> {
  const file = call.path(name)
  const bytes = await readBytes(file)
  if (!isUtf8(bytes)) throw new UsageError('usage/not-utf8', { file })
  return bytes.toString('utf8')
}

async function readBytes(file: string): Promise<Buffer> {
  try {
    return await readFile(file)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new UsageError('usage/no-file', { file })
    if (code === 'EISDIR') throw new UsageError('usage/folder', { file })
    throw new UsageError('usage/unreadable', { file, why: code ?? message })
  }
}

/** JSON, or the words that it is none. */
export function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text)
  } catch (error) {
    throw new UsageError('usage/not-json', { where, why: (error as Error).message })
  }
}
