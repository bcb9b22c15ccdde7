import { inspect } from 'node:util'
import { type ConvokeError, storeFault } from '@convoke/core'

/** What an option may be, in signs that need no translation, and whether it is. */
export interface Allowed {
  readonly words: string
  isMet(value: unknown): boolean
}

export const oneOf = (values: readonly unknown[]): Allowed => ({
  words: values.map(value => inspect(value)).join(', '),
  isMet: value => values.includes(value),
})

/** The error of an option that cannot be what was given. */
export function badValue(option: string, given: unknown, words: string): ConvokeError {
  const value = shown(given)
  return storeFault('store/bad-option', {
    details: { option, value, allowed: words },
    about: `${option} is ${value}, it may be ${words}`,
  })
}

/** A value as it is shown in an error. */
export const shown = (value: unknown) =>
  inspect(value, { depth: 0, breakLength: Number.POSITIVE_INFINITY }).slice(0, 100)
