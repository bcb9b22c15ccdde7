import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sampleAppend, sampleDisclosure } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import { availableDrivers, sqliteStore } from '../src/index.js'
import { temporaryFile } from './temporary-file.js'

describe.each(availableDrivers())('with %s', driver => {
  it('a backup is a store of its own, as of when it was made', async () => {
    using file = temporaryFile()
    const copy = join(file.directory, 'copy.db')
    const store = sqliteStore(file.path, { driver })
    await store.append([sampleAppend('c-1', { entries: 2, index: { text: '停车' } })])
    await store.backup(copy)
    await store.append([sampleAppend('c-2')])
    const restored = sqliteStore(copy, { driver })
    expect(await restored.entries('default', 'c-1')).toEqual(await store.entries('default', 'c-1'))
    expect(await restored.load('default', 'c-2')).toBeUndefined()
    expect((await restored.list('default', { text: '停车' }, { limit: 5 })).items).toHaveLength(1)
    expect(await restored.append([sampleAppend('c-3')])).toEqual([{ ok: true }])
    await expect(store.backup(copy)).rejects.toMatchObject({ code: 'bug/sqlite' })
    await Promise.all([store.close(), restored.close()])
  })

  it('an erased value is in no byte of the file or of its log', async () => {
    using file = temporaryFile()
    const store = sqliteStore(file.path, { driver, synchronous: 'normal' })
    const canary = (i: number) => `canary-${i}-13800000000`
    for (let i = 0; i < 120; i += 1) {
      const disclosures = [
        sampleDisclosure('/phone', { value: canary(i) }),
        sampleDisclosure('/name', { value: 'x'.repeat(50) }),
      ]
      await store.append([sampleAppend(`c-${i}`, { disclosures })])
    }
    const traces = (text: string) =>
      [file.path, `${file.path}-wal`].filter(path => existsSync(path) && readFileSync(path).includes(text)).length
    expect(traces(canary(60))).toBeGreaterThan(0)
    expect(await store.erase({ tenant: 'default', caseId: 'c-60', path: '/phone' })).toBe(1)
    expect(traces(canary(60))).toBe(0)
    expect(traces(canary(61))).toBeGreaterThan(0)
    const erasing = sampleAppend('c-61', { expectedSeq: 1, disclosed: [{ act: 'erase', seq: 1, path: '/phone' }] })
    expect(await store.append([erasing])).toEqual([{ ok: true }])
    expect(traces(canary(61))).toBe(0)
    for (let i = 0; i < 120; i += 1) await store.erase({ tenant: 'default', caseId: `c-${i}` })
    expect(traces('13800000000')).toBe(0)
    await store.close()
  })
})
