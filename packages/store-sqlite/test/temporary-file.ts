import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A path in a directory of its own, which goes at the end of its scope: `using file = temporaryFile()`. */
export function temporaryFile(name = 'cases.db'): { readonly path: string; readonly directory: string } & Disposable {
  const directory = mkdtempSync(join(tmpdir(), 'convoke-'))
  return {
    directory,
    path: join(directory, name),
    [Symbol.dispose]: () => rmSync(directory, { recursive: true, force: true }),
  }
}
