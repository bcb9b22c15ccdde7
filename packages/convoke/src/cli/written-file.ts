import { access, constants, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { openDriver } from '@convoke/store-sqlite'
import type { Call } from './call.js'
import { UsageError } from './usage-error.js'

/** Refuses files that cannot be written, before anything is worked out that would be lost. What fills the disk later is told then. */
export async function refuseUnwritable(call: Call, names: readonly (string | undefined)[]): Promise<void> {
  for (const name of names) {
    if (name === undefined) continue
    await written(call, name, async file => {
      await access(dirname(file), constants.W_OK)
      const there = await stat(file).catch(() => undefined)
      if (there?.isDirectory() === true) throw Object.assign(new Error('is a folder'), { code: 'EISDIR' })
    })
  }
}

/** Writes a file of results, over one of an earlier run; returns where. */
export async function writtenFile(call: Call, name: string, content: string | Uint8Array): Promise<string> {
  return written(call, name, file => writeFile(file, content))
}

/** Writes the SQLite file that a script makes, over one of an earlier run; returns where. */
export async function writtenDatabase(call: Call, name: string, script: string): Promise<string> {
  return written(call, name, async file => {
    // Beside it first: a file of an earlier run goes only when there is another.
    const draft = `${file}.part`
    await rm(draft, { force: true })
    const database = openDriver(draft)
    try {
      database.exec(script)
    } finally {
      database.close()
    }
    await rename(draft, file)
  })
}

async function written(call: Call, name: string, write: (file: string) => Promise<void>): Promise<string> {
  const file = call.path(name)
  try {
    await write(file)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw new UsageError('usage/unwritable', { file, why: code ?? message })
  }
  return file
}
