import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { apiPages } from '../docs/api-pages.js'
import { publicDoors } from '../docs/doors.js'
import { readPage } from '../docs/markdown.js'
import { repository } from './planted-workspace.js'

const doors = publicDoors()
const folder = 'docs/reference/api'
const pages = new Map(apiPages(doors, repository).map(({ file, text }) => [join(folder, file), text]))
const read = new Map([...pages].map(([path, text]) => [path, readPage(path, text, 'packages/convoke')]))

/** What the compiler says each entry point exports: an opinion that shares no code with the pages. */
const exportedNames = (): ReadonlyMap<string, readonly string[]> => {
  const { config } = ts.readConfigFile(join(repository, 'tsconfig.base.json'), ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, repository)
  const entries = doors.map(({ entry }) => join(repository, entry))
  const program = ts.createProgram(entries, options)
  const checker = program.getTypeChecker()
  return new Map(
    doors.map(({ specifier, entry }) => {
      const source = program.getSourceFile(join(repository, entry))
      const symbol = source && checker.getSymbolAtLocation(source)
      return [specifier, symbol === undefined ? [] : checker.getExportsOfModule(symbol).map(({ name }) => name)]
    }),
  )
}

describe('the reference of the public names', () => {
  test('describes every name that the compiler sees in an entry point', () => {
    const described = [...pages.values()].join('\n')
    const known = new Set([
      ...[...described.matchAll(/^### (\S+)$/gm)].map(([, name]) => name),
      ...[...described.matchAll(/^\| <a id="[^"]+"><\/a>`([^`]+)`/gm)].map(([, name]) => name),
    ])
    const exported = exportedNames()
    expect([...exported.values()].flat().length).toBeGreaterThan(500)
    for (const [specifier, names] of exported) {
      expect(
        names.filter(name => !known.has(name)),
        specifier,
      ).toEqual([])
    }
  })

  test('shows the declaration, the words, the errors by code and the example of a function', () => {
    const text = pages.get(join(folder, 'calendar.md')) ?? ''
    const part = /^### workingCalendar$[\s\S]*?(?=^##)/m.exec(text)?.[0]
    expect(part).toContain('function workingCalendar(edition: Edition, options: CalendarOptions = {}): Calendar')
    expect(part).toContain('A calendar over any country')
    expect(part).toContain('[`calendar/bad-edition`](../errors/calendar.md#calendarbad-edition)')
    expect(part).toContain('- Source: Civil Code 201 and 203')
    expect(part).toContain(`import { workingCalendar } from '@convoke/calendar'\nconst calendar = workingCalendar({`)
  })

  test.each([...pages.keys()])('%s links to pages and headings that exist', path => {
    const broken = (read.get(path)?.links ?? []).filter(({ target }) => {
      const [file = '', anchor] = target.split('#')
      const full = file === '' ? path : join(dirname(path), file)
      const generated = read.get(full)
      if (generated === undefined && !existsSync(join(repository, full))) return true
      if (anchor === undefined) return false
      const page = generated ?? readPage(full, readFileSync(join(repository, full), 'utf8'), 'packages/convoke')
      return !page.anchors.has(anchor)
    })
    expect(broken.map(({ line, target }) => `${path}:${line}: ${target}`)).toEqual([])
    expect(pages.get(path)).not.toContain('{@link')
  })

  test('is written by `npm run docs`', () => {
    const target = mkdtempSync(join(tmpdir(), 'convoke-docs-'))
    try {
      const { scripts } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'))
      expect(scripts.docs).toBe('tsx .ci/docs/write-api.ts')
      const { status, stderr } = spawnSync(
        process.execPath,
        [join(repository, 'node_modules/tsx/dist/cli.mjs'), resolve(repository, '.ci/docs/write-api.ts'), target],
        { cwd: repository, encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } },
      )
      expect(stderr).toBe('')
      expect(status).toBe(0)
      expect(readdirSync(target).sort()).toEqual([...pages.keys()].map(path => path.slice(folder.length + 1)).sort())
      for (const [path, text] of pages) {
        expect(readFileSync(join(target, path.slice(folder.length + 1)), 'utf8')).toBe(text)
      }
    } finally {
      rmSync(target, { recursive: true, force: true })
    }
  })
})
