import { errand, errandOpened } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import { madeKeys } from '../src/model/made-keys.js'
import { cellAt, cellFor, plant } from '../src/tables/cells.js'

const given = [{ unit: 'dept:police', plan: 'plan-2026', floor: '3' }]

describe('a key that a case makes up by counting', () => {
  const { numberIn } = madeKeys(errand, [errandOpened, ...given])

  it.each([
    ['t3', 3],
    ['item@12', 12],
    ['order-1', 1],
    ['dept:police@4', 4],
    ['plan-2026@2', 2],
  ])('says how far it has counted: %s', (key, number) => {
    expect(numberIn(key)).toBe(number)
  })

  it.each([['dept:police'], ['plan-2026'], ['3'], ['topic']])(
    'is none where it was given, or has no number: %s',
    key => {
      expect(numberIn(key)).toBe(0)
    },
  )

  it('is followed from where the case began to count, and positions of a list are no keys', () => {
    const root = cellAt(undefined, '')
    plant(root, { topics: { t4: { title: 'Parking' } }, list: ['a'] })
    const { countedOn } = madeKeys(errand, [errandOpened])
    expect(countedOn(cellFor(root, ['topics', 't4']))).toBe(0)
    expect(countedOn(cellFor(root, ['topics', 't6']))).toBe(2)
    expect(countedOn(cellFor(root, ['list', '7']))).toBe(0)
  })
})
