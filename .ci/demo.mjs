/**
 * `npm run demo`: the second example, from a fresh clone, with nothing installed but Node and npm.
 *
 * Installs only what the example runs on, without the tools and test servers of the workspace, and starts it from
 * source. An installed workspace is used as it is.
 */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packages, pnpm, root, run } from './workspace.mjs'

const name = '@convoke/example-02-parking-convening'
const example = join(root, 'examples/02-parking-convening')

/** The folders of the example and of every package of ours it stands on. */
const closure = () => {
  const ours = new Map(packages().map(({ directory, manifest }) => [manifest.name, directory]))
  const found = new Set([example])
  for (const directory of found) {
    const { dependencies = {} } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'))
    for (const dependency of Object.keys(dependencies)) if (ours.has(dependency)) found.add(ours.get(dependency))
  }
  return [...found]
}

const isInstalled = directory => {
  const { dependencies = {}, peerDependencies = {} } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'))
  return Object.keys({ ...dependencies, ...peerDependencies }).every(dependency =>
    existsSync(join(directory, 'node_modules', dependency)),
  )
}

if (!closure().every(isInstalled)) {
  // A workspace that has its tools stays whole. Not `--prod`: a peer of ours, such as zod, is here a devDependency.
  const whole = existsSync(join(root, 'node_modules/vitest'))
  const started = performance.now()
  console.error('installing what the demo needs …')
  const { code, output } = await run([
    ...pnpm(),
    ...['install', '--frozen-lockfile'],
    ...(whole ? [] : [`--filter=${name}...`]),
  ])
  if (code !== 0) {
    console.error(output)
    process.exit(code)
  }
  console.error(`installed in ${((performance.now() - started) / 1000).toFixed(1)} s\n`)
}

const child = spawn(
  process.execPath,
  [
    join(example, 'node_modules/tsx/dist/cli.mjs'),
    '--conditions=@convoke/source',
    'src/main.ts',
    ...process.argv.slice(2),
  ],
  { cwd: example, stdio: 'inherit' },
)
child.on('close', (code, signal) => {
  process.exitCode = code ?? (signal ? 1 : 0)
})
