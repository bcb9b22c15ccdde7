import { renameSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { setTimeout as sleep } from 'node:timers/promises'
import workerThreads, { Worker } from 'node:worker_threads'
import { sampleAppend } from '@convoke/core/testing'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { bundleThread } from '../../../.ci/bundled-thread.js'
import { sqliteStore } from '../src/index.js'
import { openDriver } from '../src/open-driver.js'
import { disclosedName } from './disclosed-name.js'
import { storeInTurns } from './in-turns.js'
import { temporaryFile } from './temporary-file.js'

beforeAll(() => bundleThread('convoke-in-turns'))
afterEach(() => vi.restoreAllMocks())

let made = 0
/** So many cases that nobody has opened, each to be opened. */
const batch = (size: number, bytes = 10) =>
  Array.from({ length: size }, () => {
    made += 1
    return sampleAppend(`c-${made}`, { bytes: JSON.stringify('x'.repeat(bytes)) })
  })
const allOk = (results: readonly { readonly ok: boolean }[]) => results.every(({ ok }) => ok)

/** Appends as many as a thread is for until one is at it; returns the posts to it. */
async function untilThreadWrites(store: ReturnType<typeof sqliteStore>) {
  const posts = vi.spyOn(Worker.prototype, 'postMessage')
  for (let patience = 0; posts.mock.calls.length === 0; patience += 1) {
    if (patience > 5_000) throw new Error('no thread has written')
    expect(allOk(await store.append(batch(32)))).toBe(true)
    await sleep(2)
  }
  return posts
}

describe('a store on a file, as it is opened by default', () => {
  it('writes few appends itself and starts no thread for them, however many follow each other', async () => {
    using file = temporaryFile()
    const posts = vi.spyOn(Worker.prototype, 'postMessage')
    const unrefs = vi.spyOn(Worker.prototype, 'unref')
    const store = sqliteStore(file.path)
    for (let i = 0; i < 20; i += 1) expect(allOk(await store.append(batch(1 + (i % 15))))).toBe(true)
    await store.close()
    expect(unrefs).not.toHaveBeenCalled()
    expect(posts).not.toHaveBeenCalled()
  })

  it('has a thread write many from the time that one has started, and what comes meanwhile; few again itself', async () => {
    using file = temporaryFile()
    const before = made
    const store = sqliteStore(file.path)
    const posts = await untilThreadWrites(store)
    posts.mockClear()
    const both = [store.append(batch(64)), store.append(batch(1))]
    expect((await Promise.all(both)).every(allOk)).toBe(true)
    expect(posts.mock.calls.map(([message]) => message.call)).toEqual(['append', 'append'])
    expect(allOk(await store.append(batch(1)))).toBe(true)
    expect(posts).toHaveBeenCalledTimes(2)
    expect(await store.cases(undefined, 100_000)).toHaveLength(made - before)
    await store.close()
  })

  it.each([
    ['in memory', ':memory:'],
    ['that is for the driver to read', 'file::memory:'],
  ])('has none for one %s', async (_, path) => {
    const unrefs = vi.spyOn(Worker.prototype, 'unref')
    const store = sqliteStore(path)
    expect(store.concurrentAppends).toBeUndefined()
    expect(allOk(await store.append(batch(64)))).toBe(true)
    await store.close()
    expect(unrefs).not.toHaveBeenCalled()
  })

  it('closes while its thread is still starting, without waiting for that, and the file can be opened again', async () => {
    using file = temporaryFile()
    for (let i = 0; i < 8; i += 1) {
      const store = sqliteStore(file.path)
      expect(allOk(await store.append(batch(32)))).toBe(true)
      await sleep(i * 8)
      await store.close()
    }
    const store = sqliteStore(file.path)
    expect(await store.cases(undefined, 1_000)).toHaveLength(8 * 32)
    await store.close()
  })
})

describe('where no thread can be had', () => {
  it('a store writes everything itself, and takes one append at a time', async () => {
    using file = temporaryFile()
    const store = sqliteStore(file.path)
    expect(store.concurrentAppends).toBe(2)
    // What a thread would open is not what was opened: it must not write there.
    renameSync(file.path, `${file.path}-moved`)
    for (let patience = 0; store.concurrentAppends === 2; patience += 1) {
      if (patience > 5_000) throw new Error('it still hopes for a thread')
      expect(allOk(await store.append(batch(32)))).toBe(true)
      await sleep(2)
    }
    expect(store.concurrentAppends).toBe(1)
    const last = batch(32)
    expect(allOk(await store.append(last))).toBe(true)
    expect((await store.load('default', last[31]?.caseId as string))?.head.seq).toBe(1)
    await store.close()
  })

  it('a process that may have none is told so where one was asked for, and not else', async () => {
    using file = temporaryFile()
    const { Worker } = workerThreads
    const withWorker = (one: unknown) => {
      Object.assign(workerThreads, { Worker: one })
      syncBuiltinESMExports()
    }
    withWorker(
      class {
        constructor() {
          throw new Error('no threads here')
        }
      },
    )
    try {
      expect(() => sqliteStore(file.path, { thread: true })).toThrow(
        expect.objectContaining({ code: 'store/unavailable', details: { thread: 'no threads here' } }),
      )
      const store = sqliteStore(file.path)
      expect(allOk(await store.append(batch(64)))).toBe(true)
      expect(store.concurrentAppends).toBe(1)
      expect(allOk(await store.append(batch(64)))).toBe(true)
      await store.close()
    } finally {
      withWorker(Worker)
    }
  })
})

describe('a thread and its caller that write in turns', () => {
  it('never find the file locked by each other, whatever each of them writes', async () => {
    using file = temporaryFile()
    // Without patience: whoever finds the file locked for longer than the driver waits has failed.
    const store = await storeInTurns(file.path, { patienceMs: 0, refusalsWithinMs: 1 })
    await store.append([sampleAppend('due', { index: { nextRungAt: 1 } })])
    const refusal = { at: 1, by: 'dept:police', type: 'accept', code: 'refusal/role' } as const
    const work: Promise<unknown>[] = []
    for (let i = 0; i < 60; i += 1) {
      work.push(store.append(batch(i % 3 === 0 ? 100 : 1, 2_000)))
      if (i % 4 === 1) store.refusals.record('default', 'due', refusal)
      if (i % 5 === 2) work.push(store.claimDue({ now: i + 1, limit: 1, leaseUntil: i + 1 }))
      if (i % 6 === 3) work.push(store.erase({ tenant: 'default', caseId: 'due' }), store.anchors.append(`{"i":${i}}`))
      if (i % 7 === 4) await work.at(-1)
      if (i % 8 === 5) await sleep(1)
    }
    await Promise.all(work)
    expect(await store.anchors.all()).toHaveLength(10)
    expect((await store.refusals.read('default', 'due')).counts).toEqual({ 'refusal/role': 15 })
    await store.close()
  })

  it('are told of every stranger’s write between theirs, with an entry or without, and of none of their own', async () => {
    using file = temporaryFile()
    const store = await storeInTurns(file.path)
    const other = sqliteStore(file.path)
    let own = 0
    let version = 0
    const writeOwn = async () => {
      const disclosures = [disclosedName(own + 1)]
      expect(allOk(await store.append([sampleAppend('own', { expectedSeq: own, disclosures })]))).toBe(true)
      own += 1
    }
    const write = {
      own: writeOwn,
      entry: async () => void (await other.append(batch(1))),
      erasure: async () => void (await other.erase({ tenant: 'default', caseId: 'own', seq: own })),
    }
    const changed = async (...kinds: readonly (keyof typeof write)[]) => {
      for (const kind of kinds) await write[kind]()
      const before = version
      version = store.dataVersion()
      return version !== before
    }
    await changed('own')
    for (let round = 0; round < 6; round += 1) {
      // What one of them has told the other finds once more; an odd number each, so that each comes first in half of the rounds.
      await changed('own', 'own', ...(round % 2 === 0 ? (['own'] as const) : []))
      expect(await changed('own')).toBe(false)
      expect(await changed('own', 'own')).toBe(false)
      for (const kind of ['entry', 'erasure'] as const) {
        expect(await changed(kind)).toBe(true)
        await changed('own', 'own')
        expect(await changed('own', kind, 'own')).toBe(true)
        await changed('own', 'own')
        expect(await changed('own', 'own', kind, 'own', 'own')).toBe(true)
        await changed('own', 'own')
      }
    }
    await Promise.all([store.close(), other.close()])
  })

  it('wait for a lock that another process has, and whoever comes after waits behind them', async () => {
    using file = temporaryFile()
    const store = await storeInTurns(file.path)
    await store.append(batch(1))
    const other = openDriver(file.path)
    other.exec('BEGIN IMMEDIATE')
    const order: number[] = []
    const appended = [0, 1, 2, 3, 4].map(async i => {
      expect(allOk(await store.append(batch(1)))).toBe(true)
      order.push(i)
    })
    await sleep(30)
    expect(order).toEqual([])
    other.exec('ROLLBACK')
    other.close()
    await Promise.all(appended)
    expect(order).toHaveLength(5)
    await store.close()
  })
})
