import { ConvokeError, type StoreFaultCode, storeFault } from '@convoke/core'

/** SQLSTATE classes and codes, https://www.postgresql.org/docs/current/errcodes-appendix.html. */
const faults: readonly (readonly [RegExp, StoreFaultCode])[] = [
  [/^53100/, 'store/full'],
  [/^25006/, 'store/read-only'],
  [/^(XX001|XX002)/, 'store/corrupt'],
  [/^(08|53|57P|40|55P03)/, 'store/unavailable'],
  [/^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND)/, 'store/unavailable'],
]

/** Whether the transaction lost a race that the next attempt may win. */
export function isRace(error: unknown): boolean {
  const code = codeOf(error)
  return code === '40001' || code === '40P01'
}

/** A driver's error as a fault of the store; what no rule names is a bug and keeps its cause. */
export function postgresFault(error: unknown): ConvokeError {
  if (ConvokeError.is(error)) return error as ConvokeError
  const code = codeOf(error)
  const message = error instanceof Error ? error.message : String(error)
  const [, fault] = faults.find(([pattern]) => pattern.test(code ?? '')) ?? []
  if (fault !== undefined) return storeFault(fault, { cause: error, details: { sqlState: code } })
  // The driver tells a lost connection in words only.
  if (/^Connection terminated|timeout exceeded when trying to connect/.test(message)) {
    return storeFault('store/unavailable', { cause: error })
  }
  return new ConvokeError('bug/postgres', `the database refused a statement of the store: ${message}`, { cause: error })
}

function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' ? code : undefined
}
