import { spawnSync } from 'node:child_process'
import { copyFileSync, cpSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { plantedWorkspace, repository } from './planted-workspace.js'

const restrictedImport = 'lint/style/noRestrictedImports'
const restrictedGlobal = 'lint/style/noRestrictedGlobals'

/** statement → the rule that must name it in a pure package, and in an effectful one (null: allowed there) */
const plants: ReadonlyArray<readonly [statement: string, pure: string | null, effectful: string | null]> = [
  ['export const a = Date.now()', 'plugin', null],
  ['export const a = Date.now', 'plugin', null],
  ['export const a = new Date()', 'plugin', null],
  ['export const a = new Date(0)', null, null],
  ['export const a = Date.UTC(2025, 0)', null, null],
  ['export const a = Math.random()', 'plugin', null],
  ['export const a = Math.floor(0.5)', null, null],
  ['export const a = Math.exp(1)', 'plugin', null],
  [`export const a = ['b'].sort((l, r) => l.localeCompare(r))`, 'plugin', null],
  ['export const a = process.env', 'plugin', null],
  ['export const a = process.pid', restrictedGlobal, null],
  ['export const a = performance.now()', 'plugin', null],
  ['export const a = crypto.randomUUID()', restrictedGlobal, null],
  [`export const a = fetch('http://localhost')`, restrictedGlobal, null],
  [`import { createHash } from 'node:crypto'\nexport const a = createHash('sha256')`, 'plugin', null],
  [`export const a = import('node:fs')`, 'plugin', null],
  [`import { z } from 'zod'\nexport const a = z.string()`, restrictedImport, restrictedImport],
  [`import * as z from 'zod'\nexport const a = z.string()`, null, null],
  ['const a = 1\nexport default a', 'lint/style/noDefaultExport', 'lint/style/noDefaultExport'],
  ['export enum A {\n  b = 1,\n}', 'lint/style/noEnum', 'lint/style/noEnum'],
  ['export namespace A {\n  export const b = 1\n}', 'lint/style/noNamespace', 'lint/style/noNamespace'],
  [`console.log('a')\nexport const a = 1`, 'lint/suspicious/noConsole', 'lint/suspicious/noConsole'],
  [
    'const b = async () => 1\nexport const a = () => {\n  b()\n}',
    'lint/nursery/noFloatingPromises',
    'lint/nursery/noFloatingPromises',
  ],
  [
    `export const a = (b: 'c' | 'd') => {\n  switch (b) {\n    case 'c':\n      return 1\n  }\n}`,
    'lint/nursery/useExhaustiveSwitchCases',
    'lint/nursery/useExhaustiveSwitchCases',
  ],
]

const purePackages = ['kernel', 'core', 'calendar', 'case-types', 'territory', 'insight', 'interop']

test('the lint rules keep the clock, chance and the environment out of the pure packages, and only there', () => {
  using workspace = plantedWorkspace()
  for (const file of ['.biome.jsonc', '.gitignore']) {
    copyFileSync(join(repository, file), join(workspace.directory, file))
  }
  cpSync(join(repository, '.config'), join(workspace.directory, '.config'), { recursive: true })
  const expected: string[] = []
  const plant = (file: string, statement: string, rule: string | null): void => {
    workspace.write(file, `${statement}\n`)
    if (rule !== null) expected.push(`${rule} ${file}`)
  }
  for (const [at, [statement, pure, effectful]] of plants.entries()) {
    for (const name of purePackages) plant(`packages/${name}/src/plant-${at}.ts`, statement, pure)
    plant(`packages/engine/src/plant-${at}.ts`, statement, effectful)
  }
  const hash = `import { createHash } from 'node:crypto'\nexport const a = createHash('sha256')`
  plant('packages/core/src/json/hash.ts', hash, null)
  plant('packages/kernel/src/hash.ts', hash, 'plugin')
  plant('packages/core/src/json/hash.test.ts', hash, null)
  plant('packages/core/vite.config.ts', 'export default { entry: [] }', null)
  const running = `import { transition } from 'xstate'\nexport const a = transition`
  plant('packages/core/src/runs.ts', running, restrictedImport)
  plant('packages/kernel/src/runs.ts', running, null)
  plant('packages/core/src/declares.ts', `import { setup } from 'xstate'\nexport const a = setup`, null)

  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(repository, 'node_modules/@biomejs/biome/bin/biome'),
      ...['lint', '--reporter=github', '--diagnostic-level=error', '--max-diagnostics=none', '.'],
    ],
    { cwd: workspace.directory, encoding: 'utf8', maxBuffer: 2 ** 26 },
  )
  const found = [...stdout.matchAll(/^::error title=([^,]+),file=([^,]+),/gm)].map(
    ([, rule, file]) => `${rule} ${file?.replace(`${workspace.directory}/`, '')}`,
  )
  // `process.env` and `performance.now` break two rules at once: the one that explains itself is enough.
  const doubled = new Set(expected.filter(line => line.startsWith('plugin ')).map(line => line.slice('plugin '.length)))
  const explained = found.filter(line => !(line.startsWith(restrictedGlobal) && doubled.has(line.split(' ')[1] ?? '')))
  expect(explained.sort(), stderr).toEqual(expected.sort())
})
