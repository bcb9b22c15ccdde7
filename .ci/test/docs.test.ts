import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { publicDoors } from '../docs/doors.js'
import { type Page, readPage } from '../docs/markdown.js'
import { exampleBlocks } from '../docs/public-exports.js'
import { runBlocks } from '../docs/run-blocks.js'
// @ts-expect-error a script of the repository, without declarations
import { packages as workspacePackages } from '../workspace.mjs'
import { repository } from './planted-workspace.js'

const packages: readonly { readonly folder: string }[] = workspacePackages()

// Never into `node_modules`: of an example these lead by links to every package, and from each of them to all others.
const markdownUnder = (folder: string): string[] =>
  existsSync(join(repository, folder))
    ? readdirSync(join(repository, folder), { withFileTypes: true }).flatMap(entry => {
        const path = join(folder, entry.name)
        // The reference of the API is written from docstrings, whose examples are run below; it has a test of its own.
        if (entry.name === 'node_modules' || path === 'docs/reference/api') return []
        if (entry.isDirectory()) return markdownUnder(path)
        return entry.name.endsWith('.md') ? [path] : []
      })
    : []

/** Pages about the whole import what `convoke` imports; a page of a package imports what that package does. */
const homeOf = (path: string): string => /^(?:packages|examples)\/[^/]+/.exec(path)?.[0] ?? 'packages/convoke'

const pages: ReadonlyMap<string, Page> = new Map(
  [
    ...readdirSync(repository).filter(file => file.endsWith('.md')),
    ...markdownUnder('docs'),
    ...packages.flatMap(({ folder }) => [
      ...markdownUnder(`packages/${folder}/src`),
      ...readdirSync(join(repository, 'packages', folder))
        .filter(file => file.endsWith('.md'))
        .map(file => `packages/${folder}/${file}`),
    ]),
    ...markdownUnder('examples'),
  ].map(path => [path, readPage(path, readFileSync(join(repository, path), 'utf8'), homeOf(path))]),
)

const doors = publicDoors()

const blocks = [
  ...[...pages.values()].flatMap(page => page.blocks),
  ...doors.flatMap(({ specifier, home, names }) => exampleBlocks(names, specifier, home)),
]

describe('the code in the documentation', () => {
  let faults: string[][] = []
  beforeAll(async () => {
    faults = await runBlocks(blocks)
  })

  test('is marked as what it is', () => {
    expect([...pages.values()].flatMap(page => page.faults)).toEqual([])
  })

  // Docstrings of one function may stand in several doors: the door tells them apart.
  test.each(blocks.map(({ place }, at) => [place, at] as const))(
    '%s compiles, runs and gives what it says',
    (_, at) => {
      expect(faults[at]?.join('\n'), blocks[at]?.code).toBe('')
    },
  )
})

describe('the pages', () => {
  test.each([...pages.keys()])('%s links to pages and headings that exist', path => {
    const broken = (pages.get(path)?.links ?? []).filter(({ target }) => {
      const [file = '', anchor] = decodeURIComponent(target).split('#')
      const full = file === '' ? join(repository, path) : resolve(repository, dirname(path), file)
      if (!existsSync(full)) return true
      if (anchor === undefined || !full.endsWith('.md') || statSync(full).isDirectory()) return false
      return pages.get(relative(repository, full))?.anchors.has(anchor) === false
    })
    expect(broken.map(({ line, target }) => `${path}:${line}: ${target}`)).toEqual([])
  })
})

describe('the public names', () => {
  test.each(doors)('$specifier tells what each of them is', ({ names }) => {
    expect(names.filter(({ hasDocstring }) => !hasDocstring).map(({ name, place }) => `${place}: ${name}`)).toEqual([])
  })

  test.each(doors)('$specifier shows how each of its functions is called', ({ names }) => {
    const silent = names.filter(({ isFunction, examples }) => isFunction && examples.length === 0)
    expect(silent.map(({ name, place }) => `${place}: ${name}`)).toEqual([])
  })
})
