import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { memoryStore } from '@convoke/core'
import { engineLaws } from '@convoke/core/testing'
import { sqliteStore } from '@convoke/store-sqlite'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { bundleThread } from '../../../.ci/bundled-thread.js'
import { storeInTurns } from '../../store-sqlite/test/in-turns.js'
import { createEngine } from '../src/index.js'

describe('an engine on the memory store keeps every law:', () => {
  it.each(engineLaws)('$name', ({ check }) =>
    check(async setting => createEngine({ ...setting, store: memoryStore() })),
  )
})

describe.each([
  ['a SQLite file', async (path: string) => sqliteStore(path)],
  ['a SQLite file that a thread writes', async (path: string) => sqliteStore(path, { thread: true })],
  ['a SQLite file that a thread and the engine’s own write in turns', (path: string) => storeInTurns(path)],
])('an engine on %s keeps every law:', (_, open) => {
  const folder = mkdtempSync(join(tmpdir(), 'convoke-engine-'))
  let files = 0
  beforeAll(() => bundleThread('convoke-engine-laws'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it.each(engineLaws)('$name', ({ check }) =>
    check(async setting => createEngine({ ...setting, store: await open(join(folder, `${files++}.db`)) })),
  )
})
