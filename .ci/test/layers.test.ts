import { execFileSync } from 'node:child_process'
import { copyFileSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { plantedWorkspace, repository } from './planted-workspace.js'

interface Violation {
  readonly from: string
  readonly to: string
  readonly rule: { readonly name: string }
}

/** Every package of the design, with the doors that its `exports` would open. */
const packages: Record<string, readonly string[]> = {
  kernel: ['index'],
  core: ['index', 'testing/index'],
  calendar: ['index'],
  'case-types': ['asking/index', 'answering/index'],
  territory: ['index'],
  simulate: ['index'],
  verify: ['index'],
  insight: ['index'],
  interop: ['index'],
  engine: ['index'],
  'store-sqlite': ['index'],
  'store-postgres': ['index'],
  'host-restate': ['index'],
  http: ['index', 'client/index'],
  react: ['index'],
  studio: ['index'],
  convoke: ['index'],
}

const nameOf = (folder: string): string => (folder === 'convoke' ? 'convoke' : `@convoke/${folder}`)
const importOf = (folder: string, door: string): string =>
  [nameOf(folder), ...door.split('/').slice(0, -1)].filter(part => part !== '').join('/')

/** file → [what it imports, the rule that must name it, or null where the import is allowed] */
const plants: ReadonlyArray<readonly [file: string, statement: string, rule: string | null]> = [
  ['packages/kernel/src/a.ts', `import '@convoke/core'`, 'layers-kernel'],
  ['packages/core/src/a.ts', `import '@convoke/engine'`, 'layers-core'],
  ['packages/core/src/b.ts', `import '@convoke/kernel'`, null],
  ['packages/core/src/c.test.ts', `import '@convoke/engine'`, null],
  ['packages/calendar/src/a.ts', `import type {} from '@convoke/core'`, 'layers-calendar'],
  ['packages/case-types/src/asking/a.ts', `import '@convoke/calendar'`, 'layers-case-types'],
  ['packages/case-types/src/asking/b.ts', `import '../answering/index.js'`, 'case-types-do-not-know-each-other'],
  ['packages/case-types/src/asking/c.ts', `import '../shared/words.js'`, null],
  ['packages/case-types/src/asking/d.ts', `import 'xstate'`, 'xstate-stays-in-kernel-and-core'],
  ['packages/territory/src/a.ts', `import '@convoke/calendar'`, 'layers-territory'],
  ['packages/simulate/src/a.ts', `import '@convoke/engine'`, 'layers-simulate'],
  ['packages/simulate/src/b.ts', `import '@convoke/calendar'`, null],
  ['packages/verify/src/a.ts', `import '@convoke/calendar'`, 'layers-verify'],
  ['packages/verify/src/tables/a.ts', `import '../model/a.js'`, 'verifier-tables'],
  ['packages/verify/src/model/a.ts', 'export {}', null],
  ['packages/verify/src/properties/a.ts', `import '../model/a.js'`, null],
  ['packages/insight/src/a.ts', `import '@convoke/engine'`, 'layers-insight'],
  ['packages/insight/src/b.ts', `import '@convoke/territory'`, null],
  ['packages/interop/src/a.ts', `import '@convoke/calendar'`, 'layers-interop'],
  ['packages/engine/src/a.ts', `import '@convoke/store-sqlite'`, 'layers-engine'],
  ['packages/engine/src/b.ts', `import '@convoke/core/testing'`, 'no-test-code-in-src'],
  ['packages/engine/test/c.test.ts', `import '@convoke/core/testing'\nimport '@convoke/store-sqlite'`, null],
  ['packages/engine/src/d.ts', `import '../test/c.test.js'`, 'no-test-code-in-src'],
  ['packages/engine/src/e.ts', `import '../../core/src/b.js'`, 'through-the-front-door'],
  ['packages/engine/src/f.ts', `import './g.js'`, 'no-cycles'],
  ['packages/engine/src/g.ts', `import type {} from './f.js'`, null],
  ['packages/engine/src/h.ts', `import './nowhere.js'`, 'no-unresolved-imports'],
  ['packages/engine/src/i.ts', `import 'only-for-tests'`, 'no-dev-dependency-in-src'],
  ['packages/engine/src/i.test.ts', `import 'only-for-tests'`, null],
  ['packages/engine/src/j.ts', `import 'undeclared'`, 'no-undeclared-dependency-in-src'],
  ['packages/engine/src/k.ts', `import '@convoke/core'`, null],
  ['packages/store-sqlite/src/a.ts', `import '@convoke/engine'`, 'layers-store-sqlite'],
  ['packages/store-postgres/src/a.ts', `import '@convoke/store-sqlite'`, 'layers-store-postgres'],
  ['packages/host-restate/src/a.ts', `import '@convoke/engine'`, 'layers-host-restate'],
  ['packages/http/src/a.ts', `import '@convoke/engine'`, 'layers-http'],
  ['packages/react/src/a.ts', `import '@convoke/core'`, 'layers-react'],
  ['packages/react/src/b.ts', `import '@convoke/http'`, 'react-uses-the-client'],
  ['packages/react/src/c.ts', `import '@convoke/http/client'`, null],
  ['packages/studio/src/a.ts', `import '@convoke/react'`, null],
  ['packages/convoke/src/a.ts', `import '@convoke/store-sqlite'`, null],
  ['packages/core/src/d.ts', `import 'xstate/guards'`, 'xstate-internals-stay-in-kernel'],
  ['packages/core/src/e.ts', `import 'xstate'`, null],
  ['packages/kernel/src/b.ts', `import 'xstate/guards'`, null],
  ['examples/one/src/a.ts', `import '@convoke/core'`, null],
  ['examples/one/src/b.ts', `import '../../../packages/core/src/b.js'`, 'through-the-front-door'],
  ['examples/one/src/c.ts', `import '../../two/src/a.js'`, 'examples-stand-alone'],
]

test('the layering rules catch every planted violation and nothing else', () => {
  using workspace = plantedWorkspace()
  copyFileSync(join(repository, '.dependency-cruiser.cjs'), join(workspace.directory, '.dependency-cruiser.cjs'))
  for (const [folder, doors] of Object.entries(packages)) {
    const exports = Object.fromEntries(
      doors.map(door => [
        importOf(folder, door).replace(nameOf(folder), '.'),
        { '@convoke/source': `./src/${door}.ts`, default: `./dist/${door}.js` },
      ]),
    )
    const others = Object.keys(packages).map(nameOf)
    workspace.write(
      `packages/${folder}/package.json`,
      JSON.stringify({
        name: nameOf(folder),
        type: 'module',
        exports,
        dependencies: Object.fromEntries(['xstate', ...others].map(name => [name, '*'])),
        devDependencies: { 'only-for-tests': '*' },
      }),
    )
    for (const door of doors) workspace.write(`packages/${folder}/src/${door}.ts`, 'export {}\n')
    workspace.link(`node_modules/${nameOf(folder)}`, `packages/${folder}`)
  }
  workspace.write('packages/case-types/src/shared/words.ts', 'export {}\n')
  workspace.write('examples/two/src/a.ts', 'export {}\n')
  for (const name of ['only-for-tests', 'undeclared']) {
    workspace.write(`node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' }))
    workspace.write(`node_modules/${name}/index.js`, '')
  }
  workspace.link('node_modules/xstate', realpathSync(join(repository, 'packages/kernel/node_modules/xstate')))
  for (const [file, statement] of plants) workspace.write(file, `${statement}\nexport {}\n`)

  const report: { summary: { violations: Violation[] } } = JSON.parse(
    execFileSync(
      process.execPath,
      [
        join(repository, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
        ...['--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'packages', 'examples'],
      ],
      { cwd: workspace.directory, encoding: 'utf8', maxBuffer: 2 ** 26 },
    ),
  )
  const found = report.summary.violations.map(({ from, rule }) => `${from}: ${rule.name}`)
  const planted = plants.flatMap(([file, , rule]) => (rule === null ? [] : [`${file}: ${rule}`]))
  expect(found.sort()).toEqual(planted.sort())
})
