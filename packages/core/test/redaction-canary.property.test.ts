import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { Disclosure } from '../src/journal/entry.js'
import { canonicalJson } from '../src/json/canonical.js'
import type { JsonObject } from '../src/json/json.js'
import { commitData, discloseData } from '../src/privacy/commit.js'
import { personal, visibleTo } from '../src/privacy/marks.js'
import { disclosuresFor, redact, resolveHandles, unmarkedText } from '../src/privacy/redact.js'

const roles = ['convener', 'leadUnit', 'supervisor'] as const

/** How to build a schema and a value of it. Every text in the value is a canary. */
type Recipe =
  | { readonly kind: 'text' }
  | { readonly kind: 'visibleTo'; readonly roles: readonly string[]; readonly of: Recipe }
  | {
      readonly kind:
        | 'personal'
        | 'optional'
        | 'nullable'
        | 'default'
        | 'readonly'
        | 'catch'
        | 'lazy'
        | 'array'
        | 'record'
        | 'tuple'
        | 'catchall'
      readonly of: Recipe
    }
  | { readonly kind: 'object' | 'union' | 'choice' | 'both'; readonly of: readonly Recipe[] }

const { recipe } = fc.letrec<{ recipe: Recipe }>(tie => {
  const of = tie('recipe')
  const wrapper = fc.constantFrom(
    'personal',
    'optional',
    'nullable',
    'default',
    'readonly',
    'catch',
    'lazy',
    'array',
    'record',
    'tuple',
    'catchall',
  )
  return {
    recipe: fc.oneof(
      { depthSize: 'large', withCrossShrink: true },
      fc.constant({ kind: 'text' as const }),
      fc.record({ kind: fc.constant('visibleTo' as const), roles: fc.subarray([...roles]), of }),
      fc.record({ kind: wrapper, of }),
      fc.record({
        kind: fc.constantFrom('object' as const, 'union', 'choice', 'both'),
        of: fc.array(of, { minLength: 1, maxLength: 3 }),
      }),
    ),
  }
})

interface Canary {
  readonly text: string
  /** Who may see it; null: everybody in the case. */
  readonly visibleTo: readonly string[] | null
  readonly marked: boolean
  readonly personal: boolean
}

interface Built {
  readonly schema: z.ZodType
  readonly value: unknown
}

function build(recipe: Recipe, around: Omit<Canary, 'text'>, canaries: Canary[]): Built {
  switch (recipe.kind) {
    case 'text': {
      const text = `canary-${canaries.length}-`
      canaries.push({ text, ...around })
      return { schema: z.string(), value: text }
    }
    case 'visibleTo': {
      const admitted =
        around.visibleTo === null ? recipe.roles : around.visibleTo.filter(role => recipe.roles.includes(role))
      const inner = build(recipe.of, { ...around, marked: true, visibleTo: admitted }, canaries)
      return { schema: visibleTo(recipe.roles, inner.schema), value: inner.value }
    }
    case 'object':
    case 'both': {
      const parts = recipe.of.map((part, i) => [`f${i}`, build(part, around, canaries)] as const)
      const value = Object.fromEntries(parts.map(([key, part]) => [key, part.value]))
      const objects = parts.map(([key, part]) => z.object({ [key]: part.schema }))
      if (recipe.kind === 'both')
        return { schema: objects.reduce<z.ZodType>((left, right) => z.intersection(left, right), z.object({})), value }
      return { schema: z.object(Object.fromEntries(parts.map(([key, part]) => [key, part.schema]))), value }
    }
    case 'union':
    case 'choice': {
      // The value is of the last option; the options before it name the same fields only where each says which is meant.
      const field = (i: number) => (recipe.kind === 'choice' ? 'field' : `field${i}`)
      const last = recipe.of.length - 1
      const options = recipe.of.map((part, i) => {
        const inner = build(part, around, i === last ? canaries : [])
        return {
          schema: z.object({ kind: z.literal(`k${i}`), [field(i)]: inner.schema }),
          value: { kind: `k${i}`, [field(i)]: inner.value },
        }
      })
      const schemas = options.map(option => option.schema)
      const schema = recipe.kind === 'choice' ? z.discriminatedUnion('kind', schemas as never) : z.union(schemas)
      return { schema, value: options[last]?.value }
    }
    default: {
      const inner = build(
        recipe.of,
        recipe.kind === 'personal' ? { ...around, marked: true, personal: true } : around,
        canaries,
      )
      return wrap(recipe.kind, inner)
    }
  }
}

