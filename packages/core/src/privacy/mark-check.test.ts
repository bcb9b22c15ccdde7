import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { ConvokeError } from '../errors/convoke-error.js'
import { checkMarks, hiddenPaths } from './mark-check.js'
import { personal, visibleTo } from './marks.js'

const secret = visibleTo(['convener'], z.string())
const phone = personal(z.string())

function refusal(schema: z.ZodType): string {
  try {
    checkMarks(schema, 'commands.reply.data')
  } catch (error) {
    return `${(error as ConvokeError).code} ${String((error as ConvokeError).details.path)}`
  }
  return 'accepted'
}

describe('the walker finds a mark', () => {
  const cases: readonly [string, z.ZodType, string][] = [
    ['under optional', secret.optional(), '/x [convener]'],
    ['under nullable', secret.nullable(), '/x [convener]'],
    ['under nullish', secret.nullish(), '/x [convener]'],
    ['under default', secret.default('x'), '/x [convener]'],
    ['under prefault', secret.prefault('x'), '/x [convener]'],
    ['under catch', secret.catch('x'), '/x [convener]'],
    ['under readonly', secret.readonly(), '/x [convener]'],
    ['under nonoptional', z.nonoptional(secret.optional()), '/x [convener]'],
    ['under lazy', z.lazy(() => secret), '/x [convener]'],
    ['under exactOptional', z.exactOptional(secret), '/x [convener]'],
    ['under brand and describe', secret.brand('Estimate').describe('x').optional(), '/x [convener]'],
    ['in an array', secret.array(), '/x/* [convener]'],
    ['in a tuple', z.tuple([z.string(), secret]), '/x/1 [convener]'],
    ['in the rest of a tuple', z.tuple([z.string()], secret), '/x/* [convener]'],
    ['in a record', z.record(z.string(), secret), '/x/* [convener]'],
    ['in a catchall', z.object({}).catchall(secret), '/x/* [convener]'],
    ['in a union of objects', z.union([z.object({ a: secret }), z.object({ b: z.int() })]), '/x/a [convener]'],
    [
      'in a discriminated union',
      z.discriminatedUnion('k', [z.object({ k: z.literal(1), a: secret }), z.object({ k: z.literal(2), a: z.int() })]),
      '/x/a [convener]',
    ],
    ['in an intersection', z.object({ a: secret }).and(z.object({ b: z.int() })), '/x/a [convener]'],
    [
      'over a transform',
      visibleTo(
        ['convener'],
        z.string().transform(text => text.length),
      ),
      '/x [convener]',
    ],
    [
      'over a refinement',
      visibleTo(
        ['convener'],
        z.string().refine(text => text !== ''),
      ).refine(() => true),
      '/x [convener]',
    ],
    ['that hides from everybody', visibleTo([], z.string()), '/x []'],
    ['that is personal', phone.optional(), '/x [*] personal'],
    ['made of two', visibleTo(['b', 'a'], visibleTo(['c', 'a'], personal(z.string())).nullable()), '/x [a] personal'],
  ]
  it.each(cases)('%s', (_, x, path) => {
    expect(hiddenPaths(z.object({ x }))).toEqual([path])
  })

  const parent = z.object({ x: secret, y: z.int() })
  it.each([
    ['extend', parent.extend({ z: z.int() })],
    ['safeExtend', parent.safeExtend({ z: z.int() })],
    ['partial', parent.partial()],
    ['required', parent.partial().required()],
    ['strict', parent.strict()],
    ['loose', parent.loose()],
    ['strip', parent.strip()],
    ['pick', parent.pick({ x: true })],
    ['omit', parent.omit({ y: true })],
    ['readonly', parent.readonly()],
    ['refine', parent.refine(() => true)],
    ['superRefine', parent.superRefine(() => {})],
    ['meta', parent.meta({ title: 'x' })],
    ['spreading its shape', z.object({ ...parent.shape })],
  ])('after .%s of the object around it', (_, object) => {
    expect(hiddenPaths(object)).toEqual(['/x [convener]'])
  })

  it('once in a schema that contains itself', () => {
    interface Node {
      text: string
      children: Node[]
    }
    const node: z.ZodType<Node> = z.lazy(() => z.object({ text: secret, children: z.array(node) }))
    expect(hiddenPaths(z.object({ tree: node }))).toEqual(['/tree/text [convener]'])
  })
})

describe('a definition is refused', () => {
  const lost: readonly [string, z.ZodType][] = [
    ['under a transform', secret.transform(text => text.length)],
    ['under a pipe', secret.pipe(z.string())],
    ['behind a pipe', z.string().pipe(secret)],
    ['behind preprocess', z.preprocess(value => value, z.object({ a: secret }))],
    ['under a codec', z.codec(secret, z.int(), { decode: text => text.length, encode: n => `${n}` })],
    ['on the key of a record', z.record(visibleTo(['convener'], z.string()), z.int())],
    ['under success', z.success(secret)],
    ['on one option of a union', z.union([secret, z.int()])],
    ['on the options of a union in two ways', z.union([secret, visibleTo(['leadUnit'], z.int())])],
  ]
  it.each(lost)('with a mark %s', (_, x) => {
    expect(refusal(z.object({ list: z.array(z.object({ x })) }))).toBe(
      'definition/mark-lost commands.reply.data/list/*/x',
    )
  })

  it('with a field marked in one option of a union and plain in another', () => {
    expect(refusal(z.object({ x: z.union([z.object({ a: secret }), z.object({ a: z.string(), b: z.int() })]) }))).toBe(
      'definition/mark-lost commands.reply.data/x/a',
    )
  })

  it('with a mark on the whole of it', () => {
    expect(refusal(visibleTo(['convener'], z.object({ a: z.int() })))).toBe('definition/mark-lost commands.reply.data')
  })

  it.each([
    ['a map', z.map(z.string(), z.int())],
    ['a set', z.set(z.int())],
    ['a promise', z.promise(z.int())],
    ['a function', z.function() as unknown as z.ZodType],
  ])('with %s, which redaction cannot look into', (_, x) => {
    expect(refusal(z.object({ x }))).toBe('definition/unknown-schema commands.reply.data/x')
  })

  it('with a kind of schema that a later zod might bring', () => {
    const strange = z.string().clone()
    ;(strange._zod as { def: object }).def = { type: 'hologram', innerType: secret }
    expect(refusal(z.object({ x: z.array(strange) }))).toBe('definition/unknown-schema commands.reply.data/x/*')
  })

  it('but not for a pipe, a custom check or JSON without marks', () => {
    expect(
      refusal(
        z.object({
          a: z.string().transform(Number),
          b: z.custom<string>(),
          c: z.json(),
          d: z.stringbool(),
          e: z.unknown(),
        }),
      ),
    ).toBe('accepted')
  })
})
