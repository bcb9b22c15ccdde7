import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { refusalCodes } from '../src/errors/refusal.js'

const text = readFileSync(new URL('../../../docs/reference/glossary.md', import.meta.url), 'utf8')
const rows = Array.from(text.matchAll(/^\| `([^`]+)` \| (.+?) \| (.+?) \|$/gm), ([, identifier, term, meaning]) => ({
  identifier,
  term,
  meaning,
}))
const twice = (words: readonly (string | undefined)[]) => words.filter((word, i) => words.indexOf(word) !== i)

describe('the glossary', () => {
  it('has one identifier for a term and one term for an identifier', () => {
    expect(rows.length).toBeGreaterThan(80)
    expect(twice(rows.map(row => row.identifier))).toEqual([])
    expect(twice(rows.map(row => row.term))).toEqual([])
  })

  it('gives every term in Chinese and its meaning in English', () => {
    for (const { identifier, term, meaning } of rows) {
      expect(term, identifier).toMatch(/\p{Script=Han}/u)
      expect(meaning, identifier).toMatch(/^[a-z"]/i)
    }
  })

  it('calls nobody who has a task an owner', () => {
    const owners = rows.filter(({ identifier = '' }) => /owner/i.test(identifier))
    expect(owners.map(row => row.identifier)).toEqual(['ownersCommittee', 'ownersAssembly', 'propertyOwner'])
  })

  it('keeps a refusal of the engine apart from a party that declines or rejects', () => {
    const terms = Object.fromEntries(rows.map(({ identifier, term }) => [identifier, term]))
    expect([terms.refusal, terms.decline, terms.reject]).toEqual(['操作未获准', '不应约', '不予受理'])
    expect(refusalCodes.filter(code => /decline|reject/.test(code))).toEqual([])
  })
})
