// A program of the workspace as plain JavaScript: to start its sources takes seconds of compiling and looking up, each time.
import { copyFileSync, mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { build } from 'tsup'

/** What brings its own machine code or its own files: asked for from where the bundle lies. */
const external = ['libsql', 'better-sqlite3', 'tsx']

/**
 * Bundles a source with all it imports and returns the file to start.
 *
 * It lies in `node_modules` of the package `home`, as deep below the manifest as a source, because a program may ask for its
 * manifest, and for a driver of its package. Tests of one name write one folder: give each its own.
 */
export async function bundled(name: string, entry: string, home: string): Promise<string> {
  const folder = join(home, 'node_modules/.cache', name)
  const outDir = join(folder, 'dist')
  mkdirSync(outDir, { recursive: true })
  copyFileSync(join(home, 'package.json'), join(folder, 'package.json'))
  await build({
    entry: [entry],
    outDir,
    format: ['esm'],
    platform: 'node',
    target: 'node20',
    config: false,
    silent: true,
    dts: false,
    minify: true,
    noExternal: [new RegExp(`^(?!node:|(?:${external.join('|')})$)`)],
    external,
    outExtension: () => ({ js: '.mjs' }),
    banner: {
      js: "import { createRequire as bundledRequire } from 'node:module'; const require = bundledRequire(import.meta.url);",
    },
    esbuildOptions(options) {
      options.conditions = ['@convoke/source', 'module', 'node', 'import']
      // One byte a character is read faster than two.
      options.charset = 'ascii'
    },
  })
  return join(outDir, basename(entry).replace(/\.ts$/, '.mjs'))
}
