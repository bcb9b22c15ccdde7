import { ConvokeError, type Retry } from '../errors/convoke-error.js'

const faults = {
  'store/unavailable': ['later', 'the store does not answer now; retry later'],
  'store/full': ['later', 'the store has no room left; free disk space or raise its limit, then retry'],
  'store/read-only': [
    'never',
    'the store cannot be written; check the permissions of its file, its folder or its user',
  ],
  'store/corrupt': ['never', 'the store is damaged or is no store; restore a backup and run an audit'],
  'store/closed': ['never', 'the store is closed; open it again before using it'],
  'store/no-thread': ['never', 'a thread can write a file only; give the path of one, or leave `thread` out'],
  'store/no-path': ['never', 'a store needs the path of its file, or an open connection; give one of them'],
  'store/no-driver': [
    'never',
    'no SQLite can be loaded here; use Node 22.16 or later, or install libsql with its native part for this platform',
  ],
  'store/no-folder': ['never', 'the folder of this file is not there; create it, or correct the path'],
  'store/is-folder': ['never', 'this path is a folder; give the path of a file in it'],
  'store/bad-option': ['never', 'an option of the store is wrong; correct it, or leave it out'],
  'store/newer-schema': ['never', 'a newer release wrote this store; upgrade before opening it'],
  'store/cursor': ['never', 'this cursor was not made by this list; start again from the first page'],
} as const satisfies Record<string, readonly [Retry, string]>

/** Every fault a store may throw. */
export type StoreFaultCode = keyof typeof faults

/**
 * The error of a store's fault, with the same words and the same advice to retry in every store. Pure.
 *
 * @param options `about` is what the message ends with: the path or the option in question
 * @example
 * storeFault('store/full').retry // => 'later'
 */
export function storeFault(
  code: StoreFaultCode,
  options: {
    readonly details?: Readonly<Record<string, unknown>>
    readonly cause?: unknown
    readonly about?: string
  } = {},
): ConvokeError {
  const [retry, message] = faults[code]
  const { about, ...rest } = options
  return new ConvokeError(code, about === undefined ? message : `${message}: ${about}`, { ...rest, retry })
}
