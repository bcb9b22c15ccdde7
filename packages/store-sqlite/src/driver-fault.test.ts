import { ConvokeError, storeFault } from '@convoke/core'
import { describe, expect, it } from 'vitest'
import { isBusy, sqliteFault } from './driver-fault.js'

const nodeError = (errcode: number) => Object.assign(new Error('x'), { code: 'ERR_SQLITE_ERROR', errcode })
const libsqlError = (rawCode: number) => Object.assign(new Error('x'), { code: 'SQLITE', rawCode })
const betterError = (code: string) => Object.assign(new Error('x'), { code })

describe('an error of any of the drivers', () => {
  it.each([
    ['store/full', nodeError(13), libsqlError(13), betterError('SQLITE_FULL')],
    ['store/read-only', nodeError(8), libsqlError(1544), betterError('SQLITE_READONLY_DBMOVED')],
    ['store/corrupt', nodeError(267), libsqlError(26), betterError('SQLITE_NOTADB')],
    ['store/unavailable', nodeError(5), libsqlError(517), betterError('SQLITE_BUSY')],
    ['store/unavailable', nodeError(3850), libsqlError(10), betterError('SQLITE_IOERR_FSYNC')],
    ['bug/sqlite', nodeError(19), libsqlError(1555), betterError('SQLITE_CONSTRAINT')],
  ])('becomes %s and keeps its cause', (code, ...errors) => {
    for (const error of errors) expect(sqliteFault(error)).toMatchObject({ code, cause: error })
  })

  it('of libsql on opening is told by its words alone', () => {
    const error = new Error('ConnectionFailed("Unable to open connection to local database /x/y.db: 14")')
    expect(sqliteFault(error).code).toBe('store/unavailable')
  })

  it('is worth another try only where a lock was held', () => {
    expect([nodeError(5), libsqlError(517), betterError('SQLITE_LOCKED')].every(isBusy)).toBe(true)
    expect([nodeError(13), new Error('x'), undefined, 'SQLITE_BUSY'].some(isBusy)).toBe(false)
  })

  it('of our own passes as it is', () => {
    const closed = storeFault('store/closed')
    expect(sqliteFault(closed)).toBe(closed)
    expect(ConvokeError.is(sqliteFault('what?'), 'bug/sqlite')).toBe(true)
  })
})
