// The kernel's own copy-on-write draft: what a recipe sees where the context belongs to the kernel alone. It freezes
// nothing and copies only what is written. A draft that outlives its recipe throws when it is touched.

import { isPlain } from './freeze.js'

type Fields = Record<PropertyKey, unknown>

/** How the contexts of one machine are kept. */
export interface Keeping {
  /** Copies a context that was admitted. */
  copy(context: Fields): Fields
  /** Takes in a context whose keys may be others than those of the contexts before it, and returns it. */
  admit<Context extends object>(context: Context): Context
}

/**
 * An object as a recipe sees it: the handler of a proxy that stands on the object itself, so that V8 lists its keys
 * without asking. Only once keys have come or gone does the handler tell them, too.
 */
interface Draft extends ProxyHandler<Fields> {
  readonly base: Fields
  readonly clone: (base: Fields) => Fields
  /** Made at the first write to this object or below it. */
  copy: Fields | undefined
  readonly parent: Draft | undefined
  /** All drafts of the recipe, the root first. */
  readonly recipe: Draft[]
  /** What the recipe is given. */
  seen: { readonly proxy: Fields; readonly revoke: () => void }
  /** What stands at keys that hold an object: the draft of what the base has there, or undefined for one that was put there. */
  touched: Map<PropertyKey, Draft | undefined> | undefined
}

/**
 * The context after a recipe has changed a draft of it in place: the same object where nothing was changed, and equal,
 * as JSON, to what immer makes of the same recipe and XState merges. The context that was given stays as it was.
 *
 * @throws TypeError where a recipe keeps a draft and uses it later, drafts a Map or a Set, defines a property, or changes
 * the draft and returns something else
 */
export function redrafted<Context extends object>(
  context: Context,
  recipe: (draft: Context) => unknown,
  { copy, admit }: Keeping,
): Context {
  const drafts: Draft[] = []
  const root = draftOf(context as unknown as Fields, undefined, drafts, copy)
  try {
    const returned = recipe(root.seen.proxy as Context)
    if (returned !== undefined && returned !== root.seen.proxy) {
      if (root.copy !== undefined) throw new TypeError('A recipe changes its draft or returns a value, not both.')
      return admit({ ...context, ...(plain(returned, drafts) as object) })
    }
    const result = finished(root) as Context
    // XState merges what an assign returns: a key that was deleted comes back, at its old place.
    return root.ownKeys === undefined ? result : admit({ ...context, ...result })
  } finally {
    // Whoever kept one gets a TypeError.
    for (const { seen } of drafts) seen.revoke()
  }
}

/** What a proxy answers with its draft to, and a plain object with nothing. */
const behind = Symbol('draft')

function draftOf(base: Fields, parent: Draft | undefined, recipe: Draft[], clone: Draft['clone']): Draft {
  const draft: Draft = {
    get: read,
    set: write,
    deleteProperty: remove,
    has: undefined,
    ownKeys: undefined,
    getOwnPropertyDescriptor: undefined,
    defineProperty: refused,
    setPrototypeOf: refused,
    preventExtensions: refused,
    base,
    clone,
    copy: undefined,
    parent,
    recipe,
    seen: undefined,
    touched: undefined,
  } as never
  // A proxy may not tell of a frozen object anything else than what it holds: it stands on another.
  const isFixed = !Object.isExtensible(base)
  if (isFixed) tellKeys(draft)
  const stand = isFixed ? ((Array.isArray(base) ? [] : {}) as Fields) : base
  draft.seen = Proxy.revocable(stand, draft)
  recipe.push(draft)
  return draft
}

function canDraft(value: object): boolean {
  if (isPlain(value)) return true
  if (value instanceof Map || value instanceof Set) throw new TypeError('A context holds no Map and no Set.')
  return false
}

function shallow(base: Fields): Fields {
  return Array.isArray(base) ? (base.slice() as unknown as Fields) : { ...base }
}

