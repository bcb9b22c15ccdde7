import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { schemaDenial } from '../deciding/schema-issues.js'
import { partyId } from '../definition/schemas.js'
import { describeRefusal } from './describe.js'
import { issueWordsEn } from './locales/issue-words-en.js'
import { issueWordsZhCN } from './locales/issue-words-zh-CN.js'

const schema = z.strictObject({
  topic: z.string().min(1).max(5),
  by: partyId,
  share: z.int().min(1).max(100).optional(),
  kind: z.enum(['ordinary', 'urgent']),
  place: z.discriminatedUnion('as', [
    z.strictObject({ as: z.literal('gate'), gate: z.string() }),
    z.strictObject({ as: z.literal('road') }),
  ]),
  weight: z.union([z.string(), z.number()]),
  units: z.array(z.strictObject({ party: z.string(), asked: z.string().optional() })).min(1),
  votes: z.record(z.string().min(3), z.int()),
  on: z.iso.date(),
  code: z.string().regex(/^[A-Z]$/, 'one capital letter'),
  step: z.number().multipleOf(5),
  names: z.array(z.string()).refine(all => new Set(all).size === all.length, {
    error: 'twice',
    params: { says: { 'zh-CN': '列了两次', en: 'names one twice' } },
  }),
  above: z.number().gt(3),
})

const sound = {
  topic: '停车',
  by: 'rc:chunshen',
  kind: 'urgent',
  place: { as: 'road' },
  weight: 1,
  units: [{ party: 'p' }],
  votes: {},
  on: '2026-03-02',
  code: 'A',
  step: 5,
  names: ['a'],
  above: 4,
}

const points = (raw: unknown, locale: 'en' | 'zh-CN' = 'en') => {
  const read = schema.safeParse(raw)
  if (read.success) return []
  return describeRefusal(schemaDenial(read.error, { schema, raw }), locale).points
}

describe('what is wrong with data', () => {
  it.each([
    [{ topic: undefined }, '/topic is missing; give a text', '/topic 缺少；请填写文字'],
    [{ topic: 7 }, '/topic must be a text', '/topic 必须是文字'],
    [{ topic: '' }, '/topic must not be empty', '/topic 不得为空'],
    [{ topic: '停车难停车难' }, '/topic must have at most 5 characters', '/topic 最多5个字符'],
    [
      { by: 'rc chunshen' },
      '/by must be a party id: 1 to 200 characters, no spaces',
      '/by 必须是当事方编号：1 至 200 个字符，不含空格',
    ],
    [{ share: 0 }, '/share must be at least 1', '/share 不得小于1'],
    [{ share: 101 }, '/share must be at most 100', '/share 不得大于100'],
    [{ share: 1.5 }, '/share must be a whole number', '/share 必须是整数'],
    [{ above: 3 }, '/above must be more than 3', '/above 必须大于3'],
    [{ kind: 'x' }, '/kind must be one of ordinary, urgent', '/kind 必须是下列之一：ordinary、urgent'],
    [{ kind: undefined }, '/kind is missing; give one of ordinary, urgent', '/kind 缺少；请从ordinary、urgent中选填'],
    [{ place: { as: 'sea' } }, '/place/as must be one of gate, road', '/place/as 必须是下列之一：gate、road'],
    [{ place: { as: 'gate' } }, '/place/gate is missing; give a text', '/place/gate 缺少；请填写文字'],
    [
      { weight: true },
      '/weight must be one of several forms: must be a text, or must be a number',
      '/weight 必须是几种形式之一：必须是文字，或者必须是数字',
    ],
    [{ units: [] }, '/units must have at least one item', '/units 至少要有一项'],
    [
      { units: [{ party: 'p', askd: 'x' }] },
      '/units/0/askd is not a field here; did you mean asked?',
      '/units/0/askd 不是这里的字段；是否指asked？',
    ],
    [
      { units: [{ party: 'p', xxxxxxxxxx: 1 }] },
      '/units/0/xxxxxxxxxx is not a field here; the fields are party, asked',
      '/units/0/xxxxxxxxxx 不是这里的字段；可用的字段：party、asked',
    ],
    [
      { votes: { a: 1 } },
      '/votes/a the name of this entry must have at least 3 characters',
      '/votes/a 该项的名称至少要有3个字符',
    ],
    [{ on: 'soon' }, '/on must be a date such as 2026-03-02', '/on 必须是日期，如 2026-03-02'],
    [{ code: 'a' }, '/code is not as it must be: one capital letter', '/code 不符合要求：one capital letter'],
    [{ step: 3 }, '/step must be a multiple of 5', '/step 必须是5的倍数'],
    [{ names: ['a', 'a'] }, '/names names one twice', '/names 列了两次'],
  ])('is told for %j in both languages, with its place and what is asked for', (wrong, en, zh) => {
    const raw = JSON.parse(JSON.stringify({ ...sound, ...wrong }))
    expect(points(raw)).toEqual([en])
    expect(points(raw, 'zh-CN')).toEqual([zh])
  })

  it('is told of the whole where the whole is wrong', () => {
    expect(points([])).toEqual(['the data as a whole must be an object with named fields'])
    expect(points('x', 'zh-CN')).toEqual(['整份数据必须是含有字段的对象'])
  })

  it('is a line for each point, and one sentence in all', () => {
    const raw = { ...sound, topic: 1, kind: 2 }
    const refusal = schemaDenial(schema.safeParse(raw).error as z.ZodError, { schema, raw })
    expect(describeRefusal(refusal, 'en')).toMatchObject({
      text: 'The data does not have the form that is asked for: /topic must be a text; /kind must be one of ordinary, urgent.',
      points: ['/topic must be a text', '/kind must be one of ordinary, urgent'],
    })
  })

  it('never repeats a value that was sent', () => {
    const secret = 'canary-7'
    const raw = Object.fromEntries(Object.keys(sound).map(name => [name, { [secret]: secret }]))
    const all = Object.fromEntries(Object.keys(sound).map(name => [name, secret]))
    for (const wrong of [all, { ...sound, place: { as: secret } }, { ...sound, names: [secret, secret] }]) {
      const read = schema.safeParse(wrong)
      expect(read.success).toBe(false)
      const denial = schemaDenial(read.error as z.ZodError, { schema, raw: wrong })
      expect(JSON.stringify([denial, describeRefusal(denial, 'en'), describeRefusal(denial, 'zh-CN')])).not.toContain(
        secret,
      )
    }
    // Names of entries are told: they say where.
    expect(points(raw)?.length).toBeGreaterThan(0)
  })

  it('keeps the words of an issue it does not know', () => {
    const issues = [{ at: '/x', code: 'invented', message: 'is odd' }, 7, null, { at: 1, message: 'x' }]
    expect(describeRefusal({ code: 'input/schema', details: { issues } }, 'en').points).toEqual([
      '/x is not as it must be: is odd',
    ])
  })

  it('has each text in both languages with the same details', () => {
    const details = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()
    expect(Object.keys(issueWordsZhCN).sort()).toEqual(Object.keys(issueWordsEn).sort())
    for (const [word, text] of Object.entries(issueWordsEn))
      expect(details(issueWordsZhCN[word as keyof typeof issueWordsEn]), word).toEqual(details(text))
  })
})
