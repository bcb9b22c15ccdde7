import { expect, it } from 'vitest'
import { endsStretch, ledger, stretchesIn, tally } from './tally.js'

it('sums stay exact beyond 2^53', () => {
  const names = ledger()
  const slot = names.slot('work', 'party', 'dept:police', undefined)
  const counts = tally(names)
  const value = 2 ** 53 - 1
  for (let i = 0; i < 1000; i++) counts.add(slot, value, 1)
  const [measure] = counts.measures()
  expect(measure).toEqual({
    id: 'work',
    dims: { party: 'dept:police' },
    sum: Number(BigInt(value) * 1000n),
    count: 1000,
  })
})

it('of sums only those are told that were added to, however many there are', () => {
  const names = ledger()
  const slots = Array.from({ length: 200 }, (_, i) => names.slot('work', 'party', `dept:${i}`, undefined))
  const counts = tally(names)
  counts.add(slots[199] as number, 3, 1)
  expect(counts.measures()).toEqual([{ id: 'work', dims: { party: 'dept:199' }, sum: 3, count: 1 }])
})

it('sums by stretch of time come to the whole, from the first stretch on or from a later one', () => {
  const names = ledger()
  const [slot, pair] = [names.slot('work', 'party', 'a', undefined), names.slot('wait', 'party', 'a', undefined)]
  const bundle = names.bundle([pair, 5, 1])
  const counts = tally(names)
  counts.add(slot, 3, 1)
  counts.endStretch()
  const late = names.slot('work', 'party', 'z', undefined)
  counts.add(late, 2 ** 42, 2)
  counts.addBundle(bundle, 2)
  counts.endStretch()
  counts.add(slot, 4, 0)
  const [wait, first, second] = counts.measures()
  expect(wait?.stretches).toEqual({ sums: [0, 10, 0], counts: [0, 2, 0] })
  expect(first?.stretches).toEqual({ sums: [3, 0, 4], counts: [1, 0, 0] })
  expect(second?.stretches).toEqual({ sums: [0, 2 ** 42, 0], counts: [0, 2, 0] })
})

it('a stretch has three days, or more where there would be too many', () => {
  const ends = (days: number) => Array.from({ length: days }, (_, i) => i + 1).filter(n => endsStretch(n, days))
  expect(ends(7)).toEqual([3, 6])
  expect(ends(6)).toEqual([3])
  expect(ends(3)).toEqual([])
  expect(ends(3660)).toHaveLength(118)
  for (const days of [4, 6, 7, 3660]) expect(stretchesIn(days)).toBe(ends(days).length + 1)
  expect(stretchesIn(3)).toBeUndefined()
})
