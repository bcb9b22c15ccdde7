import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { temporaryFile } from './temporary-file.js'

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..')
const run = (command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env) =>
  spawnSync(command, args, { cwd: root, encoding: 'utf8', timeout: 550_000, env })
const newerNode = (args: readonly string[], env?: NodeJS.ProcessEnv) => run('npx', ['-y', 'node@24', ...args], env)
const lastLine = ({ error, stderr }: { readonly error?: Error | undefined; readonly stderr: string }) =>
  error?.message ?? stderr.trim().split('\n').at(-1)

const found = newerNode(['--version'])
const isThere = found.status === 0 && found.stdout.startsWith('v24')

/** Runs test files there, and returns what it printed of them; fails where any of them did. */
function tested(files: readonly string[], env?: NodeJS.ProcessEnv): string {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  expect(existsSync(vitest)).toBe(true)
  const paths = files.map(file => `packages/store-sqlite/test/${file}`)
  const { stdout, status } = newerNode([vitest, 'run', ...paths, '--project', 'unit', '--reporter', 'verbose'], env)
  expect(stdout).not.toMatch(/×|✗|FAIL/)
  expect(status).toBe(0)
  return stdout
}

if (!isThere)
  describe('Node 24 cannot be had', () => {
    it(`so node:sqlite is not checked here: ${lastLine(found)}`, ({ skip }) => {
      skip()
    })
  })

// better-sqlite3 is installed apart, because on Node 20, which this project supports, it ends the process.
const apart = temporaryFile()
afterAll(() => apart[Symbol.dispose]())
const better = 'better-sqlite3@13.2.0'
const flags = ['--prefix', apart.directory, '--engine-strict=false', '--ignore-scripts', '--no-audit', '--no-fund']
const installed = isThere ? run('npm', ['install', ...flags, better]) : found
const hasBetter = isThere && installed.status === 0

describe.runIf(isThere)('on Node 24', () => {
  let printed = ''
  // One run tells of all drivers: to start another for each would try the laws of the others once more.
  beforeAll(() => {
    const files = ['store-laws.contract.test.ts', ...(hasBetter ? ['own-connection.test.ts'] : [])]
    printed = tested(files, hasBetter ? { ...process.env, CONVOKE_BETTER_SQLITE3: apart.directory } : undefined)
  })

  it('every store law holds on node:sqlite too', () => {
    expect(printed).toContain('a file opened with node:sqlite keeps the store laws')
  })

  it.runIf(hasBetter)(
    `every store law holds with ${better} as the connection of the host, whose transactions appends join`,
    () => {
      expect(printed).toContain('a file opened with better-sqlite3 keeps the store laws')
      expect(printed).toContain('on a connection of the host (better-sqlite3)')
    },
  )
})

if (!hasBetter)
  describe(`${better} cannot be had for Node 24`, () => {
    it(`so it is not checked here: ${lastLine(installed)}`, ({ skip }) => {
      skip()
    })
  })
