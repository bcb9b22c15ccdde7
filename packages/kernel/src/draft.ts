// The kernel's own copy-on-write draft: what a recipe sees where the context belongs to the kernel alone. It freezes
// nothing and copies only what is written. A draft that outlives its recipe throws when it is touched.

type Fields = Record<PropertyKey, unknown>

interface Draft {
  readonly base: Fields
  /** Made at the first write to this object or below it. */
  copy: Fields | undefined
  readonly parent: Draft | undefined
  readonly recipe: { open: boolean }
  readonly proxy: unknown
  /** Drafts of what the base holds, by the key they were read at. */
  inner: Map<PropertyKey, Draft> | undefined
  /** Keys that were given an object, which may be or hold a draft. */
  given: Set<PropertyKey> | undefined
  /** The finished object. */
  result: Fields | undefined
}

/**
 * The context after a recipe has changed a draft of it in place: the same object where nothing was changed, and equal,
 * as JSON, to what immer makes of the same recipe and XState merges. The context that was given stays as it was.
 *
 * @throws TypeError where a recipe keeps a draft and uses it later, drafts a Map or a Set, defines a property, or changes
 * the draft and returns something else
 */
export function redrafted<Context extends object>(context: Context, recipe: (draft: Context) => unknown): Context {
  const scope = { open: true }
  const root = draftOf(context as unknown as Fields, undefined, scope)
  try {
    const returned = recipe(root.proxy as Context)
    if (returned !== undefined && returned !== root.proxy) {
      if (root.copy !== undefined) throw new TypeError('A recipe changes its draft or returns a value, not both.')
      return { ...context, ...(returned as object) }
    }
    const result = finished(root)
    if (result === root.base) return context
    // XState merges what an assign returns: a key that was deleted comes back, at its old place.
    const kept = root.given === undefined || !root.given.has(deleted)
    return (kept ? result : { ...context, ...result }) as Context
  } finally {
    scope.open = false
  }
}

/** What a proxy answers with its draft to, and a plain object with nothing. */
const behind = Symbol('draft')

/** Stands among the keys of the root for "some key was deleted". */
const deleted = Symbol('deleted')

function draftOf(base: Fields, parent: Draft | undefined, recipe: Draft['recipe']): Draft {
  const draft = {
    base,
    copy: undefined,
    parent,
    recipe,
    inner: undefined,
    given: undefined,
    result: undefined,
  } as Draft
  const proxy = Array.isArray(base) ? new Proxy([draft], ofArrays) : new Proxy(draft, ofObjects)
  ;(draft as { proxy: unknown }).proxy = proxy
  return draft
}

function canDraft(value: object): boolean {
  if (Array.isArray(value)) return true
  if (value instanceof Map || value instanceof Set) throw new TypeError('A context holds no Map and no Set.')
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function latest(draft: Draft): Fields {
  if (!draft.recipe.open) throw new TypeError('A draft may not be used after its recipe has ended.')
  return draft.copy ?? draft.base
}

function writable(draft: Draft): Fields {
  latest(draft)
  if (draft.copy !== undefined) return draft.copy
  const { base, parent } = draft
  if (parent === undefined) {
    // A place of its own in the code: contexts of one machine have one shape, and V8 copies those ten times as fast as
    // the objects of many shapes below.
    draft.copy = { ...base }
    return draft.copy
  }
  writable(parent)
  if (Array.isArray(base)) draft.copy = base.slice() as unknown as Fields
  else draft.copy = Object.getPrototypeOf(base) === null ? Object.assign(Object.create(null), base) : { ...base }
  return draft.copy as Fields
}

function read(draft: Draft, key: PropertyKey): unknown {
  if (key === behind) return draft
  const value = latest(draft)[key]
  if (typeof value !== 'object' || value === null) return value
  // What the recipe itself put there is its own already.
  if (value !== draft.base[key] || !Object.hasOwn(draft.base, key)) return value
  const known = draft.inner?.get(key)
  if (known !== undefined) return known.proxy
  if (!canDraft(value)) return value
  const inner = draftOf(value as Fields, draft, draft.recipe)
  draft.inner ??= new Map()
  draft.inner.set(key, inner)
  return inner.proxy
}

function write(draft: Draft, key: PropertyKey, value: unknown): boolean {
  const before = latest(draft)
  if (Object.is(before[key], value) && (value !== undefined || Object.hasOwn(before, key))) return true
  // Putting a draft back where it was read is no change.
  if (typeof value === 'object' && value !== null) {
    const inner = draft.inner?.get(key)
    if (inner?.proxy === value && before[key] === inner.base) return true
    draft.given ??= new Set()
    draft.given.add(key)
  }
  writable(draft)[key] = value
  return true
}

function remove(draft: Draft, key: PropertyKey): boolean {
  if (!Object.hasOwn(latest(draft), key)) return true
  delete writable(draft)[key]
  if (draft.parent === undefined) {
    draft.given ??= new Set()
    draft.given.add(deleted)
  }
  return true
}

function described(draft: Draft, key: PropertyKey, fixed: boolean): PropertyDescriptor | undefined {
  const own = Object.getOwnPropertyDescriptor(latest(draft), key)
  return own && { writable: true, configurable: !fixed, enumerable: own.enumerable === true, value: own.value }
}

function refused(): never {
  throw new TypeError('A draft is changed by assignment only.')
}

const ofObjects: ProxyHandler<Draft> = {
  get: read,
  set: write,
  has: (draft, key) => key in latest(draft),
  deleteProperty: remove,
  ownKeys: draft => Reflect.ownKeys(latest(draft)),
  getOwnPropertyDescriptor: (draft, key) => described(draft, key, false),
  getPrototypeOf: draft => Object.getPrototypeOf(draft.base),
  defineProperty: refused,
  setPrototypeOf: refused,
}

const ofArrays: ProxyHandler<Draft[]> = {
  get: ([draft], key) => read(draft as Draft, key),
  set: ([draft], key, value) => write(draft as Draft, key, value),
  has: ([draft], key) => key in latest(draft as Draft),
  // A hole in a list would not be JSON.
  deleteProperty: ([draft], key) => write(draft as Draft, key, undefined),
  ownKeys: ([draft]) => Reflect.ownKeys(latest(draft as Draft)),
  getOwnPropertyDescriptor: ([draft], key) => described(draft as Draft, key, key === 'length'),
  getPrototypeOf: () => Array.prototype,
  defineProperty: refused,
  setPrototypeOf: refused,
}

/** The object a draft stands for, without any draft in it. */
function finished(draft: Draft): Fields {
  const { base, copy, inner, given, recipe } = draft
  if (copy === undefined) return base
  if (draft.result !== undefined) return draft.result
  draft.result = copy
  if (inner !== undefined) {
    for (const [key, child] of inner)
      if (copy[key] === child.base && child.copy !== undefined) copy[key] = finished(child)
  }
  if (given !== undefined) {
    for (const key of given) if (key !== deleted && key in copy) copy[key] = undrafted(copy[key], recipe)
  }
  return copy
}

/** A value that a recipe put into its draft, with the drafts it holds replaced in place. */
function undrafted(value: unknown, recipe: Draft['recipe']): unknown {
  if (typeof value !== 'object' || value === null) return value
  const draft = (value as { [behind]?: Draft })[behind]
  if (draft?.recipe === recipe) return finished(draft)
  if (Object.isFrozen(value) || !canDraft(value)) return value
  const fields = value as Fields
  for (const key of Object.keys(fields)) {
    const inner = fields[key]
    const plain = undrafted(inner, recipe)
    if (plain !== inner) fields[key] = plain
  }
  return value
}
