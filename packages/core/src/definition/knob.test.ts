import { expect, test } from 'vitest'
import * as z from 'zod'
import { knob, knobsOf } from './knob.js'
import { duration } from './schemas.js'

const title = { 'zh-CN': '答复期限', en: 'Time to reply' }
const town = { title, authority: 'town', jurisdiction: '上海市闵行区', source: 'S', readOn: '2026-03-02' } as const

test('a parameter keeps what is said about it, and its default', () => {
  const parameters = z.object({ replyWithin: knob(duration.default({ n: 2, unit: 'working-day' }), town) })
  expect(knobsOf({ parameters })).toEqual({ replyWithin: town })
  expect(parameters.parse({})).toEqual({ replyWithin: { n: 2, unit: 'working-day' } })
})

test('a parameter that says nothing about itself is ours to set', () => {
  expect(knobsOf({ parameters: z.object({ quorum: z.int().default(2) }) })).toEqual({
    quorum: { title: { 'zh-CN': 'quorum', en: 'quorum' }, authority: 'ours' },
  })
})

test('what is said about a parameter survives every wrapper that is put on later, and a strict or partial object', () => {
  const said = knob(z.int().default(2), town)
  for (const wrapped of [said.optional(), said.nullable(), said.default(3), said.readonly(), said.describe('x')]) {
    expect(knobsOf({ parameters: z.object({ quorum: wrapped }) })).toEqual({ quorum: town })
  }
  const parameters = z.object({ quorum: said })
  for (const object of [parameters.strict(), parameters.partial(), parameters.extend({})]) {
    expect(knobsOf({ parameters: object as z.ZodObject })).toEqual({ quorum: town })
  }
})

test('other metadata stays beside it', () => {
  expect(knob(z.int().default(2).meta({ unit: 'people' }), town).meta()).toMatchObject({ unit: 'people' })
})
