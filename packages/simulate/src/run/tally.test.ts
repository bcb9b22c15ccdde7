import { expect, it } from 'vitest'
import { ledger, tally } from './tally.js'

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
