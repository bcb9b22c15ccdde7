import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { canonicalJson } from '../json/canonical.js'
import { commitData, commitmentTo, discloseData } from './commit.js'
import { personal, visibleTo } from './marks.js'

/** Salts that can be told apart and foreseen. */
function salts(): () => string {
  let n = 0
  return () => (n++).toString(16).padStart(32, '0')
}

const options = () => ({ salt: salts(), subject: 'clerk:1' })

const complaint = z.strictObject({
  topic: z.string(),
  complainant: z.string(),
  phone: visibleTo(['leadUnit'], personal(z.string(), { subject: 'complainant' })),
  estimate: visibleTo(['convener'], z.int()).nullable(),
  contact: personal(z.string()).nullable().optional(),
  witnesses: z.array(z.object({ party: z.string(), name: personal(z.string(), { subject: 'party' }), seat: z.int() })),
  assessment: visibleTo(
    ['supervisor', 'convener'],
    z.object({ text: z.string(), source: visibleTo(['supervisor', 'clerk'], personal(z.string())) }),
  ),
})
const data: z.input<typeof complaint> = {
  topic: '停车',
  complainant: 'p:7',
  phone: '021-5555',
  estimate: null,
  witnesses: [{ seat: 2, party: 'p:8', name: 'Wang' }],
  assessment: { text: 'credible', source: 'p:9' },
}

describe('committing to data', () => {
  const { seen, committed, disclosures } = commitData(complaint, data, options())

  it('puts a commitment where a marked value was, and nothing of the value', () => {
    expect(committed).toEqual({
      topic: '停车',
      complainant: 'p:7',
      phone: { '~commitment': expect.stringMatching(/^[0-9a-f]{64}$/) },
      estimate: { '~commitment': expect.any(String) },
      witnesses: [{ party: 'p:8', seat: 2, name: { '~commitment': expect.any(String) } }],
      assessment: { '~commitment': expect.any(String) },
    })
    for (const canary of ['021-5555', 'Wang', 'credible', 'p:9'])
      expect(JSON.stringify(committed)).not.toContain(canary)
  })

  it('shows the machine handles for personal values and the values of the others', () => {
    const handle = expect.stringMatching(/^~personal:[0-9a-f]{64}$/)
    expect(seen).toEqual({
      topic: '停车',
      complainant: 'p:7',
      phone: handle,
      estimate: null,
      witnesses: [{ party: 'p:8', seat: 2, name: handle }],
      assessment: { text: 'credible', source: handle },
    })
  })

  it('joins the two by disclosures that say who may see what, and whose it is', () => {
    expect(
      disclosures.map(({ path, value, visibleTo, personal, subject }) => ({
        path,
        value,
        visibleTo,
        personal,
        subject,
      })),
    ).toEqual([
      { path: '/assessment/source', value: 'p:9', visibleTo: ['supervisor'], personal: true, subject: 'clerk:1' },
      {
        path: '/assessment',
        value: { text: 'credible', source: { '~commitment': disclosures[0]?.commitment } },
        visibleTo: ['supervisor', 'convener'],
        personal: false,
        subject: 'clerk:1',
      },
      { path: '/estimate', value: null, visibleTo: ['convener'], personal: false, subject: 'clerk:1' },
      { path: '/phone', value: '021-5555', visibleTo: ['leadUnit'], personal: true, subject: 'p:7' },
      { path: '/witnesses/0/name', value: 'Wang', visibleTo: null, personal: true, subject: 'p:8' },
    ])
    for (const { salt, value, commitment } of disclosures) expect(commitmentTo(salt, value)).toBe(commitment)
    expect(new Set(disclosures.map(disclosure => disclosure.salt)).size).toBe(disclosures.length)
  })

  it('hides from a nested disclosure what the value around it is hidden from', () => {
    expect(disclosures.find(({ path }) => path === '/assessment/source')?.visibleTo).not.toContain('clerk')
  })

  it('lets a null pass by a personal mark, so that the machine can ask for it, and hides a null that a role mark covers', () => {
    const nothing = commitData(complaint, { ...data, contact: null }, options())
    expect(nothing.seen.contact).toBeNull()
    expect(nothing.committed.contact).toBeNull()
    expect(nothing.committed.estimate).toHaveProperty('~commitment')
  })

  it('passes facts and other unmarked members through', () => {
    const facts = { commonSuperior: { x: 'town' } }
    const prepared = commitData(complaint, { ...data, facts }, options())
    expect(prepared.seen.facts).toEqual(facts)
    expect(prepared.committed.facts).toEqual(facts)
  })

  it('narrows a discriminated union to the option the value chose', () => {
    const schema = z.object({
      reply: z
        .object({ id: z.int() })
        .and(
          z.discriminatedUnion('kind', [
            z.object({ kind: z.literal('letter'), text: personal(z.string()) }),
            z.object({ kind: z.literal('stamp'), text: z.string() }),
          ]),
        ),
    })
    expect(commitData(schema, { reply: { id: 1, kind: 'stamp', text: 'ok' } }, options()).disclosures).toEqual([])
    expect(commitData(schema, { reply: { id: 1, kind: 'letter', text: 'ok' } }, options()).disclosures).toHaveLength(1)
  })

  it('treats every option of a union as marked when the discriminator cannot be read', () => {
    const schema = z.object({
      r: z.discriminatedUnion('k', [
        z.object({ k: z.literal('a'), t: personal(z.string()) }),
        z.object({ k: z.literal('b'), t: z.string() }),
      ]),
    })
    expect(commitData(schema, { r: { k: 'unheard of', t: 'x' } }, options()).disclosures).toHaveLength(1)
  })

  it('marks by position in a tuple and by key in a record', () => {
    const schema = z.object({
      pair: z.tuple([z.string(), personal(z.string())], personal(z.int())),
      votes: z.record(z.string(), visibleTo(['convener'], z.enum(['yes', 'no']))),
    })
    const prepared = commitData(schema, { pair: ['a', 'b', 1, 2], votes: { 'p/1': 'yes' } }, options())
    expect(prepared.disclosures.map(({ path }) => path)).toEqual(['/pair/1', '/pair/2', '/pair/3', '/votes/p~11'])
  })
})

