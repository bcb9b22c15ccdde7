import { expect, test } from 'vitest'
// @ts-expect-error a script of the repository, without declarations
import { unresolvableImports } from '../published-imports.mjs'
import { plantedWorkspace } from './planted-workspace.js'

const manifest = {
  name: '@convoke/planted',
  dependencies: { zod: '*', '@convoke/core': '*' },
  peerDependencies: { react: '*' },
  devDependencies: { xstate: '*' },
}

const faults = (text: string, file = 'dist/sub/a.d.ts'): unknown => {
  using workspace = plantedWorkspace()
  workspace.write(file, text)
  workspace.write('dist/b.d.ts', '')
  workspace.write('dist/b.js', '')
  return unresolvableImports(manifest, workspace.directory, file)
}

test('a declaration may import dependencies, peers, node and files published with it', () => {
  const text = `import * as z from 'zod'; import 'react/jsx-runtime'; export type A = import('@convoke/core/testing').B
    import { URL } from 'node:url'; export * from '../b.js'`
  expect(faults(text)).toEqual([])
  expect(faults(`export * from '../b.js'`, 'dist/sub/a.js')).toEqual([])
})

test.each([
  [`import type { AnyActor } from 'xstate'`, `dist/sub/a.d.ts imports 'xstate', which is not among its dependencies`],
  [
    `export type A = import('xstate').AnyActor`,
    `dist/sub/a.d.ts imports 'xstate', which is not among its dependencies`,
  ],
  [`export * from '@convoke/engine'`, `dist/sub/a.d.ts imports '@convoke/engine', which is not among its dependencies`],
  [`/// <reference types="pg" />`, `dist/sub/a.d.ts imports 'pg', which is not among its dependencies`],
  [`export * from './b.js'`, `dist/sub/a.d.ts imports './b.js', which is not published`],
])('a declaration that says %s is refused', (text, fault) => {
  expect(faults(text)).toEqual([fault])
})
