import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
// @ts-expect-error a script of the repository, without declarations
import { entryPoints, publicPackages, root } from '../workspace.mjs'
import { type PublicExport, publicExports } from './public-exports.js'

/** One entry point of a published package, and what it gives. */
export interface Door {
  /** What a user imports: `@convoke/core/testing`. */
  readonly specifier: string
  /** The folder of its package, relative to the repository: `packages/core`. */
  readonly home: string
  /** Its source, relative to the repository. */
  readonly entry: string
  /** What the manifest says of the package. */
  readonly description: string
  readonly names: readonly PublicExport[]
}

interface PublicPackage {
  readonly directory: string
  readonly manifest: { readonly name: string; readonly description: string }
}

/** Every entry point of every published package, in the order of the folders and of `exports`. */
export const publicDoors = (): Door[] =>
  (publicPackages() as PublicPackage[]).flatMap(({ directory, manifest }) =>
    entryPoints(manifest).map(({ path, source }: { path: string; source: string }): Door => {
      const file = join(directory, source)
      return {
        specifier: manifest.name + path.slice(1),
        home: relative(root, directory),
        entry: relative(root, file),
        description: manifest.description,
        names: existsSync(file) ? publicExports(file, root) : [],
      }
    }),
  )
