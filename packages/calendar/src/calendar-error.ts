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
  | 'calendar/bad-option'

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

/** Throws `calendar/bad-option` for a name that nobody reads: a misspelt `hours` would leave the default ones. */
export const assertOptions = (given: object, known: readonly string[]): void => {
  const stray = Object.keys(given).find(name => !known.includes(name))
  if (stray === undefined) return
  const option = stray.slice(0, 100)
  throw new CalendarError('calendar/bad-option', `there is no option '${option}', there are ${known.join(', ')}`, {
    option,
    known,
  })
}
