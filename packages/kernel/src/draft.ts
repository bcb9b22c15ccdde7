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

/** One run of a recipe. */
interface Recipe {
  readonly copy: Keeping['copy']
  last: Held | undefined
}

/** Where a draft is held, or an object that the recipe put, which may hold drafts. */
interface Held {
  readonly parent: Draft | undefined
  readonly key: PropertyKey
  /** The one before in the same recipe. */
  readonly before: Held | undefined
  /** Of a draft: what the recipe is given. */
  seen?: { readonly proxy: Fields; readonly revoke: () => void }
}

/**
 * An object as a recipe sees it: the handler of a proxy that stands on the object itself, so that V8 lists its keys
 * without asking. Only once keys have come or gone does the handler tell them, too.
 */
interface Draft extends ProxyHandler<Fields>, Required<Held> {
  readonly base: Fields
  /** Made at the first write to this object or below it, or when an object in it is first read: it holds the drafts. */
  copy: Fields | undefined
  /** Whether the copy is what the draft comes to. */
  isChanged: boolean
  readonly recipe: Recipe
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
  change: (draft: Context) => unknown,
  { copy, admit }: Keeping,
): Context {
  const recipe: Recipe = { copy, last: undefined }
  const root = draftOf(context as unknown as Fields, undefined, '', recipe)
  try {
    const returned = change(root.seen.proxy as Context)
    if (returned !== undefined && returned !== root.seen.proxy) {
      if (root.isChanged) throw new TypeError('A recipe changes its draft or returns a value, not both.')
      return admit({ ...context, ...(plain(returned, recipe) as object) })
    }
    if (!root.isChanged) return context
    for (let at = recipe.last; at !== undefined; at = at.before) {
      if (at.parent?.isChanged) settle(at.parent.copy as Fields, at.key, recipe)
    }
    const result = root.copy as Context
    // XState merges what an assign returns: a key that was deleted comes back, at its old place.
    return root.ownKeys === undefined ? result : admit({ ...context, ...result })
  } finally {
    // Whoever kept one gets a TypeError.
    for (let at = recipe.last; at !== undefined; at = at.before) at.seen?.revoke()
  }
}

/** What a proxy answers with its draft to, and a plain object with nothing. */
const behind = Symbol('draft')

function draftOf(base: Fields, parent: Draft | undefined, key: PropertyKey, recipe: Recipe): Draft {
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
    copy: undefined,
    isChanged: false,
    recipe,
    parent,
    key,
    before: recipe.last,
    seen: undefined,
  } as never
  // A proxy may not tell of a frozen object anything else than what it holds: it stands on another.
  const isFixed = !Object.isExtensible(base)
  if (isFixed) tellKeys(draft)
  const stand = isFixed ? ((Array.isArray(base) ? [] : {}) as Fields) : base
  draft.seen = Proxy.revocable(stand, draft)
  recipe.last = draft
  return draft
}

function canDraft(value: object): boolean {
  if (isPlain(value)) return true
  if (value instanceof Map || value instanceof Set) throw new TypeError('A context holds no Map and no Set.')
  return false
}

function copied(draft: Draft): Fields {
  const { base, parent, recipe } = draft
  draft.copy ??= parent === undefined ? recipe.copy(base) : Array.isArray(base) ? (base.slice() as never) : { ...base }
  return draft.copy
}

function changed(draft: Draft): Fields {
  for (let at: Draft | undefined = draft; at !== undefined; at = at.parent) at.isChanged = true
  return copied(draft)
}

function read(this: Draft, _: Fields, key: PropertyKey): unknown {
  const { base, copy } = this
  const value = (copy ?? base)[key]
  if (key === behind) return this
  if (typeof value !== 'object' || value === null) return key === 'push' && Array.isArray(base) ? push : value
  // A draft is there already; so is what the recipe itself put there.
  if (value !== base[key] || !Object.hasOwn(base, key) || !canDraft(value)) return value
  const { proxy } = draftOf(value as Fields, this, key, this.recipe).seen
  copied(this)[key] = proxy
  return proxy
}

function write(this: Draft, _: Fields, key: PropertyKey, value: unknown): boolean {
  const before = this.copy ?? this.base
  const known = Object.hasOwn(before, key)
  if (known && Object.is(before[key], value)) return true
  if (typeof value === 'object' && value !== null) {
    this.recipe.last = { parent: this, key, before: this.recipe.last }
  }
  if (!known || key === 'length') tellKeys(this)
  changed(this)[key] = value
  return true
}

/** Of a list, without what makes V8's own twenty times as slow on a proxy. */
function push(this: Fields, ...items: unknown[]): unknown {
  const draft = this[behind] as Draft
  for (const item of items) write.call(draft, draft.base, this.length as number, item)
  return this.length
}

function remove(this: Draft, _: Fields, key: PropertyKey): boolean {
  if (!Object.hasOwn(this.copy ?? this.base, key)) return true
  // A hole in a list would not be JSON.
  if (Array.isArray(this.base)) return write.call(this, _, key, undefined)
  tellKeys(this)
  return delete changed(this)[key]
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

/** Replaces the drafts in what stands at a key. */
function settle(fields: Fields, key: PropertyKey, recipe: Recipe): void {
  const value = fields[key]
  const made = plain(value, recipe)
  if (made !== value) fields[key] = made
}

/** A value that a recipe put into its draft, with the drafts it holds replaced in place by what they come to. */
function plain(value: unknown, recipe: Recipe): unknown {
  if (typeof value !== 'object' || value === null) return value
  const draft = (value as { [behind]?: Draft })[behind]
  if (draft?.recipe === recipe) return draft.isChanged ? draft.copy : draft.base
  if (!Object.isFrozen(value) && canDraft(value)) for (const key in value) settle(value as Fields, key, recipe)
  return value
}
