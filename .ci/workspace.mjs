/** What the other scripts need to know about the workspace: its packages and how to start its tools. */
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'

export const root = resolve(import.meta.dirname, '..')

/**
 * Every folder of `packages/` with a manifest, in alphabetical order.
 *
 * @returns {{ folder: string, directory: string, manifest: Record<string, any> }[]}
 */
export const packages = () =>
  readdirSync(join(root, 'packages'))
    .filter(folder => existsSync(join(root, 'packages', folder, 'package.json')))
    .map(folder => {
      const directory = join(root, 'packages', folder)
      return { folder, directory, manifest: JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) }
    })

/** The packages that go to the registry. */
export const publicPackages = () => packages().filter(({ manifest }) => manifest.private !== true)

/**
 * The entry points of a package: what `exports` names, with its source.
 *
 * @returns {{ path: string, source: string, output: string }[]} `output` is the path in dist without its suffix
 */
export const entryPoints = manifest =>
  Object.entries(manifest.exports ?? {})
    .filter(([, target]) => target?.['@convoke/source'] !== undefined)
    .map(([path, target]) => ({
      path,
      source: target['@convoke/source'],
      output: target.default.replace('./dist/', '').replace(/\.js$/, ''),
    }))

/** The command line of a workspace tool, as node would start it: no shell, no `npx`, no PATH. */
export const tool = name => {
  const paths = {
    biome: '@biomejs/biome/bin/biome',
    depcruise: 'dependency-cruiser/bin/dependency-cruise.mjs',
    knip: 'knip/bin/knip.js',
    publint: 'publint/src/cli.js',
    attw: '@arethetypeswrong/cli/dist/index.js',
    tsc: 'typescript-7/bin/tsc',
    tsc6: 'typescript/bin/tsc6',
    tsx: 'tsx/dist/cli.mjs',
    vitest: 'vitest/vitest.mjs',
  }
  return [process.execPath, join(root, 'node_modules', paths[name])]
}

/**
 * Options of TypeScript 7. It looks at a program with four checkers unless told otherwise, and each works out anew what the
 * others have: for this workspace 55 s of processor time instead of 36, where the other core has work of its own.
 */
export const oneChecker = ['--checkers', '1']

/** pnpm at the pinned version, however this script was started. */
export const pnpm = () => {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return process.env.npm_execpath?.includes('pnpm') && /\.[cm]?js$/.test(process.env.npm_execpath)
    ? [process.execPath, process.env.npm_execpath]
    : ['npx', '-y', packageManager]
}

/**
 * Installs the workspace if it is not; says so on standard error, so that standard output stays the caller's.
 *
 * @param {string[]} [needed] folders under node_modules that must be there
 * @param {string[]} [options] of `pnpm install`
 */
export const install = async (needed = ['tsx', 'vitest'], options = []) => {
  if (needed.every(name => existsSync(join(root, 'node_modules', name)))) return
  console.error('installing the dependencies …')
  const { code, output } = await run([...pnpm(), 'install', '--frozen-lockfile', ...options])
  if (code === 0) return
  console.error(output)
  process.exit(code)
}

/**
 * Runs a command to its end and keeps what it printed.
 *
 * @param {string[]} command the program and its arguments
 * @param {{ cwd?: string, env?: Record<string, string>, live?: boolean }} [options] `live` also shows the output as it comes
 * @returns {Promise<{ code: number, output: string, stdout: string }>}
 */
export const run = ([program, ...args], { cwd = root, env = {}, live = false } = {}) =>
  new Promise(done => {
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    let stdout = ''
    child.stdout.on('data', data => {
      output += data
      stdout += data
      if (live) process.stdout.write(data)
    })
    child.stderr.on('data', data => {
      output += data
      if (live) process.stderr.write(data)
    })
    child.on('error', error => done({ code: 127, output: `${output}${error.message}\n`, stdout }))
    child.on('close', code => done({ code: code ?? 1, output, stdout }))
  })

/** Maps with at most one job per core at a time, keeping the order of the results. */
export const inParallel = async (items, job) => {
  const results = new Array(items.length)
  let next = 0
  const worker = async () => {
    while (next < items.length) {
      const at = next++
      results[at] = await job(items[at])
    }
  }
  await Promise.all(Array.from({ length: Math.min(items.length, availableParallelism()) }, worker))
  return results
}
