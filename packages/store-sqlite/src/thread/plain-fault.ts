import { ConvokeError } from '@convoke/core'
import { sqliteFault } from '../driver-fault.js'
import type { PlainFault } from './calls.js'

/** An error of the store as it is told to another thread: errors lose their code on the way. */
export function plainFault(error: unknown): PlainFault {
  const { code, message, details, retry, cause } = sqliteFault(error)
  return { code, message, details, retry, cause: cause instanceof Error ? plainCause(cause) : undefined }
}

function plainCause(cause: Error & { readonly code?: unknown; readonly errcode?: unknown }): PlainFault['cause'] {
  const code = cause.code ?? cause.errcode
  return { message: cause.message, code: typeof code === 'string' || typeof code === 'number' ? code : undefined }
}

/** The error again. */
export function faultOf({ code, message, details, retry, cause }: PlainFault): ConvokeError {
  const driversOwn =
    cause && Object.assign(new Error(cause.message), cause.code === undefined ? {} : { code: cause.code })
  return new ConvokeError(code, message, { details, retry, cause: driversOwn })
}
