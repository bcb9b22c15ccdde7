// What a package that holds a case type ships: its .d.ts names our types, never XState's, and stays readable.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const here = dirname(fileURLToPath(import.meta.url))
const root = resolve(here, '../../../..')
const compilers = [
  ['TypeScript 7', join(root, 'node_modules/typescript-7/bin/tsc')],
  ['TypeScript 6', join(root, 'node_modules/typescript/bin/tsc6')],
] as const

describe.each(compilers)('the declarations that %s emits for a case type', (_, compiler) => {
  let folder = ''
  let emitted = ''

  beforeAll(() => {
    folder = mkdtempSync(join(here, '.emitted-'))
    const config = join(folder, 'tsconfig.json')
    writeFileSync(
      config,
      JSON.stringify({
        extends: join(root, 'tsconfig.base.json'),
        compilerOptions: {
          noEmit: false,
          emitDeclarationOnly: true,
          sourceMap: false,
          rootDir: root,
          outDir: join(folder, 'out'),
        },
        files: [join(here, 'design-example.ts')],
      }),
    )
    execFileSync(process.execPath, [compiler, '-p', config], { cwd: root, stdio: 'pipe' })
    emitted = readFileSync(join(folder, 'out/packages/core/test/definition/design-example.d.ts'), 'utf8')
  })

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('do not mention XState', () => {
    expect(emitted).toContain('asking: ')
    expect(emitted.toLowerCase()).not.toContain('xstate')
  })

  test('do not fall back to any', () => {
    expect(emitted).not.toMatch(/\bany\b/)
  })

  test('say each thing once for everything that is exported', () => {
    const exported = emitted.split('export declare').length - 1
    expect(exported).toBeGreaterThan(2)
    expect(emitted.match(/quorum/g)?.length).toBeLessThanOrEqual(exported + 4)
  })
})
