import { type Append, indexMatcher } from '@convoke/core'
import { sampleAppend, sampleDisclosure, sampleIndex, sampleNotice } from '@convoke/core/testing'
import { expect, it } from 'vitest'
import { indexText } from '../index-text.js'
import { packed, packedResults, unpackedResults, unpacker } from './packed-batch.js'

const sent = (batch: readonly Append[]) => structuredClone(packed(batch))
const command = { scope: 'c-1', by: 'rc:a', commandId: 'x', fingerprint: '', caseId: 'c-1', seq: 1 }
const plain: Append = { ...sampleAppend('c-1'), commands: [command] }
const rich: Append = {
  ...sampleAppend('c-2', {
    disclosures: [sampleDisclosure('/phone')],
    notices: [sampleNotice('c-2', 'n-1')],
  }),
  disclosed: [{ act: 'restrict', seq: 1, path: '/phone', until: null }],
  commands: [
    { ...command, scope: null, caseId: 'c-2' },
    { ...command, scope: 'c-2', caseId: 'c-2' },
  ],
}

it('what is packed comes out as it went in, whatever an append holds', () => {
  expect(unpacker()(sent([plain, rich, plain]))).toEqual([plain, rich, plain])
  expect(unpacker()(sent([]))).toEqual([])
})

it('an index is read anew as soon as more than its text has changed, and shares the rest until then', () => {
  const unpacked = unpacker()
  const [first] = unpacked(sent([plain]))
  const [second] = unpacked(sent([{ ...plain, index: { ...plain.index, text: 'other "words"' } }]))
  const [third] = unpacked(sent([{ ...plain, index: { ...plain.index, states: ['elsewhere'], settledAt: 7 } }]))
  expect(second?.index).toEqual({ ...plain.index, text: 'other "words"' })
  expect(second?.index.parties).toBe(first?.index.parties)
  expect(third?.index).toEqual({ ...plain.index, states: ['elsewhere'], settledAt: 7 })
  expect(indexMatcher({ state: 'elsewhere' })(third!.index, 'c-1')).toBe(true)
})

it('an index is written as JSON writes it, with its text at the end, also where parties are shared with another', () => {
  const { text, ...rest } = sampleIndex('c-1')
  const one = { ...rest, text }
  const other = { ...rest, outcome: 'agreed', text }
  for (const index of [one, other, { ...one, text: '"' }, one]) expect(indexText(index)).toBe(JSON.stringify(index))
})

it('tells which appends were written, and why others were not', () => {
  const results = [{ ok: true }, { ok: false, conflict: 'head-moved', actualSeq: 3 }] as const
  expect(unpackedResults(structuredClone(packedResults(results)))).toEqual(results)
})
