import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../json/canonical.js'
import { parseEntry } from './parse-entry.js'

const bytes =
  readFileSync(new URL('../../test/golden/entries-v1.jsonl', import.meta.url), 'utf8')
    .split('\n')[1]
    ?.slice(65) ?? ''
const entry = parseEntry(bytes) as unknown as Record<string, unknown>
const write = (change: Record<string, unknown>) => canonicalJson({ ...entry, ...change })

describe('the bytes of an entry', () => {
  it('are read as the entry they are', () => {
    expect(entry).toMatchObject({
      seq: 2,
      by: 'rc:chunshen',
      onBehalfOf: 'dept:police',
      data: { big: 1e21, emoji: '👩‍👩‍👧' },
    })
  })

  it.each(Object.keys(entry).filter(key => !['actor', 'onBehalfOf', 'delegationId', 'cause'].includes(key)))(
    'are no entry without "%s"',
    key => {
      expect(() => parseEntry(write({ [key]: undefined }))).toThrow(
        expect.objectContaining({ code: 'history/corrupt' }),
      )
    },
  )

  it.each([
    ['a number of zero', { seq: 0 }],
    ['an unknown kind', { kind: 'rumour' }],
    ['a short hash', { prevHash: 'ab' }],
    ['a hash in capitals', { stateHash: 'AB'.repeat(32) }],
    ['data that is a list', { data: [] }],
    ['an unknown member', { comment: 'x' }],
    ['an unknown member of the cause', { cause: { caseId: 'x', seq: 1, depth: 1, why: 'x' } }],
  ])('are no entry with %s', (_, change) => {
    expect(() => parseEntry(write(change))).toThrow(expect.objectContaining({ code: 'history/corrupt' }))
  })

  it.each(['', 'null', '[]', '7', '"x"', '{}'])('are not %j', text => {
    expect(() => parseEntry(text)).toThrow(expect.objectContaining({ code: 'history/corrupt' }))
  })

  it('are refused in words when a later release wrote them', () => {
    expect(() => parseEntry(write({ specVersion: 2 }))).toThrow(
      expect.objectContaining({ code: 'history/unknown-spec-version', details: { specVersion: 2 } }),
    )
  })
})
