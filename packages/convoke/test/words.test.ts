import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { en as cliEn } from '../src/cli/words/en.js'
import { zhCN as cliZh } from '../src/cli/words/zh-cn.js'
import { en as importEn } from '../src/import/words/en.js'
import { zhCN as importZh } from '../src/import/words/zh-cn.js'
import { en as terminalEn } from '../src/terminal/words/en.js'
import { zhCN as terminalZh } from '../src/terminal/words/zh-cn.js'

type Table = Readonly<Record<string, string>>

const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()

const source = readdirSync(join(import.meta.dirname, '../src'), { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.ts') && !file.includes('words/') && !file.endsWith('.test.ts'))
  .map(file => readFileSync(join(import.meta.dirname, '../src', file), 'utf8'))
  .join('\n')

describe.each([
  ['the command line', cliEn, cliZh],
  ['an import', importEn, importZh],
  ['the terminal', terminalEn, terminalZh],
] as readonly (readonly [string, Table, Table])[])('the words of %s', (_, en, zh) => {
  it('are the same in both languages', () => {
    expect(Object.keys(zh)).toEqual(Object.keys(en))
  })

  it('have the same details in both languages', () => {
    const details = (table: Table) => Object.entries(table).map(([word, text]) => [word, places(text)])
    expect(details(zh)).toEqual(details(en))
  })

  it('are Chinese in Chinese, and only there', () => {
    const signs = /\p{Script=Han}/u
    for (const [word, text] of Object.entries(en)) expect(text, word).not.toMatch(signs)
    for (const [word, text] of Object.entries(zh))
      if (/[a-z]{3}/i.test(en[word] as string)) expect(text, word).toMatch(/\p{Script=Han}|^\W*\{|^#$/u)
  })

  it('are all used', () => {
    const isUsed = (word: string) => {
      // A word is named whole, or by its beginning where the rest is a code, a unit or a kind.
      const stems = word.split('.').map((_, at, parts) => parts.slice(0, at).join('.'))
      return source.includes(`'${word}'`) || stems.some(stem => stem !== '' && source.includes(`\`${stem}.\${`))
    }
    expect(Object.keys(en).filter(word => !isUsed(word))).toEqual([])
  })
})
