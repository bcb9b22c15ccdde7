import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..')
const newerNode = (args: readonly string[]) =>
  spawnSync('npx', ['-y', 'node@24', ...args], { cwd: root, encoding: 'utf8', timeout: 110_000 })

const found = newerNode(['--version'])
const isThere = found.status === 0 && found.stdout.startsWith('v24')

describe.runIf(isThere)('on Node 24', () => {
  it('every store law holds on node:sqlite too', () => {
    const vitest = join(root, 'node_modules/vitest/vitest.mjs')
    expect(existsSync(vitest)).toBe(true)
    const file = 'packages/store-sqlite/test/store-laws.contract.test.ts'
    const run = newerNode([vitest, 'run', file, '--project', 'unit', '--reporter', 'verbose'])
    expect(run.stdout).toContain('a file opened with node:sqlite keeps the store laws')
    expect(run.stdout).not.toMatch(/×|✗|FAIL/)
    expect(run.status).toBe(0)
  })
})

describe.skipIf(isThere)('Node 24 cannot be had', () => {
  it(`so node:sqlite is not checked here: ${found.error?.message ?? found.stderr.trim().split('\n').at(-1)}`, ({
    skip,
  }) => {
    skip()
  })
})
