const frozenWhole = new WeakSet<object>()

/**
 * Freezes plain objects and arrays to their leaves and returns the value.
 *
 * Other objects are left alone: typed arrays cannot be frozen, and context is JSON.
 */
export function freezeDeep<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || frozenWhole.has(value)) return value
  const prototype = Object.getPrototypeOf(value)
  if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null) return value
  frozenWhole.add(Object.freeze(value))
  for (const item of Object.values(value)) freezeDeep(item)
  return value
}
