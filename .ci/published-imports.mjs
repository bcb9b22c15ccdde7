/** Imports of published files that an installation could not resolve: TypeScript would turn them into `any` in silence. */
import { existsSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import ts from 'typescript'

/** The npm package that a bare specifier enters. */
const packageOf = specifier => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')

/**
 * What is wrong with the imports of one published file, as sentences.
 *
 * @param {Record<string, any>} manifest the published package.json
 * @param {string} directory the unpacked package
 * @param {string} file a `.js` or `.d.ts` file in it, relative, with forward slashes
 * @returns {string[]}
 */
export const unresolvableImports = (manifest, directory, file) => {
  const declared = new Set(
    ['dependencies', 'peerDependencies', 'optionalDependencies'].flatMap(kind => Object.keys(manifest[kind] ?? {})),
  )
  const { importedFiles, typeReferenceDirectives } = ts.preProcessFile(
    readFileSync(join(directory, file), 'utf8'),
    true,
    true,
  )
  const resolves = specifier => {
    if (specifier.startsWith('node:')) return true
    if (!specifier.startsWith('.')) return declared.has(packageOf(specifier))
    const target = posix.join(posix.dirname(file), specifier)
    return existsSync(join(directory, file.endsWith('.d.ts') ? target.replace(/\.js$/, '.d.ts') : target))
  }
  return [...importedFiles, ...typeReferenceDirectives]
    .map(({ fileName }) => fileName)
    .filter(specifier => !resolves(specifier))
    .map(specifier =>
      specifier.startsWith('.')
        ? `${file} imports '${specifier}', which is not published`
        : `${file} imports '${specifier}', which is not among its dependencies`,
    )
}
