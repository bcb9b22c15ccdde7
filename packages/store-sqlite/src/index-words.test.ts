import { textTokens } from '@convoke/core'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { wordsAfter, wordsOf } from './index-words.js'

const word = fc.constantFrom(
  'lift',
  'lifts',
  'Li',
  'a1',
  '12',
  '2',
  '停车位',
  'ß',
  'Σίσυφος',
  'x'.repeat(63),
  'x'.repeat(70),
  'é',
  '２号',
)
const gap = fc.constantFrom(' ', '  ', '-', '.', '', '\u0301', '\u0000')
const piece = fc.tuple(word, gap).map(([letters, space]) => letters + space)
const listOf = (words: string) => (words === '' ? [] : words.split(' '))
const text = fc.array(piece, { maxLength: 6 }).map(pieces => pieces.join(''))

it('the words of a changed text are those of the text, and those that came and went are known, whatever changed in it', () => {
  fc.assert(
    fc.property(text, text, text, text, (head, middle, other, tail) => {
      const before = head + middle + tail
      const after = head + other + tail
      const { words, came, went } = wordsAfter(before, wordsOf(before), after)
      const had = textTokens(before)
      const has = textTokens(after)
      expect(listOf(words).sort()).toEqual([...has].sort())
      expect(listOf(came).sort()).toEqual(has.filter(one => !had.includes(one)).sort())
      expect(listOf(went).sort()).toEqual(had.filter(one => !has.includes(one)).sort())
    }),
    { numRuns: 3_000 },
  )
})

it('a word stays as long as it stands elsewhere in the text, and goes with the last', () => {
  const first = 'case 7 of 12 in house 12'
  const second = 'case 7 of 13 in house 12'
  const third = 'case 7 of 13 in house 120'
  const { words: two } = wordsAfter(first, wordsOf(first), second)
  const { words: three } = wordsAfter(second, two, third)
  expect(two.split(' ').sort()).toEqual(['12', '13', '7', 'case', 'house', 'in', 'of'])
  expect(three.split(' ').sort()).toEqual(['120', '13', '7', 'case', 'house', 'in', 'of'])
})
