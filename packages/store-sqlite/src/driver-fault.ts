import { ConvokeError, type StoreFaultCode, storeFault } from '@convoke/core'

/** Primary result codes of SQLite, https://www.sqlite.org/rescode.html, and what they mean to a host. */
const faults: ReadonlyMap<number, StoreFaultCode> = new Map([
  [5, 'store/unavailable'], // BUSY
  [6, 'store/unavailable'], // LOCKED
  [8, 'store/read-only'], // READONLY
  [10, 'store/unavailable'], // IOERR
  [11, 'store/corrupt'], // CORRUPT
  [13, 'store/full'], // FULL
  [14, 'store/unavailable'], // CANTOPEN
  [26, 'store/corrupt'], // NOTADB
])

const names: Readonly<Record<string, number>> = {
  SQLITE_BUSY: 5,
  SQLITE_LOCKED: 6,
  SQLITE_READONLY: 8,
  SQLITE_IOERR: 10,
  SQLITE_CORRUPT: 11,
  SQLITE_FULL: 13,
  SQLITE_CANTOPEN: 14,
  SQLITE_NOTADB: 26,
}

/** The primary result code of a driver's error; undefined when it is not one. */
function resultCode(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  const { errcode, rawCode, code, message } = error as Readonly<Record<string, unknown>>
  if (typeof errcode === 'number') return errcode & 0xff // node:sqlite, extended code
  if (typeof rawCode === 'number') return rawCode & 0xff // libsql
  const name = typeof code === 'string' ? Object.keys(names).find(known => code.startsWith(known)) : undefined
  if (name !== undefined) return names[name] // better-sqlite3
  // libsql tells a failed opening in words only, the result code at their end.
  const failed = typeof message === 'string' ? /^ConnectionFailed\(.*: (\d+)"\)$/s.exec(message) : null
  return failed === null ? undefined : Number(failed[1]) & 0xff
}

/** Whether somebody else holds the lock: worth another try. */
export function isBusy(error: unknown): boolean {
  const code = resultCode(error)
  return code === 5 || code === 6
}

/** Whether a file could not be opened; SQLite does not say why. */
export function isUnopened(error: unknown): boolean {
  return resultCode(error) === 14
}

/** A driver's error as a fault of the store; what no rule names is a bug and keeps its cause. */
export function sqliteFault(error: unknown): ConvokeError {
  if (ConvokeError.is(error)) return error as ConvokeError
  const code = resultCode(error)
  const fault = code === undefined ? undefined : faults.get(code)
  if (fault !== undefined) return storeFault(fault, { cause: error, details: { sqlite: code } })
  const message = error instanceof Error ? error.message : String(error)
  return new ConvokeError('bug/sqlite', `the database refused a statement of the store: ${message}`, { cause: error })
}
