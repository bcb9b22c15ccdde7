import { type ConvokeError, nearest, storeFault } from '@convoke/core'
import { type Allowed, badValue, oneOf, shown } from './bad-value.js'
import type { SqliteLike } from './driver.js'
import { availableDrivers } from './open-driver.js'
import type { SqliteStoreOptions } from './options.js'

const milliseconds = (most: number): Allowed => ({
  words: `0 … ${most} (ms)`,
  isMet: value => typeof value === 'number' && value >= 0 && value <= most,
})

/** A timer of Node's that is to wait longer does not wait at all. */
const longestTimerMs = 2 ** 31 - 1

const allowed: Readonly<Record<keyof SqliteStoreOptions, () => Allowed>> = {
  synchronous: () => oneOf(['full', 'normal']),
  patienceMs: () => milliseconds(Number.POSITIVE_INFINITY),
  refusalsWithinMs: () => milliseconds(longestTimerMs),
  driver: () => oneOf(availableDrivers()),
  thread: () => oneOf(['auto', true, false]),
}

const known = Object.keys(allowed)

/** Throws `store/bad-option` for options that types would not let through, as they come from JavaScript or a file. */
export function assertOptions(options: unknown): asserts options is SqliteStoreOptions {
  if (typeof options !== 'object' || options === null) throw badValue('options', options, '{ … }')
  for (const [option, value] of Object.entries(options)) {
    if (!known.includes(option)) throw unknownOption(option)
    const { words, isMet } = allowed[option as keyof SqliteStoreOptions]()
    if (value !== undefined && !isMet(value)) throw badValue(option, value, words)
  }
}

/** Throws `store/no-path` for what is neither a path nor, by its shape, an open connection. */
export function assertPathOrDatabase(given: unknown): asserts given is string | SqliteLike {
  if (typeof given === 'string' ? given !== '' : isConnection(given)) return
  const value = shown(given)
  throw storeFault('store/no-path', { details: { value }, about: value })
}

function isConnection(given: unknown): boolean {
  if (typeof given !== 'object' || given === null) return false
  const { prepare, exec } = given as Partial<SqliteLike>
  return typeof prepare === 'function' && typeof exec === 'function'
}

function unknownOption(given: string): ConvokeError {
  const option = given.slice(0, 100)
  const meant = nearest(option, known)
  return storeFault('store/bad-option', {
    details: { option, known, ...(meant.length > 0 && { nearest: meant }) },
    about:
      meant.length > 0
        ? `there is no option ${option}, did you mean ${meant.join(', ')}?`
        : `there is no option ${option}, there are ${known.join(', ')}`,
  })
}
