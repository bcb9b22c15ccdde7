/**
 * `npm run demo`: the three flows of the project, from a fresh clone, with nothing installed but Node and npm. First the
 * convening of the second example in brief, then a vote of owners and a complaint that leads to a convening: under two
 * screens each. `npm run demo -- --full` tells the first line by line.
 *
 * Installs only what the examples run on, without the tools and test servers of the workspace, and starts them from
 * source. An installed workspace is used as it is. Other arguments go to the second example.
 */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packages, pnpm, root, run } from './workspace.mjs'

const examples = ['02-parking-convening', '03-four-party-vote', '04-complaint-to-convening']
const folderOf = example => join(root, 'examples', example)

/** The folders of the examples and of every package of ours they stand on. */
const closure = () => {
  const ours = new Map(packages().map(({ directory, manifest }) => [manifest.name, directory]))
  const found = new Set(examples.map(folderOf))
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
    ...(whole ? [] : examples.map(example => `--filter=@convoke/example-${example}...`)),
  ])
  if (code !== 0) {
    console.error(output)
    process.exit(code)
  }
  console.error(`installed in ${((performance.now() - started) / 1000).toFixed(1)} s\n`)
}

/** Runs one example in this terminal; its exit code. */
const play = (example, ...args) =>
  new Promise((resolve, reject) => {
    const cwd = folderOf(example)
    const child = spawn(
      process.execPath,
      [join(cwd, 'node_modules/tsx/dist/cli.mjs'), '--conditions=@convoke/source', 'src/main.ts', ...args],
      { cwd, stdio: 'inherit' },
    )
    child.on('error', reject)
    child.on('close', (code, signal) => resolve(code ?? (signal ? 1 : 0)))
  })

const given = process.argv.slice(2)
const first = given.includes('--full') ? given.filter(word => word !== '--full') : ['--short', ...given]
for (const [at, example] of examples.entries()) {
  if (at > 0) console.log(`\n━━ examples/${example}\n`)
  process.exitCode = await play(example, ...(at === 0 ? first : []))
  if (process.exitCode !== 0) break
}
