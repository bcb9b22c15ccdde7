import { inspect } from 'node:util'
import { type ConvokeError, nearest, storeFault } from '@convoke/core'
import type { SqliteLike } from './driver.js'
import { availableDrivers } from './open-driver.js'
import type { SqliteStoreOptions } from './options.js'

/** What an option may be, in signs that need no translation, and whether it is. */
interface Allowed {
  readonly words: string
  isMet(value: unknown): boolean
}

const oneOf = (values: readonly unknown[]): Allowed => ({
  words: values.map(value => inspect(value)).join(', '),
  isMet: value => values.includes(value),
})

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
  thread: () => oneOf([true, false]),
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

function badValue(option: string, given: unknown, words: string): ConvokeError {
  const value = shown(given)
  return storeFault('store/bad-option', {
    details: { option, value, allowed: words },
    about: `${option} is ${value}, it may be ${words}`,
  })
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

const shown = (value: unknown) => inspect(value, { depth: 0, breakLength: Number.POSITIVE_INFINITY }).slice(0, 100)
