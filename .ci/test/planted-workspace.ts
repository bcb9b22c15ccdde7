import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

/** The repository these tests belong to. */
export const repository = resolve(import.meta.dirname, '../..')

/** A throw-away copy of the workspace's shape, in which a rule can be broken on purpose. */
export interface PlantedWorkspace extends Disposable {
  readonly directory: string
  /** Writes a file, folders included. */
  readonly write: (path: string, text: string) => void
  /** Makes `at` a link to `target`, both relative to the workspace unless absolute. */
  readonly link: (at: string, target: string) => void
}

/** Opens an empty planted workspace; disposing it removes the folder. */
export const plantedWorkspace = (): PlantedWorkspace => {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'planted-')))
  const prepare = (path: string): string => {
    const full = join(directory, path)
    mkdirSync(dirname(full), { recursive: true })
    return full
  }
  return {
    directory,
    write: (path, text) => writeFileSync(prepare(path), text),
    link: (at, target) => symlinkSync(resolve(directory, target), prepare(at)),
    [Symbol.dispose]: () => rmSync(directory, { recursive: true, force: true }),
  }
}
