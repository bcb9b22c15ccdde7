const brand = Symbol.for('convoke.error')

/** Every code the kernel throws, one entry each on the error page of the family `kernel`. */
export const kernelErrorCodes = [
  'kernel/endless-loop',
  'kernel/foreign-snapshot',
  'kernel/invalid-event',
  'kernel/reserved-event',
  'kernel/unknown-implementation',
  'kernel/unsupported',
] as const

/** One of {@link kernelErrorCodes}. */
export type KernelErrorCode = (typeof kernelErrorCodes)[number]

/**
 * A fault in a machine, or in how it is driven, that no retry mends.
 *
 * It carries the brand and the shape of every error of Convoke, so that one test recognises them all; a party's
 * mistake never ends here, because an event that no state handles is a step with `taken: false`.
 *
 * @example
 * import { compile } from '@convoke/kernel'
 * import { createMachine, fromPromise } from 'xstate'
 * const machine = createMachine({ invoke: { src: fromPromise(async () => 1) } })
 * const codeOf = (run: () => unknown) => {
 *   try {
 *     run()
 *   } catch (error) {
 *     return (error as KernelError).code
 *   }
 * }
 * codeOf(() => compile(machine)) // => 'kernel/unsupported'
 */
export class KernelError extends Error {
  readonly code: KernelErrorCode
  /** What the code speaks of, as plain JSON: the machine, the path of the state, the event. */
  readonly details: Readonly<Record<string, unknown>>
  readonly retry = 'never'

  constructor(
    code: KernelErrorCode,
    message: string,
    details: Readonly<Record<string, unknown>> = {},
    options?: { readonly cause?: unknown },
  ) {
    super(`${code}: ${message}`, options)
    this.name = 'ConvokeError'
    this.code = code
    this.details = details
    Object.defineProperty(this, brand, { value: true })
  }
}

/** The error for what is no state of a machine, or does not fit it at some field. */
export function foreign(machine: string, at: string): KernelError {
  return new KernelError(
    'kernel/foreign-snapshot',
    `Migrate it, or use the machine that made it: this ${at} is none of machine '${machine}'.`,
    { machine, at },
  )
}
