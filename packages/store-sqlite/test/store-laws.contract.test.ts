import { storeLaws } from '@convoke/core/testing'
import { beforeAll, describe, it } from 'vitest'
import { bundleThread } from '../../../.ci/bundled-thread.js'
import { availableDrivers, sqliteStore } from '../src/index.js'
import { betterSqlite } from './connections.js'
import { temporaryFile } from './temporary-file.js'

describe.each(availableDrivers())('a file opened with %s keeps the store laws', driver => {
  it.each(storeLaws)('$name', async ({ check }) => {
    using file = temporaryFile()
    await check(async () => sqliteStore(file.path, { driver, synchronous: 'normal' }))
  })
})

describe('a file written by a thread keeps the store laws', () => {
  beforeAll(() => bundleThread('convoke-thread-laws'))

  it.each(storeLaws)('$name', async ({ check }) => {
    using file = temporaryFile()
    await check(async () => sqliteStore(file.path, { thread: true, synchronous: 'normal' }))
  })
})

// A host's own connection; on Node 24 only, see node-24.e2e.test.ts.
for (const { driver, open } of betterSqlite()) {
  describe(`a file opened with ${driver} keeps the store laws`, () => {
    it.each(storeLaws)('$name', async ({ check }) => {
      using file = temporaryFile()
      await check(async () => sqliteStore(open(file.path), { synchronous: 'normal' }))
    })
  })
}
