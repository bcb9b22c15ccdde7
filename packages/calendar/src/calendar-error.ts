const brand: unique symbol = Symbol.for('convoke.error') as never

/** Codes of the faults of a calendar. Each has a sentence in the error that says what to do. */
export type CalendarErrorCode =
  | 'calendar/outside-coverage'
  | 'calendar/unknown-desk'
  | 'calendar/bad-edition'
  | 'calendar/bad-date'
  | 'calendar/bad-instant'
  | 'calendar/bad-duration'
  | 'calendar/zone-mismatch'

/**
 * A fault of a calendar or of what it was asked.
 *
 * Carries the shape and the brand that `ConvokeError.is` of `@convoke/core` tests, without importing it. Trying again
 * never helps: load another edition or repair the argument.
 */
export class CalendarError extends Error {
  readonly [brand] = true
  override readonly name = 'ConvokeError'
  readonly code: CalendarErrorCode
  readonly details: Readonly<Record<string, unknown>>
  readonly retry = 'never' as const

  constructor(code: CalendarErrorCode, message: string, details: Readonly<Record<string, unknown>>) {
    super(`${code}: ${message}`)
    this.code = code
    this.details = details
  }
}