function writable(draft: Draft): Fields {
  if (draft.copy === undefined) {
    draft.copy = draft.clone(draft.base)
    if (draft.parent !== undefined) writable(draft.parent)
  }
  return draft.copy
}

function read(this: Draft, _: Fields, key: PropertyKey): unknown {
  const { base, copy, touched } = this
  const value = (copy ?? base)[key]
  if (typeof value !== 'object' || value === null) return key === behind ? this : value
  let inner = touched?.get(key)
  if (inner === undefined) {
    // What the recipe itself put there is its own already.
    if (value !== base[key] || !Object.hasOwn(base, key) || !canDraft(value)) return value
    inner = draftOf(value as Fields, this, this.recipe, shallow)
    touch(this, key, inner)
  }
  return inner.seen.proxy
}

function write(this: Draft, _: Fields, key: PropertyKey, value: unknown): boolean {
  const before = this.copy ?? this.base
  const known = Object.hasOwn(before, key)
  if (known && Object.is(before[key], value)) return true
  if (typeof value === 'object' && value !== null) {
    const inner = this.touched?.get(key)
    // Putting a draft back where it was read is no change.
    if (inner?.seen.proxy === value && before[key] === inner.base) return true
    touch(this, key)
  }
  if (!known || key === 'length') tellKeys(this)
  writable(this)[key] = value
  return true
}

function remove(this: Draft, _: Fields, key: PropertyKey): boolean {
  if (!Object.hasOwn(this.copy ?? this.base, key)) return true
  // A hole in a list would not be JSON.
  if (Array.isArray(this.base)) return write.call(this, _, key, undefined)
  tellKeys(this)
  return delete writable(this)[key]
}

function touch(draft: Draft, key: PropertyKey, inner?: Draft): void {
  draft.touched ??= new Map()
  draft.touched.set(key, inner)
}

/** From now on the keys of the proxy are not those of the object it stands on. */
function tellKeys(draft: Draft): void {
  draft.has = has
  draft.ownKeys = ownKeys
  draft.getOwnPropertyDescriptor = described
}

function has(this: Draft, _: Fields, key: PropertyKey): boolean {
  return key in (this.copy ?? this.base)
}

function ownKeys(this: Draft): (string | symbol)[] {
  return Reflect.ownKeys(this.copy ?? this.base)
}

function described(this: Draft, target: Fields, key: PropertyKey): PropertyDescriptor | undefined {
  const { copy, base } = this
  const found = Object.getOwnPropertyDescriptor(copy ?? base, key)
  // Of a frozen object as it will be once it is copied; only the length of a list is never configurable.
  return found && { ...found, writable: true, configurable: key !== 'length' || !Array.isArray(target) }
}

function refused(): never {
  throw new TypeError('A draft is changed by assignment only.')
}

/** The object a draft stands for, without any draft in it. */
function finished(draft: Draft): Fields {
  const { base, copy, touched, recipe } = draft
  if (copy === undefined) return base
  if (touched === undefined) return copy
  // A draft that stands in two places is finished once.
  draft.touched = undefined
  for (const [key, inner] of touched) {
    if (!Object.hasOwn(copy, key)) continue
    const value = copy[key]
    copy[key] = inner !== undefined && value === inner.base ? finished(inner) : plain(value, recipe)
  }
  return copy
}

/** A value that a recipe put into its draft, with the drafts it holds replaced in place. */
function plain(value: unknown, recipe: Draft[]): unknown {
  if (typeof value !== 'object' || value === null) return value
  const draft = (value as { [behind]?: Draft })[behind]
  if (draft?.recipe === recipe) return finished(draft)
  if (Object.isFrozen(value) || !canDraft(value)) return value
  const fields = value as Fields
  for (const key of Object.keys(fields)) {
    const inner = fields[key]
    const made = plain(inner, recipe)
    if (made !== inner) fields[key] = made
  }
  return value
}
