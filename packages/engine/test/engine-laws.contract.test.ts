import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { memoryStore } from '@convoke/core'
import { engineLaws } from '@convoke/core/testing'
import { sqliteStore } from '@convoke/store-sqlite'
import { afterAll, describe, it } from 'vitest'
import { createEngine } from '../src/index.js'

describe('an engine on the memory store keeps every law:', () => {
  it.each(engineLaws)('$name', ({ check }) =>
    check(async setting => createEngine({ ...setting, store: memoryStore() })),
  )
})

describe('an engine on a SQLite file keeps every law:', () => {
  const folder = mkdtempSync(join(tmpdir(), 'convoke-engine-'))
  let files = 0
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it.each(engineLaws)('$name', ({ check }) =>
    check(async setting => createEngine({ ...setting, store: sqliteStore(join(folder, `${files++}.db`)) })),
  )
})
