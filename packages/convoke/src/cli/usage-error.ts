import type { UsageCode } from './words.js'

/** The command line asks for something that cannot be meant. Told in words, with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  readonly code: UsageCode
  readonly details: Readonly<Record<string, string>>

  constructor(code: UsageCode, details: Readonly<Record<string, string>> = {}) {
    super(code)
    this.code = code
    this.details = details
  }
}
