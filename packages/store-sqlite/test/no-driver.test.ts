import { ConvokeError } from '@convoke/core'
import { describe, expect, it } from 'vitest'
import { loadLibsql } from '../src/open-driver.js'

describe('a driver that is not there', () => {
  it('is no bug: the error says what to install', () => {
    const missing = Object.assign(new Error("Cannot find module '@libsql/linux-x64-gnu'"), { code: 'MODULE_NOT_FOUND' })
    const load = () =>
      loadLibsql(() => {
        throw missing
      })
    expect(load).toThrow(expect.objectContaining({ code: 'store/no-driver', cause: missing, retry: 'never' }))
    expect(load).toThrow(/install libsql with its native part/)
    expect(ConvokeError.is(missing)).toBe(false)
  })
})
