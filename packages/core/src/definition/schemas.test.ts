import { expect, test } from 'vitest'
import { duration, instant, partyId } from './schemas.js'

test('a duration is a whole number of a known unit', () => {
  expect(duration.safeParse({ n: 2, unit: 'working-day', rollover: false, cutoff: 'midnight' }).success).toBe(true)
  for (const wrong of [
    { n: 0, unit: 'hour' },
    { n: 1.5, unit: 'hour' },
    { n: 1, unit: 'week' },
    { n: 1, unit: 'hour', days: 2 },
  ]) {
    expect(duration.safeParse(wrong).success, JSON.stringify(wrong)).toBe(false)
  }
})

test('a party id is a short name without spaces', () => {
  expect(partyId.safeParse('rc:春申').success).toBe(true)
  for (const taken of ['__proto__', 'constructor', 'prototype', 'toString'])
    expect(partyId.safeParse(taken).success).toBe(false)
  for (const wrong of ['', 'a b', 'a\n', 'x'.repeat(201)]) expect(partyId.safeParse(wrong).success).toBe(false)
})

test('a party id has no character that is not seen, by which it would read like the id of another', () => {
  for (const unseen of ['\u200b', '\u200d', '\u202e', '\u2066', '\u00ad', '\ufeff', '\u{e0061}'])
    expect([unseen, partyId.safeParse(`dept:po${unseen}lice`).success]).toEqual([unseen, false])
  for (const seen of ['rc:\u{20bb7}野家', 'résident:1', 'dept:ПОЛ', 'unit:3-102①'])
    expect(partyId.safeParse(seen).success).toBe(true)
})

test('a moment is whole milliseconds that a date can hold', () => {
  const last = 8_640_000_000_000_000
  expect(instant().parse(last)).toBe(last)
  expect(new Date(last).getTime()).toBe(last)
  for (const wrong of [-1, 0.5, last + 1, '0']) expect(instant().safeParse(wrong).success).toBe(false)
})
