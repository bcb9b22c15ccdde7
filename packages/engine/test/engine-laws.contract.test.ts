import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { memoryStore } from '@convoke/core'
import { engineLaws } from '@convoke/core/testing'
import { sqliteStore } from '@convoke/store-sqlite'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { bundleThread } from '../../../.ci/bundled-thread.js'
import { createEngine } from '../src/index.js'

describe('an engine on the memory store keeps every law:', () => {
  it.each(engineLaws)('$name', ({ check }) =>
    check(async setting => createEngine({ ...setting, store: memoryStore() })),
  )
})

describe.each([
  ['a SQLite file', {}],
  ['a SQLite file that a thread writes', { thread: true }],
])('an engine on %s keeps every law:', (_, options) => {
  const folder = mkdtempSync(join(tmpdir(), 'convoke-engine-'))
  let files = 0
  beforeAll(() => bundleThread('convoke-engine-laws'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it.each(engineLaws)('$name', ({ check }) =>
    check(async setting => createEngine({ ...setting, store: sqliteStore(join(folder, `${files++}.db`), options) })),
  )
})