describe('disclosing', () => {
  it('gives the machine on replay exactly what it saw, to the order of the members', () => {
    fc.assert(
      fc.property(
        fc.record({
          topic: fc.string(),
          complainant: fc.string(),
          phone: fc.string(),
          estimate: fc.option(fc.integer()),
          contact: fc.option(fc.string()),
          witnesses: fc.array(fc.record({ seat: fc.integer(), name: fc.string(), party: fc.string() })),
          assessment: fc.record({ text: fc.string(), source: fc.string() }),
          votes: fc.dictionary(
            fc.constantFrom('z', 'a', '10', '9', 'é'),
            fc.double({ noNaN: true, noDefaultInfinity: true }),
          ),
        }),
        value => {
          const schema = complaint.extend({ votes: z.record(z.string(), z.number()) })
          const { seen, committed, disclosures } = commitData(schema, value, options())
          const stored = JSON.parse(canonicalJson(committed))
          expect(JSON.stringify(discloseData(schema, stored, disclosures))).toBe(JSON.stringify(seen))
          expect(Object.is(Object.values(seen.votes as object)[0], -0)).toBe(false)
        },
      ),
    )
  })

  it('needs no personal value, so that erasing one changes no replay', () => {
    const { seen, committed, disclosures } = commitData(complaint, data, options())
    expect(
      discloseData(
        complaint,
        committed,
        disclosures.filter(disclosure => !disclosure.personal),
      ),
    ).toEqual(seen)
  })

  it('says which value is missing when one that the machine read was erased', () => {
    const { committed, disclosures } = commitData(complaint, data, options())
    const left = disclosures.filter(({ path }) => path !== '/estimate')
    expect(() => discloseData(complaint, committed, left)).toThrow(
      expect.objectContaining({ code: 'history/undisclosed', details: expect.objectContaining({ path: '/estimate' }) }),
    )
  })

  it('leaves data alone that only looks like a commitment', () => {
    const schema = z.object({ free: z.record(z.string(), z.string()), note: personal(z.string()) })
    const value = { free: { '~commitment': 'x' }, note: 'n' }
    const { committed, seen, disclosures } = commitData(schema, value, options())
    expect(discloseData(schema, committed, disclosures)).toEqual(seen)
    expect(seen.free).toEqual(value.free)
  })
})
