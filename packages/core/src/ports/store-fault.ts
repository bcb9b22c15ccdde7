import { ConvokeError, type Retry } from '../errors/convoke-error.js'

const faults = {
  'store/unavailable': ['later', 'the store does not answer now; retry later'],
  'store/full': ['later', 'the store has no room left; free disk space or raise its limit, then retry'],
  'store/read-only': ['never', 'the store cannot be written; check the permissions of its file or user'],
  'store/corrupt': ['never', 'the store is damaged or is no store; restore a backup and run an audit'],
  'store/closed': ['never', 'the store is closed; open it again before using it'],
  'store/no-thread': ['never', 'a thread can write a file only; give the path of one, or leave `thread` out'],
  'store/newer-schema': ['never', 'a newer release wrote this store; upgrade before opening it'],
  'store/cursor': ['never', 'this cursor was not made by this list; start again from the first page'],
} as const satisfies Record<string, readonly [Retry, string]>

/** Every fault a store may throw. */
export type StoreFaultCode = keyof typeof faults

/**
 * The error of a store's fault, with the same words and the same advice to retry in every store.
 *
 * @example
 * storeFault('store/full').retry // => 'later'
 */
export function storeFault(
  code: StoreFaultCode,
  options: { readonly details?: Readonly<Record<string, unknown>>; readonly cause?: unknown } = {},
): ConvokeError {
  const [retry, message] = faults[code]
  return new ConvokeError(code, message, { ...options, retry })
}
