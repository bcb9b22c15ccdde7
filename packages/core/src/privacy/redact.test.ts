import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { Disclosure } from '../journal/entry.js'
import type { Json } from '../json/json.js'
import { commitData } from './commit.js'
import { personal, visibleTo } from './marks.js'
import { disclosuresFor, maySee, redact, resolveHandles, unmarkedText, type Viewer } from './redact.js'

function prepare(
  schema: z.ZodType,
  value: unknown,
): { readonly seen: Json; readonly disclosures: readonly Disclosure[] } {
  let n = 0
  const { seen, disclosures } = commitData(schema, value, { salt: () => `${n++}`.padStart(32, '0'), subject: 'p:1' })
  return { seen, disclosures: disclosures.map(disclosure => ({ ...disclosure, seq: 1 })) }
}

function view(schema: z.ZodType, value: unknown, viewer: Viewer): Json {
  const { seen, disclosures } = prepare(schema, value)
  return redact(schema, seen, viewer, disclosures)
}

const asking = z.object({
  topic: z.string(),
  replies: z.record(z.string(), visibleTo(['convener'], z.enum(['yes', 'no']))),
  notes: z.array(visibleTo(['convener'], z.string())),
  place: z.tuple([z.string(), visibleTo(['convener'], z.string())]),
  phone: visibleTo(['convener', 'supervisor'], personal(z.string())),
  name: personal(z.string()),
})
const value = {
  topic: '停车',
  replies: { 'pm:x': 'yes' },
  notes: ['late'],
  place: ['gate', 'room 3'],
  phone: '021',
  name: 'Li',
}

describe('redaction', () => {
  it('shows a role what is marked for it, with handles resolved', () => {
    expect(view(asking, value, ['convener'])).toEqual(value)
    expect(view(asking, value, 'host')).toEqual(value)
  })

  it('leaves out what is marked for other roles, with the keys of records, and keeps the positions of a tuple', () => {
    expect(view(asking, value, ['invitee'])).toEqual({
      topic: '停车',
      replies: {},
      notes: [],
      place: ['gate', null],
      name: 'Li',
    })
    expect(view(asking, value, ['supervisor', 'invitee'])).toHaveProperty('phone', '021')
  })

  it('shows personal data without roles of its own to everybody in the case and to nobody else', () => {
    expect(view(asking, value, [])).toEqual({ topic: '停车', replies: {}, notes: [], place: ['gate', null] })
  })

  it('shows an erased value to nobody, in the same way as a hidden one', () => {
    const { seen, disclosures } = prepare(asking, value)
    const left = disclosures.filter(({ path }) => path !== '/name')
    expect(redact(asking, seen, ['convener'], left)).not.toHaveProperty('name')
    expect(redact(asking, seen, 'host', left)).not.toHaveProperty('name')
  })

  it('shows a handle that was copied into a less guarded field only to whom it was shown before', () => {
    const { seen, disclosures } = prepare(asking, value)
    const copied = { ...(seen as object), name: (seen as { phone: string }).phone }
    expect(redact(asking, copied, ['invitee'], disclosures)).not.toHaveProperty('name')
    expect(redact(asking, copied, ['supervisor'], disclosures)).toHaveProperty('name', '021')
  })

  it('leaves out members the schema does not know, except for the host', () => {
    const extra = { ...value, parameters: { quorum: 2 } }
    expect(view(asking, extra, ['convener'])).toEqual(value)
    expect(view(asking, extra, 'host')).toEqual(extra)
  })

  it('passes data through whose schema does not describe its inside, beside marked data', () => {
    const schema = z.object({ x: z.union([z.custom<object>(), z.object({ a: visibleTo(['convener'], z.string()) })]) })
    expect(view(schema, { x: { a: 's', b: 1 } }, ['invitee'])).toEqual({ x: { b: 1 } })
  })

  it('resolves what an entry holds as well as what the machine holds', () => {
    const { disclosures } = prepare(asking, value)
    const { committed } = commitData(asking, value, { salt: salts(), subject: 'p:1' })
    expect(redact(asking, committed, ['convener'], disclosures)).toEqual(value)
  })

  it('shows the parts of a marked value to those whom both marks admit', () => {
    const schema = z.object({
      report: visibleTo(
        ['a', 'b'],
        z.object({ text: z.string(), source: visibleTo(['b', 'c'], personal(z.string())) }),
      ),
    })
    const report = { text: 't', source: 's' }
    expect(view(schema, { report }, ['a'])).toEqual({ report: { text: 't' } })
    expect(view(schema, { report }, ['b'])).toEqual({ report })
    expect(view(schema, { report }, ['c'])).toEqual({})
  })
})

function salts(): () => string {
  let n = 0
  return () => `${n++}`.padStart(32, '0')
}

describe('data without a schema', () => {
  const schema = z.object({
    phone: visibleTo(
      ['convener'],
      personal(z.object({ n: z.string(), owner: visibleTo(['chair'], personal(z.string())) })),
    ),
    name: personal(z.string()),
  })
  const { seen, disclosures } = prepare(schema, { phone: { n: '021', owner: 'Li' }, name: 'Wu' })
  const { phone, name } = seen as { phone: string; name: string }
  const notice: Json = { to: ['p:2'], who: name, call: [phone, 'soon'], nested: { phone } }

  it('has its handles resolved as far as the roles may see', () => {
    expect(resolveHandles(notice, disclosures, ['convener'])).toEqual({
      to: ['p:2'],
      who: 'Wu',
      call: [{ n: '021' }, 'soon'],
      nested: { phone: { n: '021' } },
    })
    expect(resolveHandles(notice, disclosures, ['invitee'])).toEqual({
      to: ['p:2'],
      who: 'Wu',
      call: ['soon'],
      nested: {},
    })
    expect(resolveHandles(notice, disclosures, 'host')).toEqual({
      to: ['p:2'],
      who: 'Wu',
      call: [{ n: '021', owner: 'Li' }, 'soon'],
      nested: { phone: { n: '021', owner: 'Li' } },
    })
    expect(resolveHandles(name, [], 'host')).toBeNull()
  })
})

it('an export carries only the disclosures its reader may see', () => {
  const { disclosures } = prepare(asking, value)
  const secret: Disclosure = { ...disclosures[0]!, path: '/~case', visibleTo: [] }
  const paths = (viewer: Viewer) => disclosuresFor(viewer, [...disclosures, secret]).map(({ path }) => path)
  expect(paths(['supervisor'])).toEqual(['/name', '/phone'])
  expect(paths([])).toEqual([])
  expect(paths('host')).toContain('/~case')
})

it('an empty list of roles shows a value to the host only', () => {
  expect(maySee(['convener'], [])).toBe(false)
  expect(maySee('host', [])).toBe(true)
})

it('the text to search holds what everybody may see, and neither keys nor handles', () => {
  const { seen } = prepare(asking, value)
  const handleInPlainField = { ...(seen as object), topic: (seen as { name: string }).name }
  expect(unmarkedText(asking, { ...(seen as object), parameters: { reason: 'x' } })).toBe('gate 停车')
  expect(unmarkedText(asking, handleInPlainField)).toBe('gate')
})
