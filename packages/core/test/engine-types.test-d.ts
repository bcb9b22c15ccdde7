// What the types of registered case types promise to callers of an engine.
import { describe, expectTypeOf, test } from 'vitest'
import * as z from 'zod'
import type { AnyCaseType } from '../src/definition/case-type.js'
import { instant } from '../src/definition/schemas.js'
import type { DataIn } from '../src/definition/type-words.js'
import type { CaseId, NoticeOf, TypedEngine } from '../src/ports/type-engine.js'
import { personal, visibleTo } from '../src/privacy/marks.js'
import type { Redacted } from '../src/privacy/redacted-type.js'
import { asking } from './definition/design-example.js'
import { conveningRequest } from './definition/small-convening.js'

declare const engine: TypedEngine<typeof conveningRequest>
declare const two: TypedEngine<typeof conveningRequest | typeof asking>
declare const id: CaseId<'convening-request'>
declare const other: CaseId<'complaint'>
declare const url: string
const by = { by: 'dept:police' }

describe('an engine', () => {
  test('takes the commands of the case type that an id belongs to', async () => {
    await engine.send(id, { type: 'accept', note: 'yes' }, by)
    await engine.send(url, { type: 'accept' }, by)
    await two.send(url, { type: 'reply', answer: 'yes' }, by)
    const sent = await engine.send(id, { type: 'submit' }, by)
    if (sent.ok) {
      expectTypeOf(sent.case.data.reporter).toEqualTypeOf<string | undefined>()
      expectTypeOf(sent.case.data.topic).toEqualTypeOf<string>()
      void sent.case.states.includes('inviting.replies')
      // @ts-expect-error no such state
      void sent.case.states.includes('inviting.repliess')
      // @ts-expect-error the reporter may be hidden from the caller
      const reporter: string = sent.case.data.reporter
      void reporter
    } else expectTypeOf(sent.refusal.allowed).items.extract<'accept'>().toEqualTypeOf<'accept'>()
    // @ts-expect-error misspelt command
    await engine.send(id, { type: 'acept' }, by)
    // @ts-expect-error missing field
    await engine.send(id, { type: 'decline' }, by)
    // @ts-expect-error field of another command
    await engine.send(id, { type: 'accept', reason: 'notInRemit' }, by)
    // @ts-expect-error a party cannot send a deadline
    await engine.send(id, { type: 'deadline.reply' }, by)
    // @ts-expect-error `by` is not data
    await engine.send(id, { type: 'accept', by: 'somebody else' }, by)
    // @ts-expect-error nobody sends
    await engine.send(id, { type: 'accept' })
    // @ts-expect-error not registered
    await engine.send(other, { type: 'accept' }, by)
    // @ts-expect-error a command of the other registered case type
    await two.send(id, { type: 'reply', answer: 'yes' }, by)
  })

  test('opens with the opening and the parameters of the case type', async () => {
    await engine.open(
      'convening-request',
      { topic: 't', reporter: 'r', convener: 'c', departments: ['d'] },
      { by: 'c', parameters: { quorum: 3 } },
    )
    // @ts-expect-error the opening lacks its fields
    await engine.open('convening-request', { topic: 't' }, by)
    // @ts-expect-error no such case type
    await engine.open('convening', { topic: 't' }, by)
    await engine.open(
      'convening-request',
      { topic: 't', reporter: 'r', convener: 'c', departments: ['d'] },
      // @ts-expect-error unknown parameter
      { by: 'c', parameters: { quorm: 3 } },
    )
  })

  test('opens with data that nobody may change', async () => {
    const request = { topic: 't', reporter: 'r', convener: 'c', departments: ['d', 'e'] } as const
    await engine.open('convening-request', request, by)
    const parameters = { replyWithin: { n: 3, unit: 'calendar-day' }, quorum: 1 } as const
    await engine.open('convening-request', request, { by: 'c', parameters })
    const misspelt = { ...request, departments: [1] } as const
    // @ts-expect-error a department is named by a string
    await engine.open('convening-request', misspelt, by)
  })

  test('delivers the notices of every registered case type', () => {
    type Sent = NoticeOf<typeof conveningRequest | typeof asking>
    expectTypeOf<Extract<Sent, { caseType: 'asking' }>['params']>().toEqualTypeOf<{ topic: string }>()
    expectTypeOf<Sent['type']>().toEqualTypeOf<'invited' | 'decided'>()
  })
})

test('every case type is a case type to code that asks the definition at run time', () => {
  const all: readonly AnyCaseType[] = [asking, conveningRequest]
  void all
})

test('a command may be given as data that nobody may change, at every depth', () => {
  const schema = z.object({
    items: z.array(z.object({ name: z.string(), tags: z.array(z.string()) })),
    place: z.tuple([z.string(), z.int()]).optional(),
    votes: z.record(z.string(), z.array(z.enum(['yes', 'no']))),
    extra: z.json(),
    anything: z.unknown(),
    party: z.string().brand('Party'),
  })
  const given = {
    items: [{ name: 'gate', tags: ['iron', 'old'] }],
    place: ['Chunshen Road', 3],
    votes: { rc: ['yes'] },
    extra: { depth: [1, [null]] },
    anything: [() => 1],
    party: 'rc',
  } as const
  const accepted: DataIn<typeof schema> = given
  const ordinary: DataIn<typeof schema> = {} as z.input<typeof schema>
  // @ts-expect-error a tag is a string, however deep
  const tagged: DataIn<typeof schema> = { ...given, items: [{ name: 'gate', tags: [1] }] }
  // @ts-expect-error a function is not JSON
  const called: DataIn<typeof schema> = { ...given, extra: [() => 1] }
  void [accepted, ordinary, tagged, called]
})

test('a view shows marked fields as absent, moments as numbers and personal data as what it is', () => {
  const schema = z.object({
    topic: z.string(),
    estimate: visibleTo(['convener'], z.int()).nullable(),
    phone: personal(z.string()),
    at: instant(),
    notes: z.array(z.object({ text: z.string(), by: visibleTo(['convener'], z.string()), at: instant().nullable() })),
    reply: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('yes') }),
      z.object({ kind: z.literal('no'), why: visibleTo(['convener'], z.string()) }),
    ]),
    extra: z.json(),
    byParty: z.record(z.string(), visibleTo(['convener'], z.enum(['yes', 'no']))),
  })
  expectTypeOf<Redacted<typeof schema>>().toEqualTypeOf<{
    topic: string
    estimate?: number | null
    phone?: string
    at: number
    notes: { text: string; at: number | null; by?: string }[]
    reply: { kind: 'yes' } | { kind: 'no'; why?: string }
    extra: z.core.util.JSONType
    byParty: Record<string, 'yes' | 'no'>
  }>()
})
