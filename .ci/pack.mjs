/**
 * Packs every public package as the registry would get it, and checks the tarballs.
 *
 * Run: `node .ci/pack.mjs [FOLDER]` after a build. With FOLDER the tarballs stay there.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { unresolvableImports } from './published-imports.mjs'
import { inParallel, pnpm, publicPackages, run, tool } from './workspace.mjs'

const asked = process.argv[2]
const folder = asked ? resolve(asked) : mkdtempSync(join(tmpdir(), 'convoke-pack-'))
mkdirSync(folder, { recursive: true })

const unbuilt = publicPackages().filter(({ directory }) => !existsSync(join(directory, 'dist')))
if (unbuilt.length > 0) throw new Error(`build first: ${unbuilt.map(({ folder }) => folder).join(', ')}`)

const packing = await run([
  ...pnpm(),
  ...publicPackages().map(({ manifest }) => `--filter=${manifest.name}`),
  ...['-r', 'pack', '--pack-destination', folder],
])
if (packing.code !== 0) {
  process.stdout.write(packing.output)
  process.exit(packing.code)
}

/** Everything that is wrong with one tarball, as sentences. */
const faultsOf = async tarball => {
  const faults = []
  const unpacked = mkdtempSync(join(tmpdir(), 'convoke-unpacked-'))
  try {
    const { code, output } = await run(['tar', '-xzf', tarball, '-C', unpacked])
    if (code !== 0) return [output]
    const directory = join(unpacked, 'package')
    const text = readFileSync(join(directory, 'package.json'), 'utf8')
    const manifest = JSON.parse(text)
    for (const leak of ['@convoke/source', 'workspace:', 'catalog:']) {
      if (text.includes(`"${leak}`)) faults.push(`package.json still says ${leak}`)
    }
    for (const file of ['README.md', 'LICENSE']) {
      if (!existsSync(join(directory, file))) faults.push(`${file} is missing`)
    }
    const files = readdirSync(join(directory, 'dist'), { recursive: true, encoding: 'utf8' }).map(
      file => `dist/${file}`,
    )
    for (const file of files) {
      if (/\.test(-d)?\.|\.tsbuildinfo$/.test(file)) faults.push(`${file} should stay at home`)
      if (/\.(js|d\.ts)$/.test(file)) faults.push(...unresolvableImports(manifest, directory, file))
    }
    const { messages, pkg } = await publint({
      pack: { tarball: new Uint8Array(readFileSync(tarball)).buffer },
      strict: true,
    })
    faults.push(...messages.map(message => `publint: ${formatMessage(message, pkg, { color: false })}`))
    const attw = await run([
      ...tool('attw'),
      tarball,
      ...['--profile', 'esm-only', '--no-definitely-typed', '--no-emoji', '--no-color', '--format', 'ascii'],
    ])
    if (attw.code !== 0) faults.push(`attw: ${attw.output}`)
  } finally {
    rmSync(unpacked, { recursive: true, force: true })
  }
  return faults
}

const tarballs = readdirSync(folder).filter(name => name.endsWith('.tgz'))
if (tarballs.length !== publicPackages().length)
  throw new Error(`packed ${tarballs.length} of ${publicPackages().length}`)
const results = await inParallel(tarballs, async name => [name, await faultsOf(join(folder, name))])
for (const [name, faults] of results) {
  console.log(`${faults.length === 0 ? 'ok  ' : 'FAIL'} ${name}`)
  for (const fault of faults) console.log(`     ${fault}`)
}
if (asked === undefined) rmSync(folder, { recursive: true, force: true })
if (results.some(([, faults]) => faults.length > 0)) process.exitCode = 1
