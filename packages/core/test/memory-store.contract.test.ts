import { describe, expect, it } from 'vitest'
import { memoryStore } from '../src/memory-store/memory-store.js'
import { LawBroken } from '../src/testing/law.js'
import { type OpenStore, storeLaws, storeLawsBut } from '../src/testing/store-laws.js'

const { kept, exempt } = storeLawsBut(
  Object.fromEntries(
    storeLaws
      .filter(({ needs }) => needs !== 'one')
      .map(({ name }) => [name, 'it lives in one process and ends with it']),
  ),
)

/** Opening a memory store again gives another, empty one. */
const open: OpenStore = async () => memoryStore()

describe('the memory store keeps the store laws', () => {
  it.each(kept)('$name', ({ check }) => check(open))

  it.each(exempt)('but cannot keep: $law.name, because $reason', async ({ law }) => {
    await expect(law.check(open)).rejects.toBeInstanceOf(LawBroken)
  })
})

describe('exemptions from the store laws', () => {
  it('must name a law there is, and a reason', () => {
    expect(() => storeLawsBut({ 'never heard of': 'it is hard' })).toThrow(RangeError)
    expect(() => storeLawsBut({ [storeLaws[0]!.name]: ' ' })).toThrow(RangeError)
  })

  it('are told apart by name: no two laws share one', () => {
    expect(new Set(storeLaws.map(({ name }) => name)).size).toBe(storeLaws.length)
  })
})
