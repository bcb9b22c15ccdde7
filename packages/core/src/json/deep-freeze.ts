/**
 * Freezes a value and all it holds, and returns it. Stops at what is frozen already. For plain data without cycles.
 *
 * @example
 * Object.isFrozen(deepFreeze({ a: [1] }).a) // => true
 */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  for (const part of Object.values(value)) deepFreeze(part)
  return value
}
