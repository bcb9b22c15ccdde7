import { writeFile } from 'node:fs/promises'
import type { Call } from './call.js'
import { UsageError } from './usage-error.js'

/** Writes a file of results, over one of an earlier run; returns where. */
export async function writtenFile(call: Call, name: string, content: string | Uint8Array): Promise<string> {
  const file = call.path(name)
  try {
    await writeFile(file, content)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw new UsageError('usage/unwritable', { file, why: code ?? message })
  }
  return file
}
