const brand: unique symbol = Symbol.for('convoke.error') as never

/** What a host should do about an error: give up, read the case again and retry, or simply retry later. */
export type Retry = 'never' | 'after-reread' | 'later'

/** The shape shared by every error of Convoke, also those thrown by packages that do not import core. */
export interface ConvokeErrorLike extends Error {
  readonly code: string
  readonly details: Readonly<Record<string, unknown>>
  readonly retry: Retry
}

/**
 * A fault: something that is not a party's fault and not a normal "no" (those are {@link Refusal} values).
 *
 * `code` is stable (`family/what`), `details` is plain data, `message` is one English sentence that says what to do;
 * words in other languages come from `describeError`. `cause` keeps the driver's own error.
 */
export class ConvokeError extends Error implements ConvokeErrorLike {
  readonly [brand] = true
  override readonly name = 'ConvokeError'
  readonly code: string
  readonly details: Readonly<Record<string, unknown>>
  readonly retry: Retry

  constructor(
    code: string,
    message: string,
    options: {
      readonly details?: Readonly<Record<string, unknown>>
      readonly retry?: Retry
      readonly cause?: unknown
    } = {},
  ) {
    super(`${code}: ${message}`, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.details = options.details ?? {}
    this.retry = options.retry ?? 'never'
  }

  /**
   * Whether a thrown value is an error of Convoke, optionally with this code or family (`store/`). Tests a brand, not
   * `instanceof`, so that two copies of the package agree.
   */
  static is(value: unknown, code?: string): value is ConvokeErrorLike {
    if (typeof value !== 'object' || value === null || (value as { [brand]?: unknown })[brand] !== true) return false
    if (code === undefined) return true
    const own = (value as ConvokeErrorLike).code
    return code.endsWith('/') ? own.startsWith(code) : own === code
  }
}
