import fc from 'fast-check'
import { produce } from 'immer'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { CaseState } from '../deciding/decision.js'
import { deepFreeze } from '../json/deep-freeze.js'
import { visibleTo } from '../privacy/marks.js'
import { stateHashOf, stateTexts } from './state-hash.js'

const context = z.object({
  topic: z.string(),
  estimate: visibleTo(['convener'], z.number()).nullable(),
  replies: z.record(z.string(), visibleTo(['convener'], z.string())),
  items: z.array(z.object({ text: z.string(), cost: visibleTo(['lead'], z.number()) })),
  notes: z.record(z.string(), z.array(z.string())),
})
type Context = z.output<typeof context>
const definition = { context }
const salt = 'ab'.repeat(16)
const blank: Context = deepFreeze({ topic: '停车', estimate: null, replies: {}, items: [], notes: {} })

const hashed = (data: unknown) =>
  ({ machine: { value: 'on', context: data, status: 'active' }, deadlines: [] }) as never
const afresh = (data: unknown) => stateHashOf(definition, hashed(data) as CaseState, salt)

const key = fc.constantFrom('a', 'b/~', '朱行', '0')
const change = fc.oneof(
  fc.record({ field: fc.constant('topic' as const), value: fc.string({ unit: 'grapheme' }) }),
  fc.record({ field: fc.constant('estimate' as const), value: fc.option(fc.integer()) }),
  fc.record({ field: fc.constant('replies' as const), key, value: fc.option(fc.constantFrom('yes', 'no')) }),
  fc.record({ field: fc.constant('items' as const), at: fc.nat(4), value: fc.option(fc.integer({ max: 9 })) }),
  fc.record({ field: fc.constant('notes' as const), key, value: fc.option(fc.constantFrom('x', '"')) }),
)

type Change = typeof change extends fc.Arbitrary<infer C> ? C : never

function changed(before: Context, one: Change): Context {
  return produce(before, draft => {
    if (one.field === 'topic') draft.topic = one.value
    else if (one.field === 'estimate') draft.estimate = one.value
    else if (one.field === 'items') {
      if (one.value === null) draft.items.splice(one.at, 1)
      else if (one.at < draft.items.length) draft.items[one.at]!.cost = one.value
      else draft.items.push({ text: `item ${one.value}`, cost: one.value })
    } else if (one.value === null) delete draft[one.field][one.key]
    else if (one.field === 'replies') draft.replies[one.key] = one.value
    else draft.notes[one.key] = [...(draft.notes[one.key] ?? []), one.value]
  })
}

describe('a state hash that remembers the texts of earlier ones', () => {
  it('is the hash that remembers nothing, along any history', () => {
    const sameHash = (changes: readonly Change[]): void => {
      const texts = stateTexts()
      let data = blank
      for (const one of changes) {
        data = changed(data, one)
        expect(stateHashOf(definition, hashed(data), salt, texts)).toBe(afresh(data))
      }
    }
    fc.assert(fc.property(fc.array(change, { maxLength: 40 }), sameHash), { numRuns: 100 })
  })

  it('is not misled by going back to an older state, as a conflict does', () => {
    const texts = stateTexts()
    const before = changed(blank, { field: 'replies', key: 'a', value: 'yes' })
    const after = changed(before, { field: 'replies', key: 'a', value: 'no' })
    for (const data of [before, after, before]) {
      expect(stateHashOf(definition, hashed(data), salt, texts)).toBe(afresh(data))
    }
  })

  it('sees what changes in place where nothing is frozen, as in a simulation', () => {
    const texts = stateTexts()
    const data = { ...blank, notes: { a: ['x'] } }
    stateHashOf(definition, hashed(data), salt, texts)
    data.notes.a.push('y')
    expect(stateHashOf(definition, hashed(data), salt, texts)).toBe(afresh(data))
  })

  it('forgets what it knows under another salt and for another schema', () => {
    const texts = stateTexts()
    const data = changed(blank, { field: 'estimate', value: 7 })
    const other = 'cd'.repeat(16)
    const open = { context: z.object({ ...context.shape, estimate: z.number().nullable() }) }
    expect(stateHashOf(definition, hashed(data), salt, texts)).toBe(afresh(data))
    expect(stateHashOf(definition, hashed(data), other, texts)).toBe(stateHashOf(definition, hashed(data), other))
    expect(stateHashOf(open, hashed(data), other, texts)).toBe(stateHashOf(open, hashed(data), other))
    expect(stateHashOf(open, hashed(data), other, texts)).not.toBe(stateHashOf(definition, hashed(data), other))
  })
})
