import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { given } from '@convoke/core/testing'
import { describeCaseType } from '@convoke/verify/vitest'
import { createEngine } from 'convoke'
import { describe, expect, it } from 'vitest'
import { repair } from '../template/src/repair.js'
import { emptyDesk } from './command-line.js'

// The tarballs are installed and the stranger's whole path is walked by `.ci/consumer.mjs`.
describe('a new app', () => {
  it.each(['en', 'zh-CN'])('has everything it needs (%s)', async lang => {
    const desk = emptyDesk()
    const { code, out } = await desk.convoke('new', 'my-app', '--lang', lang)
    expect(code).toBe(0)
    expect(out).toContain('npm install')
    expect(out).toContain('npx convoke verify repair')
    const app = join(desk.folder, 'my-app')
    expect(readdirSync(app).sort()).toEqual(
      ['.gitignore', 'README.md', 'convoke.config.ts', 'package.json', 'src', 'test', 'tsconfig.json'].sort(),
    )
    const manifest = JSON.parse(readFileSync(join(app, 'package.json'), 'utf8')) as {
      name: string
      dependencies: Record<string, string>
    }
    expect(manifest.name).toBe('my-app')
    expect(manifest.dependencies.convoke).toBe('^1.2.3')
    expect(readFileSync(join(app, 'README.md'), 'utf8')).toMatch(/^# my-app\n[\s\S]*npx convoke verify repair/)
  })

  it('names every package that its files import', async () => {
    const desk = emptyDesk()
    const { files } = (await desk.json('new', 'my-app')) as { files: readonly string[] }
    const read = (file: string) => readFileSync(join(desk.folder, 'my-app', file), 'utf8')
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: object }
    const imported = files
      .filter(file => file.endsWith('.ts'))
      .flatMap(file => [...read(file).matchAll(/from '((?:@[^/']+\/)?[^./':][^/':]*)/g)].map(([, name]) => name))
    expect(Object.keys(dependencies)).toEqual(
      expect.arrayContaining([...new Set(imported)].filter(name => name !== 'node')),
    )
  })

  it.each([
    ['停车 app', 'app'],
    ['停车', 'my-app'],
    ['_Parking App!', 'parking-app'],
  ])('in the folder %s is called %s', async (folder, name) => {
    const desk = emptyDesk()
    expect((await desk.convoke('new', folder)).code).toBe(0)
    expect(JSON.parse(readFileSync(join(desk.folder, folder, 'package.json'), 'utf8'))).toMatchObject({ name })
  })

  it('is made only where nothing is', async () => {
    const desk = emptyDesk()
    mkdirSync(join(desk.folder, 'empty'))
    expect((await desk.convoke('new', 'empty')).code).toBe(0)
    expect((await desk.convoke('new', 'empty')).code).toBe(2)
    writeFileSync(join(desk.folder, 'file'), '')
    expect((await desk.convoke('new', 'file')).code).toBe(2)
    const { code, err } = await desk.convoke('new', 'file/within')
    expect(code).toBe(2)
    expect(err).toContain('cannot be written')
    expect(existsSync(join(desk.folder, 'file/within'))).toBe(false)
  })
})

// Its second state is reached by silence alone, which chance hardly ever draws.
describeCaseType(repair)

describe('the case type of a new app', () => {
  it('is about forty lines without its labels', () => {
    const text = readFileSync(join(import.meta.dirname, '../template/src/repair.ts'), 'utf8')
    const code = text
      .slice(0, text.indexOf('  labels: {'))
      .split('\n')
      .filter(line => line !== '' && !line.startsWith('//'))
    expect(code.length).toBeLessThan(48)
  })

  it('runs', async () => {
    const [opening] = repair.openings ?? []
    given(repair, { opening: opening as never, by: 'resident:chen' })
      .when({ type: 'repair', by: 'property:chunshen', report: 'lamp replaced' })
      .then({ states: ['repaired'] })
    expect(() => createEngine({ caseTypes: [repair] })).toThrow('engine/no-calendar')
  })
})
