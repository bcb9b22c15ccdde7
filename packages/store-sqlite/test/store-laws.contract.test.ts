import { storeLaws } from '@convoke/core/testing'
import { describe, it } from 'vitest'
import { availableDrivers, sqliteStore } from '../src/index.js'
import { temporaryFile } from './temporary-file.js'

describe.each(availableDrivers())('a file opened with %s keeps the store laws', driver => {
  it.each(storeLaws)('$name', async ({ check }) => {
    using file = temporaryFile()
    await check(async () => sqliteStore(file.path, { driver, synchronous: 'normal' }))
  })
})
