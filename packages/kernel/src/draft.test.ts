import * as fc from 'fast-check'
import { Immer } from 'immer'
import { describe, expect, it } from 'vitest'
import { keepingOf } from './copier.js'
import * as draft from './draft.js'

const immer = new Immer({ autoFreeze: true })

const redrafted = <C extends object>(context: C, recipe: (draft: C) => unknown): C =>
  draft.redrafted(context, recipe, keepingOf())

/** What XState makes of the context an immer assign returns. */
const byImmer = <C extends object>(context: C, recipe: (draft: C) => void): C =>
  Object.assign({}, context, immer.produce(context, recipe))

type Tree = { [key: string]: unknown } | unknown[]
type Edit = (root: Tree) => void

const keys = ['a', 'b', 'c', '0', '1', '2']
const key = fc.constantFrom(...keys)
const path = fc.array(key, { maxLength: 3 })
const leaf = fc.oneof(fc.integer(), fc.boolean(), fc.constant(null), fc.constant('x'))
const { tree } = fc.letrec<{ tree: unknown }>(tie => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), tie('tree'), { maxKeys: 4, noNullPrototype: true }),
  ),
}))
const root = fc.record({ a: tree, b: tree, c: tree })

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null

/** The object nearest to the end of a path. */
function reach(from: Tree, path: readonly string[]): Tree {
  let at = from
  for (const key of path) {
    const inner = (at as Record<string, unknown>)[key]
    if (isTree(inner)) at = inner
  }
  return at
}

const into = (at: Tree, key: string, value: unknown): void => {
  if (Array.isArray(at)) at[Number(key) || 0] = value
  else at[key] = value
}

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(path, key, tree).map(
    ([path, key, value]): Edit =>
      at =>
        into(reach(at, path), key, structuredClone(value)),
  ),
  // One draft put in another place, or into a new object, and changed afterwards.
  fc.tuple(path, path, key).map(
    ([from, to, key]): Edit =>
      root => {
        const [what, where] = [reach(root, from), reach(root, to)]
        // A tree within itself is no JSON.
        if (JSON.stringify(what).length > 500 || contains(what, where)) return
        into(where, key, what)
      },
  ),
  fc.tuple(path, path, key).map(
    ([from, to, key]): Edit =>
      root => {
        const [what, where] = [reach(root, from), reach(root, to)]
        if (JSON.stringify(what).length > 500 || contains(what, where)) return
        into(where, key, Array.isArray(what) ? [...what, 1] : { ...what, d: [what] })
      },
  ),
  fc.tuple(path, key).map(
    ([path, key]): Edit =>
      root => {
        const at = reach(root, path)
        if (!Array.isArray(at)) delete at[key]
      },
  ),
  fc.tuple(path, fc.constantFrom('push', 'unshift'), tree).map(
    ([path, method, value]): Edit =>
      root => {
        const at = reach(root, path)
        if (Array.isArray(at)) at[method as 'push'](structuredClone(value))
      },
  ),
  fc.tuple(path, fc.constantFrom('pop', 'shift', 'reverse')).map(
    ([path, method]): Edit =>
      root => {
        const at = reach(root, path)
        if (Array.isArray(at)) at[method as 'pop']()
      },
  ),
  fc.tuple(path, fc.nat(3), fc.nat(2)).map(
    ([path, start, count]): Edit =>
      root => {
        const at = reach(root, path)
        if (Array.isArray(at)) at.splice(start, count, 'new', at[0])
      },
  ),
  fc.tuple(path, fc.nat(4)).map(
    ([path, length]): Edit =>
      root => {
        const at = reach(root, path)
        if (Array.isArray(at)) at.length = Math.min(at.length, length)
      },
  ),
  path.map(
    (path): Edit =>
      root => {
        const at = reach(root, path)
        if (Array.isArray(at)) at.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
        else Object.assign(at, Object.fromEntries(Object.entries(at).reverse()))
      },
  ),
  // Reading only: what is looked at must not change.
  path.map(
    (path): Edit =>
      root => {
        const at = reach(root, path)
        if (Array.isArray(at)) at.filter(isTree).map(inner => Object.keys(inner))
        else for (const name in at) if (name in at) JSON.stringify(at[name])
      },
  ),
)

