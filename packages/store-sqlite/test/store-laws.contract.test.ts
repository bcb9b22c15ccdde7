import { storeLaws } from '@convoke/core/testing'
import { beforeAll, describe, it } from 'vitest'
import { bundleThread } from '../../../.ci/bundled-thread.js'
import { availableDrivers, sqliteStore } from '../src/index.js'
import { betterSqlite } from './connections.js'
import { storeInTurns } from './in-turns.js'
import { temporaryFile } from './temporary-file.js'

describe.each(availableDrivers())('a file opened with %s keeps the store laws', driver => {
  it.each(storeLaws)('$name', async ({ check }) => {
    using file = temporaryFile()
    await check(async () => sqliteStore(file.path, { driver, synchronous: 'normal' }))
  })
})

describe.each([
  ['by a thread', async (path: string) => sqliteStore(path, { thread: true, synchronous: 'normal' })],
  ['by a thread and its caller in turns', (path: string) => storeInTurns(path, { synchronous: 'normal' })],
])('a file written %s keeps the store laws', (_, open) => {
  beforeAll(() => bundleThread('convoke-thread-laws'))

  it.each(storeLaws)('$name', async ({ check }) => {
    using file = temporaryFile()
    await check(() => open(file.path))
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
