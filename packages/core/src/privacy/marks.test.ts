import { describe, expect, expectTypeOf, it } from 'vitest'
import * as z from 'zod'
import type { IsMarked, Marks, PersonalHandle } from './marks.js'
import { isPersonalHandle, markOf, personal, personalHandle, visibleTo } from './marks.js'

const secret = visibleTo(['convener'], z.string())
const phone = personal(z.string().max(20), { subject: 'complainant' })
const commitment = 'ab'.repeat(32)

describe('a mark', () => {
  it('parses, rejects and defaults exactly as the schema it wraps', () => {
    expect(secret.parse('x')).toBe('x')
    expect(secret.safeParse(1).error?.issues).toEqual(z.string().safeParse(1).error?.issues)
    const fields = z.object({
      a: visibleTo(['convener'], z.string().optional()),
      b: visibleTo(['convener'], z.int().default(3)),
    })
    expect(fields.parse({})).toEqual({ b: 3 })
  })

  it('reports the path of the field, also through the compiled parser of an object', () => {
    const parent = z.strictObject({ list: z.array(z.object({ phone })) })
    expect(parent.safeParse({ list: [{ phone: 'x'.repeat(21) }] }).error?.issues[0]?.path).toEqual(['list', 0, 'phone'])
  })

  it('survives every clone zod makes of the wrapper itself', () => {
    for (const clone of [
      secret.meta({ title: 'Estimate' }),
      secret.describe('x'),
      secret.refine(text => text.length < 9),
      secret.brand<'Secret'>(),
      secret.check(),
      secret.clone(),
    ])
      expect(markOf(clone)?.visibleTo).toEqual(['convener'])
  })

  it('keeps the refinement put on top of it', () => {
    expect(secret.refine(text => text.length < 3).safeParse('long').success).toBe(false)
  })

  it('is copied, so that changing the list of roles afterwards reveals nothing', () => {
    const roles = ['convener']
    const schema = visibleTo(roles, z.string())
    roles.push('respondent')
    expect(markOf(schema)?.visibleTo).toEqual(['convener'])
  })

  it('shows in the JSON Schema, and so in the definition hash', () => {
    expect(
      z.toJSONSchema(z.object({ phone: visibleTo(['leadUnit'], personal(z.string())) })).properties?.phone,
    ).toEqual({
      type: 'string',
      'x-visible-to': ['leadUnit'],
      'x-personal': true,
    })
  })

  it('discriminates a union as the literal it wraps', () => {
    const union = z.discriminatedUnion('kind', [
      z.object({ kind: visibleTo(['convener'], z.literal('a')), n: z.int() }),
      z.object({ kind: z.literal('b') }),
    ])
    expect(union.parse({ kind: 'a', n: 1 })).toEqual({ kind: 'a', n: 1 })
  })
})

describe('a personal field', () => {
  it('accepts the value in a command and the handle in a context', () => {
    const schema = z.object({ phone })
    expect(schema.safeParse({ phone: '021-1234' }).success).toBe(true)
    expect(schema.safeParse({ phone: personalHandle(commitment) }).success).toBe(true)
    expect(z.object({ age: personal(z.int()) }).safeParse({ age: personalHandle(commitment) }).success).toBe(true)
  })

  it('is not fooled by a string that only begins like a handle', () => {
    expect(isPersonalHandle(`~personal:${commitment}`)).toBe(true)
    expect(isPersonalHandle(`~personal:${commitment}\n`)).toBe(false)
    expect(isPersonalHandle(`~personal:${commitment.toUpperCase()}`)).toBe(false)
    expect(isPersonalHandle('~personal:')).toBe(false)
    expect(isPersonalHandle(7)).toBe(false)
  })

  it('names the field that says whose data it is', () => {
    expect(markOf(phone)).toEqual({ visibleTo: null, personal: true, subject: 'complainant' })
  })
})

it('says in types what the machine sees, what a party sends, and who may look', () => {
  const schema = z.object({
    phone,
    estimate: visibleTo(['convener', 'leadUnit'], z.int()).nullable(),
    note: visibleTo(['supervisor'], z.string().optional()),
    lines: z.array(z.object({ text: visibleTo(['clerk'], z.string()) })),
    pair: z.tuple([z.string(), visibleTo(['chair'], z.string())]),
  })
  expectTypeOf<z.output<typeof schema>['phone']>().toEqualTypeOf<PersonalHandle>()
  expectTypeOf<z.input<typeof schema>['phone']>().toEqualTypeOf<string>()
  expectTypeOf<z.output<typeof schema>['estimate']>().toEqualTypeOf<number | null>()
  expectTypeOf<z.output<typeof schema>>().toExtend<{ note?: string | undefined }>()
  expectTypeOf<Pick<z.input<typeof schema>, 'note'>>().toEqualTypeOf<{ note?: string | undefined }>()
  expectTypeOf<Marks<typeof schema>>().toEqualTypeOf<'convener' | 'leadUnit' | 'supervisor' | 'clerk' | 'chair'>()
  expectTypeOf<IsMarked<typeof schema.shape.estimate>>().toEqualTypeOf<true>()
  expectTypeOf<IsMarked<typeof schema.shape.phone>>().toEqualTypeOf<true>()
  expectTypeOf<IsMarked<typeof schema.shape.lines>>().toEqualTypeOf<false>()
})
