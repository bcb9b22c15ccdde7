/**
 * Builds every package into its dist: JavaScript with tsup, then all declarations in one `tsc -b`.
 *
 * Run: `npm run build`, or `node .ci/build.mjs core engine` for some packages and what they import.
 * The entry points are those of `exports`, so a new subpath needs no second mention. A source in `build/` is not bundled but
 * run, and the texts it exports are written down: what only this repository can make, such as a script for a page. Packages
 * of `devDependencies` that a source imports are part of what is built; `build/instead/NAME.cjs` is taken for what they import as NAME.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'tsup'
import { entryPoints, oneChecker, packages, root, run, tool } from './workspace.mjs'

const asked = process.argv.slice(2)
const known = packages().filter(({ manifest }) => entryPoints(manifest).length > 0)
const unknown = asked.filter(name => !known.some(({ folder }) => folder === name))
if (unknown.length > 0) {
  console.error(`no such package: ${unknown.join(', ')}; known: ${known.map(({ folder }) => folder).join(', ')}`)
  process.exit(2)
}
const chosen = asked.length > 0 ? known.filter(({ folder }) => asked.includes(folder)) : known
const started = performance.now()

const isMade = source => source.startsWith('./build/')

/**
 * What is part of what is built: packages that only this repository needs installed, not those that somebody else installs. Of a
 * scope all, since its packages import one another.
 */
const broughtAlong = ({ devDependencies = {}, peerDependencies = {} }) => {
  const names = Object.entries(devDependencies)
    .filter(([name, version]) => !version.startsWith('workspace:') && !Object.hasOwn(peerDependencies, name))
    .map(([name]) => name)
  const scopes = new Set(names.filter(name => name.startsWith('@')).map(name => name.split('/')[0]))
  return [...names.filter(name => !name.startsWith('@')), ...[...scopes].map(scope => new RegExp(`^${scope}/`))]
}

/** What is taken instead of what packages that are brought along import, by its name. */
const instead = directory => {
  const folder = join(directory, 'build/instead')
  const files = existsSync(folder) ? readdirSync(folder) : []
  return Object.fromEntries(files.map(file => [file.replace(/\.cjs$/, ''), join(folder, file)]))
}

/** Runs a source of `build/` and writes the texts that it exports as a module with its declarations. */
const make = async (directory, { source, output }) => {
  const tell = 'import(process.argv[1]).then(made => process.stdout.write(JSON.stringify({ ...made })))'
  const {
    code,
    stdout,
    output: said,
  } = await run([...tool('tsx'), '--conditions=@convoke/source', '-e', tell, join(directory, source)], {
    cwd: directory,
  })
  if (code !== 0) throw new Error(said)
  const texts = Object.entries(JSON.parse(stdout))
  mkdirSync(join(directory, 'dist'), { recursive: true })
  const file = join(directory, 'dist', output)
  writeFileSync(`${file}.js`, texts.map(([name, text]) => `export const ${name} = ${JSON.stringify(text)}\n`).join(''))
  const written = readFileSync(join(directory, source), 'utf8')
  const docOf = name =>
    written.match(new RegExp(`/\\*\\*(?:(?!\\*/)[^])*\\*/\\n(?=export const ${name}\\b)`))?.[0] ?? ''
  const declared = texts.map(([name]) => `${docOf(name)}export declare const ${name}: string\n`)
  writeFileSync(`${file}.d.ts`, declared.join(''))
}

for (const { directory, manifest } of chosen) {
  rmSync(join(directory, 'dist'), { recursive: true, force: true })
  process.chdir(directory) // tsup reads the dependencies of the manifest in the working directory
  await build({
    config: false,
    silent: true,
    entry: Object.fromEntries(
      entryPoints(manifest)
        .filter(({ source }) => !isMade(source))
        .map(({ output, source }) => [output, source]),
    ),
    format: ['esm'],
    target: 'node20',
    platform: 'neutral',
    sourcemap: true,
    clean: false,
    dts: false,
    skipNodeModulesBundle: true,
    // What a source imports that is not installed with the package comes along in it.
    noExternal: [...broughtAlong(manifest), ...Object.keys(instead(directory))],
    removeNodeProtocol: false, // `node:sqlite` has no name without its protocol
    esbuildOptions: options => {
      // Without it nothing written for `require` is found where no platform is meant.
      options.mainFields = ['module', 'main']
      options.legalComments = 'linked' // in files beside it, which threads need not read
      options.alias = instead(directory)
      options.absWorkingDir = directory // esbuild remembers the directory it was loaded in
    },
  })
}
process.chdir(root)
for (const { directory, manifest } of chosen)
  for (const entry of entryPoints(manifest).filter(({ source }) => isMade(source))) await make(directory, entry)
const bundled = performance.now()

const { code, output } = await run([
  ...tool('tsc'),
  '-b',
  '--force',
  ...oneChecker,
  ...chosen.map(({ directory }) => join(directory, 'tsconfig.build.json')),
])
process.stdout.write(output)
if (code !== 0) process.exit(code)

const seconds = (from, to) => `${((to - from) / 1000).toFixed(1)} s`
console.log(
  `built ${chosen.length} packages: JavaScript ${seconds(started, bundled)}, declarations ${seconds(bundled, performance.now())}`,
)
