// SQLite says of every file it cannot open that it cannot open it. Most reasons do not go away by themselves.
import { accessSync, closeSync, constants, openSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { type ConvokeError, type StoreFaultCode, storeFault } from '@convoke/core'
import { isUnopened, sqliteFault } from './driver-fault.js'

/** Whether a path is for the driver to read, such as `file:cases.db`; a single letter names a drive of Windows. */
export const hasScheme = (path: string): boolean => /^[a-z]{2,}:/i.test(path)

/**
 * Throws `store/read-only` for a file that is there and may not be written: SQLite would open it for reading, and only the
 * first append would fail.
 */
export function assertWritable(given: string): void {
  if (hasScheme(given) || !isForbidden(() => accessSync(given, constants.W_OK))) return
  const path = resolve(given)
  throw storeFault('store/read-only', { details: { path }, about: path })
}

/** The fault of a file that could not be opened, with its path and with what keeps it from being opened. */
export function openingFault(error: unknown, given: string): ConvokeError {
  if (!isUnopened(error) || hasScheme(given)) return sqliteFault(error)
  const path = resolve(given)
  return storeFault(hindrance(path), { cause: error, details: { path }, about: path })
}

/** Anything else, such as too many open files, may have gone when it is tried again. */
function hindrance(path: string): StoreFaultCode {
  const folder = dirname(path)
  // What may not be looked at may well be there.
  if (isForbidden(() => statSync(folder))) return 'store/read-only'
  if (!isFolder(folder)) return 'store/no-folder'
  if (isFolder(path)) return 'store/is-folder'
  // The log beside the file may have to be made, also where the file is there.
  if (isForbidden(() => accessSync(folder, constants.W_OK | constants.X_OK))) return 'store/read-only'
  return isForbidden(() => closeSync(openSync(path, 'r+'))) ? 'store/read-only' : 'store/unavailable'
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}

function isForbidden(attempt: () => unknown): boolean {
  try {
    attempt()
    return false
  } catch (error) {
    return isDenial(error)
  }
}

const isDenial = (error: unknown) => ['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')
