import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../json/canonical.js'
import { commitmentTo } from '../privacy/commit.js'
import type { Disclosure, Entry, StoredEntry } from './entry.js'
import { parseEntry } from './parse-entry.js'
import { caseDisclosure } from './seal.js'
import { entryHash, verifyChain, verifyDisclosures } from './verify-chain.js'

const golden: readonly StoredEntry[] = readFileSync(
  new URL('../../test/golden/entries-v1.jsonl', import.meta.url),
  'utf8',
)
  .trimEnd()
  .split('\n')
  .map((line, i) => ({ seq: i + 1, hash: line.slice(0, 64), bytes: line.slice(65) }))

/** An entry rewritten by somebody who knows how to hash. */
function forged(stored: StoredEntry, change: Partial<Entry>): StoredEntry {
  const entry = { ...parseEntry(stored.bytes), ...change }
  const hash = entryHash(entry)
  return { seq: entry.seq, hash, bytes: canonicalJson({ ...entry, hash }) }
}

const [one, two, three] = golden as readonly [StoredEntry, StoredEntry, StoredEntry]

describe('a chain', () => {
  it('verifies as a whole, in parts, and when empty', () => {
    const head = parseEntry(one.bytes)
    expect(verifyChain(golden)).toEqual({ ok: true, head: { seq: 3, at: 1_760_000_000_500, hash: three.hash } })
    expect(verifyChain([two, three], { from: head })).toMatchObject({ ok: true })
    expect(verifyChain([])).toEqual({ ok: true, head: null })
  })

  const faults: readonly [string, readonly StoredEntry[], number, string][] = [
    ['an entry is missing', [one, three], 2, 'history/gap'],
    ['the first entry is missing', [two, three], 1, 'history/gap'],
    ['an entry is there twice', [one, two, two], 3, 'history/gap'],
    ['the bytes are not JSON', [one, { ...two, bytes: two.bytes.slice(0, -1) }], 2, 'history/corrupt'],
    ['the bytes have a space too many', [{ ...one, bytes: one.bytes.replace(':', ': ') }], 1, 'history/corrupt'],
    ['a member is there twice', [{ ...one, bytes: one.bytes.replace('"by"', '"by":"x","by"') }], 1, 'history/corrupt'],
    ['a member is unknown', [{ ...one, bytes: one.bytes.replace('{', '{"aaa":1,') }], 1, 'history/corrupt'],
    ['the format is of a later release', [forged(one, { specVersion: 2 as 1 })], 1, 'history/unknown-spec-version'],
    ['the hash column differs from the entry', [one, { ...two, hash: one.hash }], 2, 'history/columns-differ'],
    ['the number column differs from the entry', [{ ...one, seq: 2 }], 1, 'history/columns-differ'],
    [
      'a word was changed',
      [one, { ...two, bytes: two.bytes.replace('dept:police', 'dept:urbans') }],
      2,
      'history/hash-mismatch',
    ],
    ['an entry was changed and hashed again', [forged(one, { by: 'x' }), two], 2, 'history/prev-hash'],
    ['an entry is of another case', [one, forged(two, { caseId: 'other' })], 2, 'history/other-case'],
    ['an entry is of another tenant', [one, forged(two, { tenant: 'other' })], 2, 'history/other-case'],
    ['an entry is older than the one before', [one, forged(two, { at: 5 })], 2, 'history/back-dated'],
  ]
  it.each(faults)('does not verify when %s', (_, entries, seq, code) => {
    expect(verifyChain(entries)).toEqual({ ok: false, seq, code })
  })

  it('does not survive the change of any single character', () => {
    fc.assert(
      fc.property(fc.nat(), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }), (n, character) => {
        const i = n % two.bytes.length
        fc.pre(two.bytes[i] !== character)
        const bytes = two.bytes.slice(0, i) + character + two.bytes.slice(i + 1)
        expect(verifyChain([one, { ...two, bytes }, three])).toMatchObject({ ok: false, seq: 2 })
      }),
    )
  })
})

describe('disclosures', () => {
  const salt = (n: number) => `${n}`.padStart(32, '0')
  const disclosure = (seq: number, path: string, n: number, value: Disclosure['value']): Disclosure => ({
    seq,
    path,
    salt: salt(n),
    value,
    commitment: commitmentTo(salt(n), value),
    visibleTo: null,
    personal: true,
    subject: null,
  })
  const inner = disclosure(1, '/reports/0/so~1urce~0', 1, 'Li')
  const outer = disclosure(1, '/reports/0', 2, { text: 't', 'so/urce~': { '~commitment': inner.commitment } })
  const other = disclosure(1, '/name', 3, 'Wu')
  const entries = [
    forged(one, {
      data: { reports: [{ '~commitment': outer.commitment }], name: { '~commitment': other.commitment } },
    }),
  ]

  it('verify when they fit, all of them or some, nested ones with those around them', () => {
    for (const list of [[], [other], [outer], [inner, outer], [outer, inner, other, caseDisclosure('secret')]]) {
      expect(verifyDisclosures(entries, list)).toEqual({ ok: true })
    }
  })

  it.each([
    ['a value was changed', { ...other, value: 'Wang' }, 'history/disclosure-mismatch'],
    ['a salt was changed', { ...other, salt: salt(9) }, 'history/disclosure-mismatch'],
    ['it opens no commitment of the entry', disclosure(1, '/name', 4, 'Wu'), 'history/disclosure-unplaced'],
    ['it is of another entry', { ...other, seq: 2 }, 'history/disclosure-unplaced'],
    ['it is of another place', { ...other, path: '/reports/0' }, 'history/disclosure-unplaced'],
    ['what is around it is not disclosed', inner, 'history/disclosure-unplaced'],
    [
      'the salt of the case was replaced',
      { ...caseDisclosure('secret'), value: 'other' },
      'history/disclosure-mismatch',
    ],
  ])('do not verify when %s', (_, wrong, code) => {
    expect(verifyDisclosures(entries, [wrong])).toEqual({ ok: false, seq: wrong.seq, path: wrong.path, code })
  })
})
