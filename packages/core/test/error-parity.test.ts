import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { definitionCodes } from '../src/definition/definition-error.js'
import { en } from '../src/errors/locales/en.js'
import { zhCN } from '../src/errors/locales/zh-CN.js'
import { refusalCodes } from '../src/errors/refusal.js'
import { errorOverview, errorPage, families } from './error-pages.js'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const pages = join(root, 'docs/reference/errors')

/** Every file of every package's source that can throw or refuse. */
function sources(): readonly string[] {
  const packages = readdirSync(join(root, 'packages'))
  return packages.flatMap(name => {
    const src = join(root, 'packages', name, 'src')
    return readdirSync(src, { recursive: true, encoding: 'utf8' })
      .filter(file => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && !file.startsWith('errors/locales/'))
      .map(file => join(src, file))
  })
}

/** Codes as they are written in the source: quoted, with a known family. */
function codesInSource(): ReadonlySet<string> {
  const literal = new RegExp(`'((?:${Object.keys(families).join('|')})/[a-z][a-z0-9-]*)'`, 'g')
  const found = sources().flatMap(file =>
    Array.from(readFileSync(file, 'utf8').matchAll(literal), ([, code]) => code as string),
  )
  return new Set([...found, ...refusalCodes, ...definitionCodes.map(code => `definition/${code}`)])
}

const details = (template: string) =>
  [...new Set(Array.from(template.matchAll(/\{(\w+)\}/g), ([, name]) => name))].sort()

describe('the words for errors', () => {
  it('are there for every code in the source of any package, and for no other', () => {
    expect(Object.keys(en).sort()).toEqual([...codesInSource()].sort())
  })

  it('are there in Chinese for every code they are there in English', () => {
    expect(Object.keys(zhCN).sort()).toEqual(Object.keys(en).sort())
  })

  it.each(Object.keys(en))('speak of the same details in both languages: %s', code => {
    const [english, chinese] = [en, zhCN].map(table => table[code as keyof typeof en])
    expect(details(`${chinese?.text}${chinese?.advice}`)).toEqual(details(`${english?.text}${english?.advice}`))
    expect(chinese?.text).toMatch(/\p{Script=Han}/u)
    expect(english?.text).not.toMatch(/\p{Script=Han}/u)
  })

  it('use Chinese punctuation in Chinese', () => {
    const code = /`[^`]*`|\w*\([^()]*\)|\{[^{}]*\}/g
    const wrong = Object.entries(zhCN).filter(([, { text, advice }]) =>
      /\p{Script=Han}[,:;?(]|[),:;]\p{Script=Han}/u.test(`${text}${advice}`.replace(code, 'x')),
    )
    expect(wrong.map(([name]) => name)).toEqual([])
  })
})

describe('the pages in docs/reference/errors', () => {
  // After a change of words: npx vitest run packages/core/test/error-parity.test.ts --project unit -u
  it.each(Object.keys(families))('hold the same words: %s', async family => {
    await expect(errorPage(family)).toMatchFileSnapshot(join(pages, `${family}.md`))
  })

  it('are all in the overview, and no other page is there', async () => {
    await expect(errorOverview()).toMatchFileSnapshot(join(pages, 'README.md'))
    expect(readdirSync(pages).sort()).toEqual(
      ['README.md', ...Object.keys(families).map(family => `${family}.md`)].sort(),
    )
  })

  it('have a heading for every code', () => {
    const headings = Object.keys(families).flatMap(family =>
      Array.from(readFileSync(join(pages, `${family}.md`), 'utf8').matchAll(/^## (\S+)$/gm), ([, code]) => code),
    )
    expect(headings.sort()).toEqual(Object.keys(en).sort())
  })
})
