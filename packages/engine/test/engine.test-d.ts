// What the types of an engine promise to the host that creates it.
import type { CaseId, Entry } from '@convoke/core'
import { describe, expectTypeOf, test } from 'vitest'
import { type AnyEngine, createEngine, type Engine } from '../src/index.js'
import { asking } from './fixtures/asking.js'

const engine = createEngine({ caseTypes: [asking] })
declare const id: CaseId<'asking'>
declare const other: CaseId<'complaint'>
declare const url: string
const by = { by: 'a' }

describe('an engine', () => {
  test('is typed by the case types it is created with', async () => {
    expectTypeOf(engine).toEqualTypeOf<Engine<typeof asking>>()
    const opened = await engine.open('asking', { topic: 't', convener: 'rc', invitees: ['a'] }, { by: 'rc' })
    if (opened.ok) expectTypeOf(opened.case.id).toEqualTypeOf<CaseId<'asking'>>()
    // @ts-expect-error no such case type
    await engine.open('complaint', { topic: 't' }, by)
    // @ts-expect-error the opening lacks its fields
    await engine.open('asking', { topic: 't' }, by)
    // @ts-expect-error unknown parameter
    await engine.open('asking', { topic: 't', convener: 'rc', invitees: [] }, { by: 'rc', parameters: { quorm: 3 } })
  })

  test('takes the commands of the case type that an id belongs to', async () => {
    const sent = await engine.send(id, { type: 'reply', answer: 'yes' }, by)
    await engine.send(url, { type: 'submit' }, by)
    if (sent.ok) {
      expectTypeOf(sent.entry).toEqualTypeOf<Entry>()
      expectTypeOf(sent.case.data.phone).toEqualTypeOf<string | null | undefined>()
      expectTypeOf(sent.case.states).items.toEqualTypeOf<'drafting' | 'inviting' | 'agreed' | 'failed'>()
    }
    // @ts-expect-error misspelt command
    await engine.send(id, { type: 'replly', answer: 'yes' }, by)
    // @ts-expect-error missing field
    await engine.send(id, { type: 'reply' }, by)
    // @ts-expect-error a value the schema does not know
    await engine.send(id, { type: 'reply', answer: 'perhaps' }, by)
    // @ts-expect-error field of another command
    await engine.send(id, { type: 'submit', answer: 'yes' }, by)
    // @ts-expect-error a party cannot send a deadline
    await engine.send(id, { type: 'deadline.reply' }, by)
    // @ts-expect-error `by` is not data
    await engine.send(id, { type: 'submit', by: 'somebody else' }, by)
    // @ts-expect-error nobody sends
    await engine.send(id, { type: 'submit' })
    // @ts-expect-error not registered
    await engine.send(other, { type: 'submit' }, by)
  })

  test('hands out one case with the same types', async () => {
    const one = engine.case(id)
    await one.send({ type: 'reply', answer: 'no' }, by)
    // @ts-expect-error misspelt command
    await one.send({ type: 'replly', answer: 'no' }, by)
    expectTypeOf(await one.view({ as: 'a' })).toEqualTypeOf(await engine.view(id, { as: 'a' }))
  })

  test('tells its host of notices by their names', () => {
    createEngine({
      caseTypes: [asking],
      deliver: notice => {
        expectTypeOf(notice.type).toEqualTypeOf<'invited' | 'declined' | 'deadline'>()
        if (notice.type === 'invited') expectTypeOf(notice.params.topic).toEqualTypeOf<string>()
        if (notice.type === 'deadline') expectTypeOf(notice.params.dueAt).toEqualTypeOf<number | null>()
      },
    })
  })

  test('takes settings by case type and parameter', () => {
    createEngine({ caseTypes: [asking], parameters: { asking: { quorum: 3 } } })
    // @ts-expect-error unknown case type
    createEngine({ caseTypes: [asking], parameters: { askin: { quorum: 3 } } })
    // @ts-expect-error unknown parameter
    createEngine({ caseTypes: [asking], parameters: { asking: { quorm: 3 } } })
    // @ts-expect-error a value of the wrong form
    createEngine({ caseTypes: [asking], parameters: { asking: { quorum: 'three' } } })
  })

  test('is an engine of unknown case types as well, at run time', () => {
    const any = engine as unknown as AnyEngine
    expectTypeOf(any.open).parameter(0).toEqualTypeOf<string>()
  })
})
