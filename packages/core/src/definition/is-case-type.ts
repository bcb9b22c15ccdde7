import type { AnyCaseType } from './case-type.js'

/**
 * Whether a value is a case type, as `defineCaseType` returns it: for hosts that take one out of a module or from somebody
 * who does not compile. What is in it is not looked at; `checkCaseType` does that. Pure.
 *
 * @example
 * import { errand } from '@convoke/core/testing'
 * [errand, { name: 'errand' }, null].map(isCaseType) // => [true, false, false]
 */
export function isCaseType(value: unknown): value is AnyCaseType {
  if (typeof value !== 'object' || value === null) return false
  const { name, version, machine, labels } = value as Partial<AnyCaseType>
  return typeof name === 'string' && typeof version === 'string' && machine !== undefined && labels !== undefined
}