function wrap(
  kind: Exclude<Recipe['kind'], 'text' | 'visibleTo' | 'object' | 'union' | 'choice' | 'both'>,
  { schema, value }: Built,
): Built {
  switch (kind) {
    case 'personal':
      return { schema: personal(schema), value }
    case 'optional':
      return { schema: schema.optional(), value }
    case 'nullable':
      return { schema: schema.nullable(), value }
    case 'default':
      return { schema: schema.default(null), value }
    case 'readonly':
      return { schema: schema.readonly(), value }
    case 'catch':
      return { schema: schema.catch(null), value }
    case 'lazy':
      return { schema: z.lazy(() => schema), value }
    case 'array':
      return { schema: z.array(schema), value: [value] }
    case 'record':
      return { schema: z.record(z.string(), schema), value: { key: value } }
    case 'tuple':
      return { schema: z.tuple([z.int(), schema]), value: [1, value] }
    case 'catchall':
      return { schema: z.object({ n: z.int() }).catchall(schema), value: { n: 1, other: value } }
  }
}

function prepared(recipe: Recipe) {
  const canaries: Canary[] = []
  const { schema, value } = build(recipe, { visibleTo: null, marked: false, personal: false }, canaries)
  const root = z.strictObject({ root: schema })
  const parsed = root.parse({ root: value })
  let n = 0
  const data = commitData(root, parsed, { salt: () => (n++).toString(16).padStart(32, '0'), subject: 'p:1' })
  const disclosures: readonly Disclosure[] = data.disclosures.map(disclosure => ({ ...disclosure, seq: 1 }))
  return { canaries, root, parsed, data, disclosures }
}

describe('a canary in every field', () => {
  const runs = { numRuns: 500 }

  it('is seen by the roles its marks admit and by no other, in views, notices, exports and search', () => {
    fc.assert(
      fc.property(recipe, fc.subarray([...roles], { minLength: 1 }), (recipe, held) => {
        const { canaries, root, data, disclosures } = prepared(recipe)
        const view = JSON.stringify(redact(root, data.seen, held, disclosures))
        const journal = JSON.stringify(redact(root, data.committed, held, disclosures))
        const notice = JSON.stringify(resolveHandles(data.seen, disclosures, held))
        const exported = JSON.stringify([data.committed, disclosuresFor(held, disclosures)])
        const search = unmarkedText(root, data.seen)
        for (const { text, visibleTo, marked, personal } of canaries) {
          const admitted = visibleTo === null || visibleTo.some(role => (held as readonly string[]).includes(role))
          expect(view.includes(text)).toBe(admitted)
          expect(journal.includes(text)).toBe(admitted)
          expect(exported.includes(text)).toBe(admitted)
          // A notice without a schema protects personal values only: the others were the machine's to pass on.
          if (personal) expect(notice.includes(text)).toBe(admitted)
          if (marked) expect(search.includes(text)).toBe(false)
        }
      }),
      runs,
    )
  })

  it('is in no committed byte when marked, and reaches no machine when personal', () => {
    fc.assert(
      fc.property(recipe, recipe => {
        const { canaries, data } = prepared(recipe)
        for (const { text, marked, personal } of canaries) {
          expect(canonicalJson(data.committed).includes(text)).toBe(!marked)
          expect(canonicalJson(data.seen).includes(text)).toBe(!personal)
        }
      }),
      runs,
    )
  })

  it('comes back to the host unchanged, and to the machine on every replay', () => {
    fc.assert(
      fc.property(recipe, recipe => {
        const { root, parsed, data, disclosures } = prepared(recipe)
        expect(redact(root, data.seen, 'host', disclosures)).toEqual(parsed)
        const stored = JSON.parse(canonicalJson(data.committed)) as JsonObject
        expect(JSON.stringify(discloseData(root, stored, disclosures))).toBe(JSON.stringify(data.seen))
      }),
      runs,
    )
  })

  it('is gone for everybody once its disclosure is deleted', () => {
    fc.assert(
      fc.property(recipe, recipe => {
        const { canaries, root, data, disclosures } = prepared(recipe)
        const left = disclosures.filter(disclosure => !disclosure.personal)
        const host = JSON.stringify(redact(root, data.seen, 'host', left))
        for (const { text, personal } of canaries) expect(host.includes(text)).toBe(!personal)
        expect(discloseData(root, data.committed, left)).toEqual(data.seen)
      }),
      runs,
    )
  })
})
