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

  it('nor is it in the free space of a page, in whatever order values came, went and were restricted', async () => {
    using file = temporaryFile()
    const store = sqliteStore(file.path, { driver, synchronous: 'normal' })
    // Values of many lengths for cases of which others lie behind them, so that pages are parted and merged all the time.
    let seed = 8
    const below = (n: number) => {
      seed = (seed * 48_271) % 2_147_483_647
      return seed % n
    }
    const heads = new Map<number, number>()
    const open: { readonly i: number; readonly seq: number; readonly isCanary: boolean }[] = []
    const append = async (i: number, more: Parameters<typeof sampleAppend>[1]) => {
      const seq = heads.get(i) ?? 0
      expect(await store.append([sampleAppend(`c-${i}`, { expectedSeq: seq, ...more })])).toEqual([{ ok: true }])
      heads.set(i, seq + 1)
    }
    for (let step = 0; step < 900; step += 1) {
      const what = below(8)
      const one = open[below(open.length + 1)]
      if (one === undefined || what < 5) {
        const i = below(30)
        const seq = (heads.get(i) ?? 0) + 1
        const isCanary = below(3) === 0
        const value = `${isCanary ? '13800000000' : 'other'}${'x'.repeat(below(200))}`
        await append(i, { disclosures: [sampleDisclosure('/phone', { seq, value })] })
        open.push({ i, seq, isCanary })
        continue
      }
      const { i, seq } = one
      const act = what === 5 ? 'restrict' : what === 6 ? 'lift' : 'erase'
      await append(i, { disclosed: [{ act, seq, path: '/phone', until: 1_000 + step }] })
      if (act === 'erase') open.splice(open.indexOf(one), 1)
    }
    for (const { i, seq } of open.filter(one => one.isCanary))
      await store.erase({ tenant: 'default', caseId: `c-${i}`, seq })
    expect(readFileSync(file.path, 'latin1')).not.toContain('13800000000')
    expect(readFileSync(file.path, 'latin1')).toContain('otherxxx')
    await store.close()
  })
})