function contains(outer: Tree, inner: Tree): boolean {
  return outer === inner || Object.values(outer).some(value => isTree(value) && contains(value, inner))
}

describe('a context changed through the kernel’s own draft', () => {
  it('is, as text, the context XState has after immer ran the same recipe, and the old one is untouched', async () => {
    let changed = 0
    await fc.assert(
      fc.property(root, fc.array(edit, { maxLength: 6 }), (context, edits) => {
        const before = JSON.stringify(context)
        const recipe = (draft: object) => {
          for (const each of edits) each(draft as Tree)
        }
        const own = redrafted(context, recipe)
        expect(JSON.stringify(context)).toBe(before)
        expect(JSON.stringify(own)).toBe(JSON.stringify(byImmer(structuredClone(context), recipe)))
        if (JSON.stringify(own) !== before) changed += 1
      }),
      { numRuns: 5_000 },
    )
    expect(changed).toBeGreaterThan(2_000)
  })

  it('is the same object where nothing was changed, and shares what was not', () => {
    const context = { a: { n: 1 }, b: [{ n: 2 }] }
    expect(redrafted(context, draft => void draft.b[0]?.n)).toBe(context)
    expect(
      redrafted(context, draft => {
        draft.a.n = 1
      }),
    ).toBe(context)
    const next = redrafted(context, draft => {
      draft.a.n = 2
    })
    expect(next).toEqual({ a: { n: 2 }, b: [{ n: 2 }] })
    expect(next.b).toBe(context.b)
  })

  it('takes several at the end of a list, drafts among them, and none', () => {
    const context = { a: [{ n: 1 }], b: [0] as unknown[] }
    const recipe = (draft: typeof context): void => {
      draft.a.push()
      draft.b.push(draft.a[0], 'x', { in: draft.a })
      Array.prototype.push.call(draft.b, draft.b.push(...[7, 8]), draft.b.length)
      Object.assign(draft.a[0] ?? {}, { n: 2 })
    }
    expect(redrafted(context, recipe)).toEqual(byImmer(structuredClone(context), recipe))
    expect(context).toEqual({ a: [{ n: 1 }], b: [0] })
    expect(redrafted(context, draft => void draft.a.push())).toBe(context)
  })

  it('keeps a key deleted at the root, at its old place, as XState merges', () => {
    const context: { a?: number; b: number } = { a: 1, b: 2 }
    const next = redrafted(context, draft => {
      delete draft.a
      draft.b = 3
    })
    expect(JSON.stringify(next)).toBe('{"a":1,"b":3}')
  })

  it('copies nothing that grows with what is not touched', () => {
    const untouched = new Proxy({} as Record<string, number>, {
      ownKeys: () => {
        throw new Error('looked into')
      },
    })
    const next = redrafted({ untouched, n: 1 }, draft => {
      draft.n = 2
    })
    expect(next.untouched).toBe(untouched)
  })

  it('does not let a draft escape', () => {
    let kept: { n: number } | undefined
    redrafted({ a: { n: 1 } }, draft => {
      kept = draft.a
    })
    expect(() => kept?.n).toThrow(TypeError)
    expect(() => Object.assign(kept ?? {}, { n: 2 })).toThrow(TypeError)
  })

  it('refuses what is no JSON or no assignment', () => {
    const change = (recipe: (draft: { m: Map<string, number>; n: number }) => unknown) => () =>
      redrafted({ m: new Map(), n: 1 }, recipe)
    expect(change(draft => draft.m.size)).toThrow(TypeError)
    expect(change(draft => Object.defineProperty(draft, 'n', { value: 2 }))).toThrow(TypeError)
    expect(change(draft => Object.setPrototypeOf(draft, null))).toThrow(TypeError)
    expect(
      change(draft => {
        draft.n = 2
        return { n: 3 }
      }),
    ).toThrow(TypeError)
  })
})
