const frozenWhole = new WeakSet<object>()

/**
 * Freezes plain objects and arrays to their leaves and returns the value.
 *
 * Other objects are left alone: typed arrays cannot be frozen, and context is JSON.
 */
export function freezeDeep<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || frozenWhole.has(value)) return value
  if (!isPlain(value)) return value
  frozenWhole.add(Object.freeze(value))
  for (const item of Object.values(value)) freezeDeep(item)
  return value
}

/** Whether a value is an array or an object like those of JSON. */
export function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value)
  return Array.isArray(value) || prototype === Object.prototype || prototype === null
}
