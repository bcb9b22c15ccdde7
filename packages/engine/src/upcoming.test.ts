import { expect, it } from 'vitest'
import { upcoming } from './upcoming.js'

it('knows the earliest of the moments it was told, each once', () => {
  const moments = upcoming()
  expect(moments.next).toBe(Number.POSITIVE_INFINITY)
  for (const at of [30, 10, 20, 10]) moments.add(at)
  expect(moments.next).toBe(10)
  moments.drop(10)
  expect(moments.next).toBe(20)
  moments.drop(25)
  expect(moments.next).toBe(30)
})

it('keeps the nearest when there are too many', () => {
  const moments = upcoming()
  for (let at = 20_000; at > 0; at--) moments.add(at)
  moments.drop(9_999)
  expect(moments.next).toBe(10_000)
  moments.drop(10_000)
  expect(moments.next).toBe(Number.POSITIVE_INFINITY)
})
