import { expect, test } from 'vitest'
import * as z from 'zod'
import { knob, outranks } from './knob.js'
import { adoptBorrowed, isParameterPack, packedSettings, parameterPack } from './parameter-pack.js'
import { duration } from './schemas.js'

const title = { 'zh-CN': '期限', en: 'Time' }
const asking = {
  name: 'asking',
  parameters: z.object({
    replyWithin: knob(duration.default({ n: 2, unit: 'working-day' }), { title, authority: 'ours' }),
    quorum: knob(z.int().min(1).default(2), { title, authority: 'city' }),
    lawful: knob(z.int().default(7), { title, authority: 'law' }),
  }),
} as const
const from = { jurisdiction: '某市', source: '第七条', readOn: '2026-11-23' } as const
const pack = parameterPack(asking, {
  name: 'some-city',
  title: { 'zh-CN': '某市', en: 'Some city' },
  values: { replyWithin: { value: { n: 1, unit: 'working-day' }, authority: 'town', ...from } },
  borrowed: { quorum: { value: 9, authority: 'city', ...from, jurisdiction: '他市' } },
})

test('a pack keeps each value with whose it is, and settings are its values alone', () => {
  expect(pack.values.replyWithin).toEqual({ value: { n: 1, unit: 'working-day' }, authority: 'town', ...from })
  expect(packedSettings(pack)).toEqual({ replyWithin: { n: 1, unit: 'working-day' } })
  expect(isParameterPack(pack)).toBe(true)
  expect(isParameterPack({ replyWithin: 1 })).toBe(false)
  expect(JSON.parse(JSON.stringify(pack))).toEqual(pack)
})

test('a borrowed value is off until somebody adopts it, and is then its own', () => {
  const adopted = adoptBorrowed(pack, ['quorum'])
  expect(packedSettings(adopted)).toMatchObject({ quorum: 9 })
  expect(adopted.values.quorum).toMatchObject({ authority: 'ours', jurisdiction: '他市' })
  expect(packedSettings(pack)).not.toHaveProperty('quorum')
  expect(() => adoptBorrowed(pack, ['quorums'])).toThrow('did you mean "quorum"?')
})

const set = (values: object) => () =>
  parameterPack(asking, { name: 'x', title, values: values as Record<string, never> })

test('a value that is unknown, wrong, or beyond whoever set it is refused when the pack is made', () => {
  expect(set({ quorums: { value: 1, authority: 'city', ...from } })).toThrow('did you mean "quorum"?')
  expect(set({ quorum: { value: 0, authority: 'city', ...from } })).toThrow(
    expect.objectContaining({ code: 'definition/pack-value' }),
  )
  expect(set({ lawful: { value: 8, authority: 'city', ...from } })).toThrow(
    expect.objectContaining({ code: 'definition/pack-authority' }),
  )
  expect(set({ lawful: { value: 8, authority: 'law', ...from } })).not.toThrow()
})

test('law stands above city, district, town and ours', () => {
  const order = ['ours', 'town', 'district', 'city', 'law'] as const
  for (const [i, low] of order.entries())
    for (const [j, high] of order.entries()) expect(outranks(high, low)).toBe(j > i)
})
