import type { UsageCode } from './words.js'

/** One of several that may have been meant. */
export interface Candidate {
  readonly id: string
  readonly reference: string
  readonly about: string
}

/** The command line asks for something that cannot be meant. Told in words, with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  readonly code: UsageCode
  readonly details: Readonly<Record<string, string>>
  readonly candidates: readonly Candidate[] | undefined

  constructor(
    code: UsageCode,
    details: Readonly<Record<string, string>> = {},
    candidates?: readonly Candidate[] | undefined,
  ) {
    super(code)
    this.candidates = candidates
    this.code = code
    this.details = details
  }
}
